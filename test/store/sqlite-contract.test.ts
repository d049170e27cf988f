import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { openSqlite } from "../../lib/store/sqlite-store.ts";
import { storeContract } from "../contract/store.contract.ts";

const folder = mkdtempSync(join(tmpdir(), "planbell-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
storeContract("sqlite file", () => openSqlite(join(folder, `${++files}.db`), () => 1_764_000_000_000));
storeContract("sqlite in memory", () => openSqlite(":memory:", () => 1_764_000_000_000));
