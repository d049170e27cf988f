import { describe, expect, it } from "vitest";
import { callerCheck, catalogCheck, permissionChecks, roleChecks } from "../../../lib/app/doctor/judge-cloud.ts";
import { failed, found } from "./findings.ts";

describe("who calls", () => {
  it("is shown by account and name", () =>
    expect(
      callerCheck(found({ accountId: "1466115886170001", arn: "acs:ram::1466115886170001:user/planbell" })),
    ).toEqual({
      name: "identity",
      state: "ok",
      text: "account 1466115886170001, acs:ram::1466115886170001:user/planbell",
    }));

  it("should not be the account itself", () =>
    expect(callerCheck(found({ accountId: "14", arn: "acs:ram::14:root" }))).toMatchObject({
      state: "warn",
      text: "account 14, acs:ram::14:root: the account itself, which may do everything and can play no role",
    }));
});

describe("a refusal of the cloud", () => {
  it.each([
    ["Network", "check SERVICE_CATALOG_ENDPOINT, and that this machine reaches it"],
    ["Timeout", "check SERVICE_CATALOG_ENDPOINT, and that this machine reaches it"],
    ["NoPermission", "grant the caller the rights that docs/service-catalog.md lists"],
    ["InvalidTimeStamp.Expired", "set this machine's clock"],
    ["InvalidSecurityToken.Expired", "get new temporary keys, all three of them"],
    [
      "InvalidAccessKeyId.NotFound",
      "copy AccessKey id and secret anew: ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    ],
    [
      "SignatureDoesNotMatch",
      "copy AccessKey id and secret anew: ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    ],
    ["Unheard.Of", "look the code up: https://api.alibabacloud.com/troubleshoot"],
  ])("%s says what to do", (code, fix) =>
    expect(catalogCheck(failed(code, "List failed"))).toEqual({
      name: "catalog",
      state: "fail",
      text: "List failed",
      fix,
    }),
  );

  it("names the variable of its own API", () => {
    expect(callerCheck(failed("Network")).fix).toBe("check STS_ENDPOINT, and that this machine reaches it");
  });
});

describe("the list", () => {
  it("is told with how long it took", () =>
    expect(catalogCheck(found(12, 34.4)).text).toBe("12 plans, listed in 34 ms"));
});

describe("permissions", () => {
  const get = { action: "servicecatalog:GetProvisionedProductPlan" };
  const logs = { action: "servicecatalog:ListTasks", without: "failures are told without log lines" };

  it("are proven by any answer but a refusal: what was asked for is not there", () =>
    expect(
      permissionChecks("permissions", [
        { ...get, finding: failed("InvalidPlan.NotFound") },
        { ...logs, finding: found([]) },
      ]),
    ).toEqual([
      {
        name: "permissions",
        state: "ok",
        text: "servicecatalog:GetProvisionedProductPlan, servicecatalog:ListTasks",
      },
    ]));

  it("that are missing are named, with what does not work", () =>
    expect(
      permissionChecks("permissions", [
        { ...get, finding: failed("NoPermission") },
        { ...logs, finding: failed("Forbidden.RAM") },
      ]),
    ).toEqual([
      {
        name: "permissions",
        state: "fail",
        text: "servicecatalog:GetProvisionedProductPlan is not allowed: no plan can be told",
        fix: "grant servicecatalog:GetProvisionedProductPlan to the caller in RAM",
      },
      {
        name: "permissions",
        state: "warn",
        text: "servicecatalog:ListTasks is not allowed: failures are told without log lines",
        fix: "grant servicecatalog:ListTasks to the caller in RAM, or live with it",
      },
    ]));

  it("are not known when nobody answers", () =>
    expect(permissionChecks("stacks", [{ ...logs, finding: failed("Network", "cannot reach it") }])).toEqual([
      { name: "stacks", state: "warn", text: "cannot reach it", fix: "check the network, and run the doctor again" },
    ]));
});

describe("the roles of approvers", () => {
  const role = { principal: "RamRole:net-approvers", arn: "acs:ram::14:role/net-approvers" };

  it("are none where none are set", () => expect(roleChecks([])).toEqual([]));

  it.each([
    [found(undefined), "ok", undefined],
    [
      failed("NoPermission", "no"),
      "fail",
      "allow the caller sts:AssumeRole on it, and name the caller in the role's trust policy",
    ],
    [failed("EntityNotExist.Role", "no"), "fail", "correct approvals.roles"],
    [failed("Network", "no"), "fail", "check STS_ENDPOINT, and that this machine reaches it"],
  ])("are tried one by one: %#", (finding, state, fix) => {
    const [check] = roleChecks([{ ...role, finding }]);
    expect([check?.name, check?.state, check?.fix]).toEqual(["role RamRole:net-approvers", state, fix]);
  });

  it("say whose decisions fail", () =>
    expect(roleChecks([{ ...role, finding: failed("NoPermission", "AssumeRole failed") }])[0]?.text).toBe(
      "acs:ram::14:role/net-approvers cannot be played, so decisions of RamRole:net-approvers fail: AssumeRole failed",
    ));
});
