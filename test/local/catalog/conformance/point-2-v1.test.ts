import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EmulatedCatalog } from "../../../../local/catalog/server.ts";
import { startCatalog } from "../../../../local/catalog/server.ts";
import { call, handClock, START } from "../signed-call.ts";

const MINUTE = 60_000;

let clock: ReturnType<typeof handClock>;
let catalog: EmulatedCatalog;
beforeEach(async () => {
  clock = handClock();
  catalog = await startCatalog({ clock });
});
afterEach(() => catalog.close());

const regions = (options: Parameters<typeof call>[3] = {}) => call(catalog.url, "ListRegions", {}, options);

describe("14.2 signatures: a call that is signed with a wrong secret", () => {
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

describe("14.2 signatures: a nonce that comes twice", () => {
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

describe("14.2 signatures: a clock that is wrong", () => {
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

describe("14.2 signatures: a call whose common parameters are wrong", () => {
  it.each([
    ["an unknown access key", { keyId: "LTAI5tUnknown" }, 404, "InvalidAccessKeyId.NotFound"],
    ["no access key", { common: { AccessKeyId: "" } }, 400, "MissingAccessKeyId"],
    ["no nonce", { common: { SignatureNonce: "" } }, 400, "MissingSignatureNonce"],
    ["no timestamp", { common: { Timestamp: "" } }, 400, "MissingTimestamp"],
    ["a timestamp of another form", { common: { Timestamp: "2026-01-02 03:04:05" } }, 400, "InvalidTimeStamp.Format"],
    ["another signature method", { common: { SignatureMethod: "HMAC-SHA256" } }, 400, "InvalidSignatureMethod"],
  ])("has %s", async (_what, options, status, code) => {
    const heard = await regions(options);
    expect([heard.status, heard.body.Code]).toEqual([status, code]);
  });
});
