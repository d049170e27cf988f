import { describe, expect, it } from "vitest";
import { hours, later, ms, type PlanId } from "../../lib/model/brand.ts";
import type { PlanRow, PlanStatus } from "../../lib/model/plan.ts";
import { filterMode, judgeFilter, judgeTrial, leftOut } from "../../lib/watch/filter-guard.ts";
import { aPlanRow, at, planId } from "../build/rows.ts";

const A = planId("plan-a");
const B = planId("plan-b");
const NOW = at("16:20:00");

const row = (id: PlanId, status: PlanStatus = "ApplicationInProgress"): PlanRow => aPlanRow({ id, status });
const rows = (count: number): PlanRow[] => Array.from({ length: count }, (_, n) => row(planId(`plan-${n}`)));

describe("active plans that a list leaves out", () => {
  it("are those of the other list in a state that it asks for", () => {
    expect(leftOut([row(A), row(B), row(planId("plan-c"), "Canceled")], [row(B)])).toEqual([A]);
  });

  it("are none in an unknown state, though that counts as active: no list asks for it", () => {
    expect(leftOut([row(A, "OnHold")], [])).toEqual([]);
  });
});

describe("the filter for several statuses", () => {
  it("is trusted while it leaves nobody out", () => {
    expect(judgeFilter(undefined, [], NOW)).toBeUndefined();
    expect(judgeFilter({ leftOut: [A] }, [], NOW)).toBeUndefined();
    expect(filterMode(undefined, NOW)).toBe("together");
  });

  it("is doubted when it leaves somebody out once, and not condemned: lists lag, and plans move between two calls", () => {
    expect(judgeFilter(undefined, [A], NOW)).toEqual({ leftOut: [A] });
    expect(filterMode({ leftOut: [A] }, NOW)).toBe("together");
  });

  it("is not condemned when it leaves out another each time", () => {
    expect(judgeFilter({ leftOut: [A] }, [B], NOW)).toEqual({ leftOut: [B] });
  });

  it("is broken when it leaves out the same plan twice in a row", () => {
    expect(judgeFilter({ leftOut: [B, A] }, [A], NOW)).toEqual({ broken: NOW });
  });

  it("is not used for a day when it is broken, and then tried beside lists of each status", () => {
    expect(filterMode({ broken: NOW }, later(NOW, ms(hours(24) - 1)))).toBe("each");
    expect(filterMode({ broken: NOW }, later(NOW, hours(24)))).toBe("both");
  });

  it("that leaves out many is doubted in few words", () => {
    const ids = rows(200).map(({ id }) => id);
    expect(JSON.stringify(judgeFilter(undefined, ids, NOW)).length).toBeLessThan(1_000);
    expect(judgeFilter(judgeFilter(undefined, ids, NOW), ids, NOW)).toEqual({ broken: NOW });
  });
});

describe("a filter that is tried again", () => {
  it("is broken for another day when it still leaves plans out", () => {
    expect(judgeTrial(rows(3), [], NOW)).toEqual({ broken: NOW });
    expect(judgeTrial(rows(10), rows(10).slice(2), NOW)).toEqual({ broken: NOW });
  });

  it("is trusted when it gives them all, or all but one of ten: that may have moved between two calls", () => {
    expect(judgeTrial(rows(3), rows(3), NOW)).toBeUndefined();
    expect(judgeTrial(rows(10), rows(10).slice(1), NOW)).toBeUndefined();
  });

  it("is trusted when nobody is active: the doubt comes back with the plans", () => {
    expect(judgeTrial([], [], NOW)).toBeUndefined();
  });
});
