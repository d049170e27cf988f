import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ChannelId, type MessageTs, ms } from "../../lib/model/brand.ts";
import { FilesRefused, SlackError } from "../../lib/model/errors.ts";
import type { Target } from "../../lib/ports.ts";
import { createMessenger, type MessengerOptions } from "../../lib/slack/web-messenger.ts";
import { startSlack } from "../../local/slack/server.ts";
import { drop, hang, json, ok, refused, ScriptedSlack, type Turn, text } from "./scripted-slack.ts";

const TOKEN = "xoxb-12345-canary";
const CHANNEL = "C0123456789" as ChannelId;
const CARD = "1764000000.000100" as MessageTs;
const FILE = { name: "task-1.log", title: "Log of task-1", text: "Fehler: höher\n" };
const TICKET = "files.getUploadURLExternal";
const BYTES = "/upload/v1/T1";
const COMPLETE = "files.completeUploadExternal";

let slack: ScriptedSlack;
beforeEach(async () => {
  slack = await new ScriptedSlack().start();
  slack
    .on(TICKET, named("T1"))
    .on(BYTES, text("OK - 15"))
    .on(COMPLETE, ok({ files: [{ id: "F1" }] }));
});
afterEach(() => slack.stop());

const addressOf = (ticket: string) => slack.apiUrl.replace("/api/", `/upload/v1/${ticket}`);
const named = (ticket: string): Turn => ok({ file_id: "F1", upload_url: addressOf(ticket) });
const upload = (target: Target = { channel: CHANNEL }, options: Partial<MessengerOptions> = {}) =>
  createMessenger({ token: TOKEN, apiUrl: slack.apiUrl, ...options }).upload(FILE, target);

async function faultOf(call: Promise<unknown>): Promise<SlackError> {
  const thrown: unknown = await call.then(
    () => "no error",
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(SlackError);
  return thrown as SlackError;
}

describe("a log that is uploaded", () => {
  it("goes by a ticket, its bytes and their completion, and the token stays with Slack's API", async () => {
    await upload({ channel: CHANNEL, thread: CARD, broadcast: true });
    expect(slack.seen).toEqual([
      {
        method: TICKET,
        authorization: `Bearer ${TOKEN}`,
        form: { filename: "task-1.log", length: "15", snippet_type: "text" },
      },
      { method: BYTES, authorization: undefined, form: {}, body: "Fehler: höher\n" },
      {
        method: COMPLETE,
        authorization: `Bearer ${TOKEN}`,
        form: { files: '[{"id":"F1","title":"Log of task-1"}]', channel_id: CHANNEL, thread_ts: CARD },
      },
    ]);
  });

  it("stands in the channel when no thread is named", async () => {
    await upload();
    expect(slack.calls(COMPLETE)[0]?.form).not.toHaveProperty("thread_ts");
  });

  it("is told of by every request, and never by its ticket", async () => {
    const called: string[] = [];
    await upload({ channel: CHANNEL }, { onCall: (method) => called.push(method) });
    expect(called).toEqual([TICKET, "upload", COMPLETE]);
  });

  it("is completed when its bytes were taken, whatever else was said of them", async () => {
    const answers = async (input: unknown): Promise<Response> => {
      if (String(input) !== addressOf("T1")) return fetch(`${input}`, { method: "POST" });
      return new Response(new ReadableStream({ start: (stream) => stream.error(new Error("broken off")) }));
    };
    await upload({ channel: CHANNEL }, { fetch: answers as typeof fetch });
    expect(slack.calls(COMPLETE)).toHaveLength(1);
  });

  it("to a person goes into their direct messages, for Slack takes no person's id", async () => {
    slack.on("conversations.open", ok({ channel: { id: "D9" } }));
    await upload({ channel: "U01ALICE01" as ChannelId });
    expect(slack.calls(COMPLETE)[0]?.form["channel_id"]).toBe("D9");
  });

  it("stands in the thread of a workspace that plays by Slack's rules", async () => {
    const place = await startSlack({ clock: { now: () => 1_764_000_000_000 }, token: TOKEN });
    const messenger = createMessenger({ token: TOKEN, apiUrl: place.apiUrl });
    const channel = "C0DEFAULT0" as ChannelId;
    const mark = { type: "planbell_card", key: "card:1" } as const;
    const { ts: thread } = await messenger.post({ text: "Failed: vpc", blocks: [] }, { channel }, mark);
    await messenger.upload(FILE, { channel, thread });
    await place.close();
    expect(place.workspace.thread(channel, thread).map((one) => one.files)).toEqual([
      undefined,
      [{ id: "F000000001", ...FILE }],
    ]);
  });

  it("that is empty is a bug of whoever sends it", async () => {
    const call = createMessenger({ token: TOKEN, apiUrl: slack.apiUrl }).upload(
      { ...FILE, text: "" },
      { channel: CHANNEL },
    );
    await expect(call).rejects.toThrow("task-1.log is empty");
    await expect(call).rejects.not.toBeInstanceOf(SlackError);
    expect(slack.seen).toEqual([]);
  });
});

describe("the address for an upload", () => {
  /** A Slack without a machine: each request's address, and the answers that a test gives. */
  const played = (address: unknown) => {
    const asked: string[] = [];
    const answers = async (input: unknown): Promise<Response> => {
      asked.push(String(input));
      return Response.json({ ok: true, file_id: "F1", upload_url: address });
    };
    return { asked, fetch: answers as typeof fetch };
  };

  it.each([
    "https://files.slack.com/upload/v1/T1",
    "https://slack.com/upload/v1/T1",
    "https://edge-1.files.slack.com/T1",
    "https://files.slack-gov.com/upload/v1/T1",
  ])("may be %s", async (address) => {
    const { asked, fetch } = played(address);
    await createMessenger({ token: TOKEN, fetch }).upload(FILE, { channel: CHANNEL });
    expect(asked).toEqual([`https://slack.com/api/${TICKET}`, address, `https://slack.com/api/${COMPLETE}`]);
  });

  it.each<[string, string]>([
    ["plain HTTP", "http://files.slack.com/upload/v1/T1"],
    ["another host", "https://slack-files.com/upload/v1/T1"],
    ["a host that ends like Slack's", "https://notslack.com/upload/v1/T1"],
    ["a host that begins like Slack's", "https://files.slack.com.example/upload/v1/T1"],
    ["Slack's host as a user", "https://files.slack.com@example.com/T1"],
    ["a user", "https://somebody@files.slack.com/T1"],
    ["a password", "https://:secret@files.slack.com/T1"],
    ["another port", "https://files.slack.com:8443/T1"],
    ["this machine", "http://127.0.0.1:8080/T1"],
    ["a neighbour", "http://100.100.100.200/latest/meta-data"],
    ["no address", "T1"],
  ])("is refused: %s", async (_, address) => {
    const { asked, fetch } = played(address);
    const error = await faultOf(createMessenger({ token: TOKEN, fetch }).upload(FILE, { channel: CHANNEL }));
    expect([error.code, error.fault]).toEqual(["foreign_address", "transient"]);
    expect(error.message).not.toContain("T1");
    expect(asked).toEqual([`https://slack.com/api/${TICKET}`]);
  });

  it.each([
    ["http://127.0.0.1:4000/api/", "http://localhost:4001/T1"],
    ["http://localhost:4000/api/", "http://127.0.0.1:4001/T1"],
    ["http://[::1]:4000/api/", "http://[::1]:4001/T1"],
  ])("may be this machine's when Slack is at %s", async (apiUrl, address) => {
    const { asked, fetch } = played(address);
    await createMessenger({ token: TOKEN, apiUrl, fetch }).upload(FILE, { channel: CHANNEL });
    expect(asked[1]).toBe(address);
  });

  it("may be no other machine's when Slack is on this one", async () => {
    const { fetch } = played("http://192.168.1.7/T1");
    const apiUrl = "http://127.0.0.1:4000/api/";
    const error = await faultOf(createMessenger({ token: TOKEN, apiUrl, fetch }).upload(FILE, { channel: CHANNEL }));
    expect(error.code).toBe("foreign_address");
  });

  it.each<[string, Record<string, unknown>]>([
    ["nothing", {}],
    ["no file", { upload_url: "https://files.slack.com/T1" }],
    ["a file without a name", { upload_url: "https://files.slack.com/T1", file_id: "" }],
    ["no address", { file_id: "F1" }],
  ])("that does not come with a file is no answer of Slack's: %s", async (_, answer) => {
    slack.on(TICKET, ok(answer));
    const error = await faultOf(upload());
    expect([error.code, error.fault]).toEqual(["bad_answer", "transient"]);
    expect(slack.seen).toHaveLength(1);
  });

  it("leads nowhere else", async () => {
    const other = await new ScriptedSlack().start();
    slack.on(BYTES, json("", 302, { location: `${other.apiUrl}elsewhere` }));
    const error = await faultOf(upload()).finally(() => other.stop());
    expect(error.fault).toBe("transient");
    expect(other.seen).toEqual([]);
    expect(slack.calls(COMPLETE)).toEqual([]);
  });
});

describe("an upload that fails", () => {
  // Short where silence is the answer; long enough that on a busy machine the calls before it are still heard.
  const within = (code: string) => upload({ channel: CHANNEL }, code === "timeout" ? { timeout: ms(1_000) } : {});

  it.each<[string, Turn, string]>([
    ["silence", hang, "timeout"],
    ["a dropped connection", drop, "ECONNRESET"],
    ["HTTP 502", text("gateway", 502), "http_502"],
    ["a page of HTML", text("<html>"), "bad_answer"],
    ["Slack's own doubt", refused("fatal_error"), "fatal_error"],
  ])("at its completion, by %s, is ambiguous, and completed once", async (_, turn, code) => {
    slack.on(COMPLETE, turn);
    const error = await faultOf(within(code));
    expect([error.code, error.fault]).toEqual([code, "ambiguous"]);
    expect(slack.calls(COMPLETE)).toHaveLength(1);
  });

  it.each<[string, string, Turn, string]>([
    [TICKET, "silence", hang, "timeout"],
    [TICKET, "a dropped connection", drop, "ECONNRESET"],
    [TICKET, "HTTP 500", text("", 500), "http_500"],
    [BYTES, "silence", hang, "timeout"],
    [BYTES, "a dropped connection", drop, "ECONNRESET"],
    [BYTES, "HTTP 500", text("", 500), "http_500"],
    [BYTES, "HTTP 404", text("", 404), "http_404"],
    [BYTES, "HTTP 204", json("", 204), "http_204"],
  ])("before, at %s, by %s, stands nowhere: it can be begun again, and is not by itself", async (at, _, turn, code) => {
    slack.on(at, turn);
    const error = await faultOf(within(code));
    expect([error.code, error.fault]).toEqual([code, "transient"]);
    expect(slack.calls(at)).toHaveLength(1);
    expect(slack.calls(COMPLETE)).toEqual([]);
  });

  it.each([TICKET, BYTES, COMPLETE])("because there were too many, at %s, waits as long as Slack says", async (at) => {
    slack.on(at, json({ ok: false }, 429, { "retry-after": "30" }));
    const error = await faultOf(upload());
    expect([error.code, error.fault, error.retryAfter]).toEqual(["ratelimited", "throttled", 30_000]);
    expect(slack.calls(at)).toHaveLength(1);
  });

  it("because there were too many, at its bytes, waits a second when nothing is said", async () => {
    slack.on(BYTES, json("", 429));
    expect((await faultOf(upload())).retryAfter).toBe(1_000);
  });

  it.each([TICKET, COMPLETE])("for want of a scope, at %s, leaves the token good", async (at) => {
    slack.on(at, refused("missing_scope", { needed: "files:write" }));
    const error = await faultOf(upload());
    expect([error.code, error.fault]).toEqual(["missing_scope", "destination"]);
    expect(error.message).toBe(`Slack, ${at}: missing_scope (needs files:write)`);
  });

  it.each([
    [TICKET, "missing_scope"],
    [TICKET, "not_allowed_token_type"],
    [TICKET, "file_uploads_disabled"],
    [COMPLETE, "file_upload_size_restricted"],
    [COMPLETE, "storage_limit_reached"],
  ])("at %s, by %s, says that messages are taken all the same", async (at, word) => {
    slack.on(at, refused(word));
    const error = await faultOf(upload());
    expect(error).toBeInstanceOf(FilesRefused);
    expect([error.code, error.fault]).toEqual([word, "destination"]);
  });

  it.each(["not_in_channel", "is_archived", "channel_not_found"])("by %s says nothing against files", async (word) => {
    slack.on(COMPLETE, refused(word));
    const error = await faultOf(upload());
    expect(error).not.toBeInstanceOf(FilesRefused);
    expect([error.code, error.fault]).toEqual([word, "destination"]);
  });

  it("for a person who cannot be written to is the destination's fault", async () => {
    slack.on("conversations.open", refused("missing_scope", { needed: "im:write" }));
    const error = await faultOf(upload({ channel: "U01ALICE01" as ChannelId }));
    expect(error).not.toBeInstanceOf(FilesRefused);
    expect([error.code, error.fault]).toEqual(["missing_scope", "destination"]);
    expect(slack.calls(TICKET)).toEqual([]);
  });

  it("for a token that was revoked tells so", async () => {
    slack.on(TICKET, refused("token_revoked"));
    expect((await faultOf(upload())).fault).toBe("token");
  });
});
