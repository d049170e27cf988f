import type { EpochMs } from "../model/brand.ts";
import type { PlanRow } from "../model/plan.ts";

/**
 * Where a run stopped in the list of the newest plans. All that was created after `bottom`, up to `top`, is processed;
 * what was created between the watermark and `bottom` is still to be read.
 */
export interface RecentCut {
  /** CreateTime of the newest plan of the run that was cut first: the next watermark, once all is read. */
  readonly top: EpochMs;
  /** CreateTime of the oldest row that was read; others of the same second may be unread. */
  readonly bottom: EpochMs;
  /** The last page that was read. New plans push its rows to later pages. */
  readonly page: number;
}

/** Where a run stopped in the list, or lists, of active plans. */
interface ActiveCut {
  /** Which of the lists, from 0. */
  readonly list: number;
  /** The first page that was not read. */
  readonly page: number;
}

/** Where the next run goes on; a list that is not there was read to its end. */
export interface ListCuts {
  readonly recent?: RecentCut;
  readonly active?: ActiveCut;
}

/**
 * The cut of a run that came no further than `page`.
 * @param before the cut that it went on from: its top stays, for what appears late below the top is read again by then
 */
export function cutRecent(rows: readonly PlanRow[], page: number, before?: RecentCut): RecentCut | undefined {
  const times = rows.map((row) => row.createdAt);
  if (times.length === 0) return before;
  const [top, bottom] = [Math.max(...times), Math.min(...times)] as [EpochMs, EpochMs];
  // What was read again above the old bottom brings nobody further.
  return before === undefined
    ? { top, bottom, page }
    : { top: before.top, bottom: earliest(before.bottom, bottom), page };
}

const earliest = (a: EpochMs, b: EpochMs): EpochMs => (a < b ? a : b);

/**
 * Does a page that begins with these rows follow what was read, or may plans in between be missing? They move to
 * earlier pages when others are deleted.
 */
export const follows = (rows: readonly PlanRow[], cut: RecentCut): boolean =>
  rows[0] !== undefined && rows[0].createdAt > cut.bottom;
