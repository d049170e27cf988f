import { describe, expect, it } from "vitest";
import { APPROVER, APPROVER_ARN } from "../assumed-role.ts";
import { catalog, clock, planbell, restart } from "../own-catalog.ts";
import { type Key, popCoreClient, sdkClient } from "./vendor-clients.ts";

const OWN: Key = { keyId: "LTAI5tPlanbellDemo", secret: "planbell-demo-secret" };
const url = () => catalog.url;
const start = () => restart({ roles: [APPROVER], signingClock: { now: () => Date.now() } });
const role = { RoleArn: APPROVER_ARN, RoleSessionName: "slack.U01ALICE01", DurationSeconds: 900 };

/** Both clients, each with what it speaks to every service with. */
const CLIENTS = [
  { sts: popCoreClient(url, "sts"), ros: popCoreClient(url, "ros"), catalog: popCoreClient(url) },
  { sts: sdkClient(url, "sts"), ros: sdkClient(url, "ros"), catalog: sdkClient(url) },
];

describe.each(CLIENTS)("14.9 STS and ROS through $sts.name", ({ sts, ros, catalog: plans }) => {
  it("a role is assumed, says who it is, and approves what waits for it", async () => {
    await start();
    const PlanId = catalog.world.createPlan({ name: "web", approvers: [{ kind: "RamRole", name: "net-approvers" }] });
    clock.pass(5);
    const heard = await sts.call("AssumeRole", role, OWN);
    expect(heard).toMatchObject({
      body: {
        AssumedRoleUser: { Arn: "acs:ram::1466115886170001:role/net-approvers/slack.U01ALICE01" },
        Credentials: { AccessKeyId: expect.stringMatching(/^STS\./) },
      },
    });
    const { Credentials } = (heard as { body: { Credentials: Record<string, string> } }).body;
    const { AccessKeyId: keyId = "", AccessKeySecret: secret = "", SecurityToken: token = "" } = Credentials;
    const key = { keyId, secret, token };
    expect(await sts.call("GetCallerIdentity", {}, key)).toMatchObject({
      body: {
        AccountId: "1466115886170001",
        IdentityType: "AssumedRoleUser",
        Arn: "acs:ram::1466115886170001:assumed-role/net-approvers/slack.U01ALICE01",
      },
    });
    const decision = { PlanId, ApprovalAction: "Approve" };
    expect(await plans.call("ApproveProvisionedProductPlan", decision, key)).toHaveProperty("body");
    expect(catalog.world.plan(PlanId).status).toBe("ApplicationApproved");
  });
  it("a role that is not there, and one that may not be assumed, are refused", async () => {
    await start();
    const unknown = { ...role, RoleArn: `${APPROVER_ARN}-2` };
    expect(await sts.call("AssumeRole", unknown, OWN)).toEqual({
      refused: { code: "EntityNotExist.Role", status: 404 },
    });
    catalog.ram.allow(planbell, []);
    expect(await sts.call("AssumeRole", role, OWN)).toEqual({
      refused: { code: "NoPermission", status: 403, authAction: "sts:AssumeRole" },
    });
  });
  it("the stack of a plan that failed tells its log and its events", async () => {
    await start();
    const PlanId = catalog.world.createPlan({
      name: "web",
      executeFails: {
        statusMessage: "stack failed",
        stackLogs: [{ command: "apply", stream: "stderr", content: "Error: no quota" }],
        resources: [{ logicalId: "vm", type: "alicloud_instance", reason: "sold out" }],
      },
    });
    clock.pass(5);
    catalog.world.execute(PlanId);
    clock.pass(20);
    const stack = { StackId: catalog.world.state(PlanId).instance.stackId, RegionId: "cn-hangzhou" };
    const options = { ...stack, LogOption: "Stack", OutputOption: "Disabled" };
    expect(await ros.call("GetStack", options, OWN)).toMatchObject({
      body: {
        Status: "CREATE_FAILED",
        StatusReason: "stack failed",
        Log: { TerraformLogs: [{ Command: "apply", Stream: "stderr", Content: "Error: no quota" }] },
      },
    });
    const failed = { ...stack, Status: ["CREATE_FAILED"], PageSize: 50 };
    expect(await ros.call("ListStackEvents", failed, OWN)).toMatchObject({
      body: {
        TotalCount: 2,
        Events: [{ StatusReason: "stack failed" }, { LogicalResourceId: "vm", StatusReason: "sold out" }],
      },
    });
    expect(await ros.call("GetStack", { ...stack, StackId: "none" }, OWN)).toEqual({
      refused: { code: "StackNotFound", status: 404 },
    });
  });
});
