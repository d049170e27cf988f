import { describe, expect, it } from "vitest";
import { alice, ask, catalog, clock, filters, list, names, planbell, restart } from "../own-catalog.ts";

const status = "ProvisionedProductPlanStatus";

describe("14.7 faults: lists that come late", () => {
  const late = () => restart({ listLagMs: 3_000 });
  const statusOf = async (id: string) => (await ask("GetProvisionedProductPlan", { PlanId: id })).PlanDetail.Status;
  const listed = async () => (await list()).body.PlanDetails.map((row: { Status: string }) => row.Status);

  it("do not have a new plan yet, which can be read", async () => {
    await late();
    const id = catalog.world.createPlan({ name: "web", previewMs: 60_000 });
    clock.pass(2);
    expect([await listed(), await statusOf(id)]).toEqual([[], "PreviewInProgress"]);
    clock.pass(1);
    expect(await listed()).toEqual(["PreviewInProgress"]);
  });
  it("show a plan as it was, in their filters too", async () => {
    await late();
    const id = catalog.world.createPlan({ name: "web", approvers: [alice] });
    clock.pass(20);
    catalog.world.approve(id, alice);
    clock.pass(2);
    expect([await listed(), await statusOf(id)]).toEqual([["ApplicationInProgress"], "ApplicationApproved"]);
    expect((await list()).body.PlanDetails[0].UpdateTime).toBe("2026-01-02T03:04:10Z");
    expect(await names(filters([status, "ApplicationInProgress"]))).toEqual(["web"]);
    expect(await names(filters([status, "ApplicationApproved"]))).toEqual([]);
    clock.pass(1);
    expect(await listed()).toEqual(["ApplicationApproved"]);
    expect(await names(filters([status, "ApplicationInProgress"]))).toEqual([]);
    expect((await list()).body.PlanDetails[0].UpdateTime).toBe("2026-01-02T03:04:25Z");
  });
  it("go through every state in between, each at its own instant", async () => {
    await late();
    catalog.world.createPlan({ name: "web" });
    clock.pass(7);
    expect(await listed()).toEqual(["PreviewInProgress"]);
    clock.pass(1);
    expect(await listed()).toEqual(["PreviewSuccess"]);
  });
  it("keep a deleted plan for a while", async () => {
    await late();
    const id = catalog.world.createPlan({ name: "web" });
    clock.pass(20);
    catalog.world.remove(id);
    expect(await listed()).toEqual(["PreviewSuccess"]);
    expect(await ask("GetProvisionedProductPlan", { PlanId: id })).toMatchObject({ Code: "InvalidPlan.NotFound" });
    clock.pass(3);
    expect(await listed()).toEqual([]);
  });
});

describe("14.7 faults: pages that shift", () => {
  const page = (n: number) => names({ PageSize: "2", PageNumber: String(n) });
  it("show a row twice when a plan is created between two of them", async () => {
    for (const name of ["a", "b", "c", "d"]) catalog.world.createPlan({ name });
    catalog.faults.afterPage(1, () => catalog.world.createPlan({ name: "new" }));
    expect([await page(1), await page(2), await page(3)]).toEqual([["d", "c"], ["c", "b"], ["a"]]);
  });
  it("leave a row out when a plan leaves the filtered set between two of them", async () => {
    const ids = ["a", "b", "c", "d"].map((name) => catalog.world.createPlan({ name, approvers: [alice] }));
    clock.pass(5);
    catalog.faults.afterPage(1, () => catalog.world.approve(ids[3]!, alice));
    const waiting = (n: number) =>
      names({ ...filters([status, "ApplicationInProgress"]), PageSize: "2", PageNumber: String(n) });
    expect([await waiting(1), await waiting(2)]).toEqual([["d", "c"], ["a"]]);
  });
  it("shift once, after that page of that list", async () => {
    let changes = 0;
    catalog.faults.afterPage(2, () => (changes += 1));
    catalog.faults.afterPage(1, () => (changes += 10), "ListProvisionedProducts");
    await page(1);
    expect(changes).toBe(0);
    await page(2);
    await page(2);
    expect(changes).toBe(1);
  });
});

describe("14.7 faults: a filter key that comes twice", () => {
  const either = filters([status, "PreviewInProgress"], [status, "PreviewSuccess"]);
  it.each([
    ["or", ["web"]],
    ["and", []],
  ] as const)("joined with %s", async (repeatedFilters, wanted) => {
    await restart({ repeatedFilters });
    catalog.world.createPlan({ name: "web" });
    expect(await names(either)).toEqual(wanted);
    expect(await names(filters([status, "PreviewInProgress"], [status, "PreviewInProgress"]))).toEqual(["web"]);
  });
});

describe("14.7 faults: a failed task", () => {
  const logs = [{ command: "apply", stream: "stderr", content: "Error: no quota" }];
  it.each([true, false])("has its log: %s", async (failedTaskLogs) => {
    await restart({ failedTaskLogs });
    const ids = ["broken", "fine"].map((name) =>
      catalog.world.createPlan({
        name,
        executeLogs: logs,
        ...(name === "broken" ? { executeFails: { statusMessage: "stack failed", logs } } : {}),
      }),
    );
    clock.pass(5);
    for (const id of ids) catalog.world.execute(id);
    clock.pass(20);
    const tasks = await Promise.all(ids.map((id) => ask("GetTask", { TaskId: catalog.world.plan(id).taskId ?? "" })));
    expect(tasks.map(({ TaskDetail }) => [TaskDetail.Status, "Log" in TaskDetail])).toEqual([
      ["Failed", failedTaskLogs],
      ["Succeeded", true],
    ]);
    const { provisionedProductId } = catalog.world.plan(ids[0]!);
    const [row] = (await ask("ListTasks", { ProvisionedProductId: provisionedProductId })).TaskDetails;
    expect("Log" in row).toBe(failedTaskLogs);
  });
});

describe("14.7 faults: UpdateTime", () => {
  it.each([
    [true, "2026-01-02T03:04:20Z"],
    [false, "2026-01-02T03:04:10Z"],
  ])("moves when a plan changes hands: %s", async (updateTimeMoves, wanted) => {
    await restart({ updateTimeMoves });
    const id = catalog.world.createPlan({ name: "web", nodes: [[alice], [planbell]] });
    const other = catalog.world.createPlan({ name: "web", approvers: [alice] });
    clock.pass(15);
    catalog.world.approve(id, alice);
    catalog.world.handOver(other, [planbell]);
    const rows = (await list()).body.PlanDetails;
    expect(rows.map((row: { UpdateTime: string }) => row.UpdateTime)).toEqual([wanted, wanted]);
    catalog.world.approve(id, planbell);
    expect((await ask("GetProvisionedProductPlan", { PlanId: id })).PlanDetail.UpdateTime).toBe("2026-01-02T03:04:20Z");
  });
});
