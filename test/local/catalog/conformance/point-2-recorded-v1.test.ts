import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signatureOf, stringToSign } from "../../../../local/catalog/door/signature-v1.ts";
import type { EmulatedCatalog } from "../../../../local/catalog/server.ts";
import { startCatalog } from "../../../../local/catalog/server.ts";
import { START } from "../signed-call.ts";

const common = {
  Version: "2021-09-01",
  Format: "JSON",
  AccessKeyId: "testid",
  SignatureMethod: "HMAC-SHA1",
  SignatureVersion: "1.0",
  SignatureNonce: "nonce-1",
  Timestamp: "2026-01-02T03:04:05Z",
};
const get = { ...common, Action: "GetProvisionedProductPlan", PlanId: "plan-1" };
const approve = {
  ...common,
  Action: "ApproveProvisionedProductPlan",
  PlanId: "plan-1",
  ApprovalAction: "Approve",
  Comment: "line1\nline2 😀",
};
const list = {
  ...common,
  Action: "ListProvisionedProductPlans",
  AccessLevelFilter: "Account",
  PageNumber: "1",
  PageSize: "100",
  "Filters.1.Key": "ProvisionedProductPlanStatus",
  "Filters.1.Value": "ApplicationInProgress",
  "Filters.2.Key": "FullTextSearch",
  "Filters.2.Value": "a b*!'()~中+&=",
};

/** Signatures that were recorded from the vendor's own client. */
const VECTORS = [
  { method: "POST", params: get, signature: "8Bob3jtnbLg25dAuq1JDgK1UyZQ=" },
  { method: "POST", params: approve, signature: "4OWslUHW/4+xpufMP4vKbkDJc5Q=" },
  { method: "GET", params: list, signature: "IjgY6CUy5HMvw+MboyFSFxKjcqY=" },
  { method: "POST", params: list, signature: "yPxtH04GTw+CfW8sMEbnOD+kPrQ=" },
];

describe.each(VECTORS)(
  "14.2 vectors of version 1.0: the recorded $method of $params.Action",
  ({ method, params, signature }) => {
    it("gets the recorded signature", () => {
      expect(signatureOf("testsecret", stringToSign(method, new Map(Object.entries(params))))).toBe(signature);
    });

    describe("sent to the service", () => {
      let catalog: EmulatedCatalog;
      beforeAll(async () => {
        const key = { id: "testid", secret: "testsecret", principal: { kind: "RamUser", name: "test" } };
        catalog = await startCatalog({ clock: { now: () => START }, keys: [key] });
      });
      afterAll(() => catalog.close());

      const send = (signed: string) => {
        const query = new URLSearchParams({ ...params, Signature: signed });
        return method === "GET" ? fetch(`${catalog.url}?${query}`) : fetch(catalog.url, { method, body: query });
      };

      it("is refused with another signature", async () => {
        const response = await send("8Bob3jtnbLg25dAuq1JDgK1UyZR=");
        expect([response.status, await response.json()]).toMatchObject([400, { Code: "SignatureDoesNotMatch" }]);
      });

      it("is let in with the recorded one", async () => {
        const body = await (await send(signature)).json();
        const known =
          params.Action === "ListProvisionedProductPlans" ? { TotalCount: 0 } : { Code: "InvalidPlan.NotFound" };
        expect(body).toMatchObject(known);
      });
    });
  },
);

it("14.2 version 1.0 sorts names in plain character order", () => {
  const params = new Map([
    ["Filters.2.Key", "b"],
    ["Filters.10.Key", "a"],
    ["Signature", "ignored"],
  ]);
  expect(stringToSign("POST", params)).toBe("POST&%2F&Filters.10.Key%3Da%26Filters.2.Key%3Db");
});
