import { describe, expect, it } from "vitest";
import { introductions, toldAll } from "../../lib/app/first-run.ts";
import { instant } from "../../lib/model/brand.ts";
import { aPlanRow, at, planId } from "../build/rows.ts";

/** Twelve plans that wait, plan-12 the oldest; one that is over and one that nobody has to approve any more. */
const waiting = Array.from({ length: 12 }, (_, i) =>
  aPlanRow({ id: planId(`plan-${String(12 - i).padStart(2, "0")}`), createdAt: instant(at("09:00:00") + i * 60_000) }),
);
const over = aPlanRow({ id: planId("plan-over"), status: "ExecuteSuccess", createdAt: at("01:00:00") });
const approved = aPlanRow({ id: planId("plan-approved"), status: "ApplicationApproved", createdAt: at("01:00:00") });
const rows = [over, ...waiting.toReversed(), approved];

describe("the first run", () => {
  it("tells the ten oldest plans that wait and puts the others into a digest", () => {
    const introduce = introductions(rows, "cards");
    expect(waiting.map((row) => introduce(row.id))).toEqual([
      ...["told", "told", "told", "told", "told", "told", "told", "told", "told", "told"],
      ...["digest", "digest"],
    ]);
  });

  it("only remembers what does not wait, and what it has no row of", () => {
    const introduce = introductions(rows, "cards");
    expect([over.id, approved.id, planId("plan-unlisted")].map(introduce)).toEqual(["silent", "silent", "silent"]);
  });

  it("gives the same answer for the same rows in another order, also among plans of one second", () => {
    const same = waiting.map((row) => ({ ...row, createdAt: at("09:00:00") }));
    for (const listed of [same, same.toReversed()]) {
      const introduce = introductions(listed, "cards");
      expect([planId("plan-10"), planId("plan-11")].map(introduce)).toEqual(["told", "digest"]);
    }
  });

  it("says nothing at all when it is asked to be silent", () => {
    const introduce = introductions(rows, "silent");
    expect(new Set(rows.map((row) => introduce(row.id)))).toEqual(new Set(["silent"]));
  });
});

describe("any later run", () => {
  it("tells every plan", () => {
    expect(toldAll()).toBe("told");
  });
});
