import { inspect } from "node:util";
import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelId, MessageTs } from "../../lib/model/brand.ts";
import { ms } from "../../lib/model/brand.ts";
import { SlackError, type SlackFault } from "../../lib/model/errors.ts";
import { clientOptions, createMessenger } from "../../lib/slack/web-messenger.ts";
import { cutShort, drop, hang, json, ok, refused, ScriptedSlack, type Turn, text } from "./scripted-slack.ts";

const TOKEN = "xoxb-12345-canary";
const CHANNEL = "C0123456789" as ChannelId;
const CARD = "1764000000.000100" as MessageTs;
const AT = { channel: CHANNEL, ts: CARD };
const MESSAGE = { text: "Waiting: vpc", blocks: [{ type: "divider" }] };
const PLAIN = { text: "Waiting: vpc", blocks: [] };
const MARK = { type: "planbell_card", key: "card:plan-1:1764000000:C0123456789:1" } as const;

let slack: ScriptedSlack;
beforeEach(async () => {
  slack = await new ScriptedSlack().start();
});
afterEach(() => slack.stop());

const messenger = () => createMessenger({ token: TOKEN, apiUrl: slack.apiUrl });
const post = () => messenger().post(MESSAGE, { channel: CHANNEL }, MARK);
const update = () => messenger().update(MESSAGE, AT);

/** What a call came to: the SlackError it threw. */
async function faultOf(call: Promise<unknown>): Promise<SlackError> {
  const thrown: unknown = await call.then(
    () => "no error",
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(SlackError);
  return thrown as SlackError;
}

describe("a card that is posted", () => {
  it("arrives with its text, blocks and mark, and with nothing that Slack would rewrite", async () => {
    slack.on("chat.postMessage", ok({ channel: "D9", ts: "1764000001.000200" }));
    expect(await post()).toEqual({ channel: "D9", ts: "1764000001.000200" });
    expect(slack.seen).toEqual([
      {
        method: "chat.postMessage",
        authorization: `Bearer ${TOKEN}`,
        form: {
          channel: CHANNEL,
          text: "Waiting: vpc",
          blocks: '[{"type":"divider"}]',
          metadata: `{"event_type":"planbell_card","event_payload":{"key":"${MARK.key}"}}`,
          parse: "none",
          unfurl_links: "false",
          unfurl_media: "false",
        },
      },
    ]);
  });

  it("has no blocks and no formatting when it is plain text", async () => {
    slack.on("chat.postMessage", ok({ channel: CHANNEL, ts: CARD }));
    await messenger().post(PLAIN, { channel: CHANNEL }, MARK);
    expect(slack.seen[0]?.form).not.toHaveProperty("blocks");
    expect(slack.seen[0]?.form["mrkdwn"]).toBe("false");
  });

  it.each([
    [{ channel: CHANNEL, thread: CARD }, { thread_ts: CARD }],
    [{ channel: CHANNEL, thread: CARD, broadcast: false }, { thread_ts: CARD }],
    [
      { channel: CHANNEL, thread: CARD, broadcast: true },
      { thread_ts: CARD, reply_broadcast: "true" },
    ],
    [{ channel: CHANNEL, broadcast: true }, {}],
  ])("goes into the thread, and into the channel only when asked: %j", async (target, sent) => {
    slack.on("chat.postMessage", ok({ channel: CHANNEL, ts: CARD }));
    await messenger().post(PLAIN, target, MARK);
    const { thread_ts, reply_broadcast } = slack.seen[0]?.form ?? {};
    expect(JSON.parse(JSON.stringify({ thread_ts, reply_broadcast }))).toEqual(sent);
  });

  it("tells of the call", async () => {
    slack.on("chat.postMessage", ok({ channel: CHANNEL, ts: CARD }));
    const called: string[] = [];
    const told = createMessenger({ token: TOKEN, apiUrl: slack.apiUrl, onCall: (method) => called.push(method) });
    await told.post(PLAIN, { channel: CHANNEL }, MARK);
    expect(called).toEqual(["chat.postMessage"]);
  });
});

describe("a card that is edited", () => {
  it("is replaced with its text and blocks, and again without automatic links", async () => {
    slack.on("chat.update", ok());
    await update();
    const form = { channel: CHANNEL, ts: CARD, text: "Waiting: vpc", blocks: '[{"type":"divider"}]', parse: "none" };
    expect(slack.seen.map((one) => one.form)).toEqual([form]);
  });

  it("loses its blocks when it becomes plain text", async () => {
    slack.on("chat.update", ok());
    await messenger().update(PLAIN, AT);
    expect(slack.seen[0]?.form["blocks"]).toBe("[]");
    expect(slack.seen[0]?.form["mrkdwn"]).toBe("false");
  });

  it.each<[string, Turn]>([
    ["a dropped connection", drop],
    ["HTTP 503", text("gateway", 503)],
  ])("is tried again after %s", async (_, turn) => {
    slack.on("chat.update", turn, ok());
    await update();
    expect(slack.calls("chat.update")).toHaveLength(2);
  });

  it("is given up after the third try, to be tried later", async () => {
    slack.on("chat.update", text("gateway", 500));
    expect((await faultOf(update())).fault).toBe("transient");
    expect(slack.calls("chat.update")).toHaveLength(3);
  });

  it.each(["fatal_error", "internal_error"])("is simply owed still after %s", async (word) => {
    slack.on("chat.update", refused(word));
    expect((await faultOf(update())).fault).toBe("transient");
  });
});

describe("a post that Slack refuses", () => {
  it.each<[SlackFault, string]>([
    ["token", "token_revoked"],
    ["token", "missing_scope"],
    ["destination", "is_archived"],
    ["payload", "invalid_blocks"],
    ["stale", "cannot_reply_to_message"],
    ["transient", "internal_error"],
    ["throttled", "rate_limited"],
    ["ambiguous", "fatal_error"],
  ])("is %s by %s, and asked once", async (fault, word) => {
    slack.on("chat.postMessage", refused(word));
    const error = await faultOf(post());
    expect([error.code, error.fault]).toEqual([word, fault]);
    expect(slack.seen).toHaveLength(1);
  });

  it("names the scope that is missing", async () => {
    slack.on("chat.postMessage", refused("missing_scope", { needed: "chat:write", provided: "users:read" }));
    expect((await faultOf(post())).message).toBe("Slack, chat.postMessage: missing_scope (needs chat:write)");
  });

  it("names the place in the blocks, and none of the text there", async () => {
    const messages = ["[ERROR] must be shorter: my secret plan [json-pointer:/blocks/0/text/text]"];
    slack.on("chat.postMessage", refused("invalid_blocks", { response_metadata: { messages } }));
    expect((await faultOf(post())).message).toBe("Slack, chat.postMessage: invalid_blocks (at /blocks/0/text/text)");
  });

  it.each([
    ["30", 30_000],
    ["900", 900_000],
    ["901", 900_000],
    ["9999999999999", 900_000],
    ["0", 1_000],
    [undefined, 1_000],
    ["soon", 1_000],
    ["-5", 1_000],
  ])(
    "with 429 and Retry-After %s waits as long, but at least a second and at most 15 minutes",
    async (header, wait) => {
      slack.on("chat.postMessage", json({ ok: false }, 429, header === undefined ? {} : { "retry-after": header }));
      const error = await faultOf(post());
      expect([error.fault, error.retryAfter]).toEqual(["throttled", wait]);
      expect(slack.seen).toHaveLength(1);
    },
  );

  it("with HTTP 4xx was refused on the way, and can be sent again", async () => {
    slack.on("chat.postMessage", text("not here", 404));
    const error = await faultOf(post());
    expect([error.code, error.fault]).toEqual(["http_404", "transient"]);
  });
});

describe("a post whose answer is lost", () => {
  it.each<[string, string, Turn]>([
    ["a connection dropped after receipt", "ECONNRESET", drop],
    ["an answer cut short", "ECONNRESET", cutShort],
    ["a page of HTML with status 200", "bad_answer", text("<html>Sign in</html>")],
    ["JSON that is no object", "bad_answer", text('"yes"')],
    ["nothing with status 200", "bad_answer", text("")],
    ["a yes without the message's ts", "bad_answer", ok({ channel: CHANNEL })],
    ["a yes with an empty ts", "bad_answer", ok({ channel: CHANNEL, ts: "" })],
    ["a yes with a number for the ts", "bad_answer", ok({ channel: CHANNEL, ts: 1764000000.0001 })],
    ["a yes with words for the ts", "bad_answer", ok({ channel: CHANNEL, ts: "now" })],
    ["a yes with more than a ts", "bad_answer", ok({ channel: CHANNEL, ts: "1764000000.000100\n" })],
    ["HTTP 502", "http_502", text("gateway", 502)],
    ["HTTP 500", "http_500", json({ ok: false, error: "internal_error" }, 500)],
    ["HTTP 204", "http_204", json("", 204)],
    ["a redirect", "network", json("", 302, { location: "http://127.0.0.1:1/" })],
  ])("to %s is ambiguous, and sent once", async (_, code, turn) => {
    slack.on("chat.postMessage", turn);
    const error = await faultOf(post());
    expect([error.code, error.fault]).toEqual([code, "ambiguous"]);
    expect(slack.seen).toHaveLength(1);
  });

  it("to a silent server is ambiguous after the timeout", async () => {
    slack.on("chat.postMessage", hang);
    const hasty = createMessenger({ token: TOKEN, apiUrl: slack.apiUrl, timeout: ms(1_000) });
    const error = await faultOf(hasty.post(PLAIN, { channel: CHANNEL }, MARK));
    expect([error.code, error.fault]).toEqual(["timeout", "ambiguous"]);
    expect(slack.seen).toHaveLength(1);
  });
});

describe("a post that never left", () => {
  it("because nobody listens can be sent again", async () => {
    const apiUrl = slack.apiUrl;
    await slack.stop();
    const error = await faultOf(createMessenger({ token: TOKEN, apiUrl }).post(PLAIN, { channel: CHANNEL }, MARK));
    expect([error.code, error.fault]).toEqual(["ECONNREFUSED", "transient"]);
    slack = await new ScriptedSlack().start();
  });

  it.each([
    [{ code: "ENOTFOUND", syscall: "getaddrinfo" }, "transient"],
    [{ code: "EAI_AGAIN", syscall: "getaddrinfo" }, "transient"],
    [{ code: "UND_ERR_CONNECT_TIMEOUT" }, "transient"],
    [{ code: "ETIMEDOUT", syscall: "connect" }, "transient"],
    [{ code: "CERT_HAS_EXPIRED" }, "transient"],
    [{ code: "ETIMEDOUT", syscall: "read" }, "ambiguous"],
    [{ code: "ECONNRESET", syscall: "read" }, "ambiguous"],
    [{}, "ambiguous"],
  ])("is told from a lost answer by what failed: %j is %s", async (detail, fault) => {
    const broken = async () => {
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("broken"), detail) });
    };
    const call = createMessenger({ token: TOKEN, fetch: broken }).post(PLAIN, { channel: CHANNEL }, MARK);
    expect((await faultOf(call)).fault).toBe(fault);
  });
});

describe("the token", () => {
  it("goes to the one address, even when a method is the address of another", async () => {
    const other = await new ScriptedSlack().start();
    slack.on("chat.postMessage", ok());
    const client = new WebClient(TOKEN, { ...clientOptions({ apiUrl: slack.apiUrl }), retryConfig: { retries: 0 } });
    await client.apiCall(`${other.apiUrl}chat.postMessage`).catch(() => undefined);
    expect(other.seen).toEqual([]);
    expect(slack.seen).toHaveLength(1);
    await other.stop();
  });
});

describe("an error of a call", () => {
  const echo: [string, Turn][] = [
    ["a page that quotes the token", text(`<html>${TOKEN} ${"x".repeat(5_000)}</html>`)],
    ["an error word that is the token", refused(TOKEN)],
    ["a scope that is the token", refused("missing_scope", { needed: TOKEN })],
    ["a server's error page", text(`Bearer ${TOKEN}`, 500)],
    ["a dropped connection", drop],
    ["429", json({ error: TOKEN }, 429)],
  ];
  it.each(echo)("never holds the token, and is short: %s", async (_, turn) => {
    slack.on("chat.postMessage", turn);
    const error = await faultOf(post());
    const everything = `${inspect(error, { depth: 20, showHidden: true })} ${error.stack} ${JSON.stringify(error)}`;
    expect(everything).not.toContain(TOKEN);
    expect(error.message.length).toBeLessThanOrEqual(200);
  });

  it("never holds a token that cannot even be sent", async () => {
    const call = createMessenger({ token: `${TOKEN}\n!`, apiUrl: slack.apiUrl }).post(
      PLAIN,
      { channel: CHANNEL },
      MARK,
    );
    expect(inspect(await faultOf(call), { depth: 20, showHidden: true })).not.toContain(TOKEN);
  });
});
