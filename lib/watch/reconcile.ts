import { type EpochMs, earlier, type Ms, minutes, type PlanId } from "../model/brand.ts";
import { isTerminal, isWaiting, type PlanRow, type PlanStatus } from "../model/plan.ts";
import { type RowMark, rowGlance } from "./row-mark.ts";

/** What reconcile needs to know of a plan that has a record. */
export interface Watched {
  readonly id: PlanId;
  readonly row: RowMark;
  readonly waiting: boolean;
  /** In an end state or gone: its absence from the lists means nothing. */
  readonly closed: boolean;
  /** When it was last looked at closely. */
  readonly readAt: EpochMs;
  /** The last look did not find it. */
  readonly missed: boolean;
}

/** The rows of one poll. */
export interface Lists {
  /** Newest plans of any status, back to the watermark. */
  readonly recent: readonly PlanRow[];
  /** All active plans. */
  readonly active: readonly PlanRow[];
  /** Were both read to their end? A partial list never proves absence. */
  readonly complete: boolean;
  /** Did a call fail? Then nothing is asked about plans that are in no list. */
  readonly failed: boolean;
}

/** A plan that needs a closer look, and why. */
export interface Look {
  readonly id: PlanId;
  readonly why: "new" | "changed" | "missing" | "due";
  /** The list row; undefined when the plan is in no list. */
  readonly row: PlanRow | undefined;
  /** Must the details be read, or does the row say enough? */
  readonly detail: boolean;
  /** The plan is older than what was watched: it may have a record among the done ones. */
  readonly old: boolean;
}

/** How far behind the newest CreateTime rows are still expected to appear (late visibility, equal seconds). */
export const OVERLAP: Ms = minutes(10);
/** A waiting plan is read again this often, since UpdateTime may not move when it is handed over. */
const REREAD_AFTER: Ms = minutes(30);
const REREADS_A_POLL = 3;
const MISSING_OF_A_CUT_LIST = 5;

/**
 * The plans of one poll that need a closer look: new ones first, then those that changed, oldest plan first in each,
 * then those that are missed, and those merely due for a re-read last. A run may not get to the end of it: what has a
 * record is on some card at least, and would keep what has none from ever being told.
 *
 * Pure and total. A row older than its record is ignored (lists lag); one equal to its record is no news; an end state
 * that is older than `watermark - OVERLAP` and has no record was told long ago, or before Planbell came.
 * @param watermark CreateTime of the newest plan processed so far; undefined on the first run, which ignores end states
 * older than the newest row by more than the overlap
 */
export function reconcile(
  watched: ReadonlyMap<PlanId, Watched>,
  lists: Lists,
  now: EpochMs,
  watermark: EpochMs | undefined,
): Look[] {
  const { suspects, seen } = firstGlance(watched, lists, now);
  const horizon = earlier(watermark ?? newest(everyRow(lists)) ?? now, OVERLAP);
  const glance = rowGlance();
  const fresh: ListedLook[] = [];
  const changed: ListedLook[] = [];
  const due: Due[] = [];
  for (const row of mergeRows(lists, suspects).values()) {
    const known = watched.get(row.id);
    const old = row.createdAt < horizon;
    if (known === undefined) {
      if (!(old && isTerminal(row.status))) {
        fresh.push({ id: row.id, why: "new", row, detail: newNeedsDetail(row), old });
      }
      continue;
    }
    if (glance.isBehind(row, known.row)) continue;
    if (known.missed || !glance.isSame(row, known.row)) {
      changed.push({ id: row.id, why: "changed", row, detail: changeNeedsDetail(known, row), old });
    } else if (isDue(known, now)) {
      due.push({ known, row });
    }
  }
  return [...oldestFirst(fresh), ...oldestFirst(changed), ...missing(watched, seen, lists), ...rereads(due)];
}

/** What most rows need and no more: those that say what is known already, and they are nearly all, go no further. */
function firstGlance(watched: ReadonlyMap<PlanId, Watched>, lists: Lists, now: EpochMs) {
  /** Plans with a row that may be news. */
  const suspects = new Set<PlanId>();
  /** Plans that would be missed, but are listed. */
  const seen = new Set<PlanId>();
  const glance = rowGlance();
  for (const row of everyRow(lists)) {
    const known = watched.get(row.id);
    if (known === undefined) {
      suspects.add(row.id);
      continue;
    }
    if (!known.closed) seen.add(row.id);
    if (glance.isSame(row, known.row) ? known.missed || isDue(known, now) : !glance.isBehind(row, known.row)) {
      suspects.add(row.id);
    }
  }
  return { suspects, seen };
}

const isDue = (known: Watched, now: EpochMs): boolean => known.waiting && known.readAt <= earlier(now, REREAD_AFTER);

type ListedLook = Look & { readonly row: PlanRow };

/** A plan whose row is no news, but whose details are. */
interface Due {
  readonly known: Watched;
  readonly row: PlanRow;
}

const byAge = (a: PlanRow, b: PlanRow): number => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);

const oldestFirst = (looks: readonly ListedLook[]): Look[] => [...looks].sort((a, b) => byAge(a.row, b.row));

/**
 * One row a plan: the later updated, and the active list's where both are equal (it is read to its end).
 * @param only the plans that are wanted; all by default
 */
export function mergeRows(lists: Lists, only?: ReadonlySet<PlanId>): Map<PlanId, PlanRow> {
  const rows = new Map<PlanId, PlanRow>();
  if (only?.size === 0) return rows;
  for (const row of everyRow(lists)) {
    if (only !== undefined && !only.has(row.id)) continue;
    const other = rows.get(row.id);
    if (other === undefined || row.updatedAt >= other.updatedAt) rows.set(row.id, row);
  }
  return rows;
}

const everyRow = ({ recent, active }: Lists): readonly PlanRow[] =>
  active.length === 0 ? recent : [...recent, ...active];

/** CreateTime of the newest row, which is the next watermark when all rows were processed. */
export function newest(rows: Iterable<PlanRow>): EpochMs | undefined {
  let top: EpochMs | undefined;
  for (const row of rows) if (top === undefined || row.createdAt > top) top = row.createdAt;
  return top;
}

/** Lists that were cut short say nothing about whom they leave out: then a few are asked for, longest unread first. */
function missing(watched: ReadonlyMap<PlanId, Watched>, seen: ReadonlySet<PlanId>, lists: Lists): Look[] {
  if (lists.failed) return [];
  const gone: Watched[] = [];
  for (const w of watched.values()) if (!w.closed && !seen.has(w.id)) gone.push(w);
  gone.sort((a, b) => a.readAt - b.readAt);
  const asked = lists.complete ? gone : gone.slice(0, MISSING_OF_A_CUT_LIST);
  return asked.map((w) => ({ id: w.id, why: "missing", row: undefined, detail: true, old: true }));
}

function rereads(due: Due[]): Look[] {
  return due
    .sort((a, b) => a.known.readAt - b.known.readAt || byAge(a.row, b.row))
    .slice(0, REREADS_A_POLL)
    .map(({ known, row }) => ({ id: known.id, why: "due", row, detail: true, old: false }));
}

const needsApproval = (row: PlanRow): boolean => row.assignedApprovers.length > 0;

function newNeedsDetail(row: PlanRow): boolean {
  if (isWaiting(row)) return true;
  if (row.status === "PreviewFailed" || row.status === "ExecuteFailed") return true;
  // PreviewSuccess may already wait (to-do tasks say so); any other state of such a plan gets a card of its own.
  return needsApproval(row) && row.status !== "PreviewInProgress";
}

/** Edges whose next state the row tells wholly. Any other edge is confirmed, and filled in, by a Get. */
const PLAIN_EDGES: Readonly<Record<string, readonly PlanStatus[]>> = {
  PreviewSuccess: ["ExecuteInProgress", "ExecuteSuccess"],
  ApplicationApproved: ["ExecuteInProgress", "ExecuteSuccess"],
  ExecuteInProgress: ["ExecuteSuccess"],
};

function changeNeedsDetail(known: Watched, row: PlanRow): boolean {
  // Who decided is only in the details; and a plan that is over is reopened only when a Get says so, too.
  if (known.waiting || (known.closed && !isTerminal(row.status))) return true;
  if (row.status === known.row.status) return isWaiting(row);
  if (row.status === "PreviewSuccess" && known.row.status === "PreviewInProgress") return needsApproval(row);
  // It was approved between two polls.
  if (known.row.status === "PreviewSuccess" && needsApproval(row)) return true;
  return !PLAIN_EDGES[known.row.status]?.includes(row.status);
}
