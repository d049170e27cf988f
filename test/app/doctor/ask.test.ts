import { describe, expect, it } from "vitest";
import { ask, forEach } from "../../../lib/app/doctor/ask.ts";
import { quickest } from "../../../lib/app/doctor/finding.ts";
import { tryStore } from "../../../lib/app/doctor/try-store.ts";
import { instant, ms, seconds } from "../../../lib/model/brand.ts";
import { CatalogError, SlackError } from "../../../lib/model/errors.ts";
import { MemoryStore } from "../../../lib/store/memory-store.ts";
import { VirtualClock } from "../../../local/virtual-clock.ts";
import { failed, found } from "./findings.ts";

const clock = () => new VirtualClock(instant(1_764_000_000_000));
const throttled = new SlackError("slow down", { code: "ratelimited", fault: "throttled", retryAfter: seconds(7) });

describe("asking", () => {
  it("gives what was found and how long it took, or why not", async () => {
    const at = clock();
    const work = async () => {
      at.advance(ms(40));
      return "yes";
    };
    expect(await ask(at, work)).toEqual({ kind: "found", value: "yes", took: 40 });
    const fault = new CatalogError("cannot reach it", { code: "Network", retryable: true });
    expect(await ask(at, () => Promise.reject(fault))).toEqual({
      kind: "failed",
      code: "Network",
      why: "cannot reach it",
      took: 0,
    });
  });

  it("waits as Slack wants it, three tries long", async () => {
    const at = clock();
    let calls = 0;
    const twice = async () => {
      if (++calls < 3) throw throttled;
      return calls;
    };
    expect(await ask(at, twice)).toMatchObject({ kind: "found", value: 3 });
    expect(at.now() - 1_764_000_000_000).toBe(14_000);
    expect(await ask(at, () => Promise.reject(throttled))).toMatchObject({ kind: "failed", code: "ratelimited" });
  });

  it("gives up what has no end", async () =>
    expect(await ask(clock(), () => new Promise(() => undefined), ms(5))).toMatchObject({
      kind: "failed",
      code: "Timeout",
      why: "there was no answer within 0.005 s",
    }));

  it("does not take a bug for a finding", () =>
    expect(ask(clock(), () => Promise.reject(new TypeError("bug")))).rejects.toThrow("bug"));

  it("asks about many a few at a time, and gives the answers in order", async () => {
    let now = 0;
    let most = 0;
    const results = await forEach([5, 4, 3, 2, 1, 0], async (turns) => {
      most = Math.max(most, ++now);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      now--;
      return turns * 10;
    });
    expect([results, most]).toEqual([[50, 40, 30, 20, 10, 0], 4]);
  });

  it("takes refusals for answers, and the quickest of all", () => {
    expect(quickest([failed("Network", "", 1), failed("InvalidPlan.NotFound", "", 9), found(1, 30)])).toBe(9);
    expect(quickest([failed("ECONNREFUSED", "", 1)])).toBeUndefined();
  });
});

/** Keeps the promises of a store but the one that is named. */
class BrokenStore extends MemoryStore {
  override put(...[key, value, expected]: Parameters<MemoryStore["put"]>) {
    return super.put(key, value, expected).catch(async (error: unknown) => {
      if (expected === "absent") throw error;
      const now = await this.get(key);
      return super.put(key, value, now?.version ?? "absent");
    });
  }
}

describe("a store", () => {
  it("that keeps its promises has none broken, and nothing left in it", async () => {
    const store = new MemoryStore();
    expect(await tryStore(store, "doctor/1")).toEqual([]);
    expect(await store.scan("")).toEqual([]);
  });

  it("that lets two writers win is found out, and nothing is left in it", async () => {
    const store = new BrokenStore();
    expect(await tryStore(store, "doctor/1")).toEqual(["stale-write"]);
    expect(await store.scan("")).toEqual([]);
  });
});
