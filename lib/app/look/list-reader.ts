import { CatalogError } from "../../model/errors.ts";
import type { PlanRow, PlanStatus } from "../../model/plan.ts";
import type { Run } from "../run.ts";

/** Pages one run may read of all lists together. */
const PAGES_A_RUN = 60;

/** Pages that may still be read, as one who reads sees it. */
export type Pages = Pick<PageBudget, "isSpent" | "spend">;

/** What one run may still read. */
export class PageBudget {
  #left = PAGES_A_RUN;
  readonly #run: Run;

  constructor(run: Run) {
    this.#run = run;
  }

  get isSpent(): boolean {
    return this.#isSpentTo(0);
  }

  /** The same, but for so many pages, which somebody else is sure to have. */
  except(pages: number): Pages {
    const isSpent = (): boolean => this.#isSpentTo(pages);
    const spend = (): void => this.spend();
    return {
      get isSpent() {
        return isSpent();
      },
      spend,
    };
  }

  #isSpentTo(pages: number): boolean {
    return this.#left <= pages || this.#run.ports.clock.now() >= this.#run.lookUntil;
  }

  spend(): void {
    this.#left--;
  }
}

/** What was read of a list, from one page on. */
export interface ReadRows {
  readonly rows: readonly PlanRow[];
  readonly pages: number;
  /** Number of the last page that was read. */
  readonly last: number;
  /** Was it read as far as was wanted? Neither cut nor failed. */
  readonly ended: boolean;
  readonly failed: boolean;
  /** The catalog's word for the failure. */
  readonly fault?: string;
}

/** Which part of which list. */
export interface Part {
  readonly statuses?: readonly PlanStatus[];
  /** The page to begin with; default 1. */
  readonly from?: number;
  /** Is the list read far enough with this page? Default: never. */
  readonly enough?: (rows: readonly PlanRow[], page: number) => boolean;
}

/** Reads a list as far as is wanted, or as the budget goes; one page at least. Never throws a {CatalogError}. */
export async function readRows(run: Run, budget: Pages, part: Part): Promise<ReadRows> {
  const { statuses, from = 1, enough = () => false } = part;
  const rows: PlanRow[] = [];
  let pages = 0;
  let before = 0;
  const read = (how: Pick<ReadRows, "ended" | "failed" | "fault">): ReadRows => ({
    rows,
    pages,
    last: from + pages - 1,
    ...how,
  });
  try {
    for await (const page of run.ports.catalog.planPages(statuses, from)) {
      rows.push(...page.rows);
      pages++;
      budget.spend();
      // As many as on its first page are taken to stand on each page before it.
      if (pages === 1) before = (from - 1) * page.rows.length;
      if (enough(page.rows, from + pages - 1)) break;
      const more = before + rows.length < page.total;
      if (more && budget.isSpent) {
        run.tally.warn(
          "list-cut",
          `a list of ${page.total} plans was read up to page ${from + pages - 1} only: the next run goes on`,
        );
        return read({ ended: false, failed: false });
      }
    }
    return read({ ended: true, failed: false });
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    run.tally.warn(`catalog-${error.code}`, error.message);
    return read({ ended: false, failed: true, fault: error.code });
  }
}
