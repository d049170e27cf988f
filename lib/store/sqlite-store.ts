import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type Driver from "libsql";
import { PlanbellError, StoreUnusable } from "../model/errors.ts";
import type { Json } from "../model/json.ts";
import type { StateStore, Stored, Version } from "../ports.ts";
import { bodyOf, conflict, shownKey, storable } from "./body.ts";
import { prefixEnd } from "./key-order.ts";
import { checkStatePath, fileIdentity, unusable } from "./sqlite-file.ts";
import { prepareTables } from "./sqlite-layout.ts";
import { drawVersion } from "./version.ts";

/** What the driver takes without harm: it ends the process at a boolean, a Date or an object, and misreads a null. */
type Parameter = string | number;
type Statement = ReturnType<Driver.Database["prepare"]>;
type Loaded = { readonly default: typeof Driver };

/**
 * A store in one SQLite file, for one machine; several processes may share the file. `":memory:"` makes one that is
 * gone when closed.
 *
 * Every write is one statement, which SQLite runs as an immediate transaction of its own, and is on the disk when the
 * promise resolves (WAL, synchronous=FULL). A writer waits up to 5 s for another process.
 * @param now time of the writes, in milliseconds since 1970, kept in column `upd`
 * @param load gives the driver; loaded here and nowhere else, so that nothing but this store needs it
 * @throws {StoreUnusable} when the driver is missing or the file cannot be used; the message says what to do
 * @throws {NewerFormat} when a newer Planbell wrote the file; it is left as it is
 */
export async function openSqlite(
  path: string,
  now: () => number,
  load: () => Promise<Loaded> = () => import("libsql"),
): Promise<StateStore> {
  // An absolute path also keeps the driver from taking `http:` or `libsql:` for the address of a server.
  const file = path === ":memory:" ? path : resolve(path);
  if (path === "") throw new StoreUnusable("The state file has no name. Set PLANBELL_STATE to a path.");
  const Database = await driver(file, load);
  if (file !== ":memory:") checkStatePath(file);

  let db: Driver.Database | undefined;
  try {
    db = new Database(file);
    await prepareFile(db, file);
    return new SqliteStore(db, file, now);
  } catch (cause) {
    db?.close();
    throw storeFault(file, cause);
  }
}

class SqliteStore implements StateStore {
  readonly #db: Driver.Database;
  readonly #path: string;
  readonly #now: () => number;
  readonly #opened: string | undefined;
  readonly #statements = new Map<string, Statement>();
  #closed = false;

  constructor(db: Driver.Database, path: string, now: () => number) {
    this.#db = db;
    this.#path = path;
    this.#now = now;
    this.#opened = fileIdentity(path);
  }

  async scan(prefix: string): Promise<Stored[]> {
    this.#demandSameFile();
    if (!storable(prefix)) return [];
    const end = prefixEnd(prefix);
    const rows =
      end === undefined
        ? this.#run("select key, ver, body from record where key >= ? order by key", [prefix])
        : this.#run("select key, ver, body from record where key >= ? and key < ? order by key", [prefix, end]);
    return rows.map((row) => this.#stored(row));
  }

  async get(key: string): Promise<Stored | undefined> {
    if (!storable(key)) return undefined;
    const [row] = this.#run("select key, ver, body from record where key = ?", [key]);
    return row === undefined ? undefined : this.#stored(row);
  }

  async put(key: string, value: Json, expected: Version | "absent"): Promise<Version> {
    const body = bodyOf(key, value);
    const at = Math.trunc(this.#now());
    const version = drawVersion(expected);
    const written =
      expected === "absent"
        ? this.#run(
            "insert into record (key, ver, body, upd) values (?, ?, ?, ?) on conflict do nothing returning ver",
            [key, version, body, at],
          )
        : this.#run("update record set ver = ?, body = ?, upd = ? where key = ? and ver = ? returning ver", [
            version,
            body,
            at,
            key,
            expected,
          ]);
    if (written.length === 0) throw conflict(key, expected);
    return version;
  }

  async remove(key: string, expected: Version): Promise<void> {
    const gone = storable(key)
      ? this.#run("delete from record where key = ? and ver = ? returning ver", [key, expected])
      : [];
    if (gone.length === 0) throw conflict(key, expected);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#statements.clear();
    try {
      // The driver keeps the file open until its statements are collected, so SQLite's own tidying on close may never
      // come: bring the log into the database here, for people who copy one file.
      this.#db.exec("pragma busy_timeout = 0; pragma wal_checkpoint(truncate)");
    } catch {
      // Another process is reading. The log stays, and is read by whoever opens the file next.
    }
    this.#db.close();
  }

  /** Writes into a file that was deleted succeed, and are gone with the process: all would be told again. */
  #demandSameFile(): void {
    if (this.#closed || fileIdentity(this.#path) === this.#opened) return;
    const cure = "Stop Planbell, put the file or a copy of it back, and start it again";
    throw unusable(this.#path, "it was deleted or replaced while it was open", cure);
  }

  /** Rows of one statement, run to its end. The only way from this store into the driver. */
  #run(sql: string, parameters: readonly Parameter[]): readonly Readonly<Record<string, unknown>>[] {
    // The driver goes on working after its close.
    if (this.#closed) throw new StoreUnusable(`The state file ${this.#path} is closed.`);
    for (const one of parameters) {
      if (typeof one !== "string" && !Number.isSafeInteger(one)) {
        throw new TypeError(`SQLite parameter of type ${typeof one}: only text and whole numbers may reach the driver`);
      }
    }
    try {
      let statement = this.#statements.get(sql);
      if (statement === undefined) {
        statement = this.#db.prepare(sql);
        this.#statements.set(sql, statement);
      }
      return statement.all([...parameters]) as Record<string, unknown>[];
    } catch (cause) {
      throw storeFault(this.#path, cause);
    }
  }

  #stored(row: Readonly<Record<string, unknown>>): Stored {
    const key = String(row["key"]);
    try {
      return { key, version: Number(row["ver"]), value: JSON.parse(String(row["body"])) as Json };
    } catch (cause) {
      throw unusable(this.#path, `record ${shownKey(key)} is not JSON`, "Restore a copy of the file", cause);
    }
  }
}

async function driver(path: string, load: () => Promise<Loaded>): Promise<typeof Driver> {
  try {
    return (await load()).default;
  } catch (cause) {
    const cure = "Run `npm install libsql`, or set PLANBELL_STATE to `memory:`";
    throw unusable(path, "the optional package libsql is not installed for this machine", cure, cause);
  }
}

/** Brings the file into our layout, and to the way it is written. A file that is not ours is left untouched. */
async function prepareFile(db: Driver.Database, path: string): Promise<void> {
  db.exec("pragma busy_timeout = 5000");
  prepareTables(db, path);
  // SQLite does not wait when two processes switch a new file to WAL at once; the second finds it done.
  for (let tries = 1; ; tries++) {
    try {
      db.prepare("pragma journal_mode = wal").all([]);
      break;
    } catch (cause) {
      if (codeOf(cause) !== "SQLITE_BUSY" || tries === 50) throw cause;
      await pause(100);
    }
  }
  db.exec("pragma synchronous = full");
}

const codeOf = (cause: unknown): string =>
  typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";

/** What a failure of the driver means for the operator; our own errors and plain bugs pass. */
function storeFault(path: string, cause: unknown): unknown {
  if (cause instanceof PlanbellError || cause instanceof TypeError) return cause;
  const code = codeOf(cause);
  const is = (...words: string[]) => words.some((word) => code.startsWith(`SQLITE_${word}`));
  if (is("BUSY", "LOCKED")) {
    return unusable(path, "another process holds it", "Stop that process or set PLANBELL_STATE", cause);
  }
  if (is("FULL")) return unusable(path, "the disk is full", "Free some space", cause);
  if (is("CORRUPT", "NOTADB")) {
    const cure = "Restore a copy, or move it away: Planbell then starts afresh";
    return unusable(path, "it is damaged", cure, cause);
  }
  if (is("READONLY", "PERM", "AUTH")) {
    return unusable(path, "it is not writable", "Make file and folder writable or set PLANBELL_STATE", cause);
  }
  const wrong = code === "" ? "it cannot be opened" : `SQLite answers ${code}`;
  return unusable(path, wrong, "Make the folder writable or set PLANBELL_STATE", cause);
}
