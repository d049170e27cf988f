import { beforeEach, describe, expect, it } from "vitest";
import { hours, minutes, ms, seconds } from "../../lib/model/brand.ts";
import { CloudStage, DOWN, FORBIDDEN, planId } from "./cloud-stage.ts";

const P = planId(1);
const Q = planId(2);

let stage: CloudStage;
beforeEach(() => {
  stage = new CloudStage();
});

/** A plan that begins to wait for alice ten seconds from now. */
function waits(id = P): void {
  stage.cloud.submit(id);
  stage.clock.advance(seconds(10));
  stage.cloud.wait(id);
}

describe("an outage that is over", () => {
  it("is told before what was seen after it", async () => {
    await stage.poll();
    stage.refuse = () => DOWN;
    for (let n = 0; n < 5; n++) await stage.poll();
    stage.refuse = () => undefined;
    waits();
    await stage.poll();
    expect(stage.slack.messages.map((m) => m.texts[0])).toEqual([
      "watch.blind",
      "watch.recovered",
      "ApplicationInProgress alice",
    ]);
  });
});

describe("the edge cases of polling", () => {
  it("told late: how late the last change was noticed is remembered while nothing changes", async () => {
    await stage.poll();
    waits();
    stage.clock.advance(seconds(40));
    await stage.poll();
    const { lag } = await stage.pollRecord();
    expect(lag?.length).toBe(40_000);
    await stage.poll();
    expect((await stage.pollRecord()).lag).toEqual(lag);
  });

  it("created and finished between polls: one event tells where it ended", async () => {
    await stage.poll();
    waits();
    stage.cloud.decide(P, "Approve");
    stage.cloud.move(P, "ExecuteInProgress");
    stage.cloud.move(P, "ExecuteSuccess");
    await stage.poll();
    await stage.poll();
    expect([stage.cards(P), stage.notes(P)]).toEqual([["ExecuteSuccess"], ["plan.succeeded"]]);
  });

  it("same-second CreateTime: a plan of the watermark's own second that comes later is told, once", async () => {
    stage.cloud.submit(Q);
    stage.cloud.submit(P);
    const late = stage.cloud.plans.get(P);
    stage.cloud.plans.delete(P);
    await stage.poll();
    stage.cloud.plans.set(P, late as never);
    stage.cloud.move(P, "PreviewFailed");
    for (let n = 0; n < 3; n++) await stage.poll();
    expect([stage.cards(P), stage.notes(P)]).toEqual([["PreviewFailed"], ["plan.preview-failed"]]);
  });

  it("late visibility: an ended plan that is listed nine minutes late is told, after the overlap it is not", async () => {
    stage.cloud.submit(planId(9));
    await stage.poll();
    const watermark = stage.clock.now() - minutes(1);
    const appears = (id: typeof P, late: number): void => {
      stage.cloud.submit(id, true, ms(stage.clock.now() - watermark + late));
      stage.cloud.move(id, "PreviewFailed");
    };
    appears(P, minutes(9));
    appears(Q, minutes(11));
    for (let n = 0; n < 3; n++) await stage.poll();
    expect([stage.notes(P), stage.notes(Q)]).toEqual([["plan.preview-failed"], []]);
  });

  it.each([hours(2), ms(-hours(2))])("clock skew of %d ms: what ends is told all the same", async (ahead) => {
    stage.ahead = ahead;
    stage.cloud.submit(Q);
    await stage.poll();
    waits();
    stage.cloud.decide(P, "Reject");
    await stage.poll();
    waits(planId(3));
    await stage.poll();
    expect([stage.cards(P), stage.cards(planId(3))]).toEqual([
      ["ApplicationRejected"],
      ["ApplicationInProgress alice"],
    ]);
  });

  it("deleted plan: told when two polls in a row do not find it", async () => {
    waits();
    await stage.poll();
    stage.cloud.delete(P);
    await stage.poll();
    expect(stage.notes(P)).toEqual([]);
    await stage.poll();
    await stage.poll();
    expect([stage.cards(P), stage.notes(P)]).toEqual([["gone"], ["plan.vanished"]]);
  });

  it("deleted plan: 403 is not deletion, however often", async () => {
    waits();
    await stage.poll();
    stage.cloud.delete(P);
    stage.refuse = (what) => (what === "plan" ? FORBIDDEN : undefined);
    for (let n = 0; n < 4; n++) await stage.poll();
    expect([stage.cards(P), stage.notes(P)]).toEqual([["ApplicationInProgress alice"], []]);
  });

  it("reopened end state (Update): an old plan that nobody tracks any more goes on with its card", async () => {
    waits();
    await stage.poll();
    stage.cloud.decide(P, "Reject");
    await stage.poll();
    stage.clock.advance(hours(25));
    stage.cloud.submit(Q);
    for (let n = 0; n < 3; n++) await stage.poll();
    expect(await stage.record(P)).toBeUndefined();
    stage.cloud.move(P, "PreviewInProgress");
    await stage.poll();
    stage.cloud.wait(P);
    await stage.poll();
    expect(stage.cards(P)).toEqual(["ApplicationInProgress alice"]);
    expect(stage.notes(P)).toEqual(["plan.rejected", "plan.moved", "plan.awaiting-approval"]);
  });

  it("status flapped A→B→A between polls: no message, but the details are read again", async () => {
    waits();
    await stage.poll();
    stage.cloud.move(P, "PreviewInProgress");
    stage.cloud.wait(P);
    stage.asked.length = 0;
    await stage.poll();
    expect([stage.cards(P), stage.notes(P)]).toEqual([["ApplicationInProgress alice"], []]);
    expect(stage.asked).toContain(`plan ${P}`);
  });

  it.each(["recent", "active"] as const)(
    "ACT fails, NEW works (or reverse): without the %s list what came is told, nobody is missed, no watermark moves",
    async (failing) => {
      stage.cloud.submit(planId(9), true, hours(1));
      stage.cloud.wait(planId(9));
      await stage.poll();
      const { watermark } = await stage.pollRecord();
      stage.refuse = (what) => (what === failing ? DOWN : undefined);
      waits();
      stage.cloud.delete(planId(9));
      stage.asked.length = 0;
      for (let n = 0; n < 3; n++) await stage.poll();
      expect(stage.cards(P)).toEqual(["ApplicationInProgress alice"]);
      expect(stage.asked).not.toContain(`plan ${planId(9)}`);
      expect((await stage.pollRecord()).watermark).toBe(watermark);
    },
  );

  it("first run: what waits is told, what ended before is not", async () => {
    waits();
    waits(Q);
    stage.cloud.decide(Q, "Reject");
    await stage.poll();
    await stage.poll();
    expect([stage.cards(P), stage.cards(Q), stage.notes(Q)]).toEqual([["ApplicationInProgress alice"], [], []]);
  });

  it("state lost: the same as a first run, under the same keys", async () => {
    waits();
    await stage.poll();
    stage.store = new CloudStage().store;
    await stage.poll();
    const keys = stage.slack.messages.map((m) => m.mark.key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it("two pollers at once: everything is told once", async () => {
    await stage.poll();
    waits();
    await Promise.all([stage.pollOnly(), stage.pollOnly(), stage.pollOnly()]);
    stage.cloud.decide(P, "Approve");
    stage.clock.advance(minutes(5));
    await Promise.all([stage.pollOnly(), stage.pollOnly()]);
    stage.clock.advance(minutes(5));
    await stage.poll();
    expect([stage.cards(P), stage.notes(P)]).toEqual([["ApplicationApproved"], ["plan.approved"]]);
  });

  it("end-state memory: an ended plan is put aside after a day and forgotten after thirty", async () => {
    waits();
    await stage.poll();
    stage.cloud.decide(P, "Reject");
    await stage.poll();
    const done = async (): Promise<number> => (await stage.store.scan("done/")).length;
    expect([(await stage.record(P)) !== undefined, await done()]).toEqual([true, 0]);
    stage.clock.advance(hours(25));
    stage.cloud.submit(Q);
    for (let n = 0; n < 2; n++) await stage.poll();
    expect([(await stage.record(P)) !== undefined, await done()]).toEqual([false, 1]);
    stage.clock.advance(hours(31 * 24));
    for (let n = 0; n < 2; n++) await stage.poll();
    expect(await done()).toBe(0);
  });

  it("unknown status: it counts as active, and a Get includes what no list of active plans names", async () => {
    waits();
    await stage.poll();
    stage.set(P, { status: "OnHold", pending: [], updatedAt: stage.clock.now() });
    await stage.poll();
    expect([stage.cards(P), stage.notes(P)]).toEqual([["OnHold"], ["plan.moved"]]);
    // Among the newest no more.
    stage.clock.advance(hours(1));
    stage.cloud.submit(Q);
    await stage.poll();
    stage.cloud.move(P, "ExecuteSuccess");
    await stage.poll();
    await stage.poll();
    expect([stage.cards(P), stage.notes(P)]).toEqual([["ExecuteSuccess"], ["plan.moved", "plan.succeeded"]]);
  });

  it("stale rows: a row that is older than the record is ignored", async () => {
    waits();
    await stage.poll();
    const stale = stage.cloud.plans.get(P);
    stage.cloud.decide(P, "Reject");
    await stage.poll();
    stage.cloud.plans.set(P, stale as never);
    stage.asked.length = 0;
    for (let n = 0; n < 3; n++) await stage.poll();
    expect(stage.asked).not.toContain(`plan ${P}`);
    expect([stage.cards(P), stage.notes(P)]).toEqual([["ApplicationRejected"], ["plan.rejected"]]);
  });

  it("backward edges: told only when a Get confirms them", async () => {
    waits();
    stage.cloud.decide(P, "Approve");
    stage.cloud.move(P, "ExecuteInProgress");
    await stage.poll();
    const running = stage.cloud.plans.get(P);
    stage.clock.advance(seconds(1));
    // The list says what the plan does not.
    stage.set(P, { status: "ApplicationApproved", updatedAt: stage.clock.now() });
    stage.after = (asked) => {
      if (asked.startsWith("active")) stage.cloud.plans.set(P, running as never);
    };
    await stage.poll();
    expect([stage.cards(P), stage.notes(P)]).toEqual([[], []]);
    stage.after = () => undefined;
    stage.set(P, { status: "ApplicationApproved", updatedAt: stage.clock.now() });
    await stage.poll();
    expect(stage.cards(P)).toEqual(["ApplicationApproved"]);
  });
});
