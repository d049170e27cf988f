import { describe, expect, it } from "vitest";
import { OVER_LIMIT } from "../../slack/over-limit.ts";
import { clientOf, openWorkplace, START, wordOf } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";
const mark = (key: string) => ({ event_type: "planbell_card", event_payload: { key } });

describe("a message beyond one of Slack's limits", () => {
  it("is refused with Slack's word and the place, whatever the limit", async () => {
    const { slack, client } = await openWorkplace();
    for (const { name, most, build, pointer, word } of OVER_LIMIT) {
      const { text, blocks } = build(most + 1);
      const call = client.apiCall("chat.postMessage", { channel: CHANNEL, text, blocks });
      const data = await call.then(
        () => undefined,
        (error: { data: Record<string, unknown> }) => error.data,
      );
      expect(data, name).toMatchObject({ ok: false, error: word });
      expect(JSON.stringify(data?.["response_metadata"]), name).toContain(`[json-pointer:${pointer}]`);
    }
    expect(slack.workspace.messages()).toEqual([]);
  });

  it("names the rule as Slack does", async () => {
    const { client } = await openWorkplace();
    const blocks = [{ type: "header" as const, text: { type: "plain_text" as const, text: "x".repeat(151) } }];
    await expect(client.chat.postMessage({ channel: CHANNEL, text: "a", blocks })).rejects.toMatchObject({
      data: {
        error: "invalid_blocks",
        response_metadata: {
          messages: ["[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"],
        },
      },
    });
  });
});

describe("a post", () => {
  it("is kept with what the caller sent, and says where it stands", async () => {
    const { slack, client } = await openWorkplace();
    const answer = await client.chat.postMessage({
      channel: CHANNEL,
      text: "Pending: vpc",
      blocks: [{ type: "divider" }, { type: "divider", block_id: "mine" }],
      metadata: mark("card:1"),
    });
    expect(answer).toMatchObject({
      ok: true,
      channel: CHANNEL,
      ts: "1764000000.000100",
      message: { bot_id: "B0PLANBELL", user: "U0PLANBELL", text: "Pending: vpc", ts: "1764000000.000100" },
    });
    expect(slack.workspace.messages()).toEqual([
      {
        channel: CHANNEL,
        ts: "1764000000.000100",
        text: "Pending: vpc",
        blocks: [
          { type: "divider", block_id: expect.stringMatching(/./) },
          { type: "divider", block_id: "mine" },
        ],
        metadata: { event_type: "planbell_card", event_payload: { key: "card:1" } },
        botId: "B0PLANBELL",
        userId: "U0PLANBELL",
        edits: 0,
        postedAt: START,
        history: [],
      },
    ]);
    expect(slack.workspace.byKey("card:1")).toHaveLength(1);
    expect(slack.workspace.byKey("card:2")).toHaveLength(0);
  });

  it("gets a later ts than the one before, even when the clock stands or goes back", async () => {
    const { client, clock } = await openWorkplace();
    const first = await client.chat.postMessage({ channel: CHANNEL, text: "a" });
    const second = await client.chat.postMessage({ channel: CHANNEL, text: "b" });
    clock.time -= 60_000;
    const third = await client.chat.postMessage({ channel: CHANNEL, text: "c" });
    clock.time += 61_000;
    const fourth = await client.chat.postMessage({ channel: CHANNEL, text: "d" });
    expect([first.ts, second.ts, third.ts, fourth.ts]).toEqual([
      "1764000000.000100",
      "1764000000.000200",
      "1764000000.000300",
      "1764000001.000100",
    ]);
  });

  it("to a person opens the direct messages and says their id", async () => {
    const { client } = await openWorkplace({ users: [{ id: "U01ALICE01", name: "alice" }] });
    expect(await client.chat.postMessage({ channel: "U01ALICE01", text: "hello" })).toMatchObject({
      channel: "D01ALICE01",
    });
    expect(await wordOf(client.chat.postMessage({ channel: "U09NOBODY0", text: "hello" }))).toBe("channel_not_found");
  });

  it.each([
    ["a channel that is not there", { channel: "C0NOWHERE0", text: "a" }, "channel_not_found"],
    ["a channel the bot is not in", { channel: "C0PRIVATE0", text: "a" }, "not_in_channel"],
    ["an archived channel", { channel: "C0ARCHIVE0", text: "a" }, "is_archived"],
    ["no text", { channel: CHANNEL, text: "" }, "no_text"],
    ["blocks that are no JSON", { channel: CHANNEL, text: "a", blocks: "[" }, "invalid_blocks_format"],
    ["blocks that are no list", { channel: CHANNEL, text: "a", blocks: "{}" }, "invalid_blocks_format"],
    ["metadata that is no JSON", { channel: CHANNEL, text: "a", metadata: "{" }, "invalid_metadata_format"],
    ["metadata without a type", { channel: CHANNEL, text: "a", metadata: '{"key":"a"}' }, "invalid_metadata_format"],
    [
      "metadata with a list of words",
      { channel: CHANNEL, text: "a", metadata: '{"event_type":"a","event_payload":{"keys":["a"]}}' },
      "invalid_metadata_schema",
    ],
    ["too much metadata", { channel: CHANNEL, text: "a", metadata: mark("x".repeat(2_000)) }, "metadata_too_large"],
    ["a thread that is not there", { channel: CHANNEL, text: "a", thread_ts: "1.000001" }, "message_not_found"],
    ["a page for everybody", { channel: CHANNEL, text: "<!channel>" }, "invalid_arguments"],
  ])("is refused: %s", async (_name, args, word) => {
    const { client } = await openWorkplace({
      channels: [
        { id: CHANNEL, name: "platform" },
        { id: "C0PRIVATE0", name: "private", member: false },
        { id: "C0ARCHIVE0", name: "old", archived: true },
      ],
    });
    expect(await wordOf(client.apiCall("chat.postMessage", args))).toBe(word);
  });

  it("is refused from the moment the channel is archived or the bot is put out", async () => {
    const { slack, client } = await openWorkplace();
    slack.workspace.removeBot(CHANNEL);
    expect(await wordOf(client.chat.postMessage({ channel: CHANNEL, text: "a" }))).toBe("not_in_channel");
    slack.workspace.archive(CHANNEL);
    expect(await wordOf(client.chat.postMessage({ channel: CHANNEL, text: "a" }))).toBe("is_archived");
  });
});

describe("a reply", () => {
  it("is kept under its parent, and in the channel too when broadcast", async () => {
    const { slack, client } = await openWorkplace();
    const { ts = "" } = await client.chat.postMessage({ channel: CHANNEL, text: "card" });
    await client.chat.postMessage({ channel: CHANNEL, text: "note", thread_ts: ts });
    await client.chat.postMessage({ channel: CHANNEL, text: "loud", thread_ts: ts, reply_broadcast: true });
    expect(slack.workspace.thread(CHANNEL, ts).map(({ text, broadcast }) => [text, broadcast ?? false])).toEqual([
      ["card", false],
      ["note", false],
      ["loud", true],
    ]);
  });

  it("to a reply is refused", async () => {
    const { client } = await openWorkplace();
    const { ts = "" } = await client.chat.postMessage({ channel: CHANNEL, text: "card" });
    const reply = await client.chat.postMessage({ channel: CHANNEL, text: "note", thread_ts: ts });
    const again = client.chat.postMessage({ channel: CHANNEL, text: "deeper", thread_ts: reply.ts ?? "" });
    expect(await wordOf(again)).toBe("cannot_reply_to_message");
  });

  it("to a deleted message is refused, or goes to the channel where the workspace is set so", async () => {
    for (const orphanReplies of ["refused", "to-channel"] as const) {
      const { slack, client } = await openWorkplace({ orphanReplies });
      const { ts = "" } = await client.chat.postMessage({ channel: CHANNEL, text: "card" });
      slack.workspace.delete(CHANNEL, ts);
      const word = await wordOf(client.chat.postMessage({ channel: CHANNEL, text: "note", thread_ts: ts }));
      expect(word).toEqual(orphanReplies === "refused" ? "message_not_found" : "(no error)");
      expect(slack.workspace.messages().filter((message) => message.threadTs)).toEqual([]);
    }
  });
});

describe("an update", () => {
  it("replaces text and blocks, keeps the metadata and the ts, and remembers what was there", async () => {
    const { slack, client } = await openWorkplace();
    const { ts = "" } = await client.chat.postMessage({
      channel: CHANNEL,
      text: "Pending: vpc",
      blocks: [{ type: "divider", block_id: "b1" }],
      metadata: mark("card:1"),
    });
    await client.chat.update({
      channel: CHANNEL,
      ts,
      text: "Approved: vpc",
      blocks: [{ type: "divider", block_id: "b2" }],
    });
    expect(slack.workspace.messages()).toMatchObject([
      {
        ts,
        text: "Approved: vpc",
        blocks: [{ block_id: "b2" }],
        metadata: mark("card:1"),
        edits: 1,
        history: [{ text: "Pending: vpc", blocks: [{ block_id: "b1" }] }],
      },
    ]);
  });

  it("with text alone removes the blocks, with empty metadata the metadata", async () => {
    const { slack, client } = await openWorkplace();
    const { ts = "" } = await client.chat.postMessage({
      channel: CHANNEL,
      text: "a",
      blocks: [{ type: "divider" }],
      metadata: mark("card:1"),
    });
    await client.apiCall("chat.update", { channel: CHANNEL, ts, text: "b", metadata: {} });
    expect(slack.workspace.messages()[0]).toMatchObject({ text: "b", blocks: [] });
    expect(slack.workspace.byKey("card:1")).toEqual([]);
  });

  it("is refused for what is gone, what is another's, and what stands in an archive", async () => {
    const { slack, client } = await openWorkplace();
    const { ts = "" } = await client.chat.postMessage({ channel: CHANNEL, text: "card" });
    const update = (more: Record<string, unknown>) =>
      wordOf(client.apiCall("chat.update", { channel: CHANNEL, ts, text: "new", ...more }));
    expect(await update({ ts: "1.000001" })).toBe("message_not_found");
    expect(await update({ channel: "C0NOWHERE0" })).toBe("channel_not_found");
    expect(await update({ channel: "U01ALICE01" })).toBe("channel_not_found");
    expect(await update({ text: "" })).toBe("no_text");
    expect(await update({ text: "x".repeat(4_001) })).toBe("msg_too_long");
    expect(await update({ blocks: [{ type: "alert" }] })).toBe("invalid_blocks");
    expect(await update({ ts: slack.workspace.say(CHANNEL, "U01ALICE01", "hi").ts })).toBe("cant_update_message");
    slack.workspace.archive(CHANNEL);
    expect(await update({})).toBe("is_inactive");
    slack.workspace.delete(CHANNEL, ts);
    expect(await update({})).toBe("message_not_found");
    expect(slack.workspace.messages()[0]).toMatchObject({ text: "card", edits: 0, deleted: true });
  });
});

describe("somebody who watches the workspace", () => {
  it("is told of posts, edits and deletions until they stop", async () => {
    const { slack, client } = await openWorkplace();
    const seen: string[] = [];
    const stop = slack.workspace.onChange(({ kind, message }) => seen.push(`${kind} ${message.text}`));
    const { ts = "" } = await client.chat.postMessage({ channel: CHANNEL, text: "a" });
    await client.chat.update({ channel: CHANNEL, ts, text: "b" });
    slack.workspace.delete(CHANNEL, ts);
    stop();
    await client.chat.postMessage({ channel: CHANNEL, text: "c" });
    expect(seen).toEqual(["posted a", "edited b", "deleted b"]);
  });
});

describe("a caller without rights", () => {
  it("is told what is wrong with the token", async () => {
    const { slack } = await openWorkplace();
    expect(await wordOf(clientOf(slack).auth.test())).toBe("not_authed");
    expect(await wordOf(clientOf(slack, "xoxb-other").auth.test())).toBe("invalid_auth");
    expect(await wordOf(clientOf(slack, "xoxb-other").chat.postMessage({ channel: CHANNEL, text: "a" }))).toBe(
      "invalid_auth",
    );
  });

  it("is told which scope is missing", async () => {
    const { client } = await openWorkplace({ scopes: ["commands"] });
    await expect(client.chat.postMessage({ channel: CHANNEL, text: "a" })).rejects.toMatchObject({
      data: { error: "missing_scope", needed: "chat:write", provided: "commands" },
    });
  });
});

describe("the bot's questions about itself", () => {
  it("are answered with the workspace, the bot and its scopes", async () => {
    const { client } = await openWorkplace({ scopes: ["chat:write", "commands"] });
    expect(await client.auth.test()).toMatchObject({
      ok: true,
      team_id: "T0PLANBELL",
      user_id: "U0PLANBELL",
      bot_id: "B0PLANBELL",
      response_metadata: { scopes: ["chat:write", "commands"] },
    });
    expect(await client.apiCall("api.test", { colour: "red" })).toMatchObject({ ok: true, args: { colour: "red" } });
    expect(await wordOf(client.apiCall("chat.shout"))).toBe("unknown_method");
    expect(await wordOf(client.apiCall("constructor"))).toBe("unknown_method");
  });
});
