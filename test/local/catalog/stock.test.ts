import { describe, expect, it } from "vitest";
import { PLAN_STATUSES } from "../../../lib/model/plan.ts";
import { ask, catalog, clock, filters, list, names } from "./own-catalog.ts";
import { START } from "./signed-call.ts";

const HOUR = 3_600_000;

describe("plans in stock", () => {
  it("stand in the wanted states from the first moment", async () => {
    const ids = catalog.world.stock(PLAN_STATUSES.length, (n) => ({
      name: `p${n}`,
      status: PLAN_STATUSES[n]!,
      createdAt: START - (20 - n) * HOUR,
    }));
    expect(ids.map((id) => catalog.world.plan(id).status)).toEqual(PLAN_STATUSES);
    const rows = (await list({ PageSize: "100", SortOrder: "Asc" })).body.PlanDetails;
    expect(rows.map((row: { Status: string }) => row.Status)).toEqual(PLAN_STATUSES);
    expect(rows[0].CreateTime).toBe("2026-01-01T07:04:05Z");
  });
  it("go on by themselves when they are under way", () => {
    const under = ["PreviewInProgress", "ExecuteInProgress"] as const;
    const ids = catalog.world.stock(2, (n) => ({ name: "p", status: under[n]!, createdAt: START - HOUR }));
    clock.pass(20);
    expect(ids.map((id) => catalog.world.plan(id).status)).toEqual(["PreviewSuccess", "ExecuteSuccess"]);
  });
  it("have their records, their task and their instance", async () => {
    const [id] = catalog.world.stock(1, () => ({ name: "old", status: "ExecuteFailed", createdAt: START - HOUR }));
    const { taskId, provisionedProductId } = catalog.world.plan(id!);
    expect((await ask("GetTask", { TaskId: taskId! })).TaskDetail).toMatchObject({
      Status: "Failed",
      UpdateTime: "2026-01-02T02:07:05Z",
    });
    const instance = await ask("GetProvisionedProduct", { ProvisionedProductId: provisionedProductId });
    expect(instance.ProvisionedProductDetail).toMatchObject({ Status: "Error", LastTaskId: taskId });
    const [rejected] = catalog.world.stock(1, () => ({
      name: "no",
      status: "ApplicationRejected",
      createdAt: START - HOUR,
    }));
    const { ApprovalDetail } = (await ask("GetProvisionedProductPlan", { PlanId: rejected! })).PlanDetail;
    expect(ApprovalDetail.OperationRecords).toMatchObject([
      { ApprovalAction: "Submit", CreateTime: "2026-01-02T02:05:05Z" },
      { ApprovalAction: "Reject", CreateTime: "2026-01-02T02:06:05Z" },
    ]);
  });
  it("come before plans that are made now, and in order", () => {
    const make = (createdAt: number) => catalog.world.stock(1, () => ({ name: "p", status: "Canceled", createdAt }));
    make(START - HOUR);
    make(START - HOUR);
    expect(() => make(START - HOUR - 1)).toThrow("in order");
    expect(() => make(START + 1)).toThrow("before now");
  });
  it("are paged, filtered and counted by the thousand", async () => {
    catalog.world.stock(3_000, (n) => ({
      name: `p${n}`,
      status: n % 100 === 0 ? "ApplicationInProgress" : n % 100 === 50 ? "PreviewSuccess" : "ExecuteSuccess",
      createdAt: START - (3_000 - n) * 1_000,
    }));
    const status = "ProvisionedProductPlanStatus";
    const active = filters([status, "ApplicationInProgress"], [status, "PreviewSuccess"]);
    const second = await list({ ...active, PageSize: "25", PageNumber: "2" });
    expect(second.body.TotalCount).toBe(60);
    expect(second.body.PlanDetails.map((row: { PlanName: string }) => row.PlanName).slice(0, 3)).toEqual([
      "p1700",
      "p1650",
      "p1600",
    ]);
    expect(await names({ PageSize: "2", PageNumber: "1500" })).toEqual(["p1", "p0"]);
    expect(await names({ ...active, PageSize: "2", PageNumber: "30", SortOrder: "Asc" })).toEqual(["p2900", "p2950"]);
  });
});
