import { afterEach, beforeEach } from "vitest";
import { type CatalogOptions, type EmulatedCatalog, startCatalog } from "../../../local/catalog/server.ts";
import { type CallOptions, call, handClock } from "./signed-call.ts";

export const alice = { kind: "RamUser", name: "alice" };
/** Who signs the calls. */
export const planbell = { kind: "RamUser", name: "planbell" };
export const net = { kind: "RamRole", name: "net" };

/** A clock and a catalog of its own for each test of the file that imports them. */
export let clock: ReturnType<typeof handClock>;
export let catalog: EmulatedCatalog;
beforeEach(async () => {
  clock = handClock();
  catalog = await startCatalog({ clock });
});
afterEach(() => catalog.close());

/** Another catalog in its place, which behaves as `options` say. */
export async function restart(options: Partial<CatalogOptions>): Promise<void> {
  await catalog.close();
  catalog = await startCatalog({ clock, ...options });
}

/** The answer to a signed call. */
export const hear = (action: string, params: Record<string, string> = {}, options: CallOptions = {}) =>
  call(catalog.url, action, params, { at: clock.now(), ...options });

/** The answer's body. */
export const ask = async (action: string, params: Record<string, string> = {}, options: CallOptions = {}) =>
  (await hear(action, params, options)).body;

/** The answer to ListProvisionedProductPlans for the whole account, unless `params` say otherwise. */
export const list = (params: Record<string, string> = {}, options: CallOptions = {}) =>
  hear("ListProvisionedProductPlans", { AccessLevelFilter: "Account", ...params }, options);

/** The names of the plans in that answer. */
export const names = async (params: Record<string, string> = {}, options: CallOptions = {}): Promise<string[]> =>
  (await list(params, options)).body.PlanDetails.map((row: { PlanName: string }) => row.PlanName);

/** Filters as parameters. */
export const filters = (...pairs: [string, string][]): Record<string, string> =>
  Object.fromEntries(
    pairs.flatMap(([key, value], n) => [
      [`Filters.${n + 1}.Key`, key],
      [`Filters.${n + 1}.Value`, value],
    ]),
  );
