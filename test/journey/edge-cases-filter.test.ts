import { describe, expect, it } from "vitest";
import { hours, seconds } from "../../lib/model/brand.ts";
import { CloudStage, planId } from "./cloud-stage.ts";
import { openStage } from "./stage.ts";

const OLD = planId(1);
const FRESH = planId(2);

/** A poll whose report is kept short: what it told, the pages of active plans it asked for, and its warnings. */
async function polled(stage: CloudStage) {
  stage.asked.length = 0;
  const { kinds, warnings } = await stage.poll();
  const lists = stage.asked.filter((asked) => asked.startsWith("active")).length;
  return { kinds, lists, warnings: warnings.map((w) => w.code) };
}

/** The filter works until two plans wait: one among the newest, one far behind them. */
async function watching(): Promise<CloudStage> {
  const stage = new CloudStage(2);
  stage.cloud.submit(OLD, true, hours(3));
  stage.cloud.wait(OLD);
  // So that it is on no page of the newest.
  stage.cloud.submit(planId(3), false, hours(2));
  stage.cloud.move(planId(3), "Canceled");
  stage.cloud.submit(FRESH);
  stage.cloud.wait(FRESH);
  await stage.poll();
  return stage;
}

describe("the guard of the filter for several statuses (13.5)", () => {
  it.each(["and", "last"] as const)(
    "finds out by the second poll that it means %s, and loses nobody",
    async (filter) => {
      const stage = await watching();
      stage.filter = filter;
      expect(await polled(stage)).toEqual({ kinds: {}, lists: 1, warnings: [] });
      expect(await polled(stage)).toEqual({ kinds: {}, lists: 1, warnings: ["active-filter"] });
      // From now on one list a status, and no further warning.
      stage.cloud.decide(OLD, "Reject");
      expect(await polled(stage)).toEqual({ kinds: { "plan.rejected": 1 }, lists: 5, warnings: [] });
      stage.cloud.move(OLD, "PreviewInProgress");
      expect((await polled(stage)).kinds).toEqual({ "plan.moved": 1 });
      expect([stage.cards(OLD), stage.cards(FRESH)]).toEqual([["PreviewInProgress"], ["ApplicationInProgress alice"]]);
    },
  );

  it("finds out also when only plans wait that are not among the newest: a Get says that they still do", async () => {
    const stage = await watching();
    stage.cloud.decide(FRESH, "Reject");
    await stage.poll();
    stage.filter = "and";
    expect(await polled(stage)).toEqual({ kinds: {}, lists: 1, warnings: [] });
    expect(await polled(stage)).toEqual({ kinds: {}, lists: 1, warnings: ["active-filter"] });
    expect((await polled(stage)).lists).toBe(5);
  });

  it("costs nothing while it works: two lists, no Get", async () => {
    const stage = await watching();
    stage.asked.length = 0;
    await stage.poll();
    expect(stage.asked.sort()).toEqual(["active 1", "recent 1"]);
    expect((await stage.pollRecord()).filter).toBeUndefined();
  });

  it("takes no offence at a plan that ends between the two list calls, poll after poll", async () => {
    const stage = await watching();
    for (let n = 10; n < 14; n++) {
      stage.cloud.submit(planId(n));
      stage.cloud.wait(planId(n));
      stage.after = (asked) => {
        if (asked === "recent 1") stage.cloud.decide(planId(n), "Reject");
      };
      expect((await polled(stage)).warnings).toEqual([]);
      expect((await stage.pollRecord()).filter).toEqual({ leftOut: [planId(n)] });
    }
  });

  it("tries the filter again after a day, and uses it when it works", async () => {
    const stage = await watching();
    stage.filter = "and";
    for (let n = 0; n < 2; n++) await stage.poll();
    stage.clock.advance(hours(24));
    expect(await polled(stage)).toMatchObject({ lists: 6, warnings: [] });
    expect((await polled(stage)).lists).toBe(5);
    stage.filter = "or";
    stage.clock.advance(hours(24));
    expect((await polled(stage)).lists).toBe(6);
    expect(await polled(stage)).toMatchObject({ lists: 1, warnings: [] });
  });

  it("does not believe an empty list on the first run: whoever waits, however old, is told", async () => {
    const stage = new CloudStage();
    stage.filter = "and";
    stage.cloud.submit(OLD, true, hours(3));
    stage.cloud.wait(OLD);
    for (let n = 0; n < 120; n++) {
      stage.cloud.submit(planId(100 + n), false, hours(1));
      stage.cloud.move(planId(100 + n), "ExecuteSuccess");
    }
    await stage.poll();
    expect(stage.cards(OLD)).toEqual(["ApplicationInProgress alice"]);
  });
});

describe("an emulated Service Catalog that takes repeated filters for AND", () => {
  it("is watched all the same, with one warning", async () => {
    const stage = await openStage({ catalog: { repeatedFilters: "and" } });
    const alice = { kind: "RamUser", name: "alice" };
    const id = stage.catalog.world.createPlan({ name: "vpc", approvers: [alice], previewMs: 1_000 });
    stage.pass(seconds(5));
    const warned = [];
    for (let n = 0; n < 4; n++) warned.push(...(await stage.poll()).warnings.map((w) => w.code));
    stage.catalog.world.approve(id, alice);
    stage.pass(seconds(5));
    await stage.poll();
    expect(warned).toEqual(["active-filter"]);
    expect(stage.cards(id).map((card) => card.text.split("\n")[0])).toEqual(["Approved, not run yet: vpc"]);
    await stage.close();
  });
});
