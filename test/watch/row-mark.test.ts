import { describe, expect, it } from "vitest";
import { markRow, sameMark } from "../../lib/watch/row-mark.ts";
import { alice, bob, netApprovers } from "../build/facts.ts";
import { aPlanRow, at } from "../build/rows.ts";

describe("a list row as it is remembered", () => {
  it("holds its status, whole seconds and its approvers in order", () => {
    const row = aPlanRow({ updatedAt: at("16:05:00.999"), assignedApprovers: [bob, netApprovers, alice] });
    expect(markRow(row)).toEqual({
      status: "ApplicationInProgress",
      updated: 1_795_449_900,
      approvers: "RamRole:net-approvers,RamUser:alice,RamUser:bob",
    });
  });

  it.each([
    ["milliseconds", { updatedAt: at("16:05:00.250") }, true],
    ["the order of approvers", { assignedApprovers: [netApprovers, bob] }, true],
    ["the name", { name: "renamed" }, true],
    ["a second", { updatedAt: at("16:05:01") }, false],
    ["the status", { status: "ApplicationApproved" }, false],
    ["an approver", { assignedApprovers: [bob] }, false],
  ])("compares %s: same is %s", (_what, over, same) => {
    expect(sameMark(markRow(aPlanRow()), markRow(aPlanRow(over)))).toBe(same);
  });
});
