import { createHmac } from "node:crypto";
import { inspect } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { apiError, isNotFound, retryAfterOf } from "../../lib/catalog/api-errors.ts";
import { ms } from "../../lib/model/brand.ts";
import { type CatalogError, NotThere } from "../../lib/model/errors.ts";
import { CLIENTS, type Client } from "./clients.ts";
import { type Answer, type Gateway, NotedClock, openGateway, type Seen } from "./scripted-gateway.ts";

const ID = "LTAI5tCanaryAccessKey01";
const SECRET = "CanarySecret/with+odd=chars";
const TOKEN = "CAIS-canary-token-0123456789";
const open: Gateway[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((gateway) => gateway.close()));
});

/** What a caller gets when the gateway gives `answer` to one read, or to the one action that goes as GET. */
async function refusedBy(client: Client, answer: Answer, action = "GetProvisionedProductPlan"): Promise<CatalogError> {
  const gateway = await openGateway(answer);
  open.push(gateway);
  const rpc = client.createRpc({
    endpoint: gateway.endpoint,
    credentials: { accessKeyId: ID, accessKeySecret: SECRET, securityToken: TOKEN },
    clock: new NotedClock("2026-01-02T03:04:05Z"),
    timeouts: { connect: ms(500), read: ms(500) },
  });
  const thrown = await rpc.call(action, { PlanId: "plan-1" }, "PlanDetail").catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(client.CatalogError);
  return thrown as CatalogError;
}

const body = (Code: unknown, Message: unknown, more: object = {}): Answer => ({
  json: { RequestId: "0FEEF92D-4052-5202-87D0-3D8EC16F81BF", Code, Message, ...more },
  status: 400,
});

/** A gateway's answer to a wrong signature, which ends in the text that the gateway signed. */
const wrongSignature =
  (signed: (seen: Seen) => string): Answer =>
  (response, seen) => {
    const Message = `Specified signature is not matched with our calculation. server string to sign is:${signed(seen)}`;
    response.writeHead(400).end(JSON.stringify({ Code: "SignatureDoesNotMatch", Message, RequestId: "r-1" }));
  };

/** The string to sign by the rules of Signature V1, from the form. */
function stringToSign({ form }: Seen): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const names = [...form.keys()].filter((name) => name !== "Signature").sort();
  return `POST&%2F&${encode(names.map((name) => `${encode(name)}=${encode(form.get(name)!)}`).join("&"))}`;
}

describe.each(CLIENTS)("%s", (_, client) => {
  const refused = refusedBy.bind(undefined, client);

  describe("a refusal says what to mend", () => {
    it("names code, status, request and what the API said", async () => {
      const error = await refused(body("InvalidParameter", "The parameter  PlanId\n is not valid."));
      expect(error.message).toBe(
        "GetProvisionedProductPlan failed (InvalidParameter, HTTP 400, RequestId 0FEEF92D-4052-5202-87D0-3D8EC16F81BF): " +
          "The parameter PlanId is not valid.",
      );
      expect(error).toMatchObject({ code: "InvalidParameter", requestId: "0FEEF92D-4052-5202-87D0-3D8EC16F81BF" });
    });

    it("blames the secret when the gateway signed the same text", async () => {
      const verified = wrongSignature((seen) => {
        // Proof that the text is the one that was signed, so that the test can tell it from another.
        const proof = createHmac("sha1", `${SECRET}&`).update(stringToSign(seen)).digest("base64");
        return proof === seen.form.get("Signature") ? stringToSign(seen) : "unlike";
      });
      expect((await refused(verified)).message).toContain("check ALIBABA_CLOUD_ACCESS_KEY_SECRET");
    });

    it("does not blame the secret when the gateway signed another text", async () => {
      const { message } = await refused(wrongSignature((seen) => stringToSign(seen).replace("plan-1", "plan-2")));
      expect(message).toContain("the gateway signed another request than was sent");
      expect(message).not.toContain("check ALIBABA_CLOUD_ACCESS_KEY_SECRET");
    });

    it.each([
      ["InvalidAccessKeyId.NotFound", "the AccessKey id is not known: check ALIBABA_CLOUD_ACCESS_KEY_ID"],
      ["InvalidAccessKeyId.Inactive", "the AccessKey id is disabled: check ALIBABA_CLOUD_ACCESS_KEY_ID"],
      ["InvalidTimeStamp.Expired", "the clock of this machine is more than 15 minutes off"],
      ["InvalidSecurityToken.Expired", "check ALIBABA_CLOUD_SECURITY_TOKEN"],
      ["InvalidProtocol.NeedSsl", "use https: check SERVICE_CATALOG_ENDPOINT"],
    ])("%s: %s", async (code, advice) => {
      expect((await refused(body(code, "said"))).message).toContain(advice);
    });

    it("names the missing permission", async () => {
      const denied = { AccessDeniedDetail: { AuthAction: "servicecatalog:GetTask", AuthPrincipalType: "SubUser" } };
      expect((await refused(body("NoPermission", "no", denied))).message).toContain(
        "permission servicecatalog:GetTask is missing",
      );
      expect((await refused(body("Forbidden.RAM", "no"))).message).toContain(
        "permission servicecatalog:GetProvisionedProductPlan is missing",
      );
    });

    it("does not take a code that is no word", async () => {
      expect((await refused(body("<!channel> hello", "m"))).code).toBe("UnknownError");
    });

    it("is one short line without control and direction characters", async () => {
      const { message } = await refused(
        body("InvalidParameter", `\u001b[31mred\u001b[0m\u202e ${"word ".repeat(200_000)}`),
      );
      expect(message).toContain(": red word word");
      expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(message.length).toBeLessThan(450);
    });
  });

  describe("no secret reaches an error", () => {
    const echo = (seen: Seen) => `${seen.url} ${seen.form} ${ID} ${SECRET} ${TOKEN} ${encodeURIComponent(SECRET)}`;
    const leaks: [string, Answer][] = [
      ["a body that echoes the request", (response, seen) => sendJson(response, "InvalidParameter", echo(seen))],
      ["a code that is the secret", body(SECRET, "m")],
      ["a code that is the id", body(ID, "m", { RequestId: TOKEN })],
      ["a permission that is the id", body("NoPermission", "m", { AccessDeniedDetail: { AuthAction: ID } })],
      ["a signature fault", wrongSignature((seen) => stringToSign(seen))],
      ["a page of HTML that echoes", (response, seen) => void response.end(`<p>${echo(seen)}</p>`)],
      ["another shape that echoes", (response, seen) => void response.end(JSON.stringify({ Said: echo(seen) }))],
      ["a reset", (response) => void response.socket?.resetAndDestroy()],
      ["silence", () => {}],
    ];
    function sendJson(
      response: Parameters<Extract<Answer, (...all: never[]) => void>>[0],
      Code: string,
      Message: string,
    ) {
      response.writeHead(400).end(JSON.stringify({ Code, Message }));
    }

    describe.each(["GetProvisionedProductPlan", "ListProvisionedProductPlanApprovers"])("of %s", (action) => {
      it.each(leaks)("from %s", async (_, answer) => {
        const error = await refused(answer, action);
        const everything = `${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)} ${error.message} ${error.stack}`;
        expect(error.cause).toBeUndefined();
        for (const secret of [ID, SECRET, TOKEN]) {
          expect(everything).not.toContain(secret);
          expect(everything).not.toContain(encodeURIComponent(secret));
        }
        expect(everything).not.toMatch(/Signature=(?!\[redacted\])|SecurityToken=(?!\[redacted\])/);
      });
    });

    it("nor does anything that only looks like one, or an address", async () => {
      const { message } = await refused(
        body(
          "InvalidParameter",
          'key LTAI9zzzzzzzzzz, STS.abcdefgh12345, AccessKeyId=other&x=1, "SecurityToken": "t0ken", ' +
            "signature 8Bob3jtnbLg25dAuq1JDgK1UyZQ= at https://host/?Signature=abc done",
        ),
      );
      expect(message.split("): ")[1]).toBe(
        'key [redacted], [redacted], AccessKeyId=[redacted]&x=1, "SecurityToken": "[redacted]", ' +
          "signature [redacted] at [url] done",
      );
    });
  });
});

describe("error codes", () => {
  it.each([
    ["InvalidPlan.NotFound", 404],
    ["InvalidTask.NotFound", 400],
    ["InvalidProvisionedProduct.NotFound", 404],
    ["ResourceNotFound", 404],
    ["EntityNotExist.Plan", 400],
    ["InvalidPlanId", 404],
  ])("%s with status %i means that the thing is not there", (code, status) => {
    expect(isNotFound(code, status)).toBe(true);
  });

  it.each([
    ["InvalidAccessKeyId.NotFound", 404],
    ["InvalidProduct.NotFound", 404],
    ["InvalidApi.NotFound", 404],
    ["InvalidAction.NotFound", 404],
    ["InvalidVersion.NotFound", 404],
    ["InvalidProtocol.NeedSsl", 404],
    ["UnsupportedHTTPMethod", 404],
    ["SignatureDoesNotMatch", 404],
    ["NoPermission", 403],
    ["InternalError", 500],
    ["InvalidParameter", 400],
  ])("%s with status %i does not", (code, status) => {
    expect(isNotFound(code, status)).toBe(false);
  });

  it.each([
    ["Throttling.User", 400, true],
    ["Throttling.Api", 400, true],
    ["Rejected.Throttling", 429, true],
    ["ServiceUnavailable", 503, true],
    ["InternalError", 500, true],
    ["SomethingNew", 502, true],
    ["InvalidSecurityToken.Expired", 400, true],
    ["undefined", 400, true],
    ["SignatureDoesNotMatch", 400, false],
    ["InvalidTimeStamp.Expired", 400, false],
    ["InvalidAccessKeyId.NotFound", 404, false],
    ["NoPermission", 403, false],
    ["MissingPlanId", 400, false],
    ["InvalidPlan.NotFound", 404, false],
  ])("%s with status %i: may be tried again: %s", (code, status, retryable) => {
    const error = apiError({ code, status, retryAfter: undefined, requestId: undefined }, "message");
    expect(error.retryable).toBe(retryable);
    expect(error instanceof NotThere).toBe(code === "InvalidPlan.NotFound");
  });

  it("take a wait in milliseconds, a day at most", () => {
    const heads = ["1500", "0", "99999999", "-1", "1.5", "soon", "", undefined];
    expect(heads.map(retryAfterOf)).toEqual([
      1500,
      0,
      86_400_000,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
