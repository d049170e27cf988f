import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { instant } from "../../lib/model/brand.ts";
import { ApproversMarks, compareRow, markRow, sameMark } from "../../lib/watch/row-mark.ts";
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

  it("keeps nothing of a status that is no word: it is told from others by a hash", () => {
    const mark = (status: string): string => markRow(aPlanRow({ status })).status;
    // The first 16 hex digits of SHA-256.
    expect(mark("Paused LTAI5tCanary4711")).toBe(
      createHash("sha256").update("Paused LTAI5tCanary4711").digest("hex").slice(0, 16),
    );
    expect(mark("PausedByHand")).toBe("PausedByHand");
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
  ])("compares %s: same is %s", (_what, over, same) => {
    expect(sameMark(markRow(aPlanRow()), markRow(aPlanRow(over)))).toBe(same);
  });
});

describe("a row beside its mark", () => {
  const known = markRow(aPlanRow());
  const compared = (over: Parameters<typeof aPlanRow>[0]) => compareRow(aPlanRow(over), known, new ApproversMarks());
  const later = instant(aPlanRow().updatedAt + 1_000);

  it("is the same, another one, or older, and says what two marks say", () => {
    expect(compared({})).toBe("same");
    expect(compared({ status: "ApplicationApproved" })).toBe("other");
    expect(compared({ assignedApprovers: [bob] })).toBe("other");
    expect(compared({ updatedAt: later })).toBe("other");
    expect(compared({ status: "Paused LTAI5tCanary4711" })).toBe("other");
    expect(compared({ updatedAt: instant(aPlanRow().updatedAt - 1_000) })).toBe("older");
  });

  it("is the same when its status is no word and was kept as a hash", () => {
    const row = aPlanRow({ status: "Paused LTAI5tCanary4711" });
    expect(compareRow(row, markRow(row), new ApproversMarks())).toBe("same");
  });

  it("has the approvers' mark whoever was met before", () => {
    const marks = new ApproversMarks();
    const lists = [[], [bob], [bob, netApprovers], [netApprovers, bob], [{ ...bob, kind: "RamRole" }], [netApprovers]];
    for (const assignedApprovers of [...lists, ...lists]) {
      const row = aPlanRow({ assignedApprovers });
      expect(marks.of(row)).toBe(markRow(row).approvers);
    }
    expect(new Set(lists.map((assignedApprovers) => marks.of(aPlanRow({ assignedApprovers })))).size).toBe(5);
  });
});
