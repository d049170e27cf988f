import { sealOf } from "../model/hash.ts";
import type { PlanFacts } from "../watch/plan-facts.ts";

/**
 * Names exactly what was shown of a plan: whoever decides decides on that. 32 hex digits, under the record's salt, so that
 * nobody can make one up.
 *
 * Over what running the plan does, and how far its approval is. Undefined while its details were not read: nothing was
 * shown that could be decided on.
 */
export function planSeal(facts: PlanFacts, salt: string): string | undefined {
  if (facts.changes === undefined) return undefined;
  return sealOf(salt, [
    facts.id,
    facts.operation,
    facts.productVersion ?? "",
    facts.pending.map(({ name }) => name),
    // What is kept of a long history is its end: its last time moves on where the count no longer does.
    [facts.history.length, facts.history.at(-1)?.at ?? 0],
    facts.parameters.map(({ key, mark }) => [key, mark]),
    facts.changes.hash,
  ]);
}
