import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type Driver from "libsql";
import { afterAll, describe, expect, it } from "vitest";
import { NewerFormat, StoreUnusable } from "../../lib/model/errors.ts";
import { openSqlite } from "../../lib/store/sqlite-store.ts";

const folder = mkdtempSync(join(tmpdir(), "planbell-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const newFile = () => join(folder, `${++files}.db`);
const now = () => 1_764_000_000_000;
const open = (path: string) => openSqlite(path, now);

const WRITER = fileURLToPath(new URL("./writer-process.ts", import.meta.url));

/** Starts a writer and waits until it has the file open. */
async function writer(...args: string[]): Promise<{ process: ChildProcess; lines: AsyncIterator<string> }> {
  const process_ = spawn(process.execPath, ["--import", "tsx", WRITER, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: process_.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe("ready");
  return { process: process_, lines };
}

function replace(file: string): void {
  const copy = newFile();
  copyFileSync(file, copy);
  renameSync(copy, file);
}

describe("a state file", () => {
  it("holds its records for the next process", async () => {
    const file = newFile();
    const first = await open(file);
    const version = await first.put("a", { n: 1 }, "absent");
    await first.close();
    const second = await open(file);
    expect(await second.get("a")).toEqual({ key: "a", version, value: { n: 1 } });
    await second.close();
  });

  it("is whole by itself once closed, without the log beside it", async () => {
    const file = newFile();
    const store = await open(file);
    await store.put("a", 1, "absent");
    await store.close();
    const copy = newFile();
    writeFileSync(copy, readFileSync(file));
    const again = await open(copy);
    expect((await again.get("a"))?.value).toBe(1);
    await again.close();
  });

  it("is written through to the disk, whatever the driver's own habit", async () => {
    const { default: Database } = await import("libsql");
    const opened: Driver.Database[] = [];
    class Careless extends Database {
      constructor(path: string) {
        super(path);
        this.exec("pragma synchronous = off");
        opened.push(this);
      }
    }
    const store = await openSqlite(newFile(), now, async () => ({ default: Careless as typeof Database }));
    const pragma = (name: string) => opened[0]?.prepare(`pragma ${name}`).all([]);
    expect(pragma("synchronous")).toEqual([{ synchronous: 2 }]);
    expect(pragma("journal_mode")).toEqual([{ journal_mode: "wal" }]);
    await store.close();
  });

  it.each<[string, (file: string) => void]>([
    ["deleted", (file) => rmSync(file)],
    ["moved away", (file) => renameSync(file, newFile())],
    ["replaced by its own copy", replace],
  ])("that is %s while it is open is not read as if nothing had happened", async (_, harm) => {
    const file = newFile();
    const store = await open(file);
    await store.put("a", 1, "absent");
    harm(file);
    const refused = store.scan("");
    await expect(refused).rejects.toThrow(StoreUnusable);
    await expect(refused).rejects.toThrow(
      `The state file ${file} cannot be used: it was deleted or replaced while it was open. ` +
        "Stop Planbell, put the file or a copy of it back, and start it again.",
    );
    await store.close();
  });

  it("takes nothing once closed", async () => {
    const store = await open(newFile());
    await store.close();
    await expect(store.put("a", 1, "absent")).rejects.toThrow(StoreUnusable);
    await expect(store.get("a")).rejects.toThrow(StoreUnusable);
  });

  it("never hands the driver what would end the process", async () => {
    const store = await open(newFile());
    for (const bad of [true, {}, null, undefined, new Date(0), Buffer.from("x"), 1.5]) {
      await expect(store.put("a", 1, bad as unknown as number)).rejects.toThrow(TypeError);
      await expect(store.remove("a", bad as unknown as number)).rejects.toThrow(TypeError);
    }
    expect(await store.scan("")).toEqual([]);
    await store.close();
  });

  it("keeps every answered write when the process is killed in the middle of writing", async () => {
    const file = newFile();
    const { process: child, lines } = await writer("append", file);
    child.stdin?.write("go\n");
    let told = 0;
    while (told < 100) told = Number((await lines.next()).value);
    child.kill("SIGKILL");
    for (let line = await lines.next(); !line.done; line = await lines.next()) told = Number(line.value);

    const store = await open(file);
    const rows = (await store.scan("row/")).map((row) => (row.value as { at: number }).at).sort((a, b) => a - b);
    const last = (await store.get("last"))?.value as { at: number };
    // At most the one write under way is there beyond what was told, and no hole before it.
    expect(rows).toEqual(Array.from({ length: rows.length }, (_, at) => at + 1));
    expect(rows.length - told).toBeOneOf([0, 1]);
    expect(last.at - told).toBeOneOf([0, 1]);
    await store.put("after", 1, "absent");
    await store.close();
  });

  it("loses no write of two processes that contend for one record", { timeout: 120_000 }, async () => {
    const file = newFile();
    const both = await Promise.all([writer("count", file, "200"), writer("count", file, "200")]);
    const ends = both.map(({ process: child }) => once(child, "exit"));
    for (const { process: child } of both) child.stdin?.write("go\n");
    expect((await Promise.all(ends)).map(([code]) => code)).toEqual([0, 0]);

    const store = await open(file);
    expect((await store.get("count"))?.value).toBe(400);
    await store.close();
  });
});

describe("a state file of a newer Planbell", () => {
  it("is refused with both formats named, and left as it was", async () => {
    const { default: Database } = await import("libsql");
    const file = newFile();
    const db = new Database(file);
    db.exec("create table record (key text, extra text); create table meta (format integer)");
    db.exec("insert into record values ('a', 'kept'); insert into meta values (2)");
    db.close();
    const before = readFileSync(file);

    const refused = open(file);
    await expect(refused).rejects.toThrow(NewerFormat);
    await expect(refused).rejects.toThrow(/format 2.*up to 1/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

describe("a path that can hold no state", () => {
  const refusal = async (path: string): Promise<string> => {
    const error: unknown = await open(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreUnusable);
    return (error as StoreUnusable).message;
  };

  it("in a folder that is missing is refused with the folder to create", async () => {
    const path = join(folder, "missing", "state.db");
    expect(await refusal(path)).toBe(
      `The state file ${path} cannot be used: the folder ${join(folder, "missing")} does not exist. ` +
        "Create the folder or set PLANBELL_STATE.",
    );
  });

  it("below a file is refused", async () => {
    const file = newFile();
    writeFileSync(file, "");
    expect(await refusal(join(file, "state.db"))).toContain(`${file} is not a folder`);
    expect(await refusal(join(file, "deeper", "state.db"))).toContain("does not exist");
  });

  it("that is a folder is refused", async () => {
    const path = join(folder, "a-folder");
    mkdirSync(path);
    expect(await refusal(path)).toContain(`${path} cannot be used: it is a folder`);
  });

  it.each(["x", "text ".repeat(1_000)])("that is a text file is refused, and the text kept", async (text) => {
    const path = newFile();
    writeFileSync(path, text);
    expect(await refusal(path)).toContain(`${path} cannot be used: it is not a database`);
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  it("that is a device is refused", async () => {
    expect(await refusal("/dev/null")).toContain("it is not a regular file");
  });

  it("that is another program's database is refused, and nothing added to it", async () => {
    const { default: Database } = await import("libsql");
    const path = newFile();
    const db = new Database(path);
    db.exec("create table bookmarks (url text)");
    db.close();
    const before = readFileSync(path);
    expect(await refusal(path)).toContain("it is the database of another program");
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("that is a damaged database is refused", async () => {
    const path = newFile();
    const store = await open(path);
    await store.put("a", "x".repeat(10_000), "absent");
    await store.close();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(7, 100));
    expect(await refusal(path)).toContain(`${path} cannot be used: it is damaged`);
  });

  it("that looks like an address is a path all the same: nothing is called", async () => {
    expect(await refusal("http://127.0.0.1:1/state")).toContain(resolve("http:/127.0.0.1:1/state"));
  });

  it("that is empty is refused", async () => {
    expect(await refusal("")).toContain("has no name");
  });
});

describe("a machine without libsql", () => {
  it("is told to install it", async () => {
    const missing = async () => {
      throw Object.assign(new Error("Cannot find package 'libsql'"), { code: "ERR_MODULE_NOT_FOUND" });
    };
    await expect(openSqlite(newFile(), now, missing)).rejects.toThrow(/npm install libsql/);
  });
});
