import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlanFacts } from "../../lib/watch/plan-facts.ts";
import { aResourceChange, byDetail } from "./seen-facts.ts";

describe("the resources a plan would touch", () => {
  const adds = Array.from({ length: 40 }, (_, i) => aResourceChange({ logicalId: `a${String(i).padStart(2, "0")}` }));
  const names = (facts: PlanFacts) => facts.changes?.rows.map((r) => r.logicalId);

  it("are all counted, the first 25 named", () => {
    const { changes } = byDetail({ changes: adds });
    expect(changes).toMatchObject({ counts: { Add: 40 }, more: 15 });
    expect(changes?.rows).toHaveLength(25);
  });

  it("come with what destroys first, so that it is not among those that are cut", () => {
    const facts = byDetail({
      changes: [
        ...adds,
        aResourceChange({ logicalId: "kept", action: "Modify", replacement: "False" }),
        aResourceChange({ logicalId: "perhaps", action: "Modify", replacement: "Conditional" }),
        aResourceChange({ logicalId: "replaced", action: "Modify", replacement: "True" }),
        aResourceChange({ logicalId: "removed", action: "Remove" }),
      ],
    });
    expect(names(facts)?.slice(0, 5)).toEqual(["removed", "replaced", "perhaps", "kept", "a00"]);
    expect(facts.changes).toMatchObject({ counts: { Remove: 1, Modify: 3, Add: 40 }, more: 19 });
  });

  it("are the same in whatever order the catalog lists them", () => {
    const removed = aResourceChange({ logicalId: "removed", action: "Remove" });
    const facts = byDetail({ changes: [...adds, removed] });
    fc.assert(
      fc.property(fc.shuffledSubarray([...adds, removed], { minLength: 41 }), (changes) => {
        expect(byDetail({ changes }).changes).toEqual(facts.changes);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ["logicalId", { logicalId: "other" }],
    ["type", { type: "alicloud_vswitch" }],
    ["action", { action: "Remove" }],
    ["replacement", { action: "Modify", replacement: "True" }],
  ])("have another hash when one differs in %s, even one that is not named", (_what, over) => {
    const last = aResourceChange({ logicalId: "z" });
    const before = byDetail({ changes: [...adds, last] }).changes;
    expect(byDetail({ changes: [...adds, { ...last, ...over }] }).changes?.hash).not.toBe(before?.hash);
  });

  it("are counted under whatever the catalog calls an action", () => {
    const changes = ["__proto__", "constructor", "constructor"].map((action) => aResourceChange({ action }));
    expect(Object.entries(byDetail({ changes }).changes?.counts ?? {})).toEqual([
      ["__proto__", 1],
      ["constructor", 2],
    ]);
  });
});
