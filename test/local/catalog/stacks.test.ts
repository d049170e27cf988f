import { describe, expect, it } from "vitest";
import type { PlanSpec } from "../../../local/catalog/world.ts";
import { ask, catalog, clock, hear, planbell, restart } from "./own-catalog.ts";

const ROS = { version: "2019-09-10" };
const log = (content: string) => [{ command: "apply", stream: "stderr", content }];
const vm = { LogicalResourceId: "vm", ResourceType: "alicloud_instance", Action: "Add" };

/** The plan is executed; `seconds` of the 20 that it takes have passed. */
async function executed(spec: Partial<PlanSpec> = {}, seconds = 20) {
  const id = catalog.world.createPlan({ name: "web", stackRegionId: "cn-beijing", changes: [vm], ...spec });
  clock.pass(5);
  catalog.world.execute(id);
  clock.pass(seconds);
  const { PlanDetail } = await ask("GetProvisionedProductPlan", { PlanId: id });
  return { instance: PlanDetail.ProvisionedProductId, StackId: PlanDetail.StackId, RegionId: PlanDetail.StackRegionId };
}
type Of = Awaited<ReturnType<typeof executed>>;
const stack = ({ StackId, RegionId }: Of, params: Record<string, string> = {}) =>
  ask("GetStack", { StackId, RegionId, ...params }, ROS);
const events = ({ StackId, RegionId }: Of, params: Record<string, string> = {}) =>
  ask("ListStackEvents", { StackId, RegionId, ...params }, ROS);

describe("a stack", () => {
  it("that was created tells so, with its log", async () => {
    const of = await executed({ executeLogs: log("Apply complete!"), parameters: [{ key: "type", value: "small" }] });
    expect(await stack(of)).toEqual({
      RequestId: expect.any(String),
      StackId: of.StackId,
      StackName: `sc-1466115886170001-${of.instance}`,
      StackType: "Terraform",
      RegionId: "cn-beijing",
      Status: "CREATE_COMPLETE",
      StatusReason: "Stack CREATE completed successfully",
      Parameters: [{ ParameterKey: "type", ParameterValue: "small" }],
      Outputs: [],
      Log: { TerraformLogs: [{ Command: "apply", Stream: "stderr", Content: "Apply complete!" }] },
      DisableRollback: true,
      ServiceManaged: true,
      ServiceName: "ServiceCatalog",
      CreateTime: "2026-01-02T03:04:10",
      UpdateTime: "2026-01-02T03:04:30",
    });
  });
  it("whose plan failed says why, and has the log that the task lacks", async () => {
    const of = await executed({ executeFails: { statusMessage: "no quota", stackLogs: log("Error: quota") } });
    expect(await stack(of)).toMatchObject({
      Status: "CREATE_FAILED",
      StatusReason: "no quota",
      Log: { TerraformLogs: [{ Content: "Error: quota" }] },
    });
    const [task] = (await ask("ListTasks", { ProvisionedProductId: of.instance })).TaskDetails;
    expect(task).toMatchObject({ Status: "Failed", StatusMessage: "no quota" });
    expect(task).not.toHaveProperty("Log");
  });
  it("keeps the log where no failed task shows one", async () => {
    await restart({ failedTaskLogs: false });
    const of = await executed({ executeFails: { statusMessage: "no quota", logs: log("Error: quota") } });
    expect((await stack(of)).Log).toEqual({
      TerraformLogs: [{ Command: "apply", Stream: "stderr", Content: "Error: quota" }],
    });
    expect((await ask("ListTasks", { ProvisionedProductId: of.instance })).TaskDetails[0]).not.toHaveProperty("Log");
  });
  it("has no log while an operation runs, but its progress", async () => {
    const of = await executed({ executeLogs: log("later") }, 5);
    const running = await stack(of, { ShowResourceProgress: "PercentageOnly" });
    expect(running).toMatchObject({
      Status: "CREATE_IN_PROGRESS",
      ResourceProgress: { StackOperationProgress: 25, StackActionProgress: 25 },
    });
    expect(running).not.toHaveProperty("Log");
    clock.pass(15);
    expect((await stack(of, { ShowResourceProgress: "PercentageOnly" })).ResourceProgress).toEqual({
      StackOperationProgress: 100,
      StackActionProgress: 100,
    });
  });
  it.each([
    ["Stack", true],
    ["All", true],
    ["None", false],
    ["Resource", false],
  ])("asked with LogOption %s gives its log: %s", async (LogOption, has) => {
    expect("Log" in (await stack(await executed(), { LogOption }))).toBe(has);
  });
  it("leaves outputs and progress out when they are not wanted", async () => {
    const body = await stack(await executed(), { OutputOption: "Disabled" });
    expect(body).not.toHaveProperty("Outputs");
    expect(body).not.toHaveProperty("ResourceProgress");
  });
  it("of an instance that was terminated is still there", async () => {
    await executed({ name: "launch", provisionedProductName: "web" });
    const of = await executed({ operation: "TerminateProvisionedProduct", provisionedProductName: "web" });
    expect(await stack(of)).toMatchObject({ Status: "DELETE_COMPLETE" });
  });
  it.each<[string, Record<string, string>, number, string]>([
    ["without its id", { StackId: "" }, 400, "MissingStackId"],
    ["without its region", { RegionId: "" }, 400, "MissingRegionId"],
    ["of another id", { StackId: "none" }, 404, "StackNotFound"],
    ["in another region", { RegionId: "cn-hangzhou" }, 404, "StackNotFound"],
    ["with an unknown option", { LogOption: "stack" }, 400, "InvalidLogOption"],
  ])("asked for %s is refused", async (_what, params, status, code) => {
    const of = await executed();
    const heard = await hear("GetStack", { StackId: of.StackId, RegionId: of.RegionId, ...params }, ROS);
    expect([heard.status, heard.body.Code]).toEqual([status, code]);
  });
  it("needs a right of its own", async () => {
    const of = await executed();
    catalog.ram.allow(planbell, ["servicecatalog:*"]);
    expect(await stack(of)).toMatchObject({ Code: "NoPermission", AccessDeniedDetail: { AuthAction: "ros:GetStack" } });
  });
});

describe("the events of a stack", () => {
  const failing = () =>
    executed({
      executeFails: {
        statusMessage: "stack failed",
        resources: [{ logicalId: "vm", type: "alicloud_instance", reason: "Zone sold out" }],
      },
    });
  it("name the resource that failed, and why", async () => {
    const of = await failing();
    const body = await events(of, { "Status.1": "CREATE_FAILED", "Status.2": "UPDATE_FAILED" });
    expect(body).toMatchObject({ TotalCount: 2, PageNumber: 1, PageSize: 10 });
    expect(body.Events[1]).toEqual({
      EventId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      StackId: of.StackId,
      StackName: `sc-1466115886170001-${of.instance}`,
      LogicalResourceId: "vm",
      PhysicalResourceId: "",
      ResourceType: "alicloud_instance",
      Status: "CREATE_FAILED",
      StatusReason: "Zone sold out",
      CreateTime: "2026-01-02T03:04:30",
    });
    expect(body.Events[0]).toMatchObject({ ResourceType: "ALIYUN::ROS::Stack", StatusReason: "stack failed" });
  });
  it("are newest first, and the same whenever they are asked for", async () => {
    const of = await executed();
    const told = (await events(of)).Events;
    expect(told.map((event: { LogicalResourceId: string; Status: string }) => event.Status)).toEqual([
      "CREATE_COMPLETE",
      "CREATE_COMPLETE",
      "CREATE_IN_PROGRESS",
    ]);
    expect((await events(of)).Events).toEqual(told);
  });
  it("can be asked for by resource and by type", async () => {
    const of = await failing();
    expect(await events(of, { "LogicalResourceId.1": "vm" })).toMatchObject({ TotalCount: 1 });
    expect(await events(of, { "ResourceType.1": "ALIYUN::ROS::Stack" })).toMatchObject({ TotalCount: 2 });
  });
  it("come in pages of at most 50", async () => {
    const of = await failing();
    expect((await events(of, { PageSize: "1", PageNumber: "2" })).Events).toHaveLength(1);
    expect(await events(of, { PageSize: "51" })).toMatchObject({ Code: "InvalidPageSize" });
  });
});
