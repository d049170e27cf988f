import { describe, expect, it } from "vitest";
import type { HttpRequest, LambdaAnswer, LambdaEvent } from "../../lib/fc/http.ts";
import { LARGEST_BODY, openDoor } from "../../lib/fc/shim.ts";
import { commandForm, FORM, interactionForm, JSON_TYPE, SECRET, SIGNED_AT, signed } from "../build/signed.ts";

/** A door in front of a handler that does what the test says, and all that was seen behind it and in the log. */
function open(handle: () => Promise<LambdaAnswer> = async () => ({ statusCode: 200, body: "" })) {
  const events: LambdaEvent[] = [];
  const lines: [string, object][] = [];
  let loads = 0;
  const door = openDoor({
    secrets: [SECRET],
    clock: { now: () => SIGNED_AT },
    load: async () => {
      loads++;
      return async (event) => {
        events.push(event);
        return handle();
      };
    },
    log: (event, fields) => lines.push([event, fields]),
  });
  return { door, events, lines, loads: () => loads };
}

const HELP = signed(commandForm("help"));
const json = (value: unknown) => signed(JSON.stringify(value), { type: JSON_TYPE });

describe("a request that is not Slack's", () => {
  it.each<[number, string, HttpRequest]>([
    [404, "another path", { ...HELP, path: "/slack/event" }],
    [404, "a longer path", { ...HELP, path: "/slack/events/" }],
    [405, "another method", { ...HELP, method: "GET" }],
    [413, "a body that is too large", signed("x".repeat(LARGEST_BODY + 1))],
    [401, "no signature", { ...HELP, headers: { "content-type": FORM } }],
    [401, "no headers at all", { ...HELP, headers: {} }],
    [401, "another body", { ...HELP, body: Buffer.from(commandForm("approve plan-1")) }],
    [401, "an old signature", signed(commandForm("help"), { signedAt: SIGNED_AT - 301_000 })],
    [401, "a signature of the future", signed(commandForm("help"), { signedAt: SIGNED_AT + 301_000 })],
    [401, "an unsigned check of the certificate", { ...HELP, headers: {}, body: Buffer.from("ssl_check=1") }],
    [401, "malformed JSON without a signature", { ...json({}), body: Buffer.from("{") }],
  ])("is answered %i and never read: %s", async (status, _, request) => {
    const { door, events, loads } = open();
    expect(await door(request)).toMatchObject({ status, body: "" });
    expect(events).toEqual([]);
    expect(loads()).toBe(0);
  });

  it("is told which method is taken", async () => {
    expect((await open().door({ ...HELP, method: "PUT" })).headers).toEqual({ allow: "POST" });
  });
});

describe("a body at the limit", () => {
  it("is read", async () => {
    const { door } = open();
    const body = `command=/planbell&text=${"x".repeat(LARGEST_BODY)}`.slice(0, LARGEST_BODY);
    expect(await door(signed(body))).toMatchObject({ status: 200 });
  });
});

describe("a signed request that nobody could read", () => {
  it.each<[string, HttpRequest]>([
    ["empty", signed("")],
    ["empty JSON", signed("", { type: JSON_TYPE })],
    ["half of JSON", signed('{"type":"event', { type: JSON_TYPE })],
    ["a list", json([])],
    ["null", json(null)],
    ["text", json("event_callback")],
    ["without a type", json({ event: { type: "message" } })],
    ["an event that is none", json({ type: "event_callback", event: null })],
    ["an event without a type", json({ type: "event_callback", event: {} })],
    ["a form without a command", signed("text=help")],
    ["two commands", signed("command=/a&command=/b")],
    ["a payload that is no JSON", signed("payload=%7B")],
    ["an empty payload", signed("payload=")],
    ["two payloads", signed(`${interactionForm({ type: "shortcut", user: {} })}&payload=1`)],
    ["two payloads beside a command", signed("command=/planbell&payload=1&payload=2")],
    ["a payload of a list of people", signed(interactionForm({ type: "block_actions", user: [] }))],
    ["a payload without a type", signed(interactionForm({ user: { id: "U01ALICE01" } }))],
    ["a payload of nobody", signed(interactionForm({ type: "block_actions", actions: [] }))],
    ["a payload of null", signed(interactionForm({ type: "block_actions", user: null }))],
    ["another media type", signed(commandForm("help"), { type: "text/plain" })],
    ["no media type", signed(commandForm("help"), { type: "" })],
  ])("is answered 400: %s", async (_, request) => {
    const { door, events } = open();
    expect(await door(request)).toEqual({ status: 400, headers: {}, body: "" });
    expect(events).toEqual([]);
  });
});

describe("a genuine request", () => {
  it("is handed on as an event of an HTTP gateway, its text decoded, its media type bare", async () => {
    const { door, events } = open();
    const body = commandForm("pending 网络");
    const request = signed(body, { type: "Application/X-WWW-Form-Urlencoded; charset=UTF-8" });
    await door({ ...request, headers: { ...request.headers, "X-Slack-Retry-Num": ["1"] } });
    expect(events).toEqual([
      {
        version: "2.0",
        routeKey: "$default",
        rawPath: "/slack/events",
        rawQueryString: "",
        headers: { ...request.headers, "content-type": FORM, "x-slack-retry-num": "1" },
        requestContext: { http: { method: "POST", path: "/slack/events" } },
        isBase64Encoded: false,
        body,
      },
    ]);
  });

  it.each<[string, HttpRequest]>([
    ["an event in UTF-8", json({ type: "event_callback", event: { type: "message", text: "网络 ☃" } })],
    ["a challenge", json({ type: "url_verification", challenge: "c" })],
    ["what is limited", json({ type: "app_rate_limited", minute_rate_limited: 1 })],
    ["an interaction", signed(interactionForm({ type: "block_actions", user: { id: "U01ALICE01" }, actions: [] }))],
    ["a check of the certificate", signed("ssl_check=1&token=x")],
  ])("is read: %s", async (_, request) => {
    const { door, events } = open();
    expect((await door(request)).status).toBe(200);
    expect(events.map(({ body }) => body)).toEqual([request.body.toString("utf8")]);
  });

  it("is answered with what the handler says", async () => {
    const answer = { statusCode: 200, headers: { "Content-Type": "application/json" }, body: '{"text":"hi"}' };
    expect(await open(async () => answer).door(HELP)).toEqual({
      status: 200,
      headers: { "content-type": "application/json" },
      body: '{"text":"hi"}',
    });
  });

  it("of a kind that Bolt does not know is taken", async () => {
    expect(await open(async () => ({ statusCode: 404, body: "" })).door(HELP)).toMatchObject({ status: 200 });
  });

  it("is answered 500, without a word of it, when the handler fails", async () => {
    const failed = open(async () => ({ statusCode: 500, body: "Internal server error" }));
    expect(await failed.door(HELP)).toEqual({ status: 500, headers: {}, body: "" });
    const thrown = open(() => Promise.reject(new TypeError("CANARY")));
    expect(await thrown.door(HELP)).toEqual({ status: 500, headers: {}, body: "" });
    expect(thrown.lines).toEqual([["slack-refused", { status: 500, why: "TypeError", bytes: HELP.body.length }]]);
  });
});

describe("the handler", () => {
  it("is loaded by the first genuine request, and once", async () => {
    const { door, loads } = open();
    await Promise.all([door(HELP), door(HELP)]);
    await door(HELP);
    expect(loads()).toBe(1);
  });

  it("is loaded again when that failed", async () => {
    let tries = 0;
    const door = openDoor({
      secrets: [SECRET],
      clock: { now: () => SIGNED_AT },
      load: async () => {
        if (++tries === 1) throw new Error("no file");
        return async () => ({ statusCode: 200, body: "" });
      },
      log: () => {},
    });
    expect([(await door(HELP)).status, (await door(HELP)).status]).toEqual([500, 200]);
  });
});

describe("the log", () => {
  it("says what was refused and how large it was, and nothing of it", async () => {
    const { door, lines } = open();
    const canary = commandForm("CANARY", { response_url: "https://hooks.slack.com/CANARY" });
    await door({ ...signed(canary), headers: { "x-slack-signature": "v0=CANARY" } });
    await door(signed(`x=CANARY`));
    await door(signed("CANARY".repeat(LARGEST_BODY)));
    expect(lines).toEqual([
      ["slack-refused", { status: 401, why: "unsigned", bytes: canary.length }],
      ["slack-refused", { status: 400, why: "malformed", bytes: 8 }],
      ["slack-refused", { status: 413, why: "too large", bytes: 6 * LARGEST_BODY }],
    ]);
  });

  it("says nothing of what went well, nor of what never was for Slack", async () => {
    const { door, lines } = open();
    await door(HELP);
    await door({ ...HELP, path: "/favicon.ico" });
    await door({ ...HELP, method: "GET" });
    expect(lines).toEqual([]);
  });
});
