import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesFact } from "../../lib/watch/changes-fact.ts";
import { dangerLens } from "../../lib/watch/danger.ts";
import { differencesOf } from "../../lib/watch/differences.ts";
import type { ChangeFact } from "../../lib/watch/plan-facts.ts";
import type { Difference } from "../../lib/watch/transition.ts";
import { aChange, aParameter, aPlanFacts } from "../build/facts.ts";

const lens = dangerLens([]);
const having = (rows: readonly ChangeFact[]) => aPlanFacts({ changes: changesFact(rows, lens) });
const between = (before: readonly ChangeFact[], after: readonly ChangeFact[]) =>
  differencesOf(having(before), having(after));
const many = (count: number): ChangeFact[] =>
  Array.from({ length: count }, (_, n) => aChange({ logicalId: `r${String(n).padStart(2, "0")}` }));

const orders = (over: Partial<ChangeFact> = {}): ChangeFact =>
  aChange({ logicalId: "orders", type: "alicloud_db_instance", ...over });
const web = aChange({ logicalId: "web", type: "alicloud_ess_scaling_group" });

describe("resources that differ", () => {
  it("are told by what is done to them now and was done before", () => {
    const before = [orders({ action: "Modify", replacement: "False" }), web];
    expect(between(before, [orders({ action: "Remove" })])).toEqual({
      differences: [
        {
          what: "resource",
          logicalId: "orders",
          type: "alicloud_db_instance",
          before: { action: "Modify", replacement: "False" },
          after: { action: "Remove", danger: "database" },
        },
        { what: "resource", logicalId: "web", type: "alicloud_ess_scaling_group", before: { action: "Add" } },
      ],
      more: 0,
      others: false,
    });
  });

  it("are not told of by what does nothing", () => {
    const [difference] = between([orders({ action: "None" })], [orders({ action: "Remove" })]).differences;
    expect(difference).toEqual({
      what: "resource",
      logicalId: "orders",
      type: "alicloud_db_instance",
      after: { action: "Remove", danger: "database" },
    });
    expect(between([], [orders({ action: "None" })])).toEqual({ differences: [], more: 0, others: true });
  });

  it("come before parameters when they have become dangerous, and behind them otherwise", () => {
    const before = { ...having([web]), parameters: [aParameter({ key: "zone", mark: "1" })] };
    const after = { ...having([orders({ action: "Remove" })]), parameters: [aParameter({ key: "zone", mark: "2" })] };
    expect(differencesOf(before, after).differences.map((d) => ("logicalId" in d ? d.logicalId : d.what))).toEqual([
      "orders",
      "parameter",
      "web",
    ]);
  });

  it("are ten at most, with all others counted", () => {
    expect(between([], many(14))).toMatchObject({ more: 4, others: false });
    expect(between([], many(14)).differences).toHaveLength(10);
  });

  it("of one name and type are not told apart", () => {
    const twice = [orders(), orders({ action: "Remove" })];
    expect(between([orders()], twice)).toEqual({ differences: [], more: 0, others: true });
  });
});

describe("resources of which not all are kept", () => {
  it("are not said to be new when they were perhaps among those that were cut", () => {
    const [full, fuller] = [many(30), [...many(30), aChange({ logicalId: "r00a" })]];
    expect(between(full, fuller)).toEqual({ differences: [], more: 0, others: true });
  });

  it("are said to be removed now, for all that are removed are kept", () => {
    const { differences, others } = between(many(30), [...many(30), orders({ action: "Remove" })]);
    expect(differences).toEqual([
      {
        what: "resource",
        logicalId: "orders",
        type: "alicloud_db_instance",
        after: { action: "Remove", danger: "database" },
      },
    ]);
    expect(others).toBe(true);
  });
});

describe("resources that were all cut", () => {
  it("may differ besides those that are named", () => {
    const [first, cut] = [many(29), aChange({ logicalId: "z" })];
    const before = [orders({ action: "Modify", replacement: "False" }), ...first, cut];
    const after = [orders({ action: "Remove" }), ...first, { ...cut, type: "alicloud_vpc" }];
    const { differences, others } = between(before, after);
    expect(differences).toMatchObject([{ logicalId: "orders" }]);
    expect(others).toBe(true);
  });
});

describe("parameters that differ", () => {
  const withParameter = (shown: string, mark: string) =>
    aPlanFacts({ parameters: [aParameter({ key: "account_password", shown, mark })] });

  it("without being shown differently say no value", () => {
    expect(differencesOf(withParameter("••••••", "1"), withParameter("••••••", "2")).differences).toEqual([
      { what: "parameter", key: "account_password" },
    ]);
  });

  it("only in how they are shown do not differ", () => {
    expect(differencesOf(withParameter("a", "1"), withParameter("••••••", "1")).differences).toEqual([]);
  });
});

describe("any two lists of resources", () => {
  const row = fc.record({
    logicalId: fc.constantFrom("a", "b", "c", "d"),
    type: fc.constantFrom("alicloud_db_instance", "alicloud_vpc", "alicloud_cms_alarm"),
    action: fc.constantFrom("Add", "Modify", "Remove", "None", "Import"),
  });
  const rows = fc
    .tuple(fc.array(row, { maxLength: 6 }), fc.integer({ min: 0, max: 40 }))
    .map(([some, count]) => [...some, ...many(count)]);
  const isResource = (d: Difference) => d.what === "resource";

  it("differ by nothing that is not so", () => {
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        for (const d of between(before, after).differences.filter(isResource)) {
          const did = (list: readonly ChangeFact[], action: string | undefined) =>
            list.some((r) => r.logicalId === d.logicalId && r.type === d.type && r.action === action);
          if (d.after !== undefined)
            expect([did(after, d.after.action), did(before, d.after.action)]).toEqual([true, false]);
          else expect([did(before, d.before?.action), did(after, d.before?.action)]).toEqual([true, false]);
        }
      }),
    );
  });

  it("are told to differ whenever they do", () => {
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const texts = (list: readonly ChangeFact[]) => list.map((r) => JSON.stringify(r)).sort();
        const differ = JSON.stringify(texts(before)) !== JSON.stringify(texts(after));
        const { differences, others } = between(before, after);
        expect(differences.length > 0 || others).toBe(differ);
      }),
    );
  });
});
