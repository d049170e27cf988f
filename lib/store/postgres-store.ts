import type Driver from "postgres";
import { StoreUnusable } from "../model/errors.ts";
import type { Json } from "../model/json.ts";
import type { StateStore, Stored, Version } from "../ports.ts";
import { bodyOf, conflict, shownKey, storable } from "./body.ts";
import { prefixEnd } from "./key-order.ts";
import { type PostgresAddress, readPostgresAddress } from "./postgres-address.ts";
import { isLost, storeFault, unusable } from "./postgres-faults.ts";
import { prepareTables } from "./postgres-layout.ts";
import { PostgresPool, type Sql } from "./postgres-pool.ts";
import { drawVersion } from "./version.ts";

/** `bigint` comes as text. */
interface Row {
  readonly key: string;
  readonly ver: string;
  readonly body: string;
}
type Work<T> = (sql: Sql) => PromiseLike<T>;

/**
 * A store in two tables of a PostgreSQL database, for any number of machines. The tables are made at the first open.
 *
 * Every write is one statement, which is a transaction of its own. A connection that turns out dead, as after a
 * function was frozen, costs one more round trip: reads are repeated, and so are writes, which compare and swap.
 * @param url `postgres://USER:PASSWORD@HOST:PORT/DATABASE`
 * @param now time of the writes, in milliseconds since 1970, kept in column `upd`
 * @param patience milliseconds that one statement may take, connecting included, before its connection counts as lost
 * @throws {StoreUnusable} when nobody answers or the state cannot be used; the message says what to do
 * @throws {NewerFormat} when a newer Planbell wrote the tables; they are left as they are
 */
export async function openPostgres(url: string, now: () => number, patience = 10_000): Promise<StateStore> {
  const address = readPostgresAddress(url);
  if ("fault" in address) throw new StoreUnusable(`PLANBELL_STATE: ${address.fault}.`);
  // Loaded here and nowhere else, so that nothing but this store pays for it.
  const driver: typeof Driver = (await import("postgres")).default;
  const pool = new PostgresPool(driver, address, patience);
  const store = new PostgresStore(pool, address, now);
  try {
    await store.prepare();
    return store;
  } catch (cause) {
    await pool.close();
    throw cause;
  }
}

class PostgresStore implements StateStore {
  readonly #pool: PostgresPool;
  readonly #address: PostgresAddress;
  readonly #now: () => number;

  constructor(pool: PostgresPool, address: PostgresAddress, now: () => number) {
    this.#pool = pool;
    this.#address = address;
    this.#now = now;
  }

  async prepare(): Promise<void> {
    await this.#twice((sql) => prepareTables(sql, this.#address));
  }

  async scan(prefix: string): Promise<Stored[]> {
    if (!storable(prefix)) return [];
    const end = prefixEnd(prefix);
    const { rows } = await this.#twice((sql) =>
      end === undefined
        ? sql<Row[]>`select key, ver, body from planbell_record where key >= ${prefix} order by key`
        : sql<Row[]>`select key, ver, body from planbell_record where key >= ${prefix} and key < ${end} order by key`,
    );
    return rows.map((row) => this.#stored(row));
  }

  async get(key: string): Promise<Stored | undefined> {
    const row = storable(key) ? await this.#row(key) : undefined;
    return row && this.#stored(row);
  }

  async put(key: string, value: Json, expected: Version | "absent"): Promise<Version> {
    const body = bodyOf(key, value);
    const at = Math.trunc(this.#now());
    if (expected !== "absent") demandVersion(expected);
    const version = drawVersion(expected);
    const { rows, repeated } = await this.#twice((sql) =>
      expected === "absent"
        ? sql<Row[]>`insert into planbell_record (key, ver, body, upd) values (${key}, ${version}, ${body}, ${at})
            on conflict do nothing returning ver`
        : sql<Row[]>`update planbell_record set ver = ${version}, body = ${body}, upd = ${at}
            where key = ${key} and ver = ${expected} returning ver`,
    );
    if (rows.length > 0) return version;
    // The first try may have been done, and only its answer lost. Nobody else writes this version: it tells ours. What
    // was written over since is told as a conflict, which says no more than to read again; what was inserted, and
    // removed before the second try, was inserted anew.
    const found = repeated ? await this.#row(key) : undefined;
    if (found !== undefined && Number(found.ver) === version) return version;
    throw conflict(key, expected);
  }

  async remove(key: string, expected: Version): Promise<void> {
    demandVersion(expected);
    if (!storable(key)) throw conflict(key, expected);
    const { rows, repeated } = await this.#twice(
      (sql) => sql<Row[]>`delete from planbell_record where key = ${key} and ver = ${expected} returning ver`,
    );
    if (rows.length > 0) return;
    // Gone, as was wanted. A removal leaves no version behind, so it may have been another's, even of a later write;
    // whoever removes learns nothing from it but that the record is gone.
    if (repeated && (await this.#row(key)) === undefined) return;
    throw conflict(key, expected);
  }

  async close(): Promise<void> {
    if (!this.#pool.closed) await this.#pool.close();
  }

  async #row(key: string): Promise<Row | undefined> {
    const { rows } = await this.#twice(
      (sql) => sql<Row[]>`select key, ver, body from planbell_record where key = ${key}`,
    );
    return rows[0];
  }

  /** Work that may be repeated when its connection is lost, and whether it was. The only way into the driver. */
  async #twice<T>(work: Work<T>): Promise<{ readonly rows: T; readonly repeated: boolean }> {
    if (this.#pool.closed) throw unusable(this.#address, "it is closed", "Open it again");
    try {
      return { rows: await this.#pool.run(work), repeated: false };
    } catch (cause) {
      if (!isLost(cause)) throw storeFault(this.#address, cause);
    }
    try {
      return { rows: await this.#pool.run(work), repeated: true };
    } catch (cause) {
      throw storeFault(this.#address, cause);
    }
  }

  #stored({ key, ver, body }: Row): Stored {
    try {
      return { key, version: Number(ver), value: JSON.parse(body) as Json };
    } catch (cause) {
      throw unusable(this.#address, `record ${shownKey(key)} is not JSON`, "Restore a copy of the tables", cause);
    }
  }
}

function demandVersion(version: unknown): void {
  if (!Number.isSafeInteger(version)) throw new TypeError(`Version of type ${typeof version}: expected a whole number`);
}
