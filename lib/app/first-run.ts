import type { PlanId } from "../model/brand.ts";
import { isWaiting, type PlanRow } from "../model/plan.ts";
import type { Introduction } from "../notify/plan-record.ts";

/** So many of the plans that wait already get cards; the others share a digest. */
const FIRST_CARDS = 10;

/** After the first run every plan is told like any other. */
export const toldAll = (): Introduction => "told";

/**
 * How the first run introduces what it finds: the oldest plans that wait get cards, the others that wait a digest, and
 * everything else is only remembered. The same rows give the same answer, so a first run that died can be repeated.
 *
 * A row in `PreviewSuccess` does not tell whether it waits. One with approvers is looked at when it is among the
 * oldest; otherwise it is remembered, and told when its re-read shows that it waits.
 */
export function introductions(rows: Iterable<PlanRow>, mode: "cards" | "silent"): (id: PlanId) => Introduction {
  const candidates = [...rows]
    .filter((row) => isWaiting(row) || (row.status === "PreviewSuccess" && row.assignedApprovers.length > 0))
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const told = new Set(candidates.slice(0, FIRST_CARDS).map((row) => row.id));
  const digest = new Set(
    candidates
      .slice(FIRST_CARDS)
      .filter((row) => isWaiting(row))
      .map((row) => row.id),
  );
  return (id) => (mode === "silent" ? "silent" : told.has(id) ? "told" : digest.has(id) ? "digest" : "silent");
}
