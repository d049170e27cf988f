import { isDangerous } from "../watch/danger.ts";
import type { InstanceFacts } from "../watch/instance-facts.ts";
import type { PlanFacts } from "../watch/plan-facts.ts";
import type { AnyTransition, WatchedRecord } from "./record.ts";
import type { Matter } from "./route.ts";

/** What rules look at, but for what happened. */
type Circumstances = Omit<Matter, "kind">;

export const circumstancesOfPlan = (facts: PlanFacts, accountName: string): Circumstances => ({
  account: facts.account,
  accountName,
  portfolio: facts.portfolioId,
  product: facts.productId ?? "",
  productName: facts.productName,
  operation: facts.operation,
  owner: facts.requester,
  tags: facts.tags ?? [],
  danger: isDangerous(facts),
});

/** The operation is that of the last task among what happened, else that of the last one at all. */
export function circumstancesOfInstance(
  facts: InstanceFacts,
  happened: readonly AnyTransition[],
  accountName: string,
): Circumstances {
  const task = happened.flatMap((t) => ("task" in t ? [t.task] : [])).at(-1) ?? facts.task;
  return {
    account: facts.account,
    accountName,
    portfolio: facts.portfolioId,
    product: "",
    productName: facts.productName,
    operation: task?.type ?? "",
    owner: facts.owner,
    tags: [],
    danger: false,
  };
}

/** What the rules look at, for each thing that happened. */
export function mattersOf(
  record: WatchedRecord,
  happened: readonly AnyTransition[],
  accountName: string,
): readonly Matter[] {
  const circumstances =
    record.kind === "plan"
      ? circumstancesOfPlan(record.facts, accountName)
      : circumstancesOfInstance(record.facts, happened, accountName);
  return happened.map(({ kind }) => ({ ...circumstances, kind }));
}
