import { describe, expect, it } from "vitest";
import { hours, ms, type PlanId, seconds } from "../../lib/model/brand.ts";
import type { KnownPlanStatus } from "../../lib/model/plan.ts";
import { CloudStage, planId } from "./cloud-stage.ts";

/** Ids from the first to the last. */
const ids = (first: number, last: number): PlanId[] =>
  Array.from({ length: last - first + 1 }, (_, n) => planId(first + n));

/** A catalog with two rows a page, of which the first poll has seen one old plan. */
async function begun(): Promise<CloudStage> {
  const stage = new CloudStage(2);
  stage.cloud.submit(planId(0), false, hours(2));
  await stage.poll();
  stage.asked.length = 0;
  return stage;
}

/** Plans that came and ended between two polls, ten seconds apart: no list of active plans has them. */
function end(stage: CloudStage, all: readonly PlanId[], status: KnownPlanStatus = "ExecuteSuccess"): void {
  for (const id of all) {
    stage.cloud.submit(id, false);
    stage.cloud.move(id, status);
    stage.clock.advance(seconds(10));
  }
}

/** Old plans that wait, and were told by an earlier poll; none of them is among the newest. */
async function waitingLong(stage: CloudStage, all: readonly PlanId[]): Promise<void> {
  for (const id of all) {
    stage.cloud.submit(id, true, hours(1));
    stage.cloud.wait(id);
    stage.clock.advance(seconds(1));
  }
  stage.cloud.submit(planId(9_000), false);
  await stage.poll();
  stage.asked.length = 0;
}

/** How many plans each poll told to have ended so. */
async function ended(stage: CloudStage, polls: number, kind = "plan.succeeded"): Promise<number[]> {
  const told: number[] = [];
  for (let n = 0; n < polls; n++) told.push((await stage.poll()).kinds[kind] ?? 0);
  return told;
}

const sum = (counts: readonly number[]): number => counts.reduce((all, n) => all + n, 0);

describe("the edge cases of lists", () => {
  it("> 100 new plans: the newest are read on to the watermark", async () => {
    const stage = await begun();
    end(stage, ids(1, 101));
    expect(await ended(stage, 2)).toEqual([101, 0]);
  });

  it("> 100 new plans, hard cap: the next run goes on where this one stopped, and no watermark passes the gap", async () => {
    const stage = await begun();
    const { watermark } = await stage.pollRecord();
    end(stage, ids(1, 200));
    const newest = stage.cloud.plans.get(planId(200))?.createdAt;
    expect(await ended(stage, 1)).toEqual([120]);
    expect(await stage.pollRecord()).toMatchObject({ watermark, cuts: { recent: { top: newest, page: 60 } } });
    stage.asked.length = 0;
    end(stage, [planId(201)]);
    expect(await ended(stage, 1)).toEqual([81]);
    const pages = stage.asked.filter((asked) => asked.startsWith("recent"));
    // Page 2 is the first with a plan that is older than the newest of the run before.
    expect(pages.slice(0, 3)).toEqual(["recent 1", "recent 2", "recent 60"]);
    const after = await stage.pollRecord();
    expect([after.watermark, after.cuts]).toEqual([newest, undefined]);
    expect(await ended(stage, 2)).toEqual([0, 0]);
  });

  it("hard cap, then plans are deleted: what moved to earlier pages is not passed over", async () => {
    const stage = await begun();
    end(stage, ids(1, 200));
    const first = await ended(stage, 1);
    for (const id of ids(150, 180)) stage.cloud.delete(id);
    const told = [...first, ...(await ended(stage, 3))];
    expect(sum(told)).toBe(200);
  });

  it("hard cap and budget: what was read and not looked at is read again before the next run goes on", async () => {
    const stage = await begun();
    end(stage, ids(1, 150), "PreviewFailed");
    expect(await ended(stage, 6, "plan.preview-failed")).toEqual([40, 40, 40, 30, 0, 0]);
  });

  it("hard cap twice: what comes before the rest was read is told, and the rest too", async () => {
    const stage = await begun();
    end(stage, ids(1, 150));
    const first = await ended(stage, 1);
    end(stage, ids(151, 300));
    const told = [...first, ...(await ended(stage, 6))];
    expect(sum(told)).toBe(300);
    expect((await stage.pollRecord()).cuts).toBeUndefined();
  });

  it("hard cap, then nearly as many new plans as a run reads pages: the gap is closed all the same", async () => {
    const stage = await begun();
    end(stage, ids(1, 300));
    const first = await ended(stage, 1);
    end(stage, ids(301, 414));
    const told = [...first, ...(await ended(stage, 8))];
    expect(sum(told)).toBe(414);
    expect((await stage.pollRecord()).cuts).toBeUndefined();
  });

  it("hard cap amid plans of one second: those of them that were not read are told, too", async () => {
    const stage = await begun();
    for (const id of ids(1, 200)) {
      stage.cloud.submit(id, false);
      stage.cloud.move(id, "ExecuteSuccess");
      if (Number(id.slice(-4)) % 10 === 0) stage.clock.advance(seconds(1));
    }
    const told = await ended(stage, 3);
    expect(sum(told)).toBe(200);
  });

  it("budgets: 40 detail calls a run, then it stops and goes on at the next; no watermark passes what ended", async () => {
    const stage = await begun();
    const { watermark } = await stage.pollRecord();
    for (const id of ids(1, 50)) {
      stage.cloud.submit(id);
      stage.cloud.move(id, "PreviewFailed");
      stage.clock.advance(seconds(1));
    }
    const told: unknown[] = [];
    for (let n = 0; n < 3; n++) {
      stage.asked.length = 0;
      const { kinds, warnings } = await stage.poll();
      const calls = stage.asked.filter((asked) => asked.startsWith("plan")).length;
      const moved = (await stage.pollRecord()).watermark !== watermark;
      told.push([kinds["plan.preview-failed"] ?? 0, calls, moved, warnings.map((w) => w.code)]);
    }
    expect(told).toEqual([
      [40, 40, false, ["looks-left"]],
      [10, 10, true, []],
      [0, 0, true, []],
    ]);
  });

  it("a cut list of active plans is read on by the next run, and nobody whom it leaves out is said to be gone", async () => {
    const stage = await begun();
    await waitingLong(stage, ids(1, 150));
    // The details of 150 plans take four runs.
    for (let n = 0; n < 8; n++) await stage.poll();
    stage.asked.length = 0;
    await stage.poll();
    await stage.poll();
    const pages = stage.asked.filter((a) => a.startsWith("active")).map((a) => Number(a.slice("active ".length)));
    expect(new Set(pages)).toEqual(new Set(Array.from({ length: 76 }, (_, n) => n + 1)));
    // One is on the first page, one on the last.
    stage.cloud.decide(planId(150), "Reject");
    stage.cloud.handOver(planId(1), "dave");
    for (let n = 0; n < 6; n++) await stage.poll();
    expect(stage.cards(planId(1))).toEqual(["ApplicationInProgress dave"]);
    expect(stage.slack.messages.filter((m) => m.texts[0]?.includes("plan.vanished"))).toEqual([]);
    const records = (await stage.store.scan("hot/")).map(({ value }) => value as { kind: string; missing?: number });
    expect(records.filter((r) => r.missing !== undefined)).toEqual([]);
  });

  it("row inserted while paging Desc: duplicates are one plan, and the inserted one is told by the next poll", async () => {
    const stage = await begun();
    end(stage, ids(1, 6));
    stage.after = (asked) => {
      if (asked === "recent 1") end(stage, [planId(7)]);
      stage.after = () => undefined;
    };
    expect(await ended(stage, 3)).toEqual([6, 1, 0]);
  });

  it("row leaves the filtered set while paging: whom it pushes past the edge is asked for, and has not moved", async () => {
    const stage = await begun();
    await waitingLong(stage, ids(1, 5));
    stage.after = (asked) => {
      if (asked !== "active 1") return;
      stage.cloud.decide(planId(5), "Reject");
      stage.after = () => undefined;
    };
    const { kinds } = await stage.poll();
    expect(stage.asked.filter((asked) => asked.startsWith("plan"))).toEqual([`plan ${planId(4)}`]);
    expect(kinds).toEqual({});
    expect((await stage.poll()).kinds).toEqual({ "plan.rejected": 1 });
    expect(stage.cards(planId(4))).toEqual(["ApplicationInProgress alice"]);
  });

  it("TotalCount changes between pages: a list that became shorter proves nothing, whom it lacks is asked for", async () => {
    const stage = await begun();
    await waitingLong(stage, ids(1, 5));
    stage.after = (asked) => {
      if (asked !== "active 1") return;
      stage.cloud.decide(planId(5), "Reject");
      stage.cloud.move(planId(9_000), "Canceled");
      stage.after = () => undefined;
    };
    expect((await stage.poll()).kinds).toEqual({});
    expect(stage.asked.filter((asked) => asked.startsWith("plan")).sort()).toEqual([
      `plan ${planId(3)}`,
      `plan ${planId(4)}`,
    ]);
    expect((await stage.poll()).kinds).toEqual({ "plan.rejected": 1, "plan.canceled": 1 });
  });

  it("TotalCount grows between pages: the list is read to its new end", async () => {
    const stage = await begun();
    await waitingLong(stage, ids(1, 5));
    stage.after = (asked) => {
      if (asked !== "active 1") return;
      stage.cloud.submit(planId(6), true, ms(0));
      stage.cloud.wait(planId(6));
      stage.after = () => undefined;
    };
    expect((await stage.poll()).kinds).toEqual({});
    expect(stage.asked.filter((asked) => !asked.startsWith("recent"))).toEqual([
      "active 1",
      "active 2",
      "active 3",
      "active 4",
    ]);
    expect((await stage.poll()).kinds).toEqual({ "plan.awaiting-approval": 1 });
  });
});
