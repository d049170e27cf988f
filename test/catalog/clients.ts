import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { bundleFile } from "../../local/bundle.ts";
import * as source from "./client.ts";

export type Client = typeof source;

const folder = mkdtempSync(join(tmpdir(), "planbell-client-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The file of the client as it is deployed; gone after the tests of the file. */
export const BUNDLE = join(folder, "client.cjs");
await bundleFile("test/catalog/client.ts", BUNDLE);

/** The client as `npm run serve` loads it, and as it is deployed: both must do the same. */
export const CLIENTS: readonly (readonly [string, Client])[] = [
  ["from source", source],
  ["as bundled", createRequire(import.meta.url)(BUNDLE) as Client],
];
