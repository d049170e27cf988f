import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ChannelId, instant, later, type MessageTs, minutes } from "../../lib/model/brand.ts";
import { HistoryUnreadable, SlackError } from "../../lib/model/errors.ts";
import { createMessenger } from "../../lib/slack/web-messenger.ts";
import { json, ok, refused, ScriptedSlack, type Turn } from "./scripted-slack.ts";

const CHANNEL = "C0123456789" as ChannelId;
const CARD = "1764000000.000100" as MessageTs;
const MARK = { type: "planbell_note", key: "note:plan-1:1764000000:2:C0123456789" } as const;
const OLDEST = instant(1_764_000_000_500);

let slack: ScriptedSlack;
beforeEach(async () => {
  slack = await new ScriptedSlack().start();
  slack.on("auth.test", ok({ bot_id: "B1", user_id: "U1" }));
});
afterEach(() => slack.stop());

const messenger = () => createMessenger({ token: "xoxb-1", apiUrl: slack.apiUrl });
const find = () => messenger().find(MARK, { channel: CHANNEL }, OLDEST);
const findReply = () => messenger().find(MARK, { channel: CHANNEL, thread: CARD }, OLDEST);

/** A message as history gives it; ours with the mark, unless said otherwise. */
const message = (changes: Record<string, unknown> = {}) => ({
  type: "message",
  bot_id: "B1",
  ts: "1764000009.000900",
  text: "Approved: vpc",
  metadata: { event_type: MARK.type, event_payload: { key: MARK.key } },
  ...changes,
});
const page = (messages: unknown[], cursor?: string): Turn =>
  ok({ messages, has_more: cursor !== undefined, response_metadata: { next_cursor: cursor ?? "" } });

describe("a message of ours that may have been sent", () => {
  it("is found in the channel by its mark", async () => {
    slack.on("conversations.history", page([message({ metadata: undefined }), message()]));
    expect(await find()).toEqual({ channel: CHANNEL, ts: "1764000009.000900" });
    expect(slack.calls("conversations.history").map((one) => one.form)).toEqual([
      {
        channel: CHANNEL,
        oldest: "1764000000.500000",
        inclusive: "true",
        include_all_metadata: "true",
        limit: "200",
      },
    ]);
  });

  it("is found in the thread by its mark", async () => {
    slack.on("conversations.replies", page([message({ ts: CARD, metadata: undefined }), message()]));
    expect(await findReply()).toEqual({ channel: CHANNEL, ts: "1764000009.000900" });
    expect(slack.calls("conversations.replies")[0]?.form["ts"]).toBe(CARD);
    expect(slack.calls("conversations.history")).toEqual([]);
  });

  it("is found on a later page", async () => {
    slack.on("conversations.history", page([], "next=="), page([message({ bot_id: "B2" })], "last"), page([message()]));
    expect(await find()).toEqual({ channel: CHANNEL, ts: "1764000009.000900" });
    const cursors = slack.calls("conversations.history").map((one) => one.form["cursor"]);
    expect(cursors).toEqual([undefined, "next==", "last"]);
  });

  it.each<[string, unknown]>([
    ["another bot with the same mark", message({ bot_id: "B2" })],
    ["a person with the same mark", message({ bot_id: undefined, user: "U1" })],
    ["another key", message({ metadata: { event_type: MARK.type, event_payload: { key: "note:other" } } })],
    ["another type", message({ metadata: { event_type: "planbell_card", event_payload: { key: MARK.key } } })],
    ["metadata without its payload", message({ metadata: { event_type: MARK.type } })],
    [
      "a key that only contains ours",
      message({ metadata: { event_type: MARK.type, event_payload: { key: [MARK.key] } } }),
    ],
    ["a message without a true ts", message({ ts: "gone" })],
    ["null", null],
  ])("is not taken for %s", async (_, other) => {
    slack.on("conversations.history", page([other]));
    expect(await find()).toBeUndefined();
  });

  it("is looked for no later than it can have been sent, however long the channel has gone on since", async () => {
    slack.on("conversations.history", page([message()])).on("conversations.replies", page([message()]));
    await messenger().find(MARK, { channel: CHANNEL }, OLDEST, later(OLDEST, minutes(5)));
    await findReply();
    expect(slack.calls("conversations.history").map((one) => one.form["latest"])).toEqual(["1764000300.500000"]);
    expect(slack.calls("conversations.replies").map((one) => one.form["latest"])).toEqual([undefined]);
  });

  it("is not there when its thread is gone", async () => {
    slack.on("conversations.replies", refused("thread_not_found"));
    expect(await findReply()).toBeUndefined();
  });
});

describe("our own bot id", () => {
  it("is asked for once", async () => {
    slack.on("conversations.history", page([]));
    const one = messenger();
    await Promise.all([one.find(MARK, { channel: CHANNEL }, OLDEST), one.find(MARK, { channel: CHANNEL }, OLDEST)]);
    await one.find(MARK, { channel: CHANNEL }, OLDEST);
    expect(slack.calls("auth.test")).toHaveLength(1);
  });

  it("is asked for again after a failure", async () => {
    slack.on("auth.test", refused("internal_error"), ok({ bot_id: "B1" }));
    slack.on("conversations.history", page([message()]));
    const one = messenger();
    await expect(one.find(MARK, { channel: CHANNEL }, OLDEST)).rejects.toThrow(SlackError);
    expect(await one.find(MARK, { channel: CHANNEL }, OLDEST)).toBeDefined();
  });

  it("is missing for a person's token, which is refused", async () => {
    slack.on("auth.test", ok({ user_id: "U1" }));
    await expect(find()).rejects.toMatchObject({ fault: "token", code: "not_a_bot" });
  });
});

describe("history that cannot be read", () => {
  it.each(["missing_scope", "access_denied", "not_allowed_token_type", "method_not_supported_for_channel_type"])(
    "by %s is said to be unreadable",
    async (word) => {
      slack.on("conversations.history", refused(word, { needed: "channels:history" }));
      await expect(find()).rejects.toThrow(HistoryUnreadable);
      await expect(find()).rejects.toThrow(/C0123456789.*channels:history/);
      slack.on("conversations.replies", refused(word));
      await expect(findReply()).rejects.toThrow(HistoryUnreadable);
    },
  );

  it("because it is longer than ten pages is taken neither for empty nor for closed", async () => {
    slack.on("conversations.history", page([], "more"));
    await expect(find()).rejects.toMatchObject({ code: "history-too-long", fault: "transient" });
    expect(slack.calls("conversations.history")).toHaveLength(10);
  });

  it.each<[string, Turn, string]>([
    ["a channel without the app", refused("not_in_channel"), "destination"],
    ["a channel that is gone", refused("channel_not_found"), "destination"],
    ["a token that was revoked", refused("token_revoked"), "token"],
    ["Slack's own trouble", refused("internal_error"), "transient"],
    ["too many requests", json({}, 429, { "retry-after": "7" }), "throttled"],
    ["an answer without messages", ok(), "transient"],
    ["an answer that promises more and does not say where", ok({ messages: [], has_more: true }), "transient"],
  ])("for %s is not taken for empty or closed", async (_, turn, fault) => {
    slack.on("conversations.history", turn).on("conversations.replies", turn);
    await expect(find()).rejects.toMatchObject({ fault });
    await expect(findReply()).rejects.toMatchObject({ fault });
  });
});
