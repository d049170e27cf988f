import { describe, expect, it } from "vitest";
import { alice, ask, catalog, clock, planbell } from "./own-catalog.ts";

const plan = (PlanId: string) => ask("GetProvisionedProductPlan", { PlanId });
const newest = async (ProvisionedProductId: string) =>
  (await ask("ListTasks", { ProvisionedProductId, SortOrder: "Desc" })).TaskDetails[0];

describe("a plan that is read", () => {
  it("has its changes once the preview is done", async () => {
    const change = { LogicalResourceId: "vm", ResourceType: "alicloud_instance", Action: "Add" };
    const id = catalog.world.createPlan({ name: "web", changes: [change], productVersionName: "3.0" });
    expect((await plan(id)).ResourceChanges).toEqual([]);
    clock.pass(5);
    expect(await plan(id)).toMatchObject({
      PlanDetail: {
        PlanId: id,
        Status: "PreviewSuccess",
        ApprovalDetail: { OperationRecords: [], TodoTaskActivities: [] },
      },
      ProductDetail: { ProductName: "ECS instance", ProductType: "Ros" },
      ProductVersionDetail: { ProductVersionName: "3.0", Active: true },
      ResourceChanges: [change],
    });
  });
  it("names the current approval node and everybody who may act there", async () => {
    const id = catalog.world.createPlan({ name: "web", nodes: [[alice], [planbell, alice]] });
    clock.pass(5);
    const activity = (node: number, ...approvers: string[]) => [
      {
        ActivityName: `ApproverNode-${node}`,
        Tasks: approvers.map((name) => ({ Operator: { PrincipalType: "RamUser", PrincipalName: name } })),
      },
    ];
    expect((await plan(id)).PlanDetail.ApprovalDetail.TodoTaskActivities).toEqual(activity(1, "alice"));
    catalog.world.approve(id, alice, "ok");
    const { OperationRecords, TodoTaskActivities } = (await plan(id)).PlanDetail.ApprovalDetail;
    expect(TodoTaskActivities).toEqual(activity(2, "planbell", "alice"));
    expect(OperationRecords).toMatchObject([
      { ApprovalAction: "Submit", Operator: { PrincipalName: "endUser" }, CreateTime: "2026-01-02T03:04:10Z" },
      { ApprovalAction: "Approve", Operator: { PrincipalName: "alice" }, Comment: "ok" },
    ]);
  });
  it("has no product name beside it, which only the list has", async () => {
    const id = catalog.world.createPlan({ name: "web" });
    expect((await plan(id)).PlanDetail).not.toHaveProperty("ProductName");
  });
  it("is not there when it was deleted", async () => {
    expect(await plan("plan-gone")).toMatchObject({ Code: "InvalidPlan.NotFound" });
    expect(await ask("GetProvisionedProductPlan", {})).toMatchObject({
      Code: "MissingPlanId",
      Message: "PlanId is mandatory for this action.",
    });
  });
});

describe("a decision over HTTP", () => {
  const decide = (PlanId: string, ApprovalAction: string, more: Record<string, string> = {}) =>
    ask("ApproveProvisionedProductPlan", { PlanId, ApprovalAction, ...more });
  it("is the caller's", async () => {
    const id = catalog.world.createPlan({ name: "web", approvers: [planbell] });
    clock.pass(5);
    expect(await decide(id, "Reject", { Comment: "too\nbig 😀" })).toEqual({ RequestId: expect.any(String) });
    expect((await plan(id)).PlanDetail).toMatchObject({
      Status: "ApplicationRejected",
      ApprovalDetail: {
        OperationRecords: [
          {},
          { ApprovalAction: "Reject", Comment: "too\nbig 😀", Operator: { PrincipalName: "planbell" } },
        ],
      },
    });
  });
  it("is refused when it was made, when it is another's, when it is none", async () => {
    const [mine, hers] = [[planbell], [alice]].map((approvers) => catalog.world.createPlan({ name: "web", approvers }));
    clock.pass(5);
    await decide(mine!, "Approve");
    const codes = [await decide(mine!, "Approve"), await decide(hers!, "Approve"), await decide(hers!, "approve")];
    expect(codes.map((body) => body.Code)).toEqual(["InvalidPlanStatus", "NoPermission", "InvalidApprovalAction"]);
    expect(await decide(hers!, "")).toMatchObject({ Code: "MissingApprovalAction" });
  });
});

describe("a plan that is made over HTTP", () => {
  const create = (more: Record<string, string> = {}) => {
    const offer = catalog.world.offer("ECS", "1.0", [[planbell]]);
    return ask("CreateProvisionedProductPlan", {
      PlanName: "web",
      PlanType: "Ros",
      ProductId: offer.productId,
      ProductVersionId: offer.productVersionId,
      ProvisionedProductName: "web-prod",
      StackRegionId: "cn-beijing",
      "Parameters.1.ParameterKey": "type",
      "Parameters.1.ParameterValue": "small",
      ...more,
    });
  };
  it("goes its whole way", async () => {
    const { PlanId, ProvisionedProductId } = await create();
    clock.pass(5);
    expect((await plan(PlanId)).PlanDetail).toMatchObject({
      Status: "ApplicationInProgress",
      ProvisionedProductId,
      OwnerPrincipalName: "planbell",
      Parameters: [{ ParameterKey: "type", ParameterValue: "small" }],
    });
    await ask("ApproveProvisionedProductPlan", { PlanId, ApprovalAction: "Approve" });
    expect(await ask("ExecuteProvisionedProductPlan", { PlanId })).toMatchObject({ PlanId });
    clock.pass(20);
    expect(catalog.world.plan(PlanId).status).toBe("ExecuteSuccess");
    await ask("DeleteProvisionedProductPlan", { PlanId });
    expect(await plan(PlanId)).toMatchObject({ Code: "InvalidPlan.NotFound" });
  });
  it("can be updated and canceled", async () => {
    const { PlanId } = await create();
    clock.pass(5);
    const { productId, productVersionId } = catalog.world.offer("ECS", "2.0", [[planbell]]);
    await ask("UpdateProvisionedProductPlan", { PlanId, ProductId: productId, ProductVersionId: productVersionId });
    expect(await plan(PlanId)).toMatchObject({
      PlanDetail: { Status: "PreviewInProgress", Parameters: [{ ParameterKey: "type" }] },
      ProductVersionDetail: { ProductVersionName: "2.0" },
    });
    clock.pass(5);
    await ask("CancelProvisionedProductPlan", { PlanId });
    expect((await plan(PlanId)).PlanDetail).toMatchObject({
      Status: "Canceled",
      ApprovalDetail: {
        OperationRecords: [{}, {}, { ApprovalAction: "Cancel", Operator: { PrincipalName: "planbell" } }],
      },
    });
  });
  it.each([
    [{ PlanName: "" }, "MissingPlanName"],
    [{ PlanName: "x".repeat(129) }, "InvalidPlanName"],
    [{ PlanType: "Terraform" }, "InvalidPlanType"],
    [{ ProductId: "prod-none" }, "InvalidProduct.NotFound"],
    [{ ProductVersionId: "pv-none" }, "InvalidProductVersion.NotFound"],
    [{ OperationType: "UpdateProvisionedProduct" }, "InvalidProvisionedProduct.NotFound"],
    [{ StackRegionId: "" }, "MissingStackRegionId"],
  ])("is refused with %j", async (more, code) => {
    expect(await create(more)).toMatchObject({ Code: code });
    expect(catalog.world.plans()).toEqual([]);
  });
});

describe("an execution", () => {
  const instances = async () =>
    (await ask("ListProvisionedProducts", { AccessLevelFilter: "Account" })).ProvisionedProductDetails;

  it("makes a task and puts the instance under change", async () => {
    const id = catalog.world.createPlan({ name: "web", parameters: [{ key: "type", value: "small" }] });
    const pp = catalog.world.plan(id).provisionedProductId;
    clock.pass(5);
    expect(await instances()).toEqual([]);
    expect(await ask("GetProvisionedProduct", { ProvisionedProductId: pp })).toMatchObject({
      Code: "InvalidProvisionedProduct.NotFound",
    });
    catalog.world.execute(id);
    const task = await newest(pp);
    expect(task).toMatchObject({
      TaskId: catalog.world.plan(id).taskId,
      TaskType: "LaunchProduct",
      Status: "InProgress",
      ProvisionedProductId: pp,
      Parameters: [{ ParameterKey: "type", ParameterValue: "small" }],
      CreateTime: "2026-01-02T03:04:10Z",
    });
    expect(task).not.toHaveProperty("Log");
    expect(await instances()).toMatchObject([
      { ProvisionedProductId: pp, Status: "UnderChange", LastTaskId: task.TaskId },
    ]);
  });
  it("that succeeds leaves a log and an available instance", async () => {
    const logs = [{ command: "apply", stream: "stdout", content: "Apply complete!" }];
    const id = catalog.world.createPlan({ name: "web", executeLogs: logs, executeMs: 61_000 });
    clock.pass(5);
    catalog.world.execute(id);
    clock.pass(3_600);
    const { taskId, provisionedProductId, updateTime } = catalog.world.plan(id);
    expect(updateTime).toBe(Date.parse("2026-01-02T03:05:11Z"));
    expect((await ask("GetTask", { TaskId: taskId! })).TaskDetail).toMatchObject({
      Status: "Succeeded",
      UpdateTime: "2026-01-02T03:05:11Z",
      Log: { TerraformLogs: [{ Command: "apply", Stream: "stdout", Content: "Apply complete!" }] },
      TaskTags: [],
    });
    const { ProvisionedProductDetail } = await ask("GetProvisionedProduct", {
      ProvisionedProductId: provisionedProductId,
    });
    expect(ProvisionedProductDetail).toMatchObject({ Status: "Available", LastSuccessfulProvisioningTaskId: taskId });
  });
  it("that fails says why, with the log that it is given", async () => {
    const logs = [{ command: "apply", stream: "stderr", content: "Error: no quota" }];
    const id = catalog.world.createPlan({ name: "web", executeFails: { statusMessage: "stack failed", logs } });
    clock.pass(5);
    catalog.world.execute(id);
    clock.pass(20);
    const task = await newest(catalog.world.plan(id).provisionedProductId);
    expect(task).toMatchObject({
      Status: "Failed",
      StatusMessage: "stack failed",
      Log: { TerraformLogs: [{ Command: "apply", Stream: "stderr", Content: "Error: no quota" }] },
    });
    expect((await plan(id)).PlanDetail).toMatchObject({ Status: "ExecuteFailed", StatusMessage: "stack failed" });
    const [instance] = await instances();
    expect(instance).toMatchObject({ Status: "Error", StatusMessage: "stack failed" });
    expect(instance).not.toHaveProperty("LastSuccessfulProvisioningTaskId");
  });
  it("that fails without a log has none", async () => {
    const id = catalog.world.createPlan({ name: "web", executeFails: { statusMessage: "stack failed" } });
    clock.pass(5);
    catalog.world.execute(id);
    clock.pass(20);
    expect(await newest(catalog.world.plan(id).provisionedProductId)).not.toHaveProperty("Log");
  });
  it("of an update adds a task to the instance of that name, newest first", async () => {
    const run = (operation: "LaunchProduct" | "UpdateProvisionedProduct" | "TerminateProvisionedProduct") => {
      const id = catalog.world.createPlan({ name: operation, operation, provisionedProductName: "web" });
      clock.pass(5);
      catalog.world.execute(id);
      clock.pass(20);
      return catalog.world.plan(id).provisionedProductId;
    };
    const pp = run("LaunchProduct");
    expect(run("UpdateProvisionedProduct")).toBe(pp);
    expect(await instances()).toHaveLength(1);
    run("TerminateProvisionedProduct");
    expect(await instances()).toEqual([]);
    const list = await ask("ListTasks", { ProvisionedProductId: pp, PageSize: "2" });
    expect(list).toMatchObject({
      TotalCount: 3,
      TaskDetails: [{ TaskType: "TerminateProvisionedProduct" }, { TaskType: "UpdateProvisionedProduct" }],
    });
  });
  it("finds the newest instance of a name that was not terminated", () => {
    const run = (operation: "LaunchProduct" | "TerminateProvisionedProduct") => {
      const id = catalog.world.createPlan({ name: "web", operation });
      clock.pass(5);
      catalog.world.execute(id);
      clock.pass(20);
      return catalog.world.plan(id).provisionedProductId;
    };
    const [older, newer] = [run("LaunchProduct"), run("LaunchProduct")];
    expect([run("TerminateProvisionedProduct"), run("TerminateProvisionedProduct")]).toEqual([newer, older]);
    expect(catalog.world.inventory.byName("web")).toBeUndefined();
  });
  it("is refused while another one changes the instance", async () => {
    const [first, second] = ["a", "b"].map((name) =>
      catalog.world.createPlan({
        name,
        owner: planbell,
        operation: "UpdateProvisionedProduct",
        provisionedProductName: "web",
      }),
    );
    clock.pass(5);
    catalog.world.execute(first!);
    expect(await ask("ExecuteProvisionedProductPlan", { PlanId: second! })).toMatchObject({
      Code: "InvalidProvisionedProductStatus",
    });
  });
});

it("knows no task and no instance that was never made", async () => {
  const codes = [
    await ask("GetTask", { TaskId: "task-none" }),
    await ask("GetTask", {}),
    await ask("ListTasks", { ProvisionedProductId: "pp-none" }),
    await ask("ListTasks", {}),
  ];
  expect(codes.map((body) => body.Code)).toEqual([
    "InvalidTask.NotFound",
    "MissingTaskId",
    "InvalidProvisionedProduct.NotFound",
    "MissingProvisionedProductId",
  ]);
});
