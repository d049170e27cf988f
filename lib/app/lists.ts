import { type EpochMs, earlier, type PlanId } from "../model/brand.ts";
import { CatalogError } from "../model/errors.ts";
import { ACTIVE_STATUSES, type PlanRow } from "../model/plan.ts";
import type { Catalog } from "../ports.ts";
import { type Lists, OVERLAP } from "../watch/reconcile.ts";
import type { Run } from "./run.ts";

/** Pages one run may read of either list. */
const PAGES_A_LIST = 60;

/** What the lists gave; `failed` when either could not be read. */
export interface Listing extends Lists {
  readonly failed: boolean;
  /** The catalog's word for the failure. */
  readonly fault: string | undefined;
  /** Were the newest plans read back to the watermark? Only then may it move on. */
  readonly recentEnded: boolean;
}

/**
 * The two lists of a poll: the newest plans back to the watermark (on the first run their first page), and all active
 * ones. Two calls when little happens, however many plans exist. What one list gave counts even when the other failed.
 */
export async function readLists(run: Run, watermark: EpochMs | undefined): Promise<Listing> {
  const { catalog } = run.ports;
  const enough = (rows: readonly PlanRow[]): boolean =>
    watermark === undefined || rows.some((row) => row.createdAt < earlier(watermark, OVERLAP));
  const [recent, active] = await Promise.all([
    readList(run, catalog.planPages(), enough),
    watermark === undefined ? readFirstActive(run) : readList(run, catalog.planPages(ACTIVE_STATUSES), () => false),
  ]);
  return {
    recent: recent.rows,
    active: active.rows,
    recentEnded: recent.ended,
    complete: recent.ended && active.ended,
    failed: recent.failed || active.failed,
    fault: recent.fault ?? active.fault,
  };
}

/** A list of several pages is read so often at most, until it brings nothing new. */
const FIRST_READS = 3;

/**
 * All active plans for the first time. A row that leaves the list between two pages pushes another past their edge;
 * later polls know whom they miss, the first does not: it reads a list of several pages again.
 */
async function readFirstActive(run: Run): Promise<ReadRows> {
  const rows = new Map<PlanId, PlanRow>();
  for (let reads = 1; ; reads++) {
    const read = await readList(run, run.ports.catalog.planPages(ACTIVE_STATUSES), () => false);
    const isNew = read.rows.some((row) => !rows.has(row.id));
    for (const row of read.rows) rows.set(row.id, row);
    const all = { ...read, rows: [...rows.values()] };
    if (!read.ended || read.pages < 2 || (reads > 1 && !isNew) || reads === FIRST_READS) return all;
  }
}

interface ReadRows {
  readonly rows: readonly PlanRow[];
  readonly pages: number;
  readonly ended: boolean;
  readonly failed: boolean;
  readonly fault?: string;
}

async function readList(
  run: Run,
  pages: ReturnType<Catalog["planPages"]>,
  enough: (rows: readonly PlanRow[]) => boolean,
): Promise<ReadRows> {
  const rows: PlanRow[] = [];
  let read = 0;
  try {
    for await (const page of pages) {
      rows.push(...page.rows);
      read++;
      if (enough(page.rows)) break;
      const more = rows.length < page.total;
      if (more && (read >= PAGES_A_LIST || run.ports.clock.now() >= run.lookUntil)) {
        run.tally.warn("list-cut", `a list of ${page.total} plans was read no further than its newest ${rows.length}`);
        return { rows, pages: read, ended: false, failed: false };
      }
    }
    return { rows, pages: read, ended: true, failed: false };
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    run.tally.warn(`catalog-${error.code}`, error.message);
    return { rows, pages: read, ended: false, failed: true, fault: error.code };
  }
}
