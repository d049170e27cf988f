import { beforeEach, describe, expect, it } from "vitest";
import { acs3Call } from "../acs3-call.ts";
import { APPROVER, APPROVER_ARN, assume, STS, session, whoAmI } from "../assumed-role.ts";
import { alice, catalog, clock, hear, planbell, restart } from "../own-catalog.ts";

beforeEach(() => restart({ roles: [APPROVER] }));
const regions = (options: Parameters<typeof hear>[2]) => hear("ListRegions", {}, options);

describe("14.2 STS: a role that is assumed", () => {
  it("gives a temporary key, which names the session and says how long it lasts", async () => {
    const { status, body } = await assume();
    expect(status).toBe(200);
    expect(body).toEqual({
      RequestId: expect.any(String),
      AssumedRoleUser: {
        Arn: "acs:ram::1466115886170001:role/net-approvers/slack.U01ALICE01",
        AssumedRoleId: expect.stringMatching(/^\d{18}:slack\.U01ALICE01$/),
      },
      Credentials: {
        AccessKeyId: expect.stringMatching(/^STS\./),
        AccessKeySecret: expect.stringMatching(/^\w{44}$/),
        SecurityToken: expect.any(String),
        Expiration: "2026-01-02T04:04:05Z",
      },
    });
    expect(body.Credentials.SecurityToken.length).toBeGreaterThan(2_000);
  });
  it("lasts as long as was asked for", async () => {
    const { body } = await assume({ DurationSeconds: "900" });
    expect(body.Credentials.Expiration).toBe("2026-01-02T03:19:05Z");
  });
  it("lets calls in, until it expires", async () => {
    const key = await session({ DurationSeconds: "900" });
    clock.pass(899);
    expect((await regions(key)).status).toBe(200);
    clock.pass(1);
    const heard = await regions(key);
    expect([heard.status, heard.body.Code]).toEqual([400, "InvalidSecurityToken.Expired"]);
  });
  it("lets calls of signature version 3 in, until it expires", async () => {
    const { keyId = "", secret = "", token = "" } = await session({ DurationSeconds: "900" });
    const call = () => acs3Call(catalog.url, "ListRegions", { keyId, secret, token, at: clock.now() });
    expect((await call()).status).toBe(200);
    clock.pass(900);
    expect(await call()).toMatchObject({ status: 400, body: { Code: "InvalidSecurityToken.Expired" } });
  });
  it("may be assumed by another role", async () => {
    expect((await assume({}, await session())).status).toBe(200);
  });
});

describe("14.2 STS: a temporary key", () => {
  it("without its token is refused", async () => {
    const { keyId = "", secret = "" } = await session();
    expect((await regions({ keyId, secret })).body.Code).toBe("MissingSecurityToken");
  });
  it("with the token of another is refused", async () => {
    const [mine, other] = [await session(), await session()];
    expect((await regions({ ...mine, ...(other.token ? { token: other.token } : {}) })).body.Code).toBe(
      "InvalidSecurityToken.MismatchWithAccessKey",
    );
  });
  it("with a token that nobody gave out is refused, and so is a lasting key with one", async () => {
    const key = await session();
    const codes = [await regions({ ...key, token: "made-up" }), await regions({ token: "made-up" })];
    expect(codes.map((heard) => heard.body.Code)).toEqual([
      "InvalidSecurityToken.Malformed",
      "InvalidSecurityToken.Malformed",
    ]);
  });
  it("may be there from the start, as a function's role has one", async () => {
    const key = { id: "STS.function", secret: "s", securityToken: "t", principal: { kind: "RamRole", name: "fc" } };
    await restart({ keys: [key] });
    expect((await regions({ keyId: "STS.function", secret: "s", token: "t" })).status).toBe(200);
    expect((await regions({ keyId: "STS.function", secret: "s" })).body.Code).toBe("MissingSecurityToken");
  });
});

describe("14.2 STS: a role that cannot be assumed", () => {
  it.each<[string, Record<string, string>, number, string]>([
    ["no role", { RoleArn: "" }, 400, "MissingRoleArn"],
    ["no session", { RoleSessionName: "" }, 400, "MissingRoleSessionName"],
    ["something that is no role", { RoleArn: "net-approvers" }, 400, "InvalidParameter.RoleArn"],
    ["an unknown role", { RoleArn: `${APPROVER_ARN}-2` }, 404, "EntityNotExist.Role"],
    ["a role of another account", { RoleArn: "acs:ram::1:role/net-approvers" }, 404, "EntityNotExist.Role"],
    ["a session name of 1 character", { RoleSessionName: "a" }, 400, "InvalidParameter.RoleSessionName"],
    ["a session name of 65", { RoleSessionName: "a".repeat(65) }, 400, "InvalidParameter.RoleSessionName"],
    ["a session name with a colon", { RoleSessionName: "slack:U1" }, 400, "InvalidParameter.RoleSessionName"],
    ["899 seconds", { DurationSeconds: "899" }, 400, "InvalidParameter.DurationSeconds"],
    ["more seconds than the role allows", { DurationSeconds: "3601" }, 400, "InvalidParameter.DurationSeconds"],
    ["a policy that is none", { Policy: "{" }, 400, "InvalidParameter.PolicyGrammar"],
    ["a policy above 2,048 characters", { Policy: " ".repeat(2_049) }, 400, "InvalidParameter.PolicyGrammar"],
    [
      "a policy with a condition, which is not judged here",
      { Policy: '{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{}}]}' },
      400,
      "InvalidParameter.PolicyGrammar",
    ],
  ])("is asked for with %s", async (_what, params, status, code) => {
    const heard = await assume(params);
    expect([heard.status, heard.body.Code]).toEqual([status, code]);
  });
  it("may last longer where the role says so", async () => {
    catalog.ram.addRole({ ...APPROVER, maxSessionSeconds: 7_200 });
    expect((await assume({ DurationSeconds: "7200" })).status).toBe(200);
  });
  it("does not trust the caller", async () => {
    catalog.ram.addRole({ ...APPROVER, trusts: [alice] });
    expect(await assume()).toMatchObject({
      status: 403,
      body: {
        Code: "NoPermission",
        AccessDeniedDetail: { AuthAction: "sts:AssumeRole", PolicyType: "AssumeRolePolicy" },
      },
    });
    catalog.ram.addRole({ ...APPROVER, trusts: [alice, planbell] });
    expect((await assume()).status).toBe(200);
  });
  it("wants to hear its external id", async () => {
    catalog.ram.addRole({ ...APPROVER, externalId: "planbell/1" });
    const heard = [await assume(), await assume({ ExternalId: "other" }), await assume({ ExternalId: "planbell/1" })];
    expect(heard.map(({ status }) => status)).toEqual([403, 403, 200]);
    expect((await assume({ ExternalId: "a b" })).body.Code).toBe("InvalidParameter.ExternalId");
  });
});

describe("14.2 STS: who calls", () => {
  it("is a user", async () => {
    const digits = expect.stringMatching(/^\d{18}$/);
    expect(await whoAmI()).toEqual({
      RequestId: expect.any(String),
      AccountId: "1466115886170001",
      Arn: "acs:ram::1466115886170001:user/planbell",
      IdentityType: "RAMUser",
      PrincipalId: digits,
      UserId: digits,
    });
  });
  it("is a role in a session", async () => {
    expect(await whoAmI(await session())).toEqual({
      RequestId: expect.any(String),
      AccountId: "1466115886170001",
      Arn: "acs:ram::1466115886170001:assumed-role/net-approvers/slack.U01ALICE01",
      IdentityType: "AssumedRoleUser",
      PrincipalId: expect.stringMatching(/^\d{18}:slack\.U01ALICE01$/),
      RoleId: expect.stringMatching(/^\d{18}$/),
    });
  });
  it("is told without any right", async () => {
    catalog.ram.allow(planbell, []);
    expect(await whoAmI()).toMatchObject({ IdentityType: "RAMUser" });
  });
  it("is no call of Service Catalog", async () => {
    expect((await hear("GetCallerIdentity")).body.Code).toBe("InvalidApi.NotFound");
    expect((await hear("ListRegions", {}, { version: STS })).body.Code).toBe("InvalidApi.NotFound");
  });
});
