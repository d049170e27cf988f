import { type EpochMs, earlier } from "../model/brand.ts";
import { CatalogError } from "../model/errors.ts";
import { ACTIVE_STATUSES, type PlanRow } from "../model/plan.ts";
import type { Catalog } from "../ports.ts";
import { type Lists, OVERLAP } from "../watch/reconcile.ts";
import type { Tally } from "./report.ts";

/** Pages one run may read, both lists together. */
const PAGES_A_RUN = 60;

/** What the lists gave; `failed` when either could not be read at all or to its end. */
export interface Listing extends Lists {
  readonly failed: boolean;
  /** Were the newest plans read back to the watermark? Only then may it move on. */
  readonly recentEnded: boolean;
}

/**
 * The two lists of a poll: the newest plans back to the watermark (on the first run their first page), and all active
 * ones. Two calls when little happens, however many plans exist. What one list gave counts even when the other failed.
 */
export async function readLists(catalog: Catalog, watermark: EpochMs | undefined, tally: Tally): Promise<Listing> {
  const budget = { left: PAGES_A_RUN };
  const enough = (rows: readonly PlanRow[]): boolean =>
    watermark === undefined || rows.some((row) => row.createdAt < earlier(watermark, OVERLAP));
  const [recent, active] = await Promise.all([
    readList(catalog.planPages(), budget, tally, enough),
    readList(catalog.planPages(ACTIVE_STATUSES), budget, tally, () => false),
  ]);
  return {
    recent: recent.rows,
    active: active.rows,
    recentEnded: recent.ended,
    complete: recent.ended && active.ended,
    failed: recent.failed || active.failed,
  };
}

async function readList(
  pages: ReturnType<Catalog["planPages"]>,
  budget: { left: number },
  tally: Tally,
  enough: (rows: readonly PlanRow[]) => boolean,
): Promise<{ rows: readonly PlanRow[]; ended: boolean; failed: boolean }> {
  const rows: PlanRow[] = [];
  try {
    for await (const page of pages) {
      rows.push(...page.rows);
      if (enough(page.rows)) break;
      if (--budget.left <= 0) {
        tally.warn("list-budget", `stopped after ${PAGES_A_RUN} pages of plans; the next run goes on`);
        return { rows, ended: false, failed: false };
      }
    }
    return { rows, ended: true, failed: false };
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    tally.warn(`catalog-${error.code}`, error.message);
    return { rows, ended: false, failed: true };
  }
}
