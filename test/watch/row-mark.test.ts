import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { markRow, rowGlance } from "../../lib/watch/row-mark.ts";
import { alice, bob, netApprovers } from "../build/facts.ts";
import { aPlanRow, at } from "../build/rows.ts";

describe("a list row as it is remembered", () => {
  it("holds its status, whole seconds and a name of its approvers in order", () => {
    const row = aPlanRow({ updatedAt: at("16:05:00.999"), assignedApprovers: [bob, netApprovers, alice] });
    expect(markRow(row)).toEqual({
      status: "ApplicationInProgress",
      updated: 1_795_449_900,
      // The first 16 hex digits of SHA-256 of "RamRole:net-approvers\\nRamUser:alice\\nRamUser:bob".
      approvers: "6f19e91e0726223b",
    });
  });

  it("stays small, whatever the catalog sends", () => {
    const many = Array.from({ length: 2_000 }, (_, i) => ({ kind: "RamUser", name: `${"x".repeat(60)}${i}` }));
    const mark = markRow(aPlanRow({ status: "Unheard".repeat(50_000), assignedApprovers: many }));
    expect(JSON.stringify(mark).length).toBeLessThan(200);
  });

  it.each([
    ["milliseconds", { updatedAt: at("16:05:00.250") }, true],
    ["the order of approvers", { assignedApprovers: [netApprovers, bob] }, true],
    ["the name", { name: "renamed" }, true],
    ["a second", { updatedAt: at("16:05:01") }, false],
    ["the status", { status: "ApplicationApproved" }, false],
    ["an approver", { assignedApprovers: [bob] }, false],
    ["the end of a long status", { status: `${"Unheard".repeat(10)}A` }, false],
  ])("compares %s: same is %s", (_what, over, same) => {
    const [mark, row] = [markRow(aPlanRow()), aPlanRow(over)];
    expect(isDeepStrictEqual(mark, markRow(row))).toBe(same);
    const glance = rowGlance();
    // The second time it knows these approvers.
    expect([glance.isSame(row, mark), glance.isSame(row, mark)]).toEqual([same, same]);
  });

  it("is told by its beginning alone when its status is long", () => {
    const [one, other] = ["A", "B"].map((end) => aPlanRow({ status: `${"Unheard".repeat(10)}${end}` }));
    expect(rowGlance().isSame(one!, markRow(other!))).toBe(true);
  });

  it("is behind by whole seconds", () => {
    const mark = markRow(aPlanRow({ updatedAt: at("16:05:00.900") }));
    const behind = (time: string) => rowGlance().isBehind(aPlanRow({ updatedAt: at(time) }), mark);
    expect([behind("16:04:59.999"), behind("16:05:00"), behind("16:05:01")]).toEqual([true, false, false]);
  });

  it("has the approvers of another only when it has the name of theirs", () => {
    const rows = [[bob, netApprovers], [netApprovers, bob], [bob], [], [bob, alice], [alice, bob]].map((list) =>
      aPlanRow({ assignedApprovers: list }),
    );
    const glance = rowGlance();
    for (let round = 0; round < 2; round++) {
      const table = rows.map((row) => rows.map((other) => (glance.isSame(row, markRow(other)) ? 1 : 0)).join(""));
      expect(table).toEqual(["110000", "110000", "001000", "000100", "000011", "000011"]);
    }
  });
});
