import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Conflict, NewerFormat, StoreUnusable } from "../../lib/model/errors.ts";
import type { StateStore } from "../../lib/ports.ts";
import { type PostgresAddress, readPostgresAddress } from "../../lib/store/postgres-address.ts";
import { prepareTables } from "../../lib/store/postgres-layout.ts";
import { openPostgres } from "../../lib/store/postgres-store.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.stop());

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(url: string): Promise<StateStore> {
  const store = await openPostgres(url, () => 1_764_000_000_000);
  closing.push(() => store.close());
  return store;
}

/** A connection of its own, with the tables' schema as its only one. */
function connect(url: string): postgres.Sql {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  closing.push(() => sql.end({ timeout: 1 }));
  return sql;
}

const prepare = (url: string, sql: postgres.Sql, steps: readonly (readonly string[])[]): Promise<void> =>
  prepareTables(sql, readPostgresAddress(url) as PostgresAddress, steps);

/** Today's tables are at format 1: whoever runs the first of these steps on them is found out. */
const DONE = ["the step that made the tables must not run again"];
/** A second step that shows when it runs twice. */
const SECOND = [
  "alter table planbell_record add column seen int not null default 0",
  "update planbell_record set seen = seen + 5",
];

/** Tables that today's version made, with the record `a`. */
async function ours() {
  const url = await server.empty();
  const version = await (await open(url)).put("a", { n: 1 }, "absent");
  return { url, version, sql: connect(url) };
}

describe("tables of an earlier Planbell that counted its writes", () => {
  it("are read and written on, from the versions that stand there", async () => {
    const url = await server.empty();
    await connect(url).unsafe(`
      create table planbell_record (
        key text collate "C" primary key, ver bigint not null, body text not null, upd bigint not null);
      create table planbell_meta (format int not null);
      insert into planbell_meta values (1);
      insert into planbell_record values ('a', 1, '{"n":1}', 0), ('b', 7, '2', 0)`);
    const store = await open(url);
    expect(await store.scan("")).toEqual([
      { key: "a", version: 1, value: { n: 1 } },
      { key: "b", version: 7, value: 2 },
    ]);
    const version = await store.put("b", 3, 7);
    await expect(store.put("b", 4, 7)).rejects.toThrow(Conflict);
    await expect(store.put("b", 4, 8)).rejects.toThrow(Conflict);
    await store.remove("a", 1);
    expect(await store.scan("")).toEqual([{ key: "b", version, value: 3 }]);
  });
});

describe("tables of an older format", () => {
  it("are brought forward once, by the steps they lack, with their records", async () => {
    const { url, version, sql } = await ours();
    await prepare(url, sql, [DONE, SECOND]);
    await prepare(url, sql, [DONE, SECOND]);
    expect(await sql`select key, ver, body, seen from planbell_record`).toEqual([
      { key: "a", ver: String(version), body: '{"n":1}', seen: 5 },
    ]);
    expect(await sql`select * from planbell_meta`).toEqual([{ format: 2 }]);
  });

  it("go through every step between", async () => {
    const { url, sql } = await ours();
    const more = [["update planbell_record set seen = seen * 2"], ["update planbell_record set seen = seen - 1"]];
    await prepare(url, sql, [DONE, SECOND, ...more]);
    expect(await sql`select seen from planbell_record`).toEqual([{ seen: 9 }]);
    expect(await sql`select * from planbell_meta`).toEqual([{ format: 4 }]);
  });

  it("are brought forward by one of many who do it at once", async () => {
    const { url, sql } = await ours();
    await Promise.all(Array.from({ length: 8 }, () => prepare(url, connect(url), [DONE, SECOND])));
    expect(await sql`select seen from planbell_record`).toEqual([{ seen: 5 }]);
    expect(await sql`select * from planbell_meta`).toEqual([{ format: 2 }]);
  });

  it("are refused, once brought forward, by the version they were of", async () => {
    const { url, sql } = await ours();
    await prepare(url, sql, [DONE, SECOND]);
    await expect(open(url)).rejects.toThrow(NewerFormat);
  });

  it("are left as they were when a step cannot be done, and can be brought forward later", async () => {
    const { url, sql } = await ours();
    await expect(prepare(url, sql, [DONE, [...SECOND, "insert into nowhere values (1)"]])).rejects.toThrow(/nowhere/);
    expect(await sql`select * from planbell_meta`).toEqual([{ format: 1 }]);
    expect(Object.keys((await sql`select * from planbell_record`)[0] as object)).toEqual(["key", "ver", "body", "upd"]);
    await prepare(url, sql, [DONE, SECOND]);
    expect(await sql`select * from planbell_meta`).toEqual([{ format: 2 }]);
  });
});

describe("tables that do not say their format", () => {
  it.each([
    ["nothing", "delete from planbell_meta"],
    ["two", "insert into planbell_meta values (1)"],
    ["zero", "update planbell_meta set format = 0"],
    ["a negative one", "update planbell_meta set format = -1"],
  ])("but %s are refused and left as they are", async (_, harm) => {
    const { url, sql } = await ours();
    await sql.unsafe(harm);
    const before = await sql`select * from planbell_meta`;
    await expect(open(url)).rejects.toThrow(StoreUnusable);
    await expect(open(url)).rejects.toThrow("its tables do not say their format");
    expect(await sql`select * from planbell_meta`).toEqual(before);
  });
});
