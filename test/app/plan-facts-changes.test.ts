import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dangerLens } from "../../lib/watch/danger.ts";
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

  it("come with what is dangerous before all else: what is certain first, then what loses most", () => {
    const facts = byDetail({
      changes: [
        aResourceChange({ logicalId: "alarm", type: "alicloud_cms_alarm", action: "Remove" }),
        aResourceChange({ logicalId: "net", action: "Remove" }),
        aResourceChange({ logicalId: "plan", type: "alicloud_db_backup_policy", action: "Remove" }),
        aResourceChange({ logicalId: "web", type: "alicloud_instance", action: "Modify", replacement: "Conditional" }),
        aResourceChange({ logicalId: "db", type: "alicloud_db_instance", action: "Modify", replacement: "True" }),
        aResourceChange({ logicalId: "disk", type: "ALIYUN::ECS::Disk", action: "Remove" }),
        aResourceChange({ logicalId: "key", type: "alicloud_kms_key", action: "Modify", replacement: "True" }),
      ],
    });
    expect(facts.changes?.rows.map((r) => [r.logicalId, r.danger])).toEqual([
      ["disk", "disk"],
      ["db", "database"],
      ["key", "key"],
      ["plan", "backupPolicy"],
      ["net", "vpc"],
      ["web", "ecsInstance"],
      ["alarm", undefined],
    ]);
    expect(facts.changes?.dangers).toBe(6);
  });

  it("count every danger, also those that are not named", () => {
    const changes = Array.from({ length: 30 }, (_, n) => aResourceChange({ logicalId: `n${n}`, action: "Remove" }));
    expect(byDetail({ changes }).changes).toMatchObject({ more: 5, dangers: 30 });
    expect(byDetail({ changes: adds }).changes).not.toHaveProperty("dangers");
  });

  it("are dangerous where the operator says so, and have the same hash all the same", () => {
    const changes = [aResourceChange({ type: "alicloud_ram_user", action: "Remove" })];
    const listed = byDetail({ changes }, { lens: dangerLens(["alicloud_ram_*"]) });
    expect(listed.changes?.rows[0]?.danger).toBe("listed");
    expect(listed.changes?.hash).toBe(byDetail({ changes }).changes?.hash);
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
