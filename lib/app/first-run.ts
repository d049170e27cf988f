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
 */
export function introductions(rows: Iterable<PlanRow>, mode: "cards" | "silent"): (id: PlanId) => Introduction {
  const waiting = [...rows]
    .filter((row) => isWaiting(row))
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const ids = waiting.map((row) => row.id);
  const cards = new Set(ids.slice(0, FIRST_CARDS));
  const digest = new Set(ids.slice(FIRST_CARDS));
  return (id) => (mode === "silent" ? "silent" : cards.has(id) ? "told" : digest.has(id) ? "digest" : "silent");
}
