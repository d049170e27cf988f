import { type EpochMs, earlier, type Ms, minutes, type PlanId } from "../model/brand.ts";
import { isTerminal, isWaiting, type PlanRow, type PlanStatus } from "../model/plan.ts";
import { ApproversMarks, compareRow, type RowMark } from "./row-mark.ts";

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
 * The plans of one poll that need a closer look: the new ones, then those that changed, oldest plan first in each; then
 * those that are missed, and last those merely due for a re-read. A run may not come to the end of it: what has a
 * record is told of already, and would keep what has none from ever being told.
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
  const rows = mergeRows(lists);
  const horizon = earlier(watermark ?? newest(rows.values()) ?? now, OVERLAP);
  const fresh: RowLook[] = [];
  const changed: RowLook[] = [];
  const due: Due[] = [];
  const unread = earlier(now, REREAD_AFTER);
  const marks = new ApproversMarks();
  /** Watched plans that are open and listed. */
  let met = 0;
  for (const row of rows.values()) {
    const known = watched.get(row.id);
    const old = row.createdAt < horizon;
    if (known === undefined) {
      if (!(old && isTerminal(row.status))) {
        fresh.push({ id: row.id, why: "new", row, detail: newNeedsDetail(row), old });
      }
      continue;
    }
    if (!known.closed) met += 1;
    const compared = compareRow(row, known.row, marks);
    if (compared === "older") continue;
    if (compared === "other" || known.missed) {
      changed.push({ id: row.id, why: "changed", row, detail: changeNeedsDetail(known, row), old });
    } else if (known.waiting && known.readAt <= unread) {
      due.push({ known, row });
    }
  }
  for (const looks of [fresh, changed]) looks.sort((a, b) => byAge(a.row, b.row));
  return [...fresh, ...changed, ...missing(watched, rows, lists, met), ...rereads(due)];
}

type RowLook = Look & { readonly row: PlanRow };

/** A plan that did not change, but was not read for long. */
interface Due {
  readonly known: Watched;
  readonly row: PlanRow;
}

/** Oldest first. */
const byAge = (a: PlanRow, b: PlanRow): number => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);

/** One row a plan: the later updated, and the active list's where both are equal (it is read to its end). */
export function mergeRows(lists: Lists): Map<PlanId, PlanRow> {
  const rows = new Map<PlanId, PlanRow>();
  for (const list of [lists.recent, lists.active]) {
    for (const row of list) {
      const other = rows.get(row.id);
      if (other === undefined || row.updatedAt >= other.updatedAt) rows.set(row.id, row);
    }
  }
  return rows;
}

/** CreateTime of the newest row, which is the next watermark when all rows were processed. */
export function newest(rows: Iterable<PlanRow>): EpochMs | undefined {
  let top: EpochMs | undefined;
  for (const row of rows) if (top === undefined || row.createdAt > top) top = row.createdAt;
  return top;
}

/**
 * Lists that were cut short say nothing about whom they leave out: then a few are asked for, longest unread first.
 * @param met how many open ones are listed: when it is all of them, nobody is looked for
 */
function missing(
  watched: ReadonlyMap<PlanId, Watched>,
  rows: ReadonlyMap<PlanId, PlanRow>,
  lists: Lists,
  met: number,
): Look[] {
  if (lists.failed) return [];
  let open = 0;
  for (const one of watched.values()) if (!one.closed) open += 1;
  if (open === met) return [];
  const gone = [...watched.values()].filter((one) => !one.closed && !rows.has(one.id));
  gone.sort((a, b) => a.readAt - b.readAt);
  const asked = lists.complete ? gone : gone.slice(0, MISSING_OF_A_CUT_LIST);
  return asked.map((w) => ({ id: w.id, why: "missing", row: undefined, detail: true, old: true }));
}

/** Longest unread first. */
function rereads(due: readonly Due[]): Look[] {
  return [...due]
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

/** States that a plan with approvers may have left and come back to between two polls: its records say so. */
const COME_BACK_TO: ReadonlySet<PlanStatus> = new Set([
  "ApplicationApproved",
  "ApplicationRejected",
  "PreviewFailed",
  "ExecuteFailed",
]);

/** Edges whose next state the row tells wholly. Any other edge is confirmed, and filled in, by a Get. */
const PLAIN_EDGES: Readonly<Record<string, readonly PlanStatus[]>> = {
  PreviewSuccess: ["ExecuteInProgress", "ExecuteSuccess"],
  ApplicationApproved: ["ExecuteInProgress", "ExecuteSuccess"],
  ExecuteInProgress: ["ExecuteSuccess"],
};

function changeNeedsDetail(known: Watched, row: PlanRow): boolean {
  // Who decided is only in the details; and a plan that is over is reopened only when a Get says so, too.
  if (known.waiting || (known.closed && !isTerminal(row.status))) return true;
  if (row.status === known.row.status) return isWaiting(row) || (needsApproval(row) && COME_BACK_TO.has(row.status));
  if (row.status === "PreviewSuccess" && known.row.status === "PreviewInProgress") return needsApproval(row);
  // It was approved between two polls.
  if (known.row.status === "PreviewSuccess" && needsApproval(row)) return true;
  return !PLAIN_EDGES[known.row.status]?.includes(row.status);
}
