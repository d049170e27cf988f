import type { PlanId } from "../../model/brand.ts";
import { type FilterDoubt, judgeFilter, judgeTrial, leftOut } from "../../watch/filter-guard.ts";
import type { Run } from "../run.ts";
import type { Listing } from "./lists.ts";

/**
 * What is held against the filter for several statuses after this poll; a filter that is found broken is warned of once.
 * @param stillActive plans that were in no list, and are active by a Get
 */
export function doubtAfter(
  { tally, began }: Run,
  before: FilterDoubt | undefined,
  { failed, proof, recent, active }: Listing,
  stillActive: readonly PlanId[],
): FilterDoubt | undefined {
  if (failed || proof === undefined) return before;
  const { mode, together } = proof;
  if (mode === "both") return judgeTrial(active, together, began);
  const after = judgeFilter(before, [...leftOut(recent, together), ...stillActive], began);
  if (after !== undefined && "broken" in after) {
    tally.warn(
      "active-filter",
      "Service Catalog leaves active plans out of a list of several statuses: they are listed status by status for a day",
    );
  }
  return after;
}
