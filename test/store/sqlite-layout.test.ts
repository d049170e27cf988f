import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { Conflict, NewerFormat, StoreUnusable } from "../../lib/model/errors.ts";
import { prepareTables } from "../../lib/store/sqlite-layout.ts";
import { openSqlite } from "../../lib/store/sqlite-store.ts";

const folder = mkdtempSync(join(tmpdir(), "planbell-layout-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const newFile = () => join(folder, `${++files}.db`);
const open = (path: string) => openSqlite(path, () => 1_764_000_000_000);

const closing: Database.Database[] = [];
afterEach(() => {
  for (const db of closing.splice(0)) db.close();
});
function connect(path: string, kind: typeof Database = Database): Database.Database {
  const db = new kind(path);
  closing.push(db);
  return db;
}
const rowsOf = (db: Database.Database, sql: string): unknown => db.prepare(sql).all([]);
/** All there is in the file, whether in the database or in the log beside it. */
const contentOf = (db: Database.Database): unknown =>
  ["sqlite_master", "meta", "record"].map((table) => rowsOf(db, `select * from ${table}`));

const FORMAT_1 = `
  create table record (key text primary key, ver integer not null, body text not null, upd integer not null);
  create table meta (format integer not null);
  insert into meta (format) values (1);
`;

/** Today's file is at format 1: whoever runs the first of these steps on it is found out. */
const DONE = ["the step that made the file must not run again"];
/** A second step that shows when it runs twice. */
const SECOND = ["alter table record add column seen integer not null default 0", "update record set seen = seen + 5"];

/** A file that today's version wrote, with the records `a` and `b`, and the version of `a`. */
async function ours(): Promise<{ readonly file: string; readonly version: number }> {
  const file = newFile();
  const store = await open(file);
  const version = await store.put("a", { n: 1 }, "absent");
  await store.put("b", 2, "absent");
  await store.close();
  return { file, version };
}

describe("a state file of an earlier Planbell that counted its writes", () => {
  it("is read and written on, from the versions that stand there", async () => {
    const file = newFile();
    const db = connect(file);
    db.exec(`${FORMAT_1} insert into record values ('a', 1, '{"n":1}', 0), ('b', 7, '2', 0)`);
    const store = await open(file);
    expect(await store.scan("")).toEqual([
      { key: "a", version: 1, value: { n: 1 } },
      { key: "b", version: 7, value: 2 },
    ]);
    const version = await store.put("b", 3, 7);
    await expect(store.put("b", 4, 7)).rejects.toThrow(Conflict);
    await expect(store.put("b", 4, 8)).rejects.toThrow(Conflict);
    await store.remove("a", 1);
    expect(await store.scan("")).toEqual([{ key: "b", version, value: 3 }]);
    expect(rowsOf(db, "select format from meta")).toEqual([{ format: 1 }]);
    await store.close();
  });
});

describe("a state file of an older format", () => {
  it("is brought forward once, by the steps it lacks, with its records", async () => {
    const { file, version } = await ours();
    const db = connect(file);
    prepareTables(db, file, [DONE, SECOND]);
    prepareTables(db, file, [DONE, SECOND]);
    expect(rowsOf(db, "select key, ver, body, seen from record")).toEqual([
      { key: "a", ver: version, body: '{"n":1}', seen: 5 },
      { key: "b", ver: expect.any(Number), body: "2", seen: 5 },
    ]);
    expect(rowsOf(db, "select format from meta")).toEqual([{ format: 2 }]);
  });

  it("goes through every step between", async () => {
    const { file } = await ours();
    const db = connect(file);
    prepareTables(db, file, [
      DONE,
      SECOND,
      ["update record set seen = seen * 2"],
      ["update record set seen = seen - 1"],
    ]);
    expect(rowsOf(db, "select seen from record where key = 'a'")).toEqual([{ seen: 9 }]);
    expect(rowsOf(db, "select format from meta")).toEqual([{ format: 4 }]);
  });

  it("is refused, once brought forward, by the version it was of, and left as it is", async () => {
    const { file } = await ours();
    const db = connect(file);
    prepareTables(db, file, [DONE, SECOND]);
    const before = contentOf(db);
    await expect(open(file)).rejects.toThrow(NewerFormat);
    expect(contentOf(db)).toEqual(before);
  });

  it("is left as it was when a step cannot be done, and can be brought forward later", async () => {
    const { file } = await ours();
    const db = connect(file);
    const before = contentOf(db);
    expect(() => prepareTables(db, file, [DONE, [...SECOND, "insert into nowhere values (1)"]])).toThrow(/nowhere/);
    expect(contentOf(db)).toEqual(before);
    prepareTables(db, file, [DONE, SECOND]);
    expect(rowsOf(db, "select format from meta")).toEqual([{ format: 2 }]);
  });

  it("is told the fault of a step that SQLite itself took back, as on a full disk", async () => {
    const { file } = await ours();
    const twice = "insert or rollback into record select * from record";
    expect(() => prepareTables(connect(file), file, [DONE, [twice]])).toThrow(/UNIQUE constraint failed/);
  });
});

describe("a state file that two processes bring forward at once", () => {
  /** A connection before which another one gets the lock. */
  function late(path: string, first: () => void): Database.Database {
    class Late extends Database {
      override exec(sql: string): this {
        if (sql === "begin immediate") first();
        return super.exec(sql);
      }
    }
    return connect(path, Late as unknown as typeof Database);
  }

  it("is brought forward by one of them", async () => {
    const { file } = await ours();
    const first = connect(file);
    const second = late(file, () => prepareTables(first, file, [DONE, SECOND]));
    prepareTables(second, file, [DONE, SECOND]);
    expect(rowsOf(first, "select seen from record where key = 'a'")).toEqual([{ seen: 5 }]);
    expect(rowsOf(first, "select format from meta")).toEqual([{ format: 2 }]);
  });

  it("is left to the newer of them", async () => {
    const { file } = await ours();
    const first = connect(file);
    const second = late(file, () => prepareTables(first, file, [DONE, SECOND, ["select 1"]]));
    expect(() => prepareTables(second, file, [DONE, SECOND])).toThrow(/format 3.*up to 2/);
    expect(second.inTransaction).toBe(false);
    expect(rowsOf(first, "select format from meta")).toEqual([{ format: 3 }]);
  });

  it("is made once when it is new", () => {
    const file = newFile();
    const second = late(file, () => prepareTables(connect(file), file));
    prepareTables(second, file);
    expect(rowsOf(second, "select format from meta")).toEqual([{ format: 1 }]);
  });
});

describe("a state file that does not say its format", () => {
  it.each([
    ["nothing", "delete from meta"],
    ["two", "insert into meta values (1)"],
    ["zero", "update meta set format = 0"],
    ["a negative one", "update meta set format = -1"],
    ["one and a half", "update meta set format = 1.5"],
    ["text", "update meta set format = 'new'"],
  ])("but %s is refused and left as it is", async (_, harm) => {
    const { file } = await ours();
    const db = connect(file);
    db.exec(harm);
    const before = contentOf(db);
    await expect(open(file)).rejects.toThrow(StoreUnusable);
    await expect(open(file)).rejects.toThrow("it does not say its format");
    expect(contentOf(db)).toEqual(before);
  });
});
