import { hashOf } from "../model/hash.ts";
import type { PlanFacts } from "../watch/plan-facts.ts";

/** Of what a card may show: what only routes look at is not in it, so that no card is edited for that. */
export function factsHash({ tags: _tags, productId: _productId, ...shown }: PlanFacts): string {
  return hashOf(JSON.stringify(shown));
}
