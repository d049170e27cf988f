import RPCClient from "@alicloud/pop-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EmulatedCatalog } from "../../../../local/catalog/server.ts";
import { startCatalog } from "../../../../local/catalog/server.ts";
import { call, handClock, signedQuery } from "../signed-call.ts";

let clock: ReturnType<typeof handClock>;
let catalog: EmulatedCatalog;
beforeEach(async () => {
  clock = handClock();
  catalog = await startCatalog({ clock });
});
afterEach(() => catalog.close());

const regions = (options: Parameters<typeof call>[3] = {}) => call(catalog.url, "ListRegions", {}, options);

describe("14.1 one endpoint: a call that is signed well", () => {
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
  it("may say in headers what it wants", async () => {
    const body = signedQuery("", {}, { common: { Version: "" } });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const send = (more: Record<string, string>) =>
      fetch(catalog.url, { method: "POST", body, headers: { ...headers, ...more } });
    expect((await send({ "x-acs-action": "ListRegions", "x-acs-version": "2021-09-01" })).status).toBe(200);
    expect(await (await send({ "x-acs-version": "2021-09-01" })).json()).toMatchObject({ Code: "MissingAction" });
    expect(await (await send({ "x-acs-action": "ListRegions" })).json()).toMatchObject({ Code: "MissingVersion" });
  });
  it("is heard at that one path only", async () => {
    const response = await fetch(`${catalog.url}other?${signedQuery("ListRegions", {}, { method: "GET" })}`);
    expect([response.status, await response.json()]).toMatchObject([404, { Code: "InvalidApi.NotFound" }]);
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

describe("14.1 one endpoint: a call that it cannot take", () => {
  it.each([
    ["no action", { common: { Action: "" } }, 400, "MissingAction"],
    ["an unknown action", { common: { Action: "constructor" } }, 404, "InvalidApi.NotFound"],
    ["no version", { common: { Version: "" } }, 400, "MissingVersion"],
    ["another version", { common: { Version: "2020-01-01" } }, 404, "InvalidVersion.NotFound"],
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
