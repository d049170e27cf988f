import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { poll } from "../../lib/app/poll.ts";
import { hours, minutes, ms, seconds } from "../../lib/model/brand.ts";
import { CatalogError, SlackError, StoreUnusable } from "../../lib/model/errors.ts";
import type { Catalog, Messenger, StateStore } from "../../lib/ports.ts";
import { CHANNEL, openStage, type Stage } from "./stage.ts";

const ALICE = { kind: "RamUser", name: "alice" };
const OTHER = "C0OTHER000";
const TWO_CHANNELS = { routes: [{ to: [CHANNEL, OTHER] }] };
const FAILED = {
  statusMessage: "stack failed",
  logs: [{ command: "apply", stream: "stderr", content: "Error: no stock" }],
};

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({
    slack: {
      channels: [
        { id: CHANNEL, name: "platform" },
        { id: OTHER, name: "other" },
      ],
    },
  });
});
afterEach(() => stage.close());

const waiting = (name: string): string => {
  const id = stage.catalog.world.createPlan({
    name,
    approvers: [ALICE],
    previewMs: 1_000,
    executeMs: 1_000,
    executeFails: FAILED,
  });
  stage.pass(seconds(10));
  return id;
};
const standing = (): string[] =>
  stage.slack.workspace
    .messages()
    .filter((m) => !m.deleted)
    .map((m) => String(m.metadata?.event_payload["key"]));
const state = (id: string): string | undefined => stage.cards(id)[0]?.text.split("\n")[0];

describe("two polls at once", { timeout: 120_000 }, () => {
  it("tell everything once, however they run into each other", async () => {
    await stage.poll();
    const ids = Array.from({ length: 10 }, (_, i) => waiting(`plan ${i}`));
    for (let round = 0; round < 6; round++) {
      if (round === 2) for (const id of ids.slice(0, 6)) stage.catalog.world.approve(id, ALICE);
      if (round === 3) for (const id of ids.slice(0, 3)) stage.catalog.world.execute(id);
      await Promise.all([stage.bot().poll(), stage.bot().poll(), stage.bot().poll()]);
      stage.pass(seconds(60));
    }
    stage.pass(minutes(4));
    await stage.poll();
    expect(standing().sort()).toEqual([...new Set(standing())].sort());
    expect(ids.map(state)).toEqual([
      ...ids.slice(0, 3).map((_, i) => `Failed: plan ${i}`),
      ...ids.slice(3, 6).map((_, i) => `Approved, not run yet: plan ${i + 3}`),
      ...ids.slice(6).map((_, i) => `Waiting for approval: plan ${i + 6}`),
    ]);
  });

  it("post one digest, though one of them still believes in records that the other has settled", async () => {
    for (let i = 0; i < 14; i++) waiting(`plan ${i}`);
    const { ports, config } = stage.parts();
    let others = stage.bot({ PLANBELL_PAUSED: "1" }).poll();
    await others;
    let scans = 0;
    const late: StateStore = {
      scan: async (prefix) => {
        const seen = await stage.store.scan(prefix);
        if (++scans === 1) {
          others = stage.bot().poll();
          await others;
        }
        return seen;
      },
      get: (key) => stage.store.get(key),
      put: (key, value, expected) => stage.store.put(key, value, expected),
      remove: (key, expected) => stage.store.remove(key, expected),
      close: () => stage.store.close(),
    };
    await poll({ ...ports, store: late }, config);
    const digests = stage.slack.workspace.messages().filter((m) => m.metadata?.event_type === "planbell_digest");
    expect(digests).toHaveLength(1);
    expect(digests[0]?.text).toContain("4");
  });
});

describe("a Slack that refuses the token for a day and more", () => {
  it("loses nothing, also when the first call afterwards fails once more", async () => {
    await stage.poll();
    const told = waiting("told before");
    await stage.poll();
    const untold = waiting("not told yet");
    stage.catalog.world.approve(told, ALICE);
    stage.pass(seconds(5));
    const { ports, config } = stage.parts();
    const refusing = (fault: "token" | "transient"): Messenger => {
      const refuse = () => Promise.reject(new SlackError("no", { code: "no", fault }));
      return { post: refuse, update: refuse, find: refuse, upload: refuse };
    };
    for (let i = 0; i < 30; i++) {
      await poll({ ...ports, messenger: refusing("token") }, config);
      stage.pass(hours(1));
    }
    await poll({ ...ports, messenger: refusing("transient") }, config);
    stage.pass(minutes(16));
    for (let i = 0; i < 3; i++) await stage.poll();
    expect(state(untold)).toBe("Waiting for approval: not told yet");
    expect(state(told)).toBe("Approved, not run yet: told before");
  });
});

describe("a catalog whose details cannot be read", () => {
  const broken = (catalog: Catalog, id: string, length = seconds(0)): Catalog => ({
    ...catalog,
    plan: async (asked) => {
      if (asked !== id && id !== "") return catalog.plan(asked);
      await stage.clock.sleep(length);
      throw new CatalogError("no answer", { code: "InternalError", retryable: true });
    },
  });

  it("holds a plan back for ten minutes, then tells it from its row, and fills in the rest when it can", async () => {
    await stage.poll();
    const id = waiting("hard to read");
    // With this interval 11 minutes are no gap in the watch.
    const { ports, config } = stage.parts({ PLANBELL_POLL_SECONDS: "300" });
    const blind = { ...ports, catalog: broken(ports.catalog, id) };
    await poll(blind, config);
    expect(stage.cards(id)).toEqual([]);
    stage.pass(minutes(11));
    const report = await poll(blind, config);
    expect(report).toMatchObject({ ok: true, posted: 1, warnings: [{ code: "catalog-InternalError" }] });
    expect(state(id)).toBe("Waiting for approval: hard to read");
    expect(stage.cards(id)[0]?.text).toContain("alice");
    stage.pass(minutes(6));
    await stage.poll();
    expect(JSON.stringify(stage.cards(id)[0]?.blocks)).toContain("Submitted");
  });

  it("does not keep the first run from ending, nor what fails meanwhile from being told", async () => {
    const stuck = waiting("stuck");
    const other = waiting("other");
    const { ports, config } = stage.parts();
    const blind = { ...ports, catalog: broken(ports.catalog, stuck) };
    await poll(blind, config);
    stage.pass(seconds(60));
    stage.catalog.world.approve(other, ALICE);
    stage.catalog.world.execute(other);
    const fresh = waiting("fresh");
    stage.catalog.world.approve(fresh, ALICE);
    stage.catalog.world.execute(fresh);
    stage.pass(seconds(10));
    await poll(blind, config);
    expect([state(other), state(fresh)]).toEqual(["Failed: other", "Failed: fresh"]);
    stage.pass(minutes(11));
    await poll(blind, config);
    expect(state(stuck)).toBe("Waiting for approval: stuck");
  });

  it("leaves delivery its time, however long each call hangs", async () => {
    await stage.poll();
    const owed = waiting("owed");
    await stage.bot({ PLANBELL_PAUSED: "1" }).poll();
    for (let i = 0; i < 40; i++) waiting(`plan ${i}`);
    const { ports, config } = stage.parts();
    const began = stage.clock.now();
    const report = await poll({ ...ports, catalog: broken(ports.catalog, "", seconds(31)) }, config);
    expect(state(owed)).toBe("Waiting for approval: owed");
    expect(stage.clock.now() - began).toBeLessThan(minutes(4));
    expect(report.warnings.map((w) => w.code)).toContain("looks-left");
  });
});

describe("a catalog with odd rows", () => {
  it("tells all plans, also one with 1,500 approvers", async () => {
    await stage.poll();
    const approvers = Array.from({ length: 1_500 }, (_, i) => ({ kind: "RamUser", name: `${"a".repeat(76)}${i}` }));
    const odd = stage.catalog.world.createPlan({ name: "odd", approvers, previewMs: 1_000 });
    const even = waiting("even");
    expect(await stage.poll()).toMatchObject({ ok: true, posted: 2, warnings: [] });
    expect([state(odd), state(even)]).toEqual(["Waiting for approval: odd", "Waiting for approval: even"]);
  });

  it("is not blinded by a plan that was created in the future", async () => {
    await stage.poll();
    const { ports, config } = stage.parts();
    const future = waiting("from the future");
    const odd: Catalog = {
      ...ports.catalog,
      async *planPages(statuses) {
        for await (const page of ports.catalog.planPages(statuses)) {
          const rows = page.rows.map((row) => (row.id === future ? { ...row, createdAt: stage.clock.now() * 2 } : row));
          yield { ...page, rows: rows as typeof page.rows };
        }
      },
    };
    await poll({ ...ports, catalog: odd }, config);
    stage.pass(minutes(20));
    const failed = waiting("failed between two polls");
    stage.catalog.world.approve(failed, ALICE);
    stage.catalog.world.execute(failed);
    stage.pass(seconds(10));
    await poll({ ...ports, catalog: odd }, config);
    expect(state(failed)).toBe("Failed: failed between two polls");
  });
});

describe("a plan that waits in PreviewSuccess, as the document's sample does", () => {
  const hidden = (name: string): string => {
    const id = stage.catalog.world.createPlan({
      name,
      approvers: [ALICE],
      previewMs: 1_000,
      waitsInPreviewSuccess: true,
    });
    stage.pass(seconds(10));
    return id;
  };

  it("is told on the first run, and later ones too", async () => {
    const before = hidden("before");
    await stage.poll();
    const after = hidden("after");
    await stage.poll();
    expect([state(before), state(after)]).toEqual(["Waiting for approval: before", "Waiting for approval: after"]);
    stage.catalog.world.approve(before, ALICE, "fine");
    stage.pass(seconds(5));
    await stage.poll();
    expect(state(before)).toBe("Approved, not run yet: before");
    expect(stage.notes(before).map((note) => note.text.split("\n")[0])).toEqual(["Approved: before"]);
  });

  it("is told within the hour when the first run had no place for it, or could not look", async () => {
    for (let i = 0; i < 10; i++) waiting(`plan ${i}`);
    const crowded = hidden("crowded");
    await stage.poll();
    expect(stage.cards(crowded)).toEqual([]);
    const { ports, config } = stage.parts();
    const refused = hidden("refused");
    const forbidden: Catalog = {
      ...ports.catalog,
      plan: () => Promise.reject(new CatalogError("no", { code: "NoPermission", retryable: false })),
    };
    await poll({ ...ports, catalog: forbidden }, config);
    expect(stage.cards(refused)).toEqual([]);
    for (let i = 0; i < 40; i++) await stage.poll();
    expect([state(crowded), state(refused)]).toEqual([
      "Waiting for approval: crowded",
      "Waiting for approval: refused",
    ]);
  });
});

describe("two channels for every card", () => {
  it("both get it, and one that is told to wait for an hour does not keep the other waiting", async () => {
    await stage.bot({}, TWO_CHANNELS).poll();
    const { ports, config } = stage.parts({}, TWO_CHANNELS);
    (await ports.pacer.turn(CHANNEL, 0, ms(0)))?.end(hours(1));
    const ids = [waiting("one"), waiting("two"), waiting("three")];
    await poll(ports, config);
    const places = ids.flatMap((id) => stage.cards(id).map((card) => card.channel));
    expect(places).toEqual([OTHER, OTHER, OTHER]);
    stage.pass(hours(1));
    await poll(ports, config);
    expect(
      ids.map((id) =>
        stage
          .cards(id)
          .map((card) => card.channel)
          .sort(),
      ),
    ).toEqual(ids.map(() => [CHANNEL, OTHER].sort()));
  });
});

describe("a note whose answer was lost", () => {
  it("stands once, also when its card was deleted before anybody looked", async () => {
    await stage.poll();
    const id = waiting("lost and found");
    await stage.poll();
    stage.catalog.world.approve(id, ALICE);
    stage.pass(seconds(5));
    stage.slack.faults.next("drop-after-accept", { method: "chat.postMessage" });
    await stage.bot().poll();
    const [card] = stage.cards(id);
    stage.slack.workspace.delete(CHANNEL, card?.ts ?? "");
    stage.pass(seconds(60));
    for (let i = 0; i < 3; i++) await stage.poll();
    expect(stage.cards(id)).toHaveLength(1);
    const notes = stage.notes(id).filter((note) => note.threadTs === stage.cards(id)[0]?.ts);
    expect(notes.length).toBeLessThanOrEqual(1);
    expect(standing().filter((key) => key.startsWith(`note:${id}`)).length).toBeGreaterThanOrEqual(1);
  });
});

describe("claims that were written together with their records", () => {
  it("are taken back when the process is asked to stop, so that the next one sends at once", async () => {
    await stage.poll();
    const id = waiting("stopped");
    const stop = new AbortController();
    const { ports, config } = stage.parts();
    const stopping: StateStore = {
      scan: (prefix) => stage.store.scan(prefix),
      get: (key) => stage.store.get(key),
      put: async (key, value, expected) => {
        const version = await stage.store.put(key, value, expected);
        if (key.endsWith(id)) stop.abort();
        return version;
      },
      remove: (key, expected) => stage.store.remove(key, expected),
      close: () => stage.store.close(),
    };
    await poll({ ...ports, store: stopping }, config, { stop: stop.signal });
    expect(stage.cards(id)).toEqual([]);
    stage.pass(seconds(2));
    await stage.poll();
    expect(stage.cards(id)).toHaveLength(1);
  });

  it("are taken back when the state fails for another plan", async () => {
    await stage.poll();
    const first = waiting("first");
    const second = waiting("second");
    const { ports, config } = stage.parts();
    const failing: StateStore = {
      scan: (prefix) => stage.store.scan(prefix),
      get: (key) => stage.store.get(key),
      put: (key, value, expected) =>
        key.endsWith(second) ? Promise.reject(new StoreUnusable("disk full")) : stage.store.put(key, value, expected),
      remove: (key, expected) => stage.store.remove(key, expected),
      close: () => stage.store.close(),
    };
    await expect(poll({ ...ports, store: failing }, config)).rejects.toThrow("disk full");
    stage.pass(seconds(2));
    await stage.poll();
    expect([state(first), state(second)]).toEqual(["Waiting for approval: first", "Waiting for approval: second"]);
  });
});
