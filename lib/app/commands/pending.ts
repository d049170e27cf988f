import type { Message } from "../../model/message.ts";
import { isWaiting, type Principal } from "../../model/plan.ts";
import { principalKey } from "../../notify/people.ts";
import { quoted, sentence } from "../../slack/messages/command-answer.ts";
import { MOST_PENDING, type PendingList, pendingList } from "../../slack/messages/pending-list.ts";
import { isDangerous } from "../../watch/danger.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import { type Asking, listOptions } from "./asking.ts";
import type { Asked } from "./command-line.ts";
import { findProduct } from "./find.ts";
import { identitiesOf } from "./me.ts";
import { readState } from "./state.ts";

/** What waits for approval, the dangerous and then the oldest first: all, what waits for whoever asks, or a product's. */
export async function pending(asking: Asking, asked: Extract<Asked, { kind: "pending" }>): Promise<Message> {
  const { texts } = asking.settings;
  const { hot, poll, now } = await readState(asking);
  if (poll === undefined) return sentence(texts.command.neverRead);
  const waiting = [...hot.plans.values()]
    .map(({ value }) => value.facts)
    .filter((facts) => isWaiting(facts) && !facts.gone)
    .toSorted(dangerFirst);
  const answer = (plans: readonly PlanFacts[], more: Pick<PendingList, "of" | "closedGroups">): Message =>
    pendingList(
      { plans: plans.slice(0, MOST_PENDING), total: plans.length, now, asOf: poll.heartbeat, ...more },
      listOptions(asking),
    );
  if (asked.mine) {
    const keys = waiting.flatMap((facts) => waitedFor(facts).map(principalKey));
    const { mine, closed } = await identitiesOf(asking, keys);
    const forMe = waiting.filter((facts) => waitedFor(facts).some((who) => mine.has(principalKey(who))));
    return answer(forMe, { of: "mine", closedGroups: closed });
  }
  if (asked.product === undefined) return answer(waiting, {});
  const product = findProduct(hot, asked.product);
  if (product.kind === "none") {
    return sentence(texts.command.noProduct(quoted(asked.product), product.nearest));
  }
  // Whoever means a name means all products of that name.
  const meant = product.kind === "one" ? [product.it] : product.all;
  const isOf = ({ productId = "", productName }: PlanFacts): boolean =>
    meant.some(({ id, name }) => (productId === "" || id === "" ? productName === name : productId === id));
  return answer(waiting.filter(isOf), { of: { product: meant[0]?.name ?? "" } });
}

const dangerFirst = (a: PlanFacts, b: PlanFacts): number =>
  Number(isDangerous(b)) - Number(isDangerous(a)) || a.since - b.since || (a.id < b.id ? -1 : 1);

/** Who has to act: where the catalog does not say yet, whoever is assigned. */
function waitedFor({ pending: nodes, assigned }: PlanFacts): readonly Principal[] {
  const todo = nodes.flatMap((node) => node.approvers);
  return todo.length > 0 ? todo : assigned;
}
