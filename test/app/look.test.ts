import { describe, expect, it } from "vitest";
import { lookClosely } from "../../lib/app/look/look.ts";
import { StackReader } from "../../lib/app/look/stack-reader.ts";
import { Tally } from "../../lib/app/report.ts";
import { CatalogError } from "../../lib/model/errors.ts";
import type { PlanDetail } from "../../lib/model/plan.ts";
import type { Catalog } from "../../lib/ports.ts";
import { PLAIN_REDACTOR } from "../../lib/text/redactor.ts";
import { dangerLens } from "../../lib/watch/danger.ts";
import { aPlanFacts } from "../build/facts.ts";
import { aPlanRecord, NOW } from "../build/records.ts";
import { aPlanDetail, aPlanRow, at } from "../build/rows.ts";

const never = async (): Promise<never> => {
  throw new Error("nobody asks for that");
};
const catalogOf = (plan: () => Promise<PlanDetail>): Catalog => ({
  planPages: () => {
    throw new Error("nobody asks for that");
  },
  plan,
  tasks: never,
  task: never,
  stack: never,
  stackFailures: never,
  instancePage: never,
  instance: never,
});
const ASK = {
  quietly: false,
  hurried: false,
  without: false,
  salt: "salt",
  lens: dangerLens([]),
  redactor: PLAIN_REDACTOR,
  now: NOW,
  stacks: new StackReader({ stack: never, stackFailures: never }, new Tally(PLAIN_REDACTOR)),
  spend: () => true,
} as const;
/** It was approved at 17:30, as a Get said. */
const APPROVED = { status: "ApplicationApproved", pending: [] } as const;
const record = aPlanRecord({ facts: aPlanFacts({ ...APPROVED, since: at("17:30:00") }) });
/** A late list shows that it was previewed at 17:20: news to whoever knows an earlier row. */
const row = aPlanRow({ status: "PreviewSuccess", updatedAt: at("17:20:00") });
const look = { id: row.id, why: "changed", row, detail: false, old: false } as const;

describe("a row that is news, but older than what a Get has told", () => {
  it("is not believed: the plan is read, though the row would have said enough", async () => {
    const catalog = catalogOf(async () => aPlanDetail({ ...APPROVED, updatedAt: at("17:30:00") }));
    const found = await lookClosely(catalog, look, record, ASK, new Tally(PLAIN_REDACTOR));
    expect(found).toMatchObject({ kind: "seen", facts: { status: "ApplicationApproved", since: at("17:30:00") } });
  });

  it("is left to the next run while the plan cannot be read, however long ago it changed", async () => {
    const catalog = catalogOf(async () => {
      throw new CatalogError("may not be read", { code: "NoPermission", retryable: false });
    });
    const found = await lookClosely(catalog, look, record, ASK, new Tally(PLAIN_REDACTOR));
    expect(found).toEqual({ kind: "unread" });
  });

  it("is believed when it is of the same second, as any other", async () => {
    const { status, updatedAt } = { status: "ExecuteInProgress", updatedAt: at("17:30:00.400") };
    const known = { ...record, row: { ...record.row, status: "ApplicationApproved" } };
    const same = { ...look, row: { ...row, status, updatedAt } };
    const found = await lookClosely(catalogOf(never), same, known, ASK, new Tally(PLAIN_REDACTOR));
    expect(found).toMatchObject({ kind: "seen", facts: { status: "ExecuteInProgress" } });
  });
});

describe("a row that comes after a Get had told more than the row before", () => {
  it("is not enough, though its status is that of the row before: the plan may wait by now", async () => {
    const previewed = { status: "PreviewInProgress", pending: [], since: at("17:20:00") } as const;
    const known = aPlanRecord({
      row: { ...aPlanRecord().row, status: "PreviewSuccess" },
      facts: aPlanFacts(previewed),
    });
    const now = { status: "PreviewSuccess", updatedAt: at("17:20:05") } as const;
    const catalog = catalogOf(async () => aPlanDetail(now));
    const again = { ...look, row: aPlanRow(now) };
    const found = await lookClosely(catalog, again, known, ASK, new Tally(PLAIN_REDACTOR));
    expect(found).toMatchObject({
      kind: "seen",
      facts: { status: "PreviewSuccess", pending: [{ name: "ApproverNode-1" }] },
    });
  });
});
