import RPCClient from "@alicloud/pop-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EmulatedCatalog } from "../../../local/catalog/server.ts";
import { startCatalog } from "../../../local/catalog/server.ts";
import { call, handClock, START, signedQuery } from "./signed-call.ts";

const MINUTE = 60_000;

let clock: ReturnType<typeof handClock>;
let catalog: EmulatedCatalog;
beforeEach(async () => {
  clock = handClock();
  catalog = await startCatalog({ clock });
});
afterEach(() => catalog.close());

const regions = (options: Parameters<typeof call>[3] = {}) => call(catalog.url, "ListRegions", {}, options);

describe("a call that is signed well", () => {
  it("is answered with an upper-case request id and no code", async () => {
    const heard = await regions();
    expect(heard.status).toBe(200);
    expect(heard.body.RequestId).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
    expect(heard.body.Code).toBeUndefined();
    expect(heard.body.Regions).toEqual([
      {
        RegionId: "cn-hangzhou",
        RegionEndpoint: "servicecatalog.cn-hangzhou.aliyuncs.com",
        LocalName: "China (Hangzhou)",
      },
    ]);
  });
  it("may come as GET", async () => {
    expect((await regions({ method: "GET" })).status).toBe(200);
  });
  it("may have part of its parameters in the query and part in the body", async () => {
    const [first, ...rest] = signedQuery("ListRegions", {}).split("&");
    const response = await fetch(`${catalog.url}?${first}`, {
      method: "POST",
      body: rest.join("&"),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(response.status).toBe(200);
  });
  it("is answered to the vendor's own client", async () => {
    const planId = catalog.world.createPlan({ name: "web 😀 *!'()" });
    const client = new RPCClient({
      endpoint: catalog.url.slice(0, -1),
      apiVersion: "2021-09-01",
      accessKeyId: "LTAI5tPlanbellDemo",
      accessKeySecret: "planbell-demo-secret",
    });
    const params = {
      AccessLevelFilter: "Account",
      Filters: [{ Key: "FullTextSearch", Value: "web 😀 *!'()" }],
      Timestamp: "2026-01-02T03:04:05Z",
    };
    const body = await client.request("ListProvisionedProductPlans", params, { method: "POST" });
    expect(body).toMatchObject({ TotalCount: 1, PlanDetails: [{ PlanId: planId, PlanName: "web 😀 *!'()" }] });
  });
});

describe("a call that is signed with a wrong secret", () => {
  it("is told what the server signed", async () => {
    const heard = await regions({ secret: "wrong", nonce: "n1", method: "GET" });
    expect(heard.status).toBe(400);
    expect(heard.body).toMatchObject({
      HostId: new URL(catalog.url).host,
      Code: "SignatureDoesNotMatch",
      Message:
        "Specified signature is not matched with our calculation. server string to sign is:GET&%2F&" +
        "AccessKeyId%3DLTAI5tPlanbellDemo%26Action%3DListRegions%26Format%3DJSON%26SignatureMethod%3DHMAC-SHA1" +
        "%26SignatureNonce%3Dn1%26SignatureVersion%3D1.0%26Timestamp%3D2026-01-02T03%253A04%253A05Z%26Version%3D2021-09-01",
    });
  });
  it("does not use up its nonce", async () => {
    await regions({ secret: "wrong", nonce: "n1" });
    expect((await regions({ nonce: "n1" })).status).toBe(200);
  });
});

describe("a nonce that comes twice", () => {
  it("is refused within 15 minutes", async () => {
    await regions({ nonce: "n1" });
    clock.pass(900);
    expect((await regions({ nonce: "n1", at: clock.now() })).body.Code).toBe("SignatureNonceUsed");
  });
  it("is let in after them", async () => {
    await regions({ nonce: "n1" });
    clock.pass(901);
    expect((await regions({ nonce: "n1", at: clock.now() })).status).toBe(200);
  });
});

describe("a clock that is wrong", () => {
  it.each([-15 * MINUTE, 15 * MINUTE])("by %i ms is tolerated", async (skew) => {
    expect((await regions({ at: START + skew })).status).toBe(200);
  });
  it.each([-15 * MINUTE - 1_000, 15 * MINUTE + 1_000])("by %i ms is refused", async (skew) => {
    const heard = await regions({ at: START + skew });
    expect([heard.status, heard.body.Code]).toEqual([400, "InvalidTimeStamp.Expired"]);
  });
  it("may be the service's own, when signing goes by another", async () => {
    const other = await startCatalog({ clock: { now: () => 0 }, signingClock: clock });
    expect((await call(other.url, "ListRegions")).status).toBe(200);
    await other.close();
  });
});

describe("a call that the gateway cannot take", () => {
  it.each([
    ["an unknown access key", { keyId: "LTAI5tUnknown" }, 404, "InvalidAccessKeyId.NotFound"],
    ["no access key", { common: { AccessKeyId: "" } }, 400, "MissingAccessKeyId"],
    ["no nonce", { common: { SignatureNonce: "" } }, 400, "MissingSignatureNonce"],
    ["no timestamp", { common: { Timestamp: "" } }, 400, "MissingTimestamp"],
    ["a timestamp of another form", { common: { Timestamp: "2026-01-02 03:04:05" } }, 400, "InvalidTimeStamp.Format"],
    ["another signature method", { common: { SignatureMethod: "HMAC-SHA256" } }, 400, "InvalidSignatureMethod"],
    ["no action", { common: { Action: "" } }, 400, "MissingAction"],
    ["an unknown action", { common: { Action: "constructor" } }, 404, "InvalidApi.NotFound"],
    ["no version", { common: { Version: "" } }, 400, "MissingVersion"],
    ["another version", { common: { Version: "2015-04-01" } }, 404, "InvalidVersion.NotFound"],
  ])("has %s", async (_what, options, status, code) => {
    const heard = await regions(options);
    expect([heard.status, heard.body.Code]).toEqual([status, code]);
  });
  it("has the wrong verb", async () => {
    const asked = { AccessLevelFilter: "Account" };
    const posted = await call(catalog.url, "ListProvisionedProductPlanApprovers", asked);
    const got = await call(catalog.url, "ListProvisionedProductPlanApprovers", asked, { method: "GET" });
    expect([posted.status, posted.body.Code, got.status]).toEqual([405, "UnsupportedHTTPMethod", 200]);
  });
});

it("counts calls, refused ones too", async () => {
  await regions();
  await regions({ secret: "wrong" });
  await call(catalog.url, "GetTask");
  expect([catalog.calls.total, catalog.calls.byAction]).toEqual([3, { ListRegions: 2, GetTask: 1 }]);
  catalog.calls.clear();
  expect([catalog.calls.total, catalog.calls.byAction]).toEqual([0, {}]);
});
