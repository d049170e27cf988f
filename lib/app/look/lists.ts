import { type EpochMs, earlier, type PlanId } from "../../model/brand.ts";
import { ACTIVE_STATUSES, type PlanRow } from "../../model/plan.ts";
import type { PollRecord } from "../../notify/record.ts";
import { type FilterMode, filterMode, leftOut } from "../../watch/filter-guard.ts";
import { cutRecent, follows, type ListCuts, type RecentCut } from "../../watch/list-cut.ts";
import { type Lists, mergeRows, newest, OVERLAP } from "../../watch/reconcile.ts";
import type { Run } from "../run.ts";
import { PageBudget, type Pages, type ReadRows, readRows } from "./list-reader.ts";

/** What the lists gave; `failed` when either could not be read. */
export interface Listing extends Lists {
  readonly failed: boolean;
  /** The catalog's word for the failure. */
  readonly fault: string | undefined;
  /** CreateTime up to which the newest plans were read, from the watermark on; undefined while some are unread. */
  readonly reached: EpochMs | undefined;
  /** Where the next run goes on, once what was read is processed. */
  readonly cuts: ListCuts;
  /** How the active plans were listed, when each of these lists was read from its beginning to its end. */
  readonly proof: { readonly mode: FilterMode; readonly together: readonly PlanRow[] } | undefined;
}

/** Pages of a run that are kept for the gap that a cut left: otherwise what is new would keep it open for ever. */
const PAGES_FOR_A_GAP = 10;

/**
 * The two lists of a poll: the newest plans back to the watermark (on the first run their first page), and all active
 * ones. Two calls when little happens, however many plans exist. What one list gave counts even when the other failed.
 * At most 60 pages together; what is cut is read on by the next run, and proves nothing meanwhile.
 */
export async function readLists(run: Run, poll: PollRecord | undefined): Promise<Listing> {
  const budget = new PageBudget(run);
  const watermark = poll?.watermark;
  const mode = filterMode(poll?.filter, run.began);
  const others = poll?.cuts?.recent === undefined ? budget : budget.except(PAGES_FOR_A_GAP);
  const reading =
    watermark === undefined
      ? Promise.all([readRecentOnce(run, budget), readFirstActive(run)])
      : Promise.all([
          readRecent(run, budget, watermark, poll?.cuts?.recent),
          readActive(run, others, mode, poll?.cuts),
        ]);
  const [recent, active] = await reading;
  const doubted = watermark === undefined && isDoubtful(recent.rows, active);
  const certain = doubted ? await readActive(run, new PageBudget(run), "each", undefined) : active;
  const rows = [...new Map([...active.rows, ...certain.rows].map((row) => [row.id, row])).values()];
  const lists = { recent: recent.rows, active: rows, complete: recent.ended && active.ended && certain.ended };
  const whole = recent.ended ? (recent.closes ?? newest(mergeRows({ ...lists, failed: false }).values())) : undefined;
  return {
    ...lists,
    failed: recent.failed || active.failed || certain.failed,
    fault: recent.fault ?? active.fault ?? certain.fault,
    reached: whole,
    cuts: {
      ...(recent.cut === undefined ? {} : { recent: recent.cut }),
      ...(certain.cut === undefined ? {} : { active: certain.cut }),
    },
    proof: active.together !== undefined && active.ended ? { mode, together: active.together } : undefined,
  };
}

/** The first run has no earlier one to compare with: an empty list, or one that lacks a plan, is not believed. */
const isDoubtful = (recent: readonly PlanRow[], active: ReadActive): boolean =>
  active.ended && (active.rows.length === 0 || leftOut(recent, active.rows).length > 0);

interface ReadRecent extends ReadRows {
  readonly cut?: RecentCut | undefined;
  /** The gap is closed: all plans up to here were read, by this run and those before it. */
  readonly closes?: EpochMs;
}

const readRecentOnce = (run: Run, budget: PageBudget): Promise<ReadRecent> =>
  readRows(run, budget, { enough: () => true });

const reaches = (time: EpochMs) => (rows: readonly PlanRow[]) => rows.some((row) => row.createdAt < time);

/** Back to the watermark; after a cut first what is newer than its top, then on from where it was. */
async function readRecent(
  run: Run,
  budget: PageBudget,
  watermark: EpochMs,
  cut: RecentCut | undefined,
): Promise<ReadRecent> {
  const floor = earlier(watermark, OVERLAP);
  const pages = cut === undefined ? budget : budget.except(PAGES_FOR_A_GAP);
  const head = await readRows(run, pages, { enough: reaches(cut?.top ?? floor) });
  if (head.failed) return { ...head, cut };
  // Cut above the old cut, it leaves one gap from there: what lies between is read again.
  if (!head.ended) return { ...head, cut: cutRecent(head.rows, head.last) };
  if (cut === undefined) return head;
  if (budget.isSpent) return { ...head, ended: false, cut };
  const tail = await readBelow(run, budget, floor, cut);
  const rows = [...head.rows, ...tail.rows];
  if (tail.failed) return { ...tail, rows, cut };
  return tail.ended
    ? { ...tail, rows, closes: cut.top }
    : {
        ...tail,
        rows,
        cut: tail.from === undefined ? cutRecent(tail.rows, tail.last, cut) : { ...cut, page: tail.from },
      };
}

interface ReadBelow extends ReadRows {
  /** No page that surely leaves nothing out was found so far: where to look for it next. */
  readonly from?: number;
}

/** On from a cut, beginning with a page that surely leaves nothing out: one further forward each time it might. */
async function readBelow(run: Run, budget: PageBudget, floor: EpochMs, cut: RecentCut): Promise<ReadBelow> {
  for (let from = cut.page, back = 1; ; from = Math.max(1, from - back), back *= 2) {
    let mayLack = false;
    const enough = (rows: readonly PlanRow[], page: number): boolean => {
      if (page === from) mayLack = from > 1 && !follows(rows, cut);
      return mayLack || reaches(floor)(rows);
    };
    const read = await readRows(run, budget, { from, enough });
    if (!mayLack || read.failed) return read;
    if (budget.isSpent) return { ...read, rows: [], ended: false, from: Math.max(1, from - back) };
  }
}

interface ReadActive extends ReadRows {
  readonly cut?: ListCuts["active"] | undefined;
  /** What the list of all active statuses gave, when it was asked for. */
  readonly together?: readonly PlanRow[];
}

/** All active plans, on from where the last run was cut: a run that did not begin at the beginning proves nothing. */
async function readActive(run: Run, budget: Pages, mode: FilterMode, cuts: ListCuts | undefined): Promise<ReadActive> {
  const lists = mode === "together" ? [ACTIVE_STATUSES] : ACTIVE_STATUSES.map((status) => [status]);
  const known = cuts?.active;
  // Lists of another mode were cut.
  const start = known !== undefined && known.list < lists.length ? known : { list: 0, page: 1 };
  const rows: PlanRow[] = [];
  let last: ReadRows | undefined;
  for (let list = start.list; list < lists.length; list++) {
    const from = list === start.list ? start.page : 1;
    last = await readRows(run, budget, { statuses: lists[list] ?? [], from });
    rows.push(...last.rows);
    if (last.failed) return { ...last, rows, cut: known };
    if (!last.ended) return { ...last, rows, cut: { list, page: last.last + 1 } };
  }
  const ended = start.list === 0 && start.page === 1;
  const read = { ...(last as ReadRows), rows, ended };
  if (mode === "together") return { ...read, together: rows };
  if (mode === "each") return read;
  const trial = await readRows(run, budget, { statuses: ACTIVE_STATUSES });
  return { ...read, ...(trial.ended ? { together: trial.rows } : {}) };
}

/** A list of several pages is read so often at most, until it brings nothing new. */
const FIRST_READS = 3;

/**
 * All active plans for the first time. A row that leaves the list between two pages pushes another past their edge;
 * later polls know whom they miss, the first does not: it reads a list of several pages again.
 */
async function readFirstActive(run: Run): Promise<ReadActive> {
  const rows = new Map<PlanId, PlanRow>();
  for (let reads = 1; ; reads++) {
    const read = await readActive(run, new PageBudget(run), "together", undefined);
    const isNew = read.rows.some((row) => !rows.has(row.id));
    for (const row of read.rows) rows.set(row.id, row);
    const all = { ...read, rows: [...rows.values()] };
    if (!read.ended || read.pages < 2 || (reads > 1 && !isNew) || reads === FIRST_READS) return all;
  }
}
