import { describe, expect, it } from "vitest";
import type { EpochMs, PlanId } from "../../lib/model/brand.ts";
import type { PlanRow, PlanStatus } from "../../lib/model/plan.ts";
import { type Lists, mergeRows, newest, reconcile, type Watched } from "../../lib/watch/reconcile.ts";
import { bob } from "../build/facts.ts";
import { aPlanRow, at, aWatched, planId } from "../build/rows.ts";

const A = planId("plan-a");
const B = planId("plan-b");
const C = planId("plan-c");
const NOW = at("16:20:00");
const WATERMARK = at("16:00:00");

const lists = (recent: readonly PlanRow[], over: Partial<Lists> = {}): Lists => ({
  recent,
  active: [],
  complete: true,
  failed: false,
  ...over,
});
const watching = (...all: readonly Watched[]): Map<PlanId, Watched> => new Map(all.map((w) => [w.id, w]));
const nobody = watching();
const why = (
  watched: ReadonlyMap<PlanId, Watched>,
  given: Lists,
  now: EpochMs = NOW,
  watermark: EpochMs | undefined = WATERMARK,
): string[] => reconcile(watched, given, now, watermark).map((look) => `${look.why} ${look.id}`);

describe("a plan without a record", () => {
  it("is new and is looked at closely when it waits", () => {
    const row = aPlanRow({ id: A });
    expect(reconcile(nobody, lists([row]), NOW, WATERMARK)).toEqual([
      { id: A, why: "new", row, detail: true, old: false },
    ]);
  });

  it.each<[PlanStatus, boolean, boolean]>([
    ["PreviewInProgress", false, false],
    ["PreviewSuccess", true, false],
    ["PreviewFailed", true, true],
    ["ApplicationInProgress", true, true],
    ["ApplicationApproved", true, false],
    ["ApplicationRejected", true, false],
    ["ExecuteInProgress", true, false],
    ["ExecuteSuccess", true, false],
    ["ExecuteFailed", true, true],
    ["Canceled", true, false],
    ["OnHold", true, false],
  ])("in %s needs a Get: with approvers %s, without %s", (status, withApprovers, without) => {
    const look = (assignedApprovers: PlanRow["assignedApprovers"]) =>
      reconcile(nobody, lists([aPlanRow({ id: A, status, assignedApprovers })]), NOW, WATERMARK)[0]?.detail;
    expect([look([bob]), look([])]).toEqual([withApprovers, without]);
  });

  it("is ignored in an end state from before the overlap", () => {
    const row = aPlanRow({ id: A, status: "ExecuteSuccess", createdAt: at("15:49:59.999") });
    expect(why(nobody, lists([row]))).toEqual([]);
  });

  it("is news in an end state at the edge of the overlap", () => {
    const row = aPlanRow({ id: A, status: "ExecuteSuccess", createdAt: at("15:50:00") });
    expect(reconcile(nobody, lists([row]), NOW, WATERMARK)[0]).toMatchObject({ why: "new", old: false });
  });

  it("is looked for among the done ones when it is active and from before the overlap", () => {
    const row = aPlanRow({ id: A, createdAt: at("15:49:59.999") });
    expect(reconcile(nobody, lists([row]), NOW, WATERMARK)[0]).toMatchObject({ why: "new", old: true });
  });

  it.each(["OnHold", "ApplicationApproved"])("is active in %s", (status) => {
    expect(why(nobody, lists([aPlanRow({ id: A, status, createdAt: at("02:00:00") })]))).toEqual(["new plan-a"]);
  });
});

describe("the first run", () => {
  it("takes the newest row for the watermark", () => {
    const rows = [
      aPlanRow({ id: A, status: "ExecuteSuccess", createdAt: at("16:00:00") }),
      aPlanRow({ id: B, status: "ExecuteSuccess", createdAt: at("15:50:00") }),
      aPlanRow({ id: C, status: "ExecuteSuccess", createdAt: at("15:49:59") }),
    ];
    expect(reconcile(nobody, lists(rows), NOW, undefined).map((l) => l.id)).toEqual([B, A]);
  });

  it("of an account without plans finds nothing", () => {
    expect(reconcile(nobody, lists([]), NOW, undefined)).toEqual([]);
  });
});

describe("a plan with a record", () => {
  const known = aWatched({ id: A });

  it("whose row is the same is no news", () => {
    expect(why(watching(known), lists([aPlanRow({ id: A })]))).toEqual([]);
  });

  it("whose row differs in milliseconds only is no news", () => {
    expect(why(watching(known), lists([aPlanRow({ id: A, updatedAt: at("16:05:00.999") })]))).toEqual([]);
  });

  it("whose row is older than the record is ignored", () => {
    const row = aPlanRow({ id: A, status: "PreviewSuccess", updatedAt: at("16:04:59") });
    expect(why(watching(known), lists([row]))).toEqual([]);
  });

  it.each([
    ["status", { status: "ApplicationApproved" }],
    ["approvers", { assignedApprovers: [bob] }],
    ["UpdateTime", { updatedAt: at("16:05:01") }],
  ])("is looked at when its %s changed", (_what, over) => {
    const row = aPlanRow({ id: A, ...over });
    expect(reconcile(watching(known), lists([row]), NOW, WATERMARK)).toEqual([
      { id: A, why: "changed", row, detail: true, old: false },
    ]);
  });

  it("that the last look did not find is looked at again, though its row is the same", () => {
    expect(why(watching({ ...known, missed: true }), lists([aPlanRow({ id: A })]))).toEqual(["changed plan-a"]);
  });

  it("in an end state is looked at when it is reopened, however old it is", () => {
    const closed = aWatched({
      id: A,
      row: { ...known.row, status: "ApplicationRejected" },
      waiting: false,
      closed: true,
    });
    const row = aPlanRow({ id: A, status: "PreviewInProgress", createdAt: at("01:00:00"), updatedAt: at("16:10:00") });
    expect(reconcile(watching(closed), lists([row]), NOW, WATERMARK)).toEqual([
      { id: A, why: "changed", row, detail: true, old: true },
    ]);
  });
});

describe("an edge", () => {
  const detail = (from: PlanStatus, to: PlanStatus, over: Partial<Watched> = {}, approvers = [bob]) => {
    const row = aPlanRow({ id: A, status: to, updatedAt: at("16:10:00"), assignedApprovers: approvers });
    const known = aWatched({ id: A, waiting: false, ...over, row: { status: from, updated: 0, approvers: "" } });
    return reconcile(watching(known), lists([row]), NOW, WATERMARK)[0]?.detail;
  };

  it.each([
    ["ApplicationApproved", "ExecuteInProgress"],
    ["ApplicationApproved", "ExecuteSuccess"],
    ["ExecuteInProgress", "ExecuteSuccess"],
    ["ExecuteSuccess", "ExecuteSuccess"],
    ["PreviewInProgress", "PreviewInProgress"],
  ])("from %s to %s is told by the row", (from, to) => {
    expect(detail(from, to)).toBe(false);
  });

  it.each([
    ["PreviewInProgress", "PreviewFailed"],
    ["PreviewInProgress", "ApplicationInProgress"],
    ["PreviewInProgress", "ExecuteInProgress"],
    ["ApplicationInProgress", "ApplicationApproved"],
    ["ApplicationInProgress", "ApplicationRejected"],
    ["ApplicationInProgress", "Canceled"],
    ["ApplicationInProgress", "ExecuteSuccess"],
    ["ExecuteInProgress", "ExecuteFailed"],
    ["ExecuteInProgress", "ApplicationApproved"],
    ["ExecuteSuccess", "ExecuteInProgress"],
    ["ExecuteInProgress", "OnHold"],
    ["OnHold", "ExecuteSuccess"],
    ["ApplicationInProgress", "ApplicationInProgress"],
    ["ApplicationApproved", "PreviewSuccess"],
    ["PreviewInProgress", "ExecuteSuccess"],
  ])("from %s to %s needs a Get, whether or not somebody approves", (from, to) => {
    expect([detail(from, to, {}, [bob]), detail(from, to, {}, [])]).toEqual([true, true]);
  });

  it.each([
    ["PreviewInProgress", "PreviewSuccess"],
    ["PreviewSuccess", "ExecuteInProgress"],
    ["PreviewSuccess", "ExecuteSuccess"],
    ["ApplicationApproved", "ApplicationApproved"],
    ["ApplicationRejected", "ApplicationRejected"],
    ["PreviewFailed", "PreviewFailed"],
    ["ExecuteFailed", "ExecuteFailed"],
  ])("from %s to %s needs a Get only where somebody approves", (from, to) => {
    expect([detail(from, to, {}, [bob]), detail(from, to, {}, [])]).toEqual([true, false]);
  });

  it("of a plan that waits needs a Get, whatever its row said", () => {
    expect(detail("PreviewSuccess", "ExecuteInProgress", { waiting: true }, [])).toBe(true);
    expect(detail("PreviewSuccess", "PreviewSuccess", { waiting: true }, [])).toBe(true);
  });

  it("that would reopen a plan needs a Get: the list may be behind what the last look found", () => {
    expect(detail("ApplicationApproved", "ExecuteInProgress", { closed: true })).toBe(true);
    expect(detail("PreviewSuccess", "PreviewSuccess", { closed: true })).toBe(true);
    expect(detail("ExecuteInProgress", "ExecuteSuccess", { closed: true })).toBe(false);
  });
});

describe("a watched plan that is in no list", () => {
  const known = aWatched({ id: A });

  it("is looked for", () => {
    expect(reconcile(watching(known), lists([]), NOW, WATERMARK)).toEqual([
      { id: A, why: "missing", row: undefined, detail: true, old: true },
    ]);
  });

  it("is not missed when a list could not be read", () => {
    expect(why(watching(known), lists([], { complete: false, failed: true }))).toEqual([]);
  });

  it("is asked for when the lists were cut short, the five longest unread first", () => {
    const all = Array.from({ length: 7 }, (_, i) =>
      aWatched({ id: planId(`plan-${i}`), readAt: at(`16:0${7 - i}:00`) }),
    );
    expect(why(watching(...all), lists([], { complete: false }))).toEqual([
      "missing plan-6",
      "missing plan-5",
      "missing plan-4",
      "missing plan-3",
      "missing plan-2",
    ]);
  });

  it("is not missed when it is over", () => {
    expect(why(watching({ ...known, closed: true }), lists([]))).toEqual([]);
  });

  it("is not missed when one list has it, even with an older row", () => {
    const row = aPlanRow({ id: A, updatedAt: at("16:00:00") });
    expect(why(watching(known), lists([], { active: [row] }))).toEqual([]);
  });
});

describe("a waiting plan that nothing happens to", () => {
  const row = aPlanRow({ id: A });

  it("is read again after 30 minutes", () => {
    const known = aWatched({ id: A, readAt: at("16:06:00") });
    expect(reconcile(watching(known), lists([row]), at("16:36:00"), WATERMARK)).toEqual([
      { id: A, why: "due", row, detail: true, old: false },
    ]);
    expect(why(watching(known), lists([row]), at("16:35:59.999"))).toEqual([]);
  });

  it("is left alone when it does not wait", () => {
    const known = aWatched({ id: A, waiting: false });
    expect(why(watching(known), lists([row]), at("20:00:00"))).toEqual([]);
  });

  it("is one of three a poll, the longest unread first and the oldest of two, after all that changed", () => {
    const ids = ["plan-1", "plan-2", "plan-3", "plan-4", "plan-5"].map(planId);
    const reads = ["16:09:00", "16:07:00", "16:08:00", "16:06:00", "16:06:00"].map(at);
    const watched = ids.map((id, i) => aWatched({ id, readAt: reads[i] as EpochMs }));
    const rows = ids.map((id) => aPlanRow({ id }));
    const fresh = aPlanRow({ id: C, createdAt: at("18:00:00") });
    expect(why(watching(...watched, aWatched({ id: B })), lists([fresh, ...rows]), at("20:00:00"))).toEqual([
      "new plan-c",
      "missing plan-b",
      "due plan-4",
      "due plan-5",
      "due plan-2",
    ]);
  });
});

describe("the looks of one poll", () => {
  it("come oldest plan first, and by id within one instant", () => {
    const rows = [
      aPlanRow({ id: B, createdAt: at("16:02:00") }),
      aPlanRow({ id: C, createdAt: at("16:01:00") }),
      aPlanRow({ id: A, createdAt: at("16:02:00") }),
    ];
    expect(why(nobody, lists(rows))).toEqual(["new plan-c", "new plan-a", "new plan-b"]);
    expect(why(nobody, lists(rows.reverse()))).toEqual(["new plan-c", "new plan-a", "new plan-b"]);
  });

  it("begin with the new plans, however old those are that changed: a run may not come to the end", () => {
    const changed = Array.from({ length: 50 }, (_, i) => aWatched({ id: planId(`plan-old-${i}`) }));
    const moved = changed.map(({ id }) =>
      aPlanRow({ id, status: "ApplicationApproved", createdAt: at("15:00:00"), updatedAt: at("16:10:00") }),
    );
    const fresh = [
      aPlanRow({ id: A, createdAt: at("16:15:00") }),
      aPlanRow({ id: B, createdAt: at("16:14:00") }),
      aPlanRow({ id: C, createdAt: at("16:16:00") }),
    ];
    const looks = why(watching(...changed, aWatched({ id: planId("plan-gone") })), lists([...moved, ...fresh]));
    expect(looks.slice(0, 4)).toEqual(["new plan-b", "new plan-a", "new plan-c", "changed plan-old-0"]);
    expect(looks.slice(52)).toEqual(["changed plan-old-9", "missing plan-gone"]);
  });

  it("are one a plan, though both lists have it", () => {
    expect(why(nobody, lists([aPlanRow({ id: A })], { active: [aPlanRow({ id: A })] }))).toEqual(["new plan-a"]);
  });
});

describe("rows of one plan in both lists", () => {
  const early = aPlanRow({ id: A, status: "ApplicationInProgress", updatedAt: at("16:05:00") });
  const late = aPlanRow({ id: A, status: "ApplicationApproved", updatedAt: at("16:05:01") });
  const status = (recent: readonly PlanRow[], active: readonly PlanRow[]) =>
    mergeRows(lists(recent, { active })).get(A)?.status;

  it("give the later updated one, whichever list has it", () => {
    expect(status([early], [late])).toBe("ApplicationApproved");
    expect(status([late], [early])).toBe("ApplicationApproved");
  });

  it("updated at one instant give the one read last", () => {
    const moved = { ...early, status: "PreviewSuccess" };
    expect(status([early], [moved])).toBe("PreviewSuccess");
    expect(status([early, moved], [])).toBe("PreviewSuccess");
  });
});

describe("the newest row", () => {
  it("is the one created last, and there is none among none", () => {
    const rows = ["16:01:00", "16:03:00", "16:02:00"].map((time) => aPlanRow({ createdAt: at(time) }));
    expect(newest(rows)).toBe(at("16:03:00"));
    expect(newest([])).toBeUndefined();
  });
});
