import type { ProvisionedProductId } from "../../model/brand.ts";
import { CatalogError } from "../../model/errors.ts";
import type { InstanceRow } from "../../model/instance.ts";
import { furtherPages, type InstanceWatch } from "../../watch/instance-sweep.ts";
import type { Run } from "../run.ts";

/** What a round of the instances' lists gave. */
export interface InstanceListing {
  /** One row an instance, the later read. */
  readonly rows: ReadonlyMap<ProvisionedProductId, InstanceRow>;
  readonly pages: number;
  /** The pages behind the first that were read. */
  readonly read: readonly number[];
  /** Could every page be read that was asked for? */
  readonly ok: boolean;
}

/** The newest instances and one further page, in turn; all pages where that takes fewer calls than following each. */
export async function listInstances(run: Run, watch: InstanceWatch, followed: number): Promise<InstanceListing> {
  const { catalog, clock } = run.ports;
  const rows = new Map<ProvisionedProductId, InstanceRow>();
  const read: number[] = [];
  let { pages } = watch;
  const readPage = async (number: number): Promise<void> => {
    const page = await catalog.instancePage(number);
    pages = page.pages;
    for (const row of page.rows) rows.set(row.id, row);
  };
  try {
    await readPage(1);
    for (const number of furtherPages(watch, pages, followed)) {
      if (clock.now() >= run.lookUntil || run.stop.aborted) return { rows, pages, read, ok: false };
      await readPage(number);
      read.push(number);
    }
    return { rows, pages, read, ok: true };
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    const without = error.retryable ? "" : "; `watch: { instances: false }` in the config file does without";
    run.tally.warn(`catalog-${error.code}`, `provisioned products could not be listed: ${error.message}${without}`);
    return { rows, pages, read, ok: false };
  }
}
