import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { Conflict, RecordRefused } from "../../lib/model/errors.ts";
import type { Json } from "../../lib/model/json.ts";
import type { StateStore, Stored } from "../../lib/ports.ts";
import { storeModel } from "./store.model.ts";

/** What every state store promises. `open` gives an empty one each time. */
export function storeContract(name: string, open: () => Promise<StateStore>): void {
  describe(`StateStore contract: ${name}`, () => {
    const opened: StateStore[] = [];
    const fresh = async (): Promise<StateStore> => {
      const store = await open();
      opened.push(store);
      return store;
    };
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close();
    });

    it("gives back what was put, with the version that put named", async () => {
      const store = await fresh();
      const version = await store.put("a", { n: 1, list: [true, null, "x", 1.5] }, "absent");
      expect(await store.get("a")).toEqual({ key: "a", version, value: { n: 1, list: [true, null, "x", 1.5] } });
    });

    it("knows nothing of a key never put", async () => {
      const store = await fresh();
      expect(await store.get("a")).toBeUndefined();
      expect(await store.scan("")).toEqual([]);
    });

    it("refuses to insert a record twice, and keeps the first", async () => {
      const store = await fresh();
      await store.put("a", { n: 1 }, "absent");
      await expect(store.put("a", { n: 2 }, "absent")).rejects.toThrow(Conflict);
      expect((await store.get("a"))?.value).toEqual({ n: 1 });
    });

    it("gives a new version with each write", async () => {
      const store = await fresh();
      const first = await store.put("a", 1, "absent");
      const second = await store.put("a", 2, first);
      expect(second).not.toBe(first);
      expect(await store.get("a")).toEqual({ key: "a", version: second, value: 2 });
    });

    it("lets exactly one of two writers of the same version win", async () => {
      const store = await fresh();
      const first = await store.put("a", { n: 1 }, "absent");
      await store.put("a", { n: 2 }, first);
      await expect(store.put("a", { n: 3 }, first)).rejects.toThrow(Conflict);
      expect((await store.get("a"))?.value).toEqual({ n: 2 });
    });

    it.each(["absent", "there"])(
      "lets exactly one of two who write the same bytes to a record that is %s win",
      async (is) => {
        const store = await fresh();
        const expected = is === "there" ? await store.put("a", { n: 1 }, "absent") : "absent";
        const write = () => store.put("a", { n: 2 }, expected).catch((error: unknown) => error);
        const [won, lost] = (await Promise.all([write(), write()])).sort((a) => (a instanceof Error ? 1 : -1));
        expect(lost).toBeInstanceOf(Conflict);
        expect(await store.get("a")).toEqual({ key: "a", version: won, value: { n: 2 } });
      },
    );

    it("refuses to write over a record that is not there", async () => {
      const store = await fresh();
      await expect(store.put("a", 1, 1)).rejects.toThrow(Conflict);
      expect(await store.get("a")).toBeUndefined();
    });

    it("loses no write of 20 writers who win 500 times between them", { timeout: 120_000 }, async () => {
      const store = await fresh();
      await store.put("count", 0, "absent");
      let left = 500;
      const write = async (): Promise<void> => {
        while (left > 0) {
          const now = (await store.get("count")) as Stored<number>;
          if (left === 0) return;
          left--;
          try {
            await store.put("count", now.value + 1, now.version);
          } catch (error) {
            if (!(error instanceof Conflict)) throw error;
            left++;
          }
        }
      };
      await Promise.all(Array.from({ length: 20 }, write));
      expect((await store.get("count"))?.value).toBe(500);
    });

    it("removes a record only at the version it stands at", async () => {
      const store = await fresh();
      const first = await store.put("a", 1, "absent");
      const second = await store.put("a", 2, first);
      await expect(store.remove("a", first)).rejects.toThrow(Conflict);
      expect((await store.get("a"))?.value).toBe(2);
      await store.remove("a", second);
      expect(await store.get("a")).toBeUndefined();
    });

    it("refuses to remove or write what was removed, and takes it again as absent", async () => {
      const store = await fresh();
      const version = await store.put("a", 1, "absent");
      await store.remove("a", version);
      await expect(store.remove("a", version)).rejects.toThrow(Conflict);
      await expect(store.put("a", 2, version)).rejects.toThrow(Conflict);
      await store.put("a", 3, "absent");
      expect((await store.get("a"))?.value).toBe(3);
    });

    it("gives no version twice, not even to records that are removed and put anew", async () => {
      const store = await fresh();
      const given: number[] = [];
      for (let round = 0; round < 50; round++) {
        const first = await store.put("a", 1, "absent");
        const second = await store.put("a", 1, first);
        await store.remove("a", second);
        given.push(first, second, await store.put(`b${round}`, 1, "absent"));
      }
      expect(new Set(given).size).toBe(150);
      expect(given.every((version) => Number.isSafeInteger(version) && version > 0)).toBe(true);
    });

    it("refuses a writer who has held its version since before the record was removed and put anew", async () => {
      const store = await fresh();
      const inserted = await store.put("a", "old", "absent");
      const changed = await store.put("a", "old", inserted);
      await store.remove("a", changed);
      const version = await store.put("a", "new", await store.put("a", "new", "absent"));
      for (const stale of [inserted, changed]) {
        await expect(store.put("a", "late", stale)).rejects.toThrow(Conflict);
        await expect(store.remove("a", stale)).rejects.toThrow(Conflict);
      }
      expect(await store.get("a")).toEqual({ key: "a", version, value: "new" });
    });

    it("scans exactly the keys with the prefix, in the order of code points", async () => {
      const store = await fresh();
      const inside = ["p", "p\t", "p%", "p/1", "p/10", "p/2", "p_", "p\u{e000}", "p\u{ffff}", "p😀", "p\u{10ffff}z"];
      for (const key of [...inside, "", "o", "P", "P/1", "q", "\u{10ffff}"]) await store.put(key, key, "absent");
      expect((await store.scan("p")).map((one) => one.key)).toEqual(inside);
    });

    it.each([
      ["p%", ["p%", "p%a"]],
      ["p_", ["p_", "p_a"]],
      ["p\\", ["p\\", "p\\a"]],
      ["p'", ["p'", "p'a"]],
      ["p\u{d7ff}", ["p\u{d7ff}", "p\u{d7ff}a"]],
      ["p😀", ["p😀", "p😀a"]],
      ["p\u{10ffff}", ["p\u{10ffff}", "p\u{10ffff}a", "p\u{10ffff}\u{10ffff}"]],
      ["\u{10ffff}", ["\u{10ffff}", "\u{10ffff}a"]],
    ])("takes every character of the prefix %j as itself", async (prefix, keys) => {
      const store = await fresh();
      const others = ["p", "pa", "pxa", "p\u{e000}", "p😁", "q", "\u{ffff}"];
      for (const key of [...others, ...keys]) await store.put(key, 0, "absent");
      expect((await store.scan(prefix)).map((one) => one.key)).toEqual(keys);
    });

    it("keeps keys with every printable character apart", async () => {
      const store = await fresh();
      const characters = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));
      for (const one of characters) await store.put(`k${one}`, one, "absent");
      await store.put(`all ${characters.join("")}`, "all", "absent");
      expect((await store.scan("k")).map((one) => one.value)).toEqual(characters);
      expect((await store.get(`all ${characters.join("")}`))?.value).toBe("all");
    });

    it("refuses a key that not every store can tell from another", async () => {
      const store = await fresh();
      const version = await store.put("a", 1, "absent");
      for (const key of ["a\0b", "\ud83d", "x\ude00"]) {
        await expect(store.put(key, 2, "absent")).rejects.toThrow(RecordRefused);
        expect(await store.get(key)).toBeUndefined();
        expect(await store.scan(key)).toEqual([]);
        await expect(store.remove(key, version)).rejects.toThrow(Conflict);
      }
      expect(await store.scan("")).toEqual([{ key: "a", version, value: 1 }]);
    });

    it("scans 5,000 records, all of them and in order", { timeout: 120_000 }, async () => {
      const store = await fresh();
      const keys = Array.from({ length: 5_000 }, (_, at) => `hot/${String(at).padStart(4, "0")}`);
      for (const key of keys.toReversed()) await store.put(key, { key }, "absent");
      const found = await store.scan("hot/");
      expect(found.map((one) => one.key)).toEqual(keys);
      expect(found.every((one) => (one.value as { key: string }).key === one.key)).toBe(true);
    });

    it.each<[string, Json]>([
      ["empty text", ""],
      ["an empty object", {}],
      ["an empty list", []],
      ["null", null],
      ["250 KB of text", "x".repeat(250 * 1_024)],
    ])("keeps a body that is %s", async (_, value) => {
      const store = await fresh();
      await store.put("a", value, "absent");
      expect((await store.get("a"))?.value).toEqual(value);
    });

    it("refuses more than 256 KB of JSON, by bytes, naming key and size, with nothing changed", async () => {
      const store = await fresh();
      await store.put("full", "x".repeat(262_144 - 2), "absent");
      const version = await store.put("a", 1, "absent");
      const refused = store.put("a", "x".repeat(262_144 - 1), version);
      await expect(refused).rejects.toThrow(RecordRefused);
      await expect(refused).rejects.toThrow(/"a".*262145 bytes/);
      await expect(store.put("b", "語".repeat(87_382), "absent")).rejects.toThrow(RecordRefused);
      expect(await store.get("a")).toEqual({ key: "a", version, value: 1 });
      expect(await store.get("b")).toBeUndefined();
    });

    it.each<[string, unknown]>([
      ["a function", { f: () => 1 }],
      ["NaN", { n: Number.NaN }],
      ["Infinity", [Number.POSITIVE_INFINITY]],
      ["a BigInt", { n: 1n }],
      ["a symbol", { s: Symbol("s") }],
      ["undefined alone", undefined],
      ["undefined in an array", [1, undefined]],
      ["a date", { at: new Date(0) }],
      ["a map", { map: new Map() }],
    ])("refuses %s, which JSON would change in silence", async (_, value) => {
      const store = await fresh();
      await expect(store.put("a", value as Json, "absent")).rejects.toThrow(RecordRefused);
      expect(await store.get("a")).toBeUndefined();
    });

    it("refuses a cycle", async () => {
      const store = await fresh();
      const cycle: Record<string, Json> = {};
      cycle["self"] = cycle;
      await expect(store.put("a", cycle, "absent")).rejects.toThrow(RecordRefused);
    });

    it("leaves out members that are undefined", async () => {
      const store = await fresh();
      await store.put("a", { here: 1, gone: undefined }, "absent");
      expect(Object.keys((await store.get("a"))?.value as object)).toEqual(["here"]);
    });

    it("gives hostile JSON back unchanged", async () => {
      const store = await fresh();
      const text =
        '{"__proto__":{"polluted":true},"constructor":1,"":"\\u0000","half":"\\ud800","k\\u0000":"\'; drop"}';
      await store.put("a", JSON.parse(text) as Json, "absent");
      expect(JSON.stringify((await store.get("a"))?.value)).toBe(text);
      expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    });

    it("shares no object with its callers", async () => {
      const store = await fresh();
      const given = { list: [1] };
      await store.put("a", given, "absent");
      given.list.push(2);
      ((await store.get("a")) as Stored<{ list: number[] }>).value.list.push(3);
      ((await store.scan("a")) as Stored<{ list: number[] }>[])[0]?.value.list.push(4);
      expect((await store.get("a"))?.value).toEqual({ list: [1] });
    });

    it("may be closed twice", async () => {
      const store = await fresh();
      await store.close();
      await expect(store.close()).resolves.toBeUndefined();
    });

    it("does what a map with versions would do, whatever is asked of it", { timeout: 120_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(storeModel.steps, async (steps) => storeModel.compare(await fresh(), steps)),
        {
          numRuns: 60,
        },
      );
    });
  });
}
