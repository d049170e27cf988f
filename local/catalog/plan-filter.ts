import { never } from "../../lib/model/never.ts";
import type { Principal } from "../../lib/model/plan.ts";
import type { CallParams } from "./call-params.ts";
import { ACCOUNT } from "./ids.ts";
import type { PlanState } from "./plan-state.ts";
import { isSame, pendingOf } from "./plan-state.ts";
import { Refusal } from "./refusal.ts";

type Matches = (plan: PlanState) => boolean;

/** What a list call asks for. */
interface PlanQuery {
  /** Only these; `undefined` = all. Each once. */
  readonly statuses: readonly string[] | undefined;
  /** What else is asked of a plan; `undefined` = nothing. */
  readonly matches: Matches | undefined;
}

const STATUS = "ProvisionedProductPlanStatus";

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
  [STATUS]: { several: true, accepts: (plan, value) => plan.status === value },
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
export function planQuery(params: CallParams, caller: Principal, repeated: "or" | "and"): PlanQuery {
  const scope = scopeOf(params, caller);
  const { [STATUS]: statuses, ...others } = filtersOf(params, repeated);
  const conditions = [
    scope,
    ...Object.entries(others).map(([key, wanted]) => conditionOf(key, wanted ?? [], repeated)),
  ];
  const instanceId = params.optional("ProvisionedProductId");
  if (instanceId !== undefined) conditions.push((plan) => plan.instance.id === instanceId);
  const needed = conditions.filter((condition) => condition !== undefined);
  return {
    // No plan is in two statuses at once.
    statuses: repeated === "and" && statuses !== undefined && statuses.length > 1 ? [] : statuses,
    matches: needed.length === 0 ? undefined : (plan) => needed.every((condition) => condition(plan)),
  };
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

/** What is wanted of each key, every value once. */
function filtersOf(params: CallParams, repeated: "or" | "and"): Partial<Record<string, string[]>> {
  const values: Partial<Record<string, string[]>> = {};
  for (const { key, value } of params.pairs("Filters", "Key", "Value", 100)) {
    const filter = Object.hasOwn(FILTERS, key) ? FILTERS[key] : undefined;
    if (filter === undefined) throw new Refusal(400, "InvalidParameter", `The filter key ${key} is not supported.`);
    const split = filter.several && repeated === "or" ? value.split(",") : [value];
    values[key] = [...new Set([...(values[key] ?? []), ...split])];
  }
  return values;
}

function conditionOf(key: string, wanted: readonly string[], repeated: "or" | "and"): Matches {
  const accepts = FILTERS[key]!.accepts;
  if (repeated === "and") return (plan) => wanted.every((value) => accepts(plan, value));
  return (plan) => wanted.some((value) => accepts(plan, value));
}
