import { NewerFormat } from "../model/errors.ts";
import type { PostgresAddress } from "./postgres-address.ts";
import { unusable } from "./postgres-faults.ts";
import type { Sql } from "./postgres-pool.ts";

/** What brings the tables from each format to the next, from format 0: nothing there. Steps are only ever added. */
const STEPS: readonly (readonly string[])[] = [
  [
    `create table planbell_record (
       key text collate "C" primary key, ver bigint not null, body text not null, upd bigint not null)`,
    "create table planbell_meta (format int not null)",
    "insert into planbell_meta (format) values (0)",
  ],
];
/** Held while the tables are made or changed; "planbell" in ASCII. */
const LOCK = "8101252358205467756";

/**
 * Brings the tables to our layout, whose number is kept in `planbell_meta`, or finds them there; all or nothing. Reads
 * first: what is newer or not ours is left untouched, and a user who may not create tables can use those that are
 * there. Several processes may do it at once.
 * @param steps for tests: those of another version
 * @throws {NewerFormat}
 * @throws {StoreUnusable} when what is there is not Planbell's
 */
export async function prepareTables(sql: Sql, at: PostgresAddress, steps = STEPS): Promise<void> {
  const format = steps.length;
  if ((await formatOf(sql, at, format)) === format) return;
  await sql.begin("isolation level read committed", async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCK}::bigint)`;
    // Another process may have done it while this one waited for the lock.
    const from = await formatOf(tx as unknown as Sql, at, format);
    if (from === format) return;
    for (const step of steps.slice(from)) for (const statement of step) await tx.unsafe(statement);
    await tx`update planbell_meta set format = ${format}`;
  });
}

/**
 * The format of the tables; 0 when there are none. Asks the catalog's tables, which show what others have committed:
 * `to_regclass` answers from a cache that, in a transaction, may know nothing of a table made meanwhile.
 */
async function formatOf(sql: Sql, at: PostgresAddress, known: number): Promise<number> {
  const [database] = await sql<{ encoding: string }[]>`select current_setting('server_encoding') as encoding`;
  if (database?.encoding !== "UTF8") {
    throw unusable(at, "the database cannot hold every character", "Create one with the encoding UTF8");
  }
  const tables = await sql<{ name: string }[]>`
    select distinct tablename as name from pg_tables
    where schemaname = any(current_schemas(false)) and tablename in ('planbell_meta', 'planbell_record')`;
  if (tables.length === 0) return 0;
  const isWhole = tables.length === 2;
  const rows = isWhole ? await sql<{ format: number }[]>`select format from planbell_meta` : [];
  const format = rows[0]?.format;
  if (format === undefined || format < 1 || rows.length > 1) {
    const cure = "Restore planbell_record and planbell_meta, or drop both: Planbell then starts afresh";
    throw unusable(at, "its tables do not say their format", cure);
  }
  if (format > known) {
    throw new NewerFormat(
      `The state in PostgreSQL at ${at.host}:${at.port}, database ${at.database}, was written by a newer Planbell ` +
        `(format ${format}, this one reads up to ${known}). Nothing was changed. ` +
        "Run the newer version, or set PLANBELL_STATE to another database.",
    );
  }
  return format;
}
