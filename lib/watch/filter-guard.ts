import { type EpochMs, hours, later, type PlanId } from "../model/brand.ts";
import { ACTIVE_STATUSES, type PlanRow, type PlanStatus } from "../model/plan.ts";

/**
 * What is held against the filter for several statuses, of which no document says whether any of them suffices.
 * Absent: nothing.
 */
export type FilterDoubt =
  /** Active plans that its list left out when it was last read whole. */
  | { readonly leftOut: readonly PlanId[] }
  /** It leaves out active plans; when that was found last. */
  | { readonly broken: EpochMs };

/** How active plans are listed: in one list, in one for each status, or, to try it again, in both ways. */
export type FilterMode = "together" | "each" | "both";

/** A filter that does not work is tried again after so long. */
const TRIED_AGAIN = hours(24);
/** Plans that are remembered: any one of them that is left out again is enough. */
const MOST_LEFT_OUT = 50;
/** Of so many active plans one may be left out since it moved between two list calls. */
const MAY_LACK_ONE_OF = 10;

export function filterMode(doubt: FilterDoubt | undefined, now: EpochMs): FilterMode {
  if (doubt === undefined || !("broken" in doubt)) return "together";
  return now < later(doubt.broken, TRIED_AGAIN) ? "each" : "both";
}

const KNOWN_ACTIVE: ReadonlySet<PlanStatus> = new Set(ACTIVE_STATUSES);
/** In a state that the list of active plans asks for; one that nobody knows is active and in no such list. */
export const isListedActive = (status: PlanStatus): boolean => KNOWN_ACTIVE.has(status);

/** Active plans of one list that are not in the other. */
export function leftOut(of: readonly PlanRow[], by: readonly PlanRow[]): PlanId[] {
  const ids = new Set(by.map((row) => row.id));
  return of.filter((row) => isListedActive(row.status) && !ids.has(row.id)).map((row) => row.id);
}

/**
 * What is held against the filter after another poll that read its list whole.
 *
 * Left out once is innocent: the plan moved between two calls, slipped from one page to another, or one list lags. The
 * same plan twice in a row is not.
 * @param missing active plans that the list did not give: from the other list, or found by a Get
 */
export function judgeFilter(
  doubt: FilterDoubt | undefined,
  missing: readonly PlanId[],
  now: EpochMs,
): FilterDoubt | undefined {
  const before = new Set(doubt !== undefined && "leftOut" in doubt ? doubt.leftOut : []);
  if (missing.some((id) => before.has(id))) return { broken: now };
  // The oldest stay longest among the newest plans, where they can be seen again.
  return missing.length === 0 ? undefined : { leftOut: [...new Set(missing)].slice(-MOST_LEFT_OUT) };
}

/** The same of a filter that was tried again, beside lists of each status. */
export function judgeTrial(
  each: readonly PlanRow[],
  together: readonly PlanRow[],
  now: EpochMs,
): FilterDoubt | undefined {
  const missing = leftOut(each, together).length;
  return missing * MAY_LACK_ONE_OF > each.length ? { broken: now } : undefined;
}
