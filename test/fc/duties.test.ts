import { describe, expect, it } from "vitest";
import type { HttpRequest } from "../../lib/fc/http.ts";
import { onHttp } from "../../lib/fc/http-event.ts";
import { LARGEST_BODY } from "../../lib/fc/shim.ts";
import { commandForm, FORM, JSON_TYPE, SECRET, SIGNED_AT, signed } from "../build/signed.ts";
import { CONTEXT, eventOf, HELP, inBase64, json, ok, start, statusOf } from "./door-stage.ts";
import type { Duty } from "./duties.data.ts";

// The table of all duties, and the line that fulfils each: duties.data.ts.

const withHeaders = (headers: object): HttpRequest => ({ ...HELP, headers: { ...HELP.headers, ...headers } });

/** The test of a duty: without the duty's line it fails. */
const duty = (name: Duty, show: () => Promise<void> | void): void => it(name, show);

describe("the door, in front of Bolt,", () => {
  duty("checks the signature before anything is read", async () => {
    for (const request of [json({ type: "url_verification", challenge: "c" }), signed("ssl_check=1"), signed("{")]) {
      expect(await statusOf(eventOf({ ...request, headers: { "content-type": JSON_TYPE } }))).toBe(401);
    }
  });

  duty("checks it over the bytes as they came", async () => {
    const request = signed(Buffer.from([0xff, 0x00, 0xc3, 0x28]));
    expect(await statusOf(eventOf(request, inBase64(request)))).toBe(400);
  });

  duty("refuses what was signed more than five minutes ago", async () => {
    expect(await statusOf(eventOf(signed(commandForm("help"), { signedAt: SIGNED_AT - 301_000 })))).toBe(401);
    expect(await statusOf(eventOf(signed(commandForm("help"), { signedAt: SIGNED_AT - 300_000 })))).toBe(200);
  });

  duty("refuses what was signed more than five minutes ahead", async () => {
    expect(await statusOf(eventOf(signed(commandForm("help"), { signedAt: SIGNED_AT + 301_000 })))).toBe(401);
    expect(await statusOf(eventOf(signed(commandForm("help"), { signedAt: SIGNED_AT + 300_000 })))).toBe(200);
  });

  duty("takes any of a list of secrets", async () => {
    const byOld = eventOf(signed(commandForm("help"), { secret: "old" }));
    expect(await statusOf(byOld, { secrets: ["new", "old"] })).toBe(200);
    expect(await statusOf(byOld, { secrets: ["new"] })).toBe(401);
  });

  duty("does not open without a secret", () => {
    expect(() => start({ secrets: [] })).toThrow("SLACK_SIGNING_SECRET");
    expect(() => start({ secrets: [SECRET, " "] })).toThrow("SLACK_SIGNING_SECRET");
  });

  duty("refuses a signature that is there twice", async () => {
    expect(await statusOf(eventOf(withHeaders({ "X-Slack-Signature": `v0=${"0".repeat(64)}` })))).toBe(401);
  });

  duty("asks nothing but the signature of an asynchronous invocation", async () => {
    const asynchronous = { "x-fc-invocation-type": "Async" };
    expect(await statusOf(eventOf(withHeaders(asynchronous)))).toBe(200);
    expect(await statusOf(eventOf({ ...HELP, headers: { "content-type": FORM, ...asynchronous } }))).toBe(401);
  });

  duty("looks at the path", async () => {
    expect(await statusOf(eventOf({ ...HELP, path: "/slack/events/" }))).toBe(404);
  });

  duty("decodes the path", async () => {
    expect(await statusOf(eventOf({ ...HELP, path: "/slack/%65vents" }))).toBe(200);
  });

  duty("takes a path that nobody can decode for another", async () => {
    expect(await statusOf(eventOf({ ...HELP, path: "/slack/events%E0%A4%A" }))).toBe(404);
  });

  duty("looks at the method", async () => {
    const answer = await start().call(eventOf({ ...HELP, method: "GET" }));
    expect(answer).toEqual({ statusCode: 405, headers: { allow: "POST" }, isBase64Encoded: false, body: "" });
  });

  duty("bounds the body", async () => {
    const longest = `command=/planbell&text=${"x".repeat(LARGEST_BODY)}`.slice(0, LARGEST_BODY);
    expect(await statusOf(eventOf(signed(longest)))).toBe(200);
    expect(await statusOf(eventOf(signed(`${longest}x`)))).toBe(413);
  });

  duty("does not parse an event that is far larger", async () => {
    expect(await statusOf(Buffer.alloc(5_000_000, "{"))).toBe(413);
    expect(await statusOf("{".repeat(5_000_000))).toBe(413);
  });

  duty("decodes base64 to the bytes that were signed", async () => {
    const request = signed(commandForm("pending 网络"));
    expect(await statusOf(eventOf(request, inBase64(request)))).toBe(200);
  });

  duty("hands text on as UTF-8", async () => {
    const request = json({ type: "event_callback", event: { type: "message", text: "网络 ☃" } });
    const { call, passed } = start();
    await call(eventOf(request, inBase64(request)));
    expect(passed.map(({ body }) => JSON.parse(body).event.text)).toEqual(["网络 ☃"]);
  });

  duty("hands nothing on in base64", async () => {
    const { call, passed } = start();
    await call(eventOf(HELP, inBase64(HELP)));
    expect(passed).toMatchObject([{ isBase64Encoded: false, body: commandForm("help") }]);
  });

  duty("cuts the parameters off the content type", async () => {
    const { call, passed } = start();
    await call(eventOf(withHeaders({ "content-type": `${FORM}; charset=utf-8` })));
    expect(passed.map(({ headers }) => headers["content-type"])).toEqual([FORM]);
  });

  duty("reads the content type in any case", async () => {
    const { call, passed } = start();
    await call(eventOf(withHeaders({ "content-type": FORM.toUpperCase() })));
    expect(passed.map(({ headers }) => headers["content-type"])).toEqual([FORM]);
  });

  duty("answers 400 to what is signed and malformed", async () => {
    for (const body of ["", "{", "payload=%7B", "text=help"]) expect(await statusOf(eventOf(signed(body)))).toBe(400);
  });

  duty("answers 400 to what is no HTTP request", async () => {
    const timer = { triggerTime: "2026-01-01T00:00:00Z", triggerName: "poll", payload: "" };
    const unusual = [eventOf(HELP, { rawPath: 5 }), eventOf(HELP, { requestContext: null }), Buffer.from("[]")];
    for (const event of [null, undefined, 5, {}, "", Buffer.alloc(0), Buffer.from(JSON.stringify(timer)), ...unusual]) {
      expect(await start().call(event)).toEqual({ statusCode: 400, headers: {}, isBase64Encoded: false, body: "" });
    }
  });

  duty("reads an event that comes as text", async () => {
    expect(await statusOf(String(eventOf(HELP)))).toBe(200);
  });

  duty("takes headers that are missing for none", async () => {
    expect(await statusOf(eventOf(HELP, { headers: undefined }))).toBe(401);
    expect(await statusOf(eventOf(HELP, { headers: null }))).toBe(401);
  });

  duty("reads headers of any case", async () => {
    const named = (how: (name: string) => string) =>
      Object.fromEntries(Object.entries(HELP.headers).map(([name, value]) => [how(name), value]));
    const title = (name: string) => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
    expect(await statusOf(eventOf({ ...HELP, headers: named(title) }))).toBe(200);
    expect(await statusOf(eventOf({ ...HELP, headers: named((name) => name.toUpperCase()) }))).toBe(200);
  });

  duty("drops headers that are no text", async () => {
    expect(await statusOf(eventOf(withHeaders({ "x-slack-signature": [HELP.headers["x-slack-signature"]] })))).toBe(
      401,
    );
  });

  duty("takes a body that is missing for an empty one", async () => {
    expect(await statusOf(eventOf(signed(""), { body: null }))).toBe(400);
    expect(await statusOf(eventOf(HELP, { body: null }))).toBe(401);
  });

  duty("logs nothing of the body", async () => {
    const { call, lines } = start();
    await call(eventOf({ ...signed(commandForm("CANARY")), headers: {} }));
    await call(eventOf(signed("x=CANARY")));
    await call(eventOf(signed("CANARY".repeat(200_000))));
    await call(Buffer.from('{"CANARY'));
    expect(lines).toHaveLength(4);
    expect(lines.join()).not.toContain("CANARY");
  });

  duty("loads Bolt once", async () => {
    let loads = 0;
    const load = async () => {
      loads++;
      return async () => ok;
    };
    const { call } = start({ load });
    await Promise.all([call(eventOf(HELP)), call(eventOf(HELP))]);
    await call(eventOf(HELP));
    expect(loads).toBe(1);
  });

  duty("loads Bolt again when that failed", async () => {
    let loads = 0;
    const { call } = start({
      load: () => (++loads === 1 ? Promise.reject(new Error("no file")) : Promise.resolve(async () => ok)),
    });
    expect([(await call(eventOf(HELP))).statusCode, (await call(eventOf(HELP))).statusCode]).toEqual([500, 200]);
  });

  duty("takes what nobody listens to", async () => {
    expect(await statusOf(eventOf(HELP), { load: async () => async () => ({ statusCode: 404, body: "" }) })).toBe(200);
  });

  duty("answers 500 to whatever fails in here", async () => {
    const handler = onHttp(
      () => Promise.reject(new RangeError("CANARY")),
      () => {},
    );
    const whole = { statusCode: 500, headers: {}, isBase64Encoded: false, body: "" };
    expect(await handler(eventOf(HELP), CONTEXT)).toEqual(whole);
  });

  duty("answers also when the log cannot be written", async () => {
    const log = () => {
      throw new Error("closed");
    };
    expect(await statusOf(Buffer.alloc(0), { log })).toBe(400);
  });

  duty("answers in four fields", async () => {
    const four = { statusCode: 200, headers: {}, isBase64Encoded: false, body: "" };
    expect(await start().call(eventOf(HELP))).toEqual(four);
  });

  duty("answers with headers that are text", async () => {
    const load = async () => async () => ({
      statusCode: 200,
      headers: { "Content-Type": JSON_TYPE, Age: 5, Vary: true },
      body: "{}",
    });
    const { headers } = await start({ load }).call(eventOf(HELP));
    expect(headers).toEqual({ "content-type": JSON_TYPE, age: "5", vary: "true" });
  });
});
