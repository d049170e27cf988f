import { never } from "../../lib/model/never.ts";
import type { Principal } from "../../lib/model/plan.ts";
import type { CallParams } from "./call-params.ts";
import { ACCOUNT } from "./ids.ts";
import type { PlanState } from "./plan-state.ts";
import { isSame, pendingOf } from "./plan-state.ts";
import { Refusal } from "./refusal.ts";

type Matches = (plan: PlanState) => boolean;

const ACCESS_LEVELS = ["User", "Account", "ResourceDirectory"] as const;
const APPROVAL_SCOPES = [
  "ReceivedRequests",
  "ApprovalHistory",
  "AccountRequests",
  "ResourceDirectoryRequests",
] as const;

/** What one filter key accepts; keys that take several values also take them separated by commas. */
const FILTERS: Readonly<Record<string, { several: boolean; accepts(plan: PlanState, value: string): boolean }>> = {
  ProvisionedProductPlanName: {
    several: false,
    accepts: (plan, value) => plan.spec.name.toLowerCase() === value.toLowerCase(),
  },
  ProvisionedProductPlanApprover: {
    several: true,
    accepts: (plan, value) => plan.nodes.flat().some((one) => `${one.kind}:${one.name}` === value),
  },
  ProvisionedProductPlanApproverName: {
    several: true,
    accepts: (plan, value) => plan.nodes.flat().some((one) => one.name === value),
  },
  ProvisionedProductPlanStatus: { several: true, accepts: (plan, value) => plan.status === value },
  ProvisionedProductPlanOwnerUid: { several: false, accepts: (_plan, value) => value === ACCOUNT },
  FullTextSearch: {
    several: false,
    accepts: (plan, value) => plan.spec.name.toLowerCase().includes(value.toLowerCase()),
  },
};

/**
 * Which plans ListProvisionedProductPlans shows this caller.
 * @param repeated what a filter key that comes twice means; the vendor does not say
 * @throws {Refusal} 400 for both scopes at once, for an unknown scope and for an unknown filter key
 */
export function planFilter(params: CallParams, caller: Principal, repeated: "or" | "and"): Matches | undefined {
  const conditions = [scopeOf(params, caller), ...filtersOf(params, repeated)];
  const instanceId = params.optional("ProvisionedProductId");
  if (instanceId !== undefined) conditions.push((plan) => plan.instance.id === instanceId);
  const needed = conditions.filter((condition) => condition !== undefined);
  return needed.length === 0 ? undefined : (plan) => needed.every((condition) => condition(plan));
}

/** The scope of a call: plans by owner, or plans by approval; `undefined` = all. */
export function scopeOf(params: CallParams, caller: Principal): Matches | undefined {
  const level = params.oneOf("AccessLevelFilter", ACCESS_LEVELS);
  const approval = params.oneOf("ApprovalFilter", APPROVAL_SCOPES);
  if (level !== undefined && approval !== undefined)
    throw new Refusal(400, "InvalidParameter", "AccessLevelFilter and ApprovalFilter cannot be used together.");
  switch (approval) {
    case "ReceivedRequests":
      return (plan) => pendingOf(plan).some((one) => isSame(one, caller));
    case "ApprovalHistory":
      return (plan) =>
        plan.records.some((one) => isSame(one.by, caller) && (one.action === "Approve" || one.action === "Reject"));
    case "AccountRequests":
    case "ResourceDirectoryRequests":
      return (plan) => plan.records.some((one) => one.action === "Submit");
    case undefined:
      return (level ?? "User") === "User" ? (plan) => isSame(plan.owner, caller) : undefined;
    default:
      return never(approval);
  }
}

function filtersOf(params: CallParams, repeated: "or" | "and"): Matches[] {
  const values = new Map<string, string[]>();
  for (const { key, value } of params.pairs("Filters", "Key", "Value", 100)) {
    const filter = Object.hasOwn(FILTERS, key) ? FILTERS[key] : undefined;
    if (filter === undefined) throw new Refusal(400, "InvalidParameter", `The filter key ${key} is not supported.`);
    const split = filter.several && repeated === "or" ? value.split(",") : [value];
    values.set(key, [...(values.get(key) ?? []), ...split]);
  }
  return [...values].map(([key, wanted]) => {
    const accepts = FILTERS[key]!.accepts;
    if (repeated === "and") return (plan) => wanted.every((value) => accepts(plan, value));
    return (plan) => wanted.some((value) => accepts(plan, value));
  });
}
