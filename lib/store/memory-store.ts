import { Conflict } from "../model/errors.ts";
import type { Json } from "../model/json.ts";
import type { StateStore, Stored, Version } from "../ports.ts";
import { bodyOf, shownKey, storable } from "./body.ts";
import { compareKeys } from "./key-order.ts";
import { drawVersion } from "./version.ts";

interface Row {
  readonly version: Version;
  readonly body: string;
}

/**
 * A store that lives and dies with the process: for tests, and for a look at Planbell without a file.
 *
 * Bodies are kept as JSON text, so what a caller does to a value it gave or got never reaches the store. `close` keeps
 * the records: a test may close the store with one run of the bot and hand it to the next.
 */
export class MemoryStore implements StateStore {
  readonly #rows = new Map<string, Row>();

  async scan(prefix: string): Promise<Stored[]> {
    if (!storable(prefix)) return [];
    const found: Stored[] = [];
    for (const [key, row] of this.#rows) if (key.startsWith(prefix)) found.push(stored(key, row));
    return found.sort((a, b) => compareKeys(a.key, b.key));
  }

  async get(key: string): Promise<Stored | undefined> {
    const row = this.#rows.get(key);
    return row && stored(key, row);
  }

  async put(key: string, value: Json, expected: Version | "absent"): Promise<Version> {
    const body = bodyOf(key, value);
    this.#demand(key, expected);
    const version = drawVersion(expected);
    this.#rows.set(key, { version, body });
    return version;
  }

  async remove(key: string, expected: Version): Promise<void> {
    this.#demand(key, expected);
    this.#rows.delete(key);
  }

  async close(): Promise<void> {}

  #demand(key: string, expected: Version | "absent"): void {
    const found = this.#rows.get(key)?.version ?? "absent";
    if (found !== expected) throw new Conflict(`Record ${shownKey(key)} is at ${found}, not at ${expected}.`);
  }
}

const stored = (key: string, row: Row): Stored => ({
  key,
  version: row.version,
  value: JSON.parse(row.body) as Json,
});
