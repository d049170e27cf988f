import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canonicalRequest, signatureOfV3, stringToSignV3 } from "../../../../local/catalog/door/signature-v3.ts";
import { type Acs3Options, acs3Call } from "../acs3-call.ts";
import { catalog, clock } from "../own-catalog.ts";
import { START } from "../signed-call.ts";

const MINUTE = 60_000;
const NO_HASH = "0".repeat(64);
const regions = (options: Acs3Options = {}) => acs3Call(catalog.url, "ListRegions", options);

describe("14.2 vector of version 3: the recorded POST of GetProvisionedProductPlan", () => {
  const body = "PlanId=plan-1";
  const recorded = {
    method: "POST",
    path: "/",
    query: new Map<string, string>(),
    headers: {
      host: "servicecatalog.cn-hangzhou.aliyuncs.com",
      "content-type": "application/x-www-form-urlencoded",
      "user-agent": "not signed",
      "x-acs-action": "GetProvisionedProductPlan",
      "x-acs-content-sha256": createHash("sha256").update(body).digest("hex"),
      "x-acs-date": "2026-01-02T03:04:05Z",
      "x-acs-signature-nonce": "nonce-1",
      "x-acs-version": "2021-09-01",
    },
    body: Buffer.from(body),
  };
  it("gets the recorded signature", () => {
    const hash = createHash("sha256").update(canonicalRequest(recorded)).digest("hex");
    expect([hash.slice(0, 8), hash.slice(-4)]).toEqual(["78bca7a6", "1164"]);
    expect(signatureOfV3("testsecret", stringToSignV3(recorded))).toBe(
      "6dd4515f1ae00e6ec4c49bdb06fbf2149cbdbd91a84471782489baa4c3bcfef9",
    );
  });
});

describe("14.2 version 3: a call that is signed well", () => {
  it("says in headers what it wants, and needs no common parameters", async () => {
    const heard = await regions();
    expect(heard.status).toBe(200);
    expect(heard.body).toMatchObject({ Regions: [{ RegionId: "cn-hangzhou" }] });
  });
  it("may have its parameters in the query, in the body, or in both", async () => {
    const id = catalog.world.createPlan({ name: "a b*!'()~中+&=" });
    const filter = { "Filters.1.Key": "FullTextSearch", "Filters.1.Value": "a b*!'()~中+&=" };
    const query = { AccessLevelFilter: "Account", ...filter };
    const asked = await acs3Call(catalog.url, "ListProvisionedProductPlans", { query });
    expect(asked.body).toMatchObject({ TotalCount: 1, PlanDetails: [{ PlanId: id }] });
    const body = new URLSearchParams(filter).toString();
    const split = await acs3Call(catalog.url, "ListProvisionedProductPlans", {
      query: { AccessLevelFilter: "Account" },
      body,
    });
    expect(split.body).toMatchObject({ TotalCount: 1, PlanDetails: [{ PlanId: id }] });
    expect((await acs3Call(catalog.url, "GetProvisionedProductPlan", { body: `PlanId=${id}` })).status).toBe(200);
  });
  it("may name its key in a header too", async () => {
    expect((await regions({ headers: { "x-acs-accesskey-id": "LTAI5tPlanbellDemo" } })).status).toBe(200);
  });
  it("may come as GET", async () => {
    expect((await regions({ method: "GET" })).status).toBe(200);
  });
  it("wants what its signed headers say, not what a parameter says", async () => {
    const heard = await regions({ query: { Action: "GetTask", Version: "2000-01-01" } });
    expect(heard.body).toMatchObject({ Regions: [{ RegionId: "cn-hangzhou" }] });
  });
});

describe("14.2 version 3: a call that is signed badly", () => {
  it("is told what the server signed", async () => {
    const heard = await regions({ secret: "wrong" });
    expect([heard.status, heard.body.Code]).toEqual([400, "SignatureDoesNotMatch"]);
    expect(heard.body.Message).toMatch(/server string to sign is:ACS3-HMAC-SHA256\n[0-9a-f]{64}$/);
  });
  it.each<[string, Acs3Options]>([
    ["another action", { tampered: { "x-acs-action": "GetTask" } }],
    ["another date", { tampered: { "x-acs-date": "2026-01-02T03:04:06Z" } }],
    ["another body", { body: "PageSize=1", tamperedBody: "PageSize=2" }],
    ["another hash of the body", { tampered: { "x-acs-content-sha256": NO_HASH } }],
  ])("is refused with %s than was signed", async (_what, options) => {
    expect(await regions(options)).toMatchObject({ status: 400, body: { Code: "SignatureDoesNotMatch" } });
  });
  it.each<[string, Acs3Options, number, string]>([
    ["an unknown access key", { keyId: "LTAI5tUnknown" }, 404, "InvalidAccessKeyId.NotFound"],
    ["no nonce", { headers: { "x-acs-signature-nonce": "" } }, 400, "MissingSignatureNonce"],
    ["no date", { headers: { "x-acs-date": "" } }, 400, "MissingTimestamp"],
    ["a date of another form", { headers: { "x-acs-date": "2026-01-02 03:04:05" } }, 400, "InvalidTimeStamp.Format"],
    ["a header that was not signed", { tampered: { "x-acs-extra": "1" } }, 400, "IncompleteSignature"],
    ["no hash of its body", { headers: { "x-acs-content-sha256": "" } }, 400, "IncompleteSignature"],
    ["a signed hash of no body", { headers: { "x-acs-content-sha256": NO_HASH } }, 400, "SignatureDoesNotMatch"],
    ["a second key", { headers: { "x-acs-accesskey-id": "LTAI5tOther" } }, 400, "IncompleteSignature"],
    ["half a header", { tampered: { authorization: "ACS3-HMAC-SHA256 Credential=x" } }, 400, "IncompleteSignature"],
    ["no action", { headers: { "x-acs-action": "" } }, 400, "MissingAction"],
    ["no version", { headers: { "x-acs-version": "" } }, 400, "MissingVersion"],
    ["another version", { version: "2020-01-01" }, 404, "InvalidVersion.NotFound"],
  ])("has %s", async (_what, options, status, code) => {
    const heard = await regions(options);
    expect([heard.status, heard.body.Code]).toEqual([status, code]);
  });
});

describe("14.2 version 3: a nonce that comes twice", () => {
  it("is refused within 15 minutes, and let in after them", async () => {
    await regions({ nonce: "n1" });
    clock.pass(900);
    expect((await regions({ nonce: "n1", at: clock.now() })).body.Code).toBe("SignatureNonceUsed");
    clock.pass(1);
    expect((await regions({ nonce: "n1", at: clock.now() })).status).toBe(200);
  });
  it("was not used up by a wrong signature", async () => {
    await regions({ nonce: "n1", secret: "wrong" });
    expect((await regions({ nonce: "n1" })).status).toBe(200);
  });
});

describe("14.2 version 3: a clock that is wrong", () => {
  it.each([-15 * MINUTE, 15 * MINUTE])("by %i ms is tolerated", async (skew) => {
    expect((await regions({ at: START + skew })).status).toBe(200);
  });
  it.each([-15 * MINUTE - 1_000, 15 * MINUTE + 1_000])("by %i ms is refused", async (skew) => {
    const heard = await regions({ at: START + skew });
    expect([heard.status, heard.body.Code]).toEqual([400, "InvalidTimeStamp.Expired"]);
  });
});
