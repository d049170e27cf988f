import type { FaultKind } from "../../local/catalog/faults.ts";
import type { Chance } from "../sweep/chance.ts";

export const EVERY_CALL = "every call";

/** Something that does not work for a while. Milliseconds since the history's beginning. */
export type Outage = { readonly from: number; readonly to: number } & (
  | { readonly what: "down"; readonly action: string }
  /** One of the lists alone. */
  | { readonly what: "one list"; readonly list: "newest" | "active" | "instances" }
  /** So many calls are answered like that, from the beginning on. */
  | { readonly what: "calls"; readonly kind: FaultKind; readonly times: number; readonly action: string }
);

const ODD: readonly FaultKind[] = [
  ...(["throttle", "error500", "error500-without-code", "html502"] as const),
  ...(["empty", "reset", "lost-answer", "malformed"] as const),
];
const ACTIONS = [EVERY_CALL, "ListProvisionedProductPlans", "GetProvisionedProductPlan", "ListTasks"];

/** @param around the instants between which it begins @param interval how long it lasts, times 0.2 to 6 */
export function randomOutage(chance: Chance, around: { from: number; to: number }, interval: number): Outage {
  const from = chance.whole(around.from, around.to);
  const to = from + Math.round(interval * 0.2 * 30 ** chance.next());
  const kind = chance.pick(["down", "down", "list", "list", "calls", "calls", "calls"]);
  if (kind === "down") return { what: "down", from, to, action: chance.pick(ACTIONS) };
  if (kind === "list") return { what: "one list", from, to, list: chance.pick(["newest", "active"]) };
  return { what: "calls", from, to, kind: chance.pick(ODD), times: chance.whole(1, 9), action: chance.pick(ACTIONS) };
}

const OF_INSTANCES = ["ListProvisionedProducts", "GetTask", "GetProvisionedProduct"];

/** The same, of what is read of provisioned products alone. */
export function randomInstanceOutage(chance: Chance, end: number, interval: number): Outage {
  const from = chance.whole(0, end);
  const to = from + Math.round(interval * 0.2 * 30 ** chance.next());
  if (chance.happens(0.4)) return { what: "one list", from, to, list: "instances" };
  const action = chance.pick(OF_INSTANCES);
  return chance.happens(0.4)
    ? { what: "down", from, to, action }
    : { what: "calls", from, to, kind: chance.pick(ODD), times: chance.whole(1, 5), action };
}
