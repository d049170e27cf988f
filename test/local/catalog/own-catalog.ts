import { afterEach, beforeEach } from "vitest";
import { type EmulatedCatalog, startCatalog } from "../../../local/catalog/server.ts";
import { call, handClock } from "./signed-call.ts";

export const alice = { kind: "RamUser", name: "alice" };
/** Who signs the calls. */
export const planbell = { kind: "RamUser", name: "planbell" };

/** A clock and a catalog of its own for each test of the file that imports them. */
export let clock: ReturnType<typeof handClock>;
export let catalog: EmulatedCatalog;
beforeEach(async () => {
  clock = handClock();
  catalog = await startCatalog({ clock });
});
afterEach(() => catalog.close());

/** The answer's body to a signed call. */
export const ask = async (action: string, params: Record<string, string>) =>
  (await call(catalog.url, action, params, { at: clock.now() })).body;
