import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ChannelId, hours, ms } from "../../lib/model/brand.ts";
import { SlackError } from "../../lib/model/errors.ts";
import { type AnswersOptions, createAnswers } from "../../lib/slack/answers.ts";
import { createRespond } from "../../lib/slack/respond.ts";
import { drop, hang, json, ok, refused, ScriptedSlack, text } from "./scripted-slack.ts";

const TOKEN = "xoxb-12345-canary";
const MESSAGE = { text: "Approved", blocks: [{ type: "divider" }] };
const ALICE = "U01ALICE01";
const CHANNEL = "C0DEFAULT0" as ChannelId;
const PLACE = "/response/CANARY";

let slack: ScriptedSlack;
let slept: number[];
beforeEach(async () => {
  slack = await new ScriptedSlack().start();
  slept = [];
});
afterEach(() => slack.stop());

const answers = (over: Partial<AnswersOptions> = {}) =>
  createAnswers({
    token: TOKEN,
    apiUrl: slack.apiUrl,
    clock: { sleep: async (length) => void slept.push(length) },
    ...over,
  });
const address = () => slack.apiUrl.replace("/api/", PLACE);
async function faultOf(call: Promise<unknown>): Promise<SlackError> {
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SlackError);
  return error as SlackError;
}

describe("an answer to a command or a click", () => {
  it("is a message of its own, for whoever asked alone, and the token stays here", async () => {
    slack.on(PLACE, text("ok"));
    const called: string[] = [];
    await answers({ onCall: (method) => called.push(method) }).respond(address(), MESSAGE);
    expect(slack.seen).toMatchObject([{ authorization: undefined }]);
    expect(JSON.parse(slack.seen[0]?.body ?? "")).toEqual({
      response_type: "ephemeral",
      replace_original: false,
      ...MESSAGE,
    });
    expect(called).toEqual(["response_url"]);
  });

  it("is told by the answer's own word, too", async () => {
    slack.on(PLACE, ok());
    await answers().respond(address(), MESSAGE);
    expect(slack.seen).toHaveLength(1);
  });

  it.each([
    ["the connection breaks", drop],
    ["a server fails", text("<html>", 503)],
    ["Slack fails", refused("internal_error")],
    ["Slack asks to wait", json({ ok: false, error: "ratelimited" }, 429, { "retry-after": "1" })],
  ])("is tried again when %s", async (_what, turn) => {
    slack.on(PLACE, turn, text("ok"));
    await answers().respond(address(), MESSAGE);
    expect(slack.seen).toHaveLength(2);
    expect(slept).toEqual([300]);
  });

  it("is given up after three tries", async () => {
    slack.on(PLACE, text("<html>", 503));
    expect(await faultOf(answers().respond(address(), MESSAGE))).toMatchObject({
      code: "http_503",
      fault: "transient",
    });
    expect([slack.seen.length, slept]).toEqual([3, [300, 1_000]]);
  });

  it("does not wait for ever", async () => {
    slack.on(PLACE, hang);
    const late = answers({ timeout: ms(50) }).respond(address(), MESSAGE);
    expect(await faultOf(late)).toMatchObject({ code: "timeout", fault: "transient" });
  });

  it("waits no longer than there is time for this one", async () => {
    slack.on(PLACE, hang);
    const respond = createRespond({ apiUrl: slack.apiUrl, timeout: hours(1) });
    expect(await faultOf(respond(address(), MESSAGE, ms(50)))).toMatchObject({ code: "timeout", fault: "transient" });
  });

  it.each([
    ["used up", text("used_url", 404)],
    ["used up, as JSON", json({ ok: false, error: "used_url" })],
    ["too old", text("expired_url", 404)],
    ["none", text("invalid_url", 404)],
  ])("is not tried again at an address that is %s", async (_what, turn) => {
    slack.on(PLACE, turn);
    expect(await faultOf(answers().respond(address(), MESSAGE))).toMatchObject({ fault: "destination" });
    expect(slack.seen).toHaveLength(1);
  });

  it("follows no other address", async () => {
    slack.on(PLACE, (response) => response.writeHead(307, { location: slack.apiUrl.replace("/api/", "/other") }).end());
    slack.on("/other", text("ok"));
    await faultOf(answers({ fetch: globalThis.fetch }).respond(address(), MESSAGE));
    expect(slack.calls("/other")).toEqual([]);
  });

  it("says nothing of the address or of the token when it fails", async () => {
    slack.on(PLACE, text("CANARY is no error word of Slack's", 500));
    const { message, code } = await faultOf(answers().respond(address(), MESSAGE));
    expect(message + code).not.toMatch(/CANARY|canary/);
  });
});

describe("an address for answers", () => {
  const SLACKS = "https://slack.com/api/";
  const open = (apiUrl: string | undefined) => {
    const seen: string[] = [];
    const fetch = (async (input: string) => {
      seen.push(input);
      return new Response("ok");
    }) as unknown as typeof globalThis.fetch;
    return { seen, respond: answers({ apiUrl, fetch }).respond };
  };

  it.each([
    [SLACKS, "https://hooks.slack.com/commands/T0/1/abc"],
    [SLACKS, "https://hooks.slack-gov.com/actions/T0/1/abc"],
    [undefined, "https://hooks.slack.com/actions/T0/1/abc"],
    ["http://127.0.0.1:4701/api/", "http://127.0.0.1:9999/response/1"],
    ["http://localhost:4701/api/", "http://[::1]:80/response/1"],
    ["http://127.0.0.1:4701/api/", "https://hooks.slack.com/commands/T0/1/abc"],
  ])("may be, with the Web API at %s, %s", async (apiUrl, to) => {
    const { seen, respond } = open(apiUrl);
    await respond(to, MESSAGE);
    expect(seen).toEqual([to]);
  });

  it.each([
    [SLACKS, "http://hooks.slack.com/commands/T0/1/abc"],
    [SLACKS, "https://hooks.slack.com:8443/commands/T0/1/abc"],
    [SLACKS, "https://user@hooks.slack.com/commands/T0/1/abc"],
    [SLACKS, "https://files.slack.com/commands/T0/1/abc"],
    [SLACKS, "https://hooks.slack.com.evil.example/1"],
    [SLACKS, "https://evilhooks.slack.com/1"],
    [SLACKS, "http://127.0.0.1:80/response/1"],
    [undefined, "http://127.0.0.1:80/response/1"],
    [SLACKS, "http://169.254.169.254/latest"],
    ["http://127.0.0.1:4701/api/", "http://10.0.0.1/response/1"],
    [SLACKS, "not an address"],
    [SLACKS, ""],
  ])("is never, with the Web API at %s, %s", async (apiUrl, to) => {
    const { seen, respond } = open(apiUrl);
    const { code, fault, message } = await faultOf(respond(to, MESSAGE));
    expect([code, fault, message, seen]).toEqual([
      "foreign_address",
      "destination",
      "Slack, response_url: the address is not one of Slack's",
      [],
    ]);
  });
});

describe("a whisper", () => {
  it("is for one person of the channel", async () => {
    slack.on("chat.postEphemeral", ok());
    await answers().whisper(MESSAGE, { user: ALICE, channel: CHANNEL });
    expect(slack.seen).toEqual([
      {
        method: "chat.postEphemeral",
        authorization: `Bearer ${TOKEN}`,
        form: { channel: CHANNEL, user: ALICE, text: "Approved", blocks: '[{"type":"divider"}]', parse: "none" },
      },
    ]);
  });

  it.each([["not_in_channel"], ["user_not_in_channel"], ["channel_not_found"], ["is_archived"]])(
    "goes into their direct messages where Slack says %s",
    async (word) => {
      slack.on("chat.postEphemeral", refused(word)).on("chat.postMessage", ok());
      await answers().whisper(MESSAGE, { user: ALICE, channel: CHANNEL });
      expect(slack.calls("chat.postMessage").map(({ form }) => form["channel"])).toEqual([ALICE]);
    },
  );

  it("of no channel goes there at once", async () => {
    slack.on("chat.postMessage", ok());
    await answers().whisper(MESSAGE, { user: ALICE });
    expect(slack.seen.map(({ method }) => method)).toEqual(["chat.postMessage"]);
  });

  it("that Slack takes nowhere fails", async () => {
    slack.on("chat.postEphemeral", refused("invalid_auth")).on("chat.postMessage", refused("user_disabled"));
    expect(await faultOf(answers().whisper(MESSAGE, { user: ALICE, channel: CHANNEL }))).toMatchObject({
      fault: "token",
    });
    expect(slack.calls("chat.postMessage")).toEqual([]);
    expect(await faultOf(answers().whisper(MESSAGE, { user: ALICE }))).toMatchObject({ code: "user_disabled" });
  });
});

describe("a modal that is filled in", () => {
  const VIEW = { type: "modal", blocks: [] } as const;

  it("goes by its own name", async () => {
    slack.on("views.update", ok());
    await answers().fillIn("slack_1", VIEW);
    expect(slack.seen).toMatchObject([{ form: { external_id: "slack_1", view: '{"type":"modal","blocks":[]}' } }]);
  });

  it("is waited for while Slack does not know it yet", async () => {
    slack.on("views.update", refused("not_found"), refused("not_found"), ok());
    await answers().fillIn("slack_1", VIEW);
    expect(slept).toEqual([200, 300]);
  });

  it("is waited for six seconds, and no longer", async () => {
    slack.on("views.update", refused("not_found"));
    expect(await faultOf(answers().fillIn("slack_1", VIEW))).toMatchObject({ code: "not_found", fault: "stale" });
    expect(slept.reduce((all, one) => all + one, 0)).toBe(6_000);
  });

  it("is not waited for when Slack refuses it", async () => {
    slack.on("views.update", refused("invalid_arguments"));
    expect(await faultOf(answers().fillIn("slack_1", VIEW))).toMatchObject({ fault: "payload" });
    expect(slept).toEqual([]);
  });
});

describe("a Home", () => {
  it("is one person's", async () => {
    slack.on("views.publish", ok());
    await answers().publishHome(ALICE, { type: "home", blocks: [] });
    expect(slack.seen).toMatchObject([
      { method: "views.publish", form: { user_id: ALICE, view: '{"type":"home","blocks":[]}' } },
    ]);
  });
});
