import { beforeEach, describe, expect, it } from "vitest";
import { APPROVER, APPROVER_ARN, assume, session } from "../assumed-role.ts";
import { ask, catalog, clock, hear, list, names, net, planbell, restart } from "../own-catalog.ts";

const INSTANCES = "acs:servicecatalog:*:1466115886170001:provisionedproduct";
const role = { kind: "RamRole", name: "net-approvers" };
beforeEach(() => restart({ roles: [APPROVER, { name: "net" }] }));

describe("14.3 principals: a right that is missing", () => {
  it("is named in full", async () => {
    catalog.ram.allow(planbell, ["servicecatalog:Get*"]);
    expect(await list()).toMatchObject({
      status: 403,
      body: {
        Code: "NoPermission",
        AccessDeniedDetail: {
          AuthAction: "servicecatalog:ListProvisionedProductPlans",
          AuthPrincipalType: "SubUser",
          AuthPrincipalOwnerId: "1466115886170001",
          AuthPrincipalDisplayName: "planbell",
          NoPermissionType: "ImplicitDeny",
          PolicyType: "AccountLevelIdentityBasedPolicy",
          EncodedDiagnosticMessage: expect.any(String),
        },
      },
    });
  });
  it("does not touch what is allowed", async () => {
    catalog.ram.allow(planbell, ["servicecatalog:Get*"]);
    const id = catalog.world.createPlan({ name: "web" });
    expect((await hear("GetProvisionedProductPlan", { PlanId: id })).status).toBe(200);
    catalog.ram.allow(planbell, ["servicecatalog:ListProvisionedProductPlans"]);
    expect((await list()).status).toBe(200);
    expect((await hear("GetProvisionedProductPlan", { PlanId: id })).status).toBe(403);
  });
  it("can be missing from the start", async () => {
    await restart({ allow: { "RamUser:planbell": [] } });
    expect((await list()).status).toBe(403);
    expect((await hear("ListRegions")).status).toBe(200);
  });
  it("comes before everything that the call says", async () => {
    catalog.ram.allow(planbell, []);
    const heard = [await hear("GetTask", {}), await list({ PageSize: "0" }), await hear("ListTasks", {})];
    expect(heard.map(({ body }) => body.Code)).toEqual(["NoPermission", "NoPermission", "NoPermission"]);
  });
  it("may be the one to assume a role", async () => {
    catalog.ram.allow(planbell, ["servicecatalog:*"]);
    expect(await assume()).toMatchObject({
      status: 403,
      body: { AccessDeniedDetail: { AuthAction: "sts:AssumeRole", PolicyType: "AccountLevelIdentityBasedPolicy" } },
    });
  });
});

describe("14.3 principals: a session", () => {
  const waiting = (name = "web", approver = role) => {
    const id = catalog.world.createPlan({ name, approvers: [approver] });
    clock.pass(5);
    return id;
  };
  const approve = (PlanId: string, key: Parameters<typeof hear>[2]) =>
    hear("ApproveProvisionedProductPlan", { PlanId, ApprovalAction: "Approve" }, key);
  const only = (action: string, plan: string, effect = "Allow") =>
    JSON.stringify({
      Version: "1",
      Statement: [
        {
          Effect: effect,
          Action: [action],
          Resource: `${INSTANCES}/${catalog.world.plan(plan).provisionedProductId}`,
        },
      ],
    });

  it("decides as its role, whatever it is called", async () => {
    const id = waiting();
    expect((await approve(id, await session({ RoleSessionName: "somebody" }))).status).toBe(200);
    expect(catalog.world.state(id).records.at(-1)).toMatchObject({ by: role, action: "Approve" });
  });
  it("is not another role, nor a user of the role's name", async () => {
    const ids = [waiting("a", net), waiting("b", { kind: "RamUser", name: "net-approvers" })];
    for (const id of ids)
      expect(await approve(id, await session())).toMatchObject({ status: 403, body: { Code: "NoPermission" } });
  });
  it("sees what waits for its role", async () => {
    waiting("for the role");
    waiting("for others", net);
    const received = { AccessLevelFilter: "", ApprovalFilter: "ReceivedRequests" };
    expect(await names(received, await session())).toEqual(["for the role"]);
    expect(await names(received, await session({ RoleSessionName: "another" }))).toEqual(["for the role"]);
    expect(await names(received)).toEqual([]);
  });
  it("has the history of its role", async () => {
    await approve(waiting("decided"), await session());
    waiting("open");
    const history = { AccessLevelFilter: "", ApprovalFilter: "ApprovalHistory" };
    expect(await names(history, await session({ RoleSessionName: "another" }))).toEqual(["decided"]);
  });
  it("may do what its role may, and no more", async () => {
    const id = waiting();
    catalog.ram.allow(role, ["servicecatalog:GetProvisionedProductPlan"]);
    expect(await approve(id, await session())).toMatchObject({
      status: 403,
      body: {
        AccessDeniedDetail: {
          AuthAction: "servicecatalog:ApproveProvisionedProductPlan",
          AuthPrincipalType: "AssumedRoleUser",
          AuthPrincipalDisplayName: "net-approvers:slack.U01ALICE01",
          PolicyType: "AccountLevelIdentityBasedPolicy",
        },
      },
    });
  });
  it("is narrowed by its policy to one action on one instance", async () => {
    const [mine, other] = [waiting("mine"), waiting("other")];
    const key = await session({ Policy: only("servicecatalog:ApproveProvisionedProductPlan", mine) });
    const detail = { NoPermissionType: "ImplicitDeny", PolicyType: "SessionPolicy" };
    expect(await approve(other, key)).toMatchObject({ status: 403, body: { AccessDeniedDetail: detail } });
    expect((await hear("GetProvisionedProductPlan", { PlanId: mine }, key)).status).toBe(403);
    expect((await list({}, key)).status).toBe(403);
    expect((await approve(mine, key)).status).toBe(200);
  });
  it("is not widened by its policy", async () => {
    const id = waiting();
    catalog.ram.allow(role, ["servicecatalog:Get*"]);
    const key = await session({ Policy: only("servicecatalog:*", id) });
    expect(await approve(id, key)).toMatchObject({
      status: 403,
      body: { AccessDeniedDetail: { PolicyType: "AccountLevelIdentityBasedPolicy" } },
    });
  });
  it("can be forbidden something by its policy", async () => {
    const id = waiting();
    const key = await session({ Policy: only("servicecatalog:Approve*", id, "Deny") });
    expect(await approve(id, key)).toMatchObject({
      status: 403,
      body: { AccessDeniedDetail: { NoPermissionType: "ExplicitDeny", PolicyType: "SessionPolicy" } },
    });
  });
  it("owns the plans that it creates", async () => {
    const offer = catalog.world.offer("ECS", "1.0");
    const key = await session();
    const made = await ask(
      "CreateProvisionedProductPlan",
      {
        PlanName: "of the role",
        PlanType: "Ros",
        ProductId: offer.productId,
        ProductVersionId: offer.productVersionId,
        ProvisionedProductName: "web",
        StackRegionId: "cn-hangzhou",
      },
      key,
    );
    expect(await names({ AccessLevelFilter: "User" }, key)).toEqual(["of the role"]);
    expect(await names({ AccessLevelFilter: "User" })).toEqual([]);
    clock.pass(5);
    expect((await hear("ExecuteProvisionedProductPlan", { PlanId: made.PlanId })).status).toBe(403);
    expect((await hear("ExecuteProvisionedProductPlan", { PlanId: made.PlanId }, key)).status).toBe(200);
  });
});

it("14.3 principals: the right to assume can be held to one role", async () => {
  expect((await assume({ RoleArn: "acs:ram::1466115886170001:role/net" })).status).toBe(200);
  const policy = { Version: "1", Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Resource: APPROVER_ARN }] };
  const key = await session({ Policy: JSON.stringify(policy) });
  const heard = [await assume({}, key), await assume({ RoleArn: "acs:ram::1466115886170001:role/net" }, key)];
  expect(heard.map(({ status }) => status)).toEqual([200, 403]);
});
