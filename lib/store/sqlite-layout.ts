import type Driver from "libsql";
import { NewerFormat } from "../model/errors.ts";
import { unusable } from "./sqlite-file.ts";

/** What brings the file from each format to the next, from format 0: nothing there. Steps are only ever added. */
const STEPS: readonly (readonly string[])[] = [
  [
    "create table record (key text primary key, ver integer not null, body text not null, upd integer not null)",
    "create table meta (format integer not null)",
    "insert into meta (format) values (0)",
  ],
];

/**
 * Brings the file to our layout, whose number is kept in table `meta`, or finds it there; all or nothing. Reads first:
 * what is newer or not ours is left untouched. Several processes may do it at once.
 * @param steps for tests: those of another version
 * @throws {NewerFormat}
 * @throws {StoreUnusable} when what is there is not Planbell's
 */
export function prepareTables(db: Driver.Database, path: string, steps = STEPS): void {
  const format = steps.length;
  if (formatOf(db, path, format) === format) return;
  db.exec("begin immediate");
  try {
    // Another process may have done it while this one waited for the lock.
    const from = formatOf(db, path, format);
    for (const step of steps.slice(from)) for (const statement of step) db.exec(statement);
    db.prepare("update meta set format = ?").run(format);
    db.exec("commit");
  } catch (cause) {
    // After some faults, as on a full disk, SQLite has done it already.
    if (db.inTransaction) db.exec("rollback");
    throw cause;
  }
}

/** The format of the file; 0 when it is empty. */
function formatOf(db: Driver.Database, path: string, known: number): number {
  const tables = (
    db.prepare("select name from sqlite_master where type = 'table'").all([]) as { readonly name: string }[]
  ).map((table) => table.name);
  if (tables.length === 0) return 0;
  if (!tables.includes("meta") || !tables.includes("record")) {
    throw unusable(path, "it is the database of another program", "Set PLANBELL_STATE to another path");
  }
  const rows = db.prepare("select format from meta").all([]) as { readonly format: unknown }[];
  const format = rows.length === 1 ? Number(rows[0]?.format) : 0;
  if (!Number.isInteger(format) || format < 1) {
    throw unusable(path, "it does not say its format", "Restore a copy of the file, or move it away");
  }
  if (format > known) {
    throw new NewerFormat(
      `The state file ${path} was written by a newer Planbell (format ${format}, this one reads up to ${known}). ` +
        "Nothing was changed. Run the newer version, or set PLANBELL_STATE to another path.",
    );
  }
  return format;
}
