import { describe, expect, it } from "vitest";
import type { PlanDetail } from "../../lib/model/plan.ts";
import { diff } from "../../lib/watch/plan-diff.ts";
import type { PlanFacts } from "../../lib/watch/plan-facts.ts";
import { alice, aRecord, bob } from "../build/facts.ts";
import { at } from "../build/rows.ts";
import { aResourceChange, byDetail } from "./seen-facts.ts";

const submitted = (time: string) => aRecord({ by: alice, action: "Submit", comment: "", at: at(time) });
const waits: Partial<PlanDetail> = {
  parameters: [
    { key: "zone", value: "h" },
    { key: "db_password", value: "hunter2" },
  ],
  changes: [aResourceChange()],
  history: [submitted("16:05:00")],
};
const waiting = byDetail(waits);
/** What a Get finds next. */
const then = (before: PlanFacts, detail: Partial<PlanDetail>): PlanFacts =>
  byDetail({ ...waits, ...detail }, { before });
const previewed: Partial<PlanDetail> = {
  status: "PreviewInProgress",
  updatedAt: at("17:00:00"),
  changes: [],
  pending: [],
};

describe("what approvers were shown", () => {
  it("is kept of a plan that leaves them, as long as it may come back", () => {
    const shown = {
      operation: "UpdateProvisionedProduct",
      productVersion: "1.0.0",
      parameters: waiting.parameters,
      changes: waiting.changes,
    };
    const away = then(waiting, previewed);
    expect(away.waited).toEqual(shown);
    expect(then(away, { ...previewed, status: "PreviewSuccess" }).waited).toEqual(shown);
    expect(then(away, { status: "PreviewFailed", pending: [] }).waited).toEqual(shown);
  });

  it("is not kept twice of a plan that waits, nor of one that is over", () => {
    const away = then(waiting, previewed);
    expect(waiting).not.toHaveProperty("waited");
    expect(then(away, {})).not.toHaveProperty("waited");
    expect(then(waiting, { status: "ExecuteSuccess", pending: [] })).not.toHaveProperty("waited");
    expect(then(waiting, { status: "Canceled", pending: [] })).not.toHaveProperty("waited");
  });

  it("is what a plan is compared with that was previewed again, secrets as changed only", () => {
    const away = then(waiting, previewed);
    const back = then(away, {
      updatedAt: at("17:00:10"),
      parameters: [
        { key: "zone", value: "i" },
        { key: "db_password", value: "hunter3" },
      ],
      changes: [
        aResourceChange(),
        aResourceChange({ logicalId: "db", type: "alicloud_db_instance", action: "Remove" }),
      ],
      history: [submitted("16:05:00"), submitted("17:00:10")],
    });
    const told = diff(away, back);
    expect(told.map((t) => t.kind)).toEqual(["plan.awaiting-approval", "plan.changed"]);
    expect(told[1]).toMatchObject({
      differences: [
        { what: "resource", logicalId: "db", after: { action: "Remove" } },
        { what: "parameter", key: "db_password" },
        { what: "parameter", key: "zone", before: "h", after: "i" },
      ],
    });
    expect(JSON.stringify([away, told])).not.toMatch(/hunter/);
  });

  it("cannot make a record that a store refuses", () => {
    const long = "测".repeat(400);
    const parameters = Array.from({ length: 250 }, (_, n) => ({ key: `${n}${long}`, value: long }));
    const changes = Array.from({ length: 250 }, () => aResourceChange({ logicalId: long, type: long }));
    const big = byDetail({ ...waits, parameters, changes });
    const away = then(big, {
      ...previewed,
      parameters,
      changes,
      history: Array.from({ length: 30 }, () => aRecord({ comment: long })),
    });
    expect(away.waited?.parameters).toHaveLength(201);
    expect(away.waited?.parameters.filter((p) => p.shown !== undefined)).toHaveLength(60);
    expect(Buffer.byteLength(JSON.stringify(away))).toBeLessThan(230_000);
  });
});

describe("the records of a plan", () => {
  it("are the newest 20, oldest first, in whatever order the catalog lists them", () => {
    const all = Array.from({ length: 25 }, (_, n) => aRecord({ at: at(`17:${10 + n}:00`) }));
    const kept = all.slice(5);
    expect(byDetail({ history: all }).history).toEqual(kept);
    expect(byDetail({ history: all.toReversed() }).history).toEqual(kept);
  });

  it("of one second stay in their order, which is turned where the list runs backwards", () => {
    const [first, second] = [aRecord({ by: alice }), aRecord({ by: bob })];
    const before = aRecord({ at: at("16:05:00") });
    expect(byDetail({ history: [before, first, second] }).history).toEqual([before, first, second]);
    expect(byDetail({ history: [second, first, before] }).history).toEqual([before, first, second]);
  });
});

describe("since when a plan that was submitted again is where it is", () => {
  it("is when it came back", () => {
    const history = [submitted("16:05:00"), aRecord({ action: "Reject", at: at("17:00:00") }), submitted("17:10:00")];
    expect(then(waiting, { history, updatedAt: at("17:10:00") }).since).toBe(at("17:10:00"));
    expect(then(waiting, { updatedAt: at("17:10:00") }).since).toBe(at("16:05:00"));
  });
});
