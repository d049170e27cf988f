import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EmulatedCatalog } from "../../../../local/catalog/server.ts";
import { DEMO_KEY, startCatalog } from "../../../../local/catalog/server.ts";
import { call, handClock } from "../signed-call.ts";

let catalog: EmulatedCatalog;
beforeEach(async () => {
  catalog = await startCatalog({ clock: handClock() });
});
afterEach(() => catalog.close());

const list = () => call(catalog.url, "ListProvisionedProductPlans", { AccessLevelFilter: "Account" });
const regions = () => call(catalog.url, "ListRegions");

describe("14.7 faults: a fault that comes instead of the answer", () => {
  it("throttles, with a time to wait", async () => {
    catalog.faults.next("throttle", { ms: 250 });
    const heard = await list();
    expect([heard.status, heard.body.Code, heard.headers.get("x-acs-retry-after")]).toEqual([
      400,
      "Throttling.User",
      "250",
    ]);
  });
  it("is an internal error", async () => {
    catalog.faults.next("error500");
    expect(await list()).toMatchObject({ status: 500, body: { Code: "InternalError" } });
  });
  it("is an internal error without a code", async () => {
    catalog.faults.next("error500-without-code");
    const heard = await list();
    expect(heard.status).toBe(500);
    expect(heard.body).toEqual({
      RequestId: expect.any(String),
      HostId: new URL(catalog.url).host,
      Message: "A system error occurred.",
    });
  });
  it("is a page of HTML", async () => {
    catalog.faults.next("html502");
    const heard = await list();
    expect([heard.status, heard.headers.get("content-type")]).toEqual([502, "text/html"]);
    expect(heard.body).toContain("502 Bad Gateway");
  });
  it("is nothing at all", async () => {
    catalog.faults.next("empty");
    expect(await list()).toMatchObject({ status: 503, body: "" });
  });
  it("is a broken connection", async () => {
    catalog.faults.next("reset");
    await expect(list()).rejects.toThrow("fetch failed");
    expect(catalog.calls.total).toBe(1);
  });
});

describe("14.7 faults: a fault on the way back", () => {
  const cancel = async () => {
    const clock = handClock();
    await catalog.close();
    catalog = await startCatalog({ clock });
    const id = catalog.world.createPlan({ name: "web", owner: DEMO_KEY.principal });
    clock.pass(5);
    return { id, send: () => call(catalog.url, "CancelProvisionedProductPlan", { PlanId: id }) };
  };
  it("loses the answer of a call that was done", async () => {
    const { id, send } = await cancel();
    catalog.faults.next("lost-answer");
    await expect(send()).rejects.toThrow("fetch failed");
    expect(catalog.world.plan(id).status).toBe("Canceled");
  });
  it("breaks the connection before the call is done", async () => {
    const { id, send } = await cancel();
    catalog.faults.next("reset");
    await expect(send()).rejects.toThrow("fetch failed");
    expect(catalog.world.plan(id).status).toBe("PreviewSuccess");
  });
  it("is late, and right", async () => {
    catalog.faults.next("slow", { ms: 30 });
    expect(await list()).toMatchObject({ status: 200, body: { TotalCount: 0, PlanDetails: [] } });
  });
  it("gives a client time to give up", async () => {
    catalog.faults.next("slow", { ms: 60_000 });
    await expect(fetch(catalog.url, { signal: AbortSignal.timeout(20) })).rejects.toThrow("timeout");
  });
  it("has a body that comes in two parts", async () => {
    catalog.faults.next("slow-body", { ms: 30 });
    expect(await list()).toMatchObject({ status: 200, body: { TotalCount: 0, PlanDetails: [] } });
  });
  it("has a body that does not end while anybody waits", async () => {
    catalog.faults.next("slow-body", { ms: 60_000 });
    const response = await fetch(catalog.url);
    const reader = response.body!.getReader();
    const first = await reader.read();
    const length = Number(response.headers.get("content-length"));
    expect([first.done, first.value?.length]).toEqual([false, Math.floor(length / 2)]);
    await reader.cancel();
  });
  it("has the wrong shape", async () => {
    catalog.faults.next("malformed");
    const heard = await list();
    expect(heard.status).toBe(200);
    expect(heard.body).toMatchObject({ TotalCount: 0, PlanDetails: "not what you expect" });
  });
});

describe("14.7 faults: faults in a row", () => {
  it("meet the calls in the order in which they were asked for, each as often as wanted", async () => {
    catalog.faults.next("error500", { times: 2 });
    catalog.faults.next("empty");
    const heard = [await list(), await regions(), await list(), await list()];
    expect(heard.map((one) => one.status)).toEqual([500, 500, 503, 200]);
  });
  it("can be taken back, what is left of one and not of the others", async () => {
    const end = catalog.faults.next("error500", { times: Number.POSITIVE_INFINITY });
    catalog.faults.next("empty");
    const heard = [await list(), await list()];
    end();
    heard.push(await list(), await list());
    expect(heard.map((one) => one.status)).toEqual([500, 500, 503, 200]);
  });
  it("spare other actions", async () => {
    catalog.faults.next("error500", { action: "ListRegions" });
    const heard = [await list(), await regions(), await regions()];
    expect(heard.map((one) => one.status)).toEqual([200, 500, 200]);
  });
  it("last until cleared when the service is down", async () => {
    catalog.faults.next("down");
    const heard = [await list(), await regions(), await list()];
    expect(heard.map((one) => [one.status, one.body.Code])).toEqual(
      Array.from({ length: 3 }, () => [503, "ServiceUnavailable"]),
    );
    catalog.faults.clear();
    expect((await list()).status).toBe(200);
  });
});
