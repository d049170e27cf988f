import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPoll } from "../../lib/app/build/poll.ts";
import { minutes, seconds } from "../../lib/model/brand.ts";
import { CountedStore } from "../../lib/store/counted-store.ts";
import { openStage, type Stage } from "./stage.ts";

const ALICE = { kind: "RamUser", name: "alice" };

describe("an account with 3,000 plans of which 60 are active, when nothing happens", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ slack: { rate: "off" } });
    const { world } = stage.catalog;
    for (let i = 0; i < 3_000; i++) {
      const id = world.createPlan({ name: `plan ${i}`, approvers: [ALICE], previewMs: 1_000 });
      stage.pass(seconds(2));
      if (i % 50 === 0) continue;
      world.reject(id, ALICE);
      stage.pass(seconds(10));
    }
    stage.pass(minutes(20));
  }, 60_000);
  afterAll(() => stage.close());

  it("costs two list calls, one scan and one put a poll, and nothing else", async () => {
    expect(stage.catalog.world.plans().filter((p) => p.status === "ApplicationInProgress")).toHaveLength(60);
    await stage.poll();
    const told = stage.slack.workspace.messages().length;
    await stage.poll();
    const used: string[] = [];
    const store = new CountedStore(stage.store, (method) => used.push(method));
    stage.catalog.calls.clear();
    stage.slack.calls.clear();
    const report = await buildPoll(stage.env, undefined, { clock: stage.clock, store }).poll();
    expect(stage.catalog.calls.byAction).toEqual({ ListProvisionedProductPlans: 2 });
    expect(used).toEqual(["scan", "put"]);
    expect(stage.slack.calls.total).toBe(0);
    expect(report).toMatchObject({ ok: true, changed: 0, calls: { catalog: 2, slack: 0, store: 2 } });
    expect(stage.slack.workspace.messages()).toHaveLength(told);
  });
});

describe("the first run in an account where 60 plans wait already", () => {
  it("posts cards for the 10 oldest, digests of at most 30 for the other 50, and is quiet about everything else", async () => {
    const stage = await openStage({ slack: { rate: "off" } });
    const { world } = stage.catalog;
    const ids: string[] = [];
    for (let i = 0; i < 60; i++) {
      ids.push(world.createPlan({ name: `plan ${i}`, approvers: [ALICE], previewMs: 1_000 }));
      stage.pass(seconds(30));
    }
    const over = world.createPlan({ name: "long over", approvers: [], previewMs: 1_000, executeMs: 1_000 });
    stage.pass(seconds(5));
    world.execute(over);
    stage.pass(seconds(5));

    const report = await stage.poll();

    expect(report).toMatchObject({ ok: true, posted: 12, updated: 0, replied: 0, waiting: 0 });
    for (const id of ids.slice(0, 10)) expect(stage.cards(id)).toHaveLength(1);
    for (const id of ids.slice(10)) expect(stage.cards(id)).toHaveLength(0);
    const digests = stage.slack.workspace.messages().filter((m) => m.metadata?.event_type === "planbell_digest");
    const [digest, next] = digests.map((m) => ({
      ts: m.ts,
      lines: m.text.split("\n"),
      blocks: JSON.stringify(m.blocks),
    }));
    expect(digest?.lines[0]).toBe("30 more plans wait for approval");
    expect(digest?.lines[1]).toContain("plan 10");
    expect(next?.lines[0]).toBe("20 more plans wait for approval");
    // Every one of them leads to its plan.
    const all = digest?.blocks + (next?.blocks ?? "");
    expect(
      ids.slice(10).filter((id) => !all.includes(`https://servicecatalog.console.aliyun.com/plans/${id}`)),
    ).toEqual([]);

    world.approve(ids[30] ?? "", ALICE, "fine");
    stage.pass(seconds(60));
    await stage.poll();
    expect(stage.notes(ids[30] ?? "").map((n) => n.threadTs)).toEqual([digest?.ts]);
    expect(stage.slack.workspace.messages().filter((m) => m.threadTs === undefined)).toHaveLength(12);
    await stage.close();
  });

  it("posts nothing at all when the first run is to be silent, and tells what changes afterwards", async () => {
    const stage = await openStage();
    const { world } = stage.catalog;
    const id = world.createPlan({ name: "quiet", approvers: [ALICE], previewMs: 1_000 });
    stage.pass(seconds(60));
    await stage.bot({}, { watch: { first_run: "silent" } }).poll();
    expect(stage.slack.workspace.messages()).toEqual([]);
    stage.pass(seconds(60));
    const later = world.createPlan({ name: "loud", approvers: [ALICE], previewMs: 1_000 });
    world.approve(id, ALICE);
    stage.pass(seconds(60));
    await stage.bot({}, { watch: { first_run: "silent" } }).poll();
    expect(stage.cards(later)).toHaveLength(1);
    expect(stage.cards(id).map((c) => c.text.split("\n")[0])).toEqual(["Approved, not run yet: quiet"]);
    await stage.close();
  });
});
