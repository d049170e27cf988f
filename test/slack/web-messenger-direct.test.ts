import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ChannelId, instant, type MessageTs } from "../../lib/model/brand.ts";
import { HistoryUnreadable } from "../../lib/model/errors.ts";
import { createMessenger } from "../../lib/slack/web-messenger.ts";
import { type SlackOptions, type SlackStandIn, startSlack } from "../../local/slack/server.ts";
import { drop, ok, refused, ScriptedSlack, type Turn } from "./scripted-slack.ts";

const ALICE = "U01ALICE01" as ChannelId;
const DIRECT = "D01ALICE01" as ChannelId;
const NOW = 1_764_000_000_000;
const OLDEST = instant(NOW - 1_000);
const CARD = { type: "planbell_card", key: "card:plan-1:1764000000:U01ALICE01:1" } as const;
const NOTE = { type: "planbell_note", key: "note:plan-1:1764000000:2:U01ALICE01" } as const;
const MESSAGE = { text: "Waiting: vpc", blocks: [] };

describe("a person's direct messages", () => {
  let slack: SlackStandIn | undefined;
  afterEach(() => slack?.close());

  async function workplace(options: Partial<SlackOptions> = {}) {
    const users = [
      { id: ALICE, name: "alice" },
      { id: "W02BOB0000", name: "bob" },
    ];
    slack = await startSlack({ clock: { now: () => NOW }, rate: "off", users, ...options });
    const messenger = createMessenger({ token: "xoxb-planbell-demo", apiUrl: slack.apiUrl });
    return { ...slack, messenger };
  }

  /** The same words and the same mark by another bot. */
  const forge = ({ workspace }: SlackStandIn, mark: typeof CARD | typeof NOTE, threadTs?: string) =>
    workspace.post({
      channel: DIRECT,
      text: "Waiting: vpc",
      blocks: [],
      botId: "B0OTHER000",
      userId: "U0OTHER000",
      metadata: { event_type: mark.type, event_payload: { key: mark.key } },
      ...(threadTs ? { threadTs } : {}),
    });

  it("take a card by the person's id, and it stands in the conversation", async () => {
    const { messenger, workspace } = await workplace();
    const posted = await messenger.post(MESSAGE, { channel: ALICE }, CARD);
    expect(posted).toEqual({ channel: "D01ALICE01", ts: "1764000000.000100" });
    await messenger.update({ text: "Approved: vpc", blocks: [] }, posted);
    expect(workspace.messages("D01ALICE01").map(({ text }) => text)).toEqual(["Approved: vpc"]);
  });

  it.each([
    [ALICE, "D01ALICE01"],
    ["W02BOB0000" as ChannelId, "D02BOB0000"],
  ])("give back the card of %s by its mark, where it stands", async (channel, direct) => {
    const { messenger } = await workplace();
    await messenger.post(MESSAGE, { channel }, CARD);
    expect(await messenger.find(CARD, { channel }, OLDEST)).toEqual({ channel: direct, ts: "1764000000.000100" });
  });

  it("give back a note of the thread by its mark, by the person's id and by the conversation's", async () => {
    const { messenger } = await workplace();
    const { ts: thread } = await messenger.post(MESSAGE, { channel: ALICE }, CARD);
    const note = await messenger.post(MESSAGE, { channel: DIRECT, thread }, NOTE);
    for (const channel of [ALICE, DIRECT]) {
      expect(await messenger.find(NOTE, { channel, thread }, OLDEST)).toEqual(note);
      expect(await messenger.find(NOTE, { channel }, OLDEST)).toBeUndefined();
    }
  });

  it("hold nothing before the first message", async () => {
    const { messenger } = await workplace();
    expect(await messenger.find(CARD, { channel: ALICE }, OLDEST)).toBeUndefined();
  });

  it("give back no message of another bot, whatever its mark, neither there nor in a thread", async () => {
    const place = await workplace();
    const { messenger } = place;
    const { ts: thread } = await messenger.post(MESSAGE, { channel: ALICE }, { ...CARD, key: "card:other" });
    forge(place, CARD);
    forge(place, NOTE, thread);
    expect(await messenger.find(CARD, { channel: ALICE }, OLDEST)).toBeUndefined();
    expect(await messenger.find(NOTE, { channel: ALICE, thread }, OLDEST)).toBeUndefined();
    const card = await messenger.post(MESSAGE, { channel: ALICE }, CARD);
    const note = await messenger.post(MESSAGE, { channel: DIRECT, thread }, NOTE);
    expect(await messenger.find(CARD, { channel: ALICE }, OLDEST)).toEqual(card);
    expect(await messenger.find(NOTE, { channel: ALICE, thread }, OLDEST)).toEqual(note);
  });

  it("are unreadable without im:history, though they can be opened", async () => {
    const { messenger, calls } = await workplace({ scopes: ["chat:write", "im:write"] });
    await messenger.post(MESSAGE, { channel: ALICE }, CARD);
    await expect(messenger.find(CARD, { channel: ALICE }, OLDEST)).rejects.toThrow(/U01ALICE01.*needs im:history/);
    await expect(messenger.find(CARD, { channel: ALICE }, OLDEST)).rejects.toThrow(HistoryUnreadable);
    expect(calls.byMethod["conversations.open"]).toBe(2);
  });

  it("are unreadable without im:write, though they are written to", async () => {
    const { messenger } = await workplace({ scopes: ["chat:write", "im:history"] });
    await messenger.post(MESSAGE, { channel: ALICE }, CARD);
    await expect(messenger.find(CARD, { channel: ALICE }, OLDEST)).rejects.toThrow(/U01ALICE01.*needs im:write/);
    await expect(messenger.find(CARD, { channel: ALICE }, OLDEST)).rejects.toThrow(HistoryUnreadable);
  });

  it("are refused once the person is gone, to read and to write", async () => {
    const { messenger, workspace } = await workplace();
    workspace.deactivate(ALICE);
    await expect(messenger.find(CARD, { channel: ALICE }, OLDEST)).rejects.toMatchObject({
      code: "user_disabled",
      fault: "destination",
    });
    await expect(messenger.post(MESSAGE, { channel: ALICE }, CARD)).rejects.toMatchObject({
      code: "user_disabled",
      fault: "destination",
    });
  });
});

describe("a person whose direct messages Slack was asked for", () => {
  let slack: ScriptedSlack;
  beforeEach(async () => {
    slack = await new ScriptedSlack().start();
    slack.on("auth.test", ok({ bot_id: "B1" }));
  });
  afterEach(() => slack.stop());
  const messenger = () => createMessenger({ token: "xoxb-1", apiUrl: slack.apiUrl });
  const find = (thread?: MessageTs) => messenger().find(CARD, { channel: ALICE, thread }, OLDEST);
  const opened = ok({ channel: { id: "D9" } });

  it("is opened alone, and read where Slack says", async () => {
    slack.on("conversations.open", opened).on("conversations.history", ok({ messages: [] }));
    slack.on("conversations.replies", ok({ messages: [] }));
    await find();
    await find("1764000000.000100" as MessageTs);
    expect(slack.calls("conversations.open").map((one) => one.form)).toEqual([{ users: ALICE }, { users: ALICE }]);
    expect(slack.calls("conversations.history").map((one) => one.form["channel"])).toEqual(["D9"]);
    expect(slack.calls("conversations.replies").map((one) => one.form["channel"])).toEqual(["D9"]);
  });

  it("is opened again when the connection fails, since nothing comes of it twice", async () => {
    slack.on("conversations.open", drop, opened);
    slack.on("conversations.history", ok({ messages: [] }));
    expect(await find()).toBeUndefined();
    expect(slack.calls("conversations.open")).toHaveLength(2);
  });

  it.each(["missing_scope", "cannot_dm_bot", "not_allowed_token_type"])(
    "is unreadable when that is refused by %s, in a thread as well",
    async (word) => {
      slack.on("conversations.open", refused(word));
      await expect(find()).rejects.toThrow(HistoryUnreadable);
      await expect(find("1764000000.000100" as MessageTs)).rejects.toThrow(HistoryUnreadable);
      expect(slack.calls("conversations.history")).toEqual([]);
    },
  );

  it.each(["user_not_found", "user_disabled", "user_not_visible", "channel_not_found", "restricted_action"])(
    "refuses for now when that is refused by %s, and nothing is taken for absent",
    async (word) => {
      slack.on("conversations.open", refused(word));
      await expect(find()).rejects.toMatchObject({ code: word, fault: "destination" });
    },
  );

  it.each<[string, Turn, string]>([
    ["a token that was revoked", refused("token_revoked"), "token"],
    ["Slack's own trouble", refused("internal_error"), "transient"],
    ["an answer without a conversation", ok(), "transient"],
    ["an answer with another kind of conversation", ok({ channel: { id: "C0123456789" } }), "transient"],
  ])("is not taken for closed by %s", async (_, turn, fault) => {
    slack.on("conversations.open", turn);
    await expect(find()).rejects.toMatchObject({ fault });
    expect(slack.calls("conversations.history")).toEqual([]);
  });

  it("has a card in doubt when Slack does not say where it stands", async () => {
    slack.on("chat.postMessage", ok({ ts: "1764000000.000100" }));
    const post = (channel: ChannelId) => messenger().post(MESSAGE, { channel }, CARD);
    await expect(post(ALICE)).rejects.toMatchObject({ code: "bad_answer", fault: "ambiguous" });
    expect(await post(DIRECT)).toEqual({ channel: DIRECT, ts: "1764000000.000100" });
  });
});
