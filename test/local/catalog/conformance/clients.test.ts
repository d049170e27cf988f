import { describe, expect, it } from "vitest";
import { alice, catalog, clock, planbell, restart } from "../own-catalog.ts";
import type { Client, Key, Refused } from "./vendor-clients.ts";
import { planbellClient, popCoreClient, sdkClient } from "./vendor-clients.ts";

const OWN: Key = { keyId: "LTAI5tPlanbellDemo", secret: "planbell-demo-secret" };
const url = () => catalog.url;
/** How far the service's clock for signatures is ahead of the real one, by which the clients sign. */
let ahead = 0;

/** What Planbell's client asks every answer to have. */
const TOPS = {
  ListProvisionedProductPlans: "PlanDetails",
  GetProvisionedProductPlan: "PlanDetail",
  ListProvisionedProducts: "ProvisionedProductDetails",
  GetProvisionedProduct: "ProvisionedProductDetail",
  ListTasks: "TaskDetails",
  GetTask: "TaskDetail",
  ListRegions: "Regions",
};
const CLIENTS = [planbellClient(url, TOPS), popCoreClient(url), sdkClient(url)];

const start = async (options: Parameters<typeof restart>[0] = {}) => {
  ahead = 0;
  await restart({ signingClock: { now: () => Date.now() + ahead }, ...options });
};
const body = async (client: Client, action: string, params: object = {}, key = OWN): Promise<object> => {
  const heard = await client.call(action, params, key);
  if ("refused" in heard) throw new Error(JSON.stringify(heard.refused));
  return heard.body;
};
/** What the client tells of the refusal is what it should; what it never tells is not asked of it. */
const expectRefused = async (client: Client, call: ReturnType<Client["call"]>, wanted: Refused): Promise<void> => {
  const told = Object.entries(wanted).filter(([name]) => client.tells.includes(name as keyof Refused));
  expect(await call).toEqual({ refused: Object.fromEntries(told) });
};
/** Twelve plans, one a second: the third waits for Planbell, the rest is done. */
const make = () => {
  const { world } = catalog;
  const ids = Array.from({ length: 12 }, (_, n) => {
    clock.pass(1);
    return world.createPlan({ name: `plan ${n + 1} *!'()~😀`, ...(n === 2 ? { approvers: [planbell] } : {}) });
  });
  clock.pass(60);
  return ids;
};

describe.each(CLIENTS)("14.9 through $name", (client) => {
  it("plans are listed, page by page, newest first", async () => {
    await start();
    const ids = make();
    const ask = { AccessLevelFilter: "Account", SortBy: "CreateTime", SortOrder: "Desc", PageSize: 5 };
    const pages = [1, 3].map((PageNumber) => body(client, "ListProvisionedProductPlans", { ...ask, PageNumber }));
    expect(await Promise.all(pages)).toMatchObject([
      {
        PageNumber: 1,
        PageSize: 5,
        TotalCount: 12,
        PlanDetails: [{ PlanId: ids[11] }, {}, {}, {}, { PlanId: ids[7] }],
      },
      { PageNumber: 3, PageSize: 5, TotalCount: 12, PlanDetails: [{ PlanId: ids[1] }, { PlanId: ids[0] }] },
    ]);
  });
  it("a row has every field of the document", async () => {
    await start();
    catalog.world.createPlan({
      name: "web",
      owner: alice,
      description: "A web server.",
      approvers: [planbell],
      parameters: [{ key: "type", value: "small" }],
      tags: [{ key: "team", value: "a" }],
    });
    clock.pass(8);
    const heard = await body(client, "ListProvisionedProductPlans", { AccessLevelFilter: "Account" });
    expect(heard).toMatchObject({
      PlanDetails: [
        {
          PlanId: expect.stringMatching(/^plan-bp1/),
          PlanName: "web",
          PlanType: "Ros",
          Description: "A web server.",
          OperationType: "LaunchProduct",
          Status: "ApplicationInProgress",
          CreateTime: "2026-01-02T03:04:05Z",
          UpdateTime: "2026-01-02T03:04:10Z",
          ProductName: "ECS instance",
          Parameters: [{ ParameterKey: "type", ParameterValue: "small" }],
          Tags: [{ Key: "team", Value: "a" }],
          AssignedApprovers: [{ PrincipalType: "RamUser", PrincipalName: "planbell" }],
          OwnerPrincipalType: "RamUser",
          OwnerPrincipalName: "alice",
          OwnerPrincipalId: expect.stringMatching(/^\d{18}$/),
          Uid: "1466115886170001",
        },
      ],
    });
  });
  it("filters of two statuses and of a name hold together", async () => {
    await start();
    const ids = make();
    const statuses = ["ApplicationInProgress", "PreviewSuccess"];
    const Filters = [
      ...statuses.map((Value) => ({ Key: "ProvisionedProductPlanStatus", Value })),
      { Key: "FullTextSearch", Value: "plan 3 *!'()~😀" },
    ];
    const heard = await body(client, "ListProvisionedProductPlans", { AccessLevelFilter: "Account", Filters });
    expect(heard).toMatchObject({ TotalCount: 1, PlanDetails: [{ PlanId: ids[2], PlanName: "plan 3 *!'()~😀" }] });
  });
  it("what waits for the caller is listed", async () => {
    await start();
    const ids = make();
    const heard = await body(client, "ListProvisionedProductPlans", { ApprovalFilter: "ReceivedRequests" });
    expect(heard).toMatchObject({ TotalCount: 1, PlanDetails: [{ PlanId: ids[2] }] });
  });
  it("a plan is read with its changes and with who has to act", async () => {
    await start();
    const PlanId = catalog.world.createPlan({
      name: "web",
      approvers: [alice],
      changes: [{ LogicalResourceId: "vm", ResourceType: "alicloud_instance", Action: "Add" }],
    });
    clock.pass(5);
    const operator = { PrincipalType: "RamUser", PrincipalName: "alice" };
    expect(await body(client, "GetProvisionedProductPlan", { PlanId })).toMatchObject({
      RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
      PlanDetail: {
        PlanId,
        Status: "ApplicationInProgress",
        ApprovalDetail: {
          OperationRecords: [{ ApprovalAction: "Submit", Operator: { PrincipalName: "endUser" } }],
          TodoTaskActivities: [{ ActivityName: "ApproverNode-1", Tasks: [{ Operator: operator }] }],
        },
      },
      ProductDetail: { ProductName: "ECS instance", ProductType: "Ros" },
      ProductVersionDetail: { ProductVersionName: "1.0", Active: true },
      ResourceChanges: [{ LogicalResourceId: "vm", ResourceType: "alicloud_instance", Action: "Add" }],
    });
  });
  it.each([
    ["Approve", "ApplicationApproved"],
    ["Reject", "ApplicationRejected"],
  ])("a plan is decided: %s", async (ApprovalAction, status) => {
    await start();
    const PlanId = make()[2]!;
    const Comment = "line1\nline2 😀 *'()";
    await body(client, "ApproveProvisionedProductPlan", { PlanId, ApprovalAction, Comment });
    expect(catalog.world.plan(PlanId).status).toBe(status);
    expect(catalog.world.state(PlanId).records.at(-1)).toMatchObject({ by: planbell, comment: Comment });
  });
  it("a plan is executed; its task, the list of tasks and its instance are read", async () => {
    await start();
    const logs = [{ command: "apply", stream: "stderr", content: "Error: no quota\n\u001b[31mred" }];
    const spec = { owner: planbell, executeFails: { statusMessage: "stack failed", logs } };
    const PlanId = catalog.world.createPlan({ name: "web", ...spec });
    clock.pass(5);
    expect(await body(client, "ExecuteProvisionedProductPlan", { PlanId })).toMatchObject({ PlanId });
    clock.pass(20);
    const { taskId: TaskId, provisionedProductId: ProvisionedProductId } = catalog.world.plan(PlanId);
    const task = {
      TaskId,
      TaskType: "LaunchProduct",
      Status: "Failed",
      StatusMessage: "stack failed",
      ProductVersionName: "1.0",
      Log: { TerraformLogs: [{ Command: "apply", Stream: "stderr", Content: "Error: no quota\n\u001b[31mred" }] },
    };
    expect(await body(client, "GetTask", { TaskId })).toMatchObject({ TaskDetail: task });
    const listed = await body(client, "ListTasks", { ProvisionedProductId, SortOrder: "Desc", PageSize: 5 });
    expect(listed).toMatchObject({ TotalCount: 1, TaskDetails: [task] });
    const instance = { ProvisionedProductId, Status: "Error", LastTaskId: TaskId, StatusMessage: "stack failed" };
    expect(await body(client, "GetProvisionedProduct", { ProvisionedProductId })).toMatchObject({
      ProvisionedProductDetail: instance,
    });
    expect(await body(client, "ListProvisionedProducts", { AccessLevelFilter: "Account" })).toMatchObject({
      TotalCount: 1,
      ProvisionedProductDetails: [instance],
    });
  });
  it("a plan is created, updated, canceled and deleted", async () => {
    await start();
    const { productId: ProductId, productVersionId: ProductVersionId } = catalog.world.offer("ECS", "1.0");
    const made = await body(client, "CreateProvisionedProductPlan", {
      PlanName: "web",
      PlanType: "Ros",
      ProductId,
      ProductVersionId,
      ProvisionedProductName: "web-prod",
      StackRegionId: "cn-beijing",
      Parameters: [{ ParameterKey: "type", ParameterValue: "small" }],
      Tags: [{ Key: "team", Value: "a" }],
    });
    const [plan] = catalog.world.plans();
    const PlanId = plan!.id;
    expect(made).toMatchObject({ PlanId, ProvisionedProductId: plan!.provisionedProductId });
    expect(catalog.world.state(PlanId).spec).toMatchObject({
      parameters: [{ key: "type", value: "small" }],
      tags: [{ key: "team", value: "a" }],
    });
    clock.pass(5);
    await body(client, "UpdateProvisionedProductPlan", { PlanId, ProductId, ProductVersionId, Description: "more" });
    clock.pass(5);
    await body(client, "CancelProvisionedProductPlan", { PlanId });
    expect(catalog.world.plan(PlanId).status).toBe("Canceled");
    await body(client, "DeleteProvisionedProductPlan", { PlanId });
    expect(catalog.world.plans()).toEqual([]);
  });
  it("approvers and regions are listed", async () => {
    await start();
    make();
    expect(await body(client, "ListProvisionedProductPlanApprovers", { AccessLevelFilter: "Account" })).toMatchObject({
      Approvers: [{ PrincipalType: "RamUser", PrincipalName: "planbell" }],
    });
    expect(await body(client, "ListRegions")).toMatchObject({ Regions: [{ RegionId: "cn-hangzhou" }] });
  });
});

describe.each(CLIENTS)("14.9 refused through $name", (client) => {
  const list = (params: object = {}, key = OWN) =>
    client.call("ListProvisionedProductPlans", { AccessLevelFilter: "Account", ...params }, key);
  const refused = (call: ReturnType<Client["call"]>, wanted: Refused) => expectRefused(client, call, wanted);

  it("a wrong secret, an unknown key, a clock that is off", async () => {
    await start();
    await refused(list({}, { ...OWN, secret: "wrong" }), { code: "SignatureDoesNotMatch", status: 400 });
    await refused(list({}, { ...OWN, keyId: "LTAI5tNone" }), { code: "InvalidAccessKeyId.NotFound", status: 404 });
    ahead = 16 * 60_000;
    await refused(list(), { code: "InvalidTimeStamp.Expired", status: 400 });
  });
  it("a token that expired, that is another's, that is nobody's", async () => {
    await start({ roles: [{ name: "reader" }] });
    const role = { RoleArn: "acs:ram::1466115886170001:role/reader", RoleSessionName: "s1", DurationSeconds: 900 };
    ahead = -600_000;
    const sts = popCoreClient(url, "sts");
    const [first, second] = [await body(sts, "AssumeRole", role), await body(sts, "AssumeRole", role)].map(keyOf);
    expect(await list({}, first)).toMatchObject({ body: { TotalCount: 0 } });
    const swapped = { ...first!, token: second!.token };
    await refused(list({}, swapped), { code: "InvalidSecurityToken.MismatchWithAccessKey", status: 400 });
    const madeUp = { ...first!, token: "made-up" };
    await refused(list({}, madeUp), { code: "InvalidSecurityToken.Malformed", status: 400 });
    ahead = 400_000;
    await refused(list({}, first), { code: "InvalidSecurityToken.Expired", status: 400 });
  });
  it("too fast, with the time to wait", async () => {
    await start();
    catalog.faults.next("throttle", { times: 3, ms: 250 });
    await refused(list(), { code: "Throttling.User", status: 400, retryAfter: 250 });
  });
  it("a right that is missing, by its name", async () => {
    await start({ allow: { "RamUser:planbell": ["servicecatalog:Get*"] } });
    const authAction = "servicecatalog:ListProvisionedProductPlans";
    await refused(list(), { code: "NoPermission", status: 403, authAction });
  });
  it("both scopes at once, pages that are none, a plan that is none", async () => {
    await start();
    await refused(list({ ApprovalFilter: "AccountRequests" }), { code: "InvalidParameter", status: 400 });
    await refused(list({ PageSize: 101 }), { code: "InvalidPageSize", status: 400 });
    const none = client.call("GetProvisionedProductPlan", { PlanId: "plan-none" }, OWN);
    await refused(none, { code: "InvalidPlan.NotFound", status: 404 });
  });
  it("a decision that comes too late, and one of somebody else", async () => {
    await start();
    const decide = (PlanId: string) =>
      client.call("ApproveProvisionedProductPlan", { PlanId, ApprovalAction: "Approve" }, OWN);
    const mine = make()[2]!;
    catalog.world.approve(mine, planbell);
    await refused(decide(mine), { code: "InvalidPlanStatus", status: 409 });
    const hers = catalog.world.createPlan({ name: "hers", approvers: [alice] });
    clock.pass(5);
    const authAction = "servicecatalog:ApproveProvisionedProductPlan";
    await refused(decide(hers), { code: "NoPermission", status: 403, authAction });
  });
  it("a service that is broken", async () => {
    await start();
    catalog.faults.next("error500", { times: 3 });
    await refused(list(), { code: "InternalError", status: 500 });
  });
  it.each(["html502", "empty", "reset"] as const)("no answer of the API at all: %s", async (fault) => {
    await start();
    catalog.faults.next(fault, { times: 3 });
    const heard = await list();
    expect(heard).toMatchObject({ refused: { code: expect.stringMatching(/unreadable|BadResponse|Network|ECONN/) } });
  });
});

/** The key in an answer of AssumeRole. */
function keyOf(answer: object): Key & { readonly token: string } {
  const { Credentials } = answer as { Credentials: Record<string, string> };
  const { AccessKeyId = "", AccessKeySecret = "", SecurityToken = "" } = Credentials;
  return { keyId: AccessKeyId, secret: AccessKeySecret, token: SecurityToken };
}
