import { afterEach, describe, expect, it } from "vitest";
import type { EmulatedCatalog } from "../../../../local/catalog/server.ts";
import { startCatalog } from "../../../../local/catalog/server.ts";
import { call, handClock, START } from "../signed-call.ts";

const alice = { kind: "RamUser", name: "alice" };

let catalog: EmulatedCatalog;
afterEach(() => catalog.close());

/** One rejected plan and one executed one, 75 ms after a whole second. */
async function sampleWorld(quirks: boolean) {
  const clock = handClock(START + 75);
  catalog = await startCatalog({ clock, quirks });
  const rejected = catalog.world.createPlan({
    name: "rejected",
    description: "A server.",
    approvers: [alice],
    changes: [{ LogicalResourceId: "vm", ResourceType: "alicloud_instance", Action: "Add" }],
  });
  const executed = catalog.world.createPlan({ name: "executed", productVersionName: "1.0", executeLogs: [] });
  clock.pass(5);
  catalog.world.reject(rejected, alice, "No.");
  catalog.world.execute(executed);
  clock.pass(20);
  const ask = async (action: string, params: Record<string, string>) =>
    (await call(catalog.url, action, params, { at: clock.now() })).body;
  return {
    rejected: await ask("GetProvisionedProductPlan", { PlanId: rejected }),
    executed: await ask("GetProvisionedProductPlan", { PlanId: executed }),
    rows: (await ask("ListProvisionedProductPlans", { AccessLevelFilter: "Account" })).PlanDetails,
    task: (await ask("GetTask", { TaskId: catalog.world.plan(executed).taskId! })).TaskDetail,
  };
}

describe("14.6 quirks: with them", () => {
  it("texts end in a newline", async () => {
    const { rejected, rows } = await sampleWorld(true);
    expect(rejected).toMatchObject({
      PlanDetail: {
        PlanName: "rejected\n",
        Description: "A server.\n",
        ProvisionedProductName: "rejected\n",
        ApprovalDetail: { OperationRecords: [{}, { Comment: "No.\n" }] },
      },
      ProductDetail: { ProductName: "ECS instance\n" },
      ResourceChanges: [{ ResourceType: "alicloud_instance\n" }],
    });
    expect(rejected.PlanDetail.ApprovalDetail.OperationRecords[1].Operator.PrincipalId).toMatch(/^\d{18}\n$/);
    expect(rows[0]).toMatchObject({ PlanName: "executed\n", ProductName: "ECS instance\n" });
  });
  it("a rejection is written in lower case", async () => {
    const { rejected } = await sampleWorld(true);
    const actions = rejected.PlanDetail.ApprovalDetail.OperationRecords.map(
      (record: { ApprovalAction: string }) => record.ApprovalAction,
    );
    expect(actions).toEqual(["Submit", "reject"]);
  });
  it("a task's version name is a number and its status message stands beside success", async () => {
    const { task, executed } = await sampleWorld(true);
    expect(task).toMatchObject({ Status: "Succeeded", ProductVersionName: 1 });
    expect(task.StatusMessage).toMatch(/^Create stack failed/);
    expect(executed.PlanDetail).toMatchObject({ Status: "ExecuteSuccess" });
    expect(executed.PlanDetail.StatusMessage).toMatch(/^Create stack failed/);
  });
  it("a list row tells milliseconds, a plan that is read does not", async () => {
    const { rows, executed } = await sampleWorld(true);
    expect([rows[0].UpdateTime, executed.PlanDetail.UpdateTime]).toEqual([
      "2026-01-02T03:04:30.075Z",
      "2026-01-02T03:04:30Z",
    ]);
  });
  it("what is empty is not there", async () => {
    const { executed, rows } = await sampleWorld(true);
    for (const body of [executed.PlanDetail, rows[0]])
      for (const name of ["Parameters", "Tags", "AssignedApprovers"]) expect(body).not.toHaveProperty(name);
    expect(executed.PlanDetail.ApprovalDetail).toEqual({});
    expect(executed).not.toHaveProperty("ResourceChanges");
  });
  it("a resource that is added has a replacement and an id", async () => {
    const { rejected } = await sampleWorld(true);
    expect(rejected.ResourceChanges[0]).toMatchObject({ Action: "Add", Replacement: "True" });
    expect(rejected.ResourceChanges[0].PhysicalResourceId).toMatch(/^i-/);
  });
});

describe("14.6 quirks: without them", () => {
  it("everything is as the tables say", async () => {
    const { rejected, executed, rows, task } = await sampleWorld(false);
    expect(rejected).toMatchObject({
      PlanDetail: {
        PlanName: "rejected",
        ApprovalDetail: {
          OperationRecords: [{}, { ApprovalAction: "Reject", Comment: "No." }],
          TodoTaskActivities: [],
        },
      },
      ResourceChanges: [{ LogicalResourceId: "vm", ResourceType: "alicloud_instance", Action: "Add" }],
    });
    expect(rejected.ResourceChanges[0]).not.toHaveProperty("Replacement");
    expect(executed).toMatchObject({
      PlanDetail: { Parameters: [], Tags: [], AssignedApprovers: [] },
      ResourceChanges: [],
    });
    expect(executed.PlanDetail).not.toHaveProperty("StatusMessage");
    expect(rows[0].UpdateTime).toBe("2026-01-02T03:04:30Z");
    expect(task.ProductVersionName).toBe("1.0");
    expect(task).not.toHaveProperty("StatusMessage");
  });
});
