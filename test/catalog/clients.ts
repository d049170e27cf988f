import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleFile } from "../../local/bundle.ts";
import * as source from "./client.ts";

export type Client = typeof source;

/** The client as `npm run serve` loads it, and as it is deployed: both must do the same. */
export const CLIENTS: readonly (readonly [string, Client])[] = [
  ["from source", source],
  ["as bundled", await bundled()],
];

async function bundled(): Promise<Client> {
  const folder = mkdtempSync(join(tmpdir(), "planbell-client-"));
  try {
    const file = join(folder, "client.cjs");
    await bundleFile("test/catalog/client.ts", file);
    return createRequire(import.meta.url)(file) as Client;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
