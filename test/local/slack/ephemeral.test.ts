import { describe, expect, it } from "vitest";
import { openWorkplace, wordOf } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";
const ALICE = "U01ALICE01";
const BOB = "U02BOB0000";
const users = [
  { id: ALICE, name: "alice" },
  { id: BOB, name: "bob" },
];
const post = { channel: CHANNEL, user: ALICE, text: "for alice" };

describe("a message for one person", () => {
  it("is kept as theirs, and stands in no history, thread or count of replies", async () => {
    const { slack, client } = await openWorkplace({ users });
    const { ts = "" } = await client.chat.postMessage({ channel: CHANNEL, text: "card" });
    const { message_ts } = await client.chat.postEphemeral(post);
    await client.chat.postEphemeral({ ...post, thread_ts: ts });
    expect(
      slack.workspace.messages().map(({ text, ephemeralFor, threadTs }) => [text, ephemeralFor, threadTs]),
    ).toEqual([
      ["card", undefined, undefined],
      ["for alice", ALICE, undefined],
      ["for alice", ALICE, ts],
    ]);
    expect(slack.workspace.message(CHANNEL, message_ts ?? "")).toMatchObject({ text: "for alice" });
    const history = await client.conversations.history({ channel: CHANNEL });
    expect(history.messages?.map(({ text, reply_count }) => [text, reply_count])).toEqual([["card", undefined]]);
    expect((await client.conversations.replies({ channel: CHANNEL, ts })).messages).toHaveLength(1);
    expect(await wordOf(client.conversations.replies({ channel: CHANNEL, ts: message_ts ?? "" }))).toBe(
      "thread_not_found",
    );
  });

  it("can be neither edited, deleted nor replied to", async () => {
    const { client } = await openWorkplace({ users });
    const { message_ts: ts = "" } = await client.chat.postEphemeral(post);
    expect(await wordOf(client.chat.update({ channel: CHANNEL, ts, text: "b" }))).toBe("message_not_found");
    expect(await wordOf(client.chat.delete({ channel: CHANNEL, ts }))).toBe("message_not_found");
    expect(await wordOf(client.chat.postMessage({ channel: CHANNEL, thread_ts: ts, text: "b" }))).toBe(
      "message_not_found",
    );
  });

  it("reaches nobody who is not in the channel, or has left", async () => {
    const { slack, client } = await openWorkplace({ users });
    slack.workspace.setMembers(CHANNEL, [BOB]);
    expect(await wordOf(client.chat.postEphemeral(post))).toBe("user_not_in_channel");
    slack.workspace.setMembers(CHANNEL, undefined);
    expect(await client.chat.postEphemeral(post)).toMatchObject({ ok: true });
    slack.workspace.deactivate(ALICE);
    expect(await wordOf(client.chat.postEphemeral(post))).toBe("user_not_in_channel");
    expect(await wordOf(client.chat.postEphemeral({ ...post, user: "U09NOBODY0" }))).toBe("user_not_in_channel");
    expect(await wordOf(client.apiCall("chat.postEphemeral", { channel: CHANNEL, text: "a" }))).toBe(
      "user_not_in_channel",
    );
  });

  it("reaches the person in direct messages, and nobody else there", async () => {
    const { client } = await openWorkplace({ users });
    expect(await client.chat.postEphemeral({ ...post, channel: ALICE })).toMatchObject({ ok: true });
    expect(await wordOf(client.chat.postEphemeral({ ...post, channel: BOB }))).toBe("user_not_in_channel");
  });

  it.each([
    ["a channel that is not there", { channel: "C0NOWHERE0" }, "channel_not_found"],
    ["a channel the bot is not in", { channel: "C0PRIVATE0" }, "not_in_channel"],
    ["no words", { text: "" }, "no_text"],
    ["a block that Slack does not know", { blocks: [{ type: "blink" }] }, "invalid_blocks"],
    ["a thread that is gone", { thread_ts: "1.000001" }, "message_not_found"],
  ])("is refused for %s", async (_name, more, word) => {
    const channels = [
      { id: CHANNEL, name: "platform" },
      { id: "C0PRIVATE0", name: "private", member: false },
    ];
    const { slack, client } = await openWorkplace({ users, channels });
    expect(await wordOf(client.apiCall("chat.postEphemeral", { ...post, ...more }))).toBe(word);
    expect(slack.workspace.messages()).toEqual([]);
  });

  it("takes the scope chat:write", async () => {
    const { client } = await openWorkplace({ users, scopes: ["commands"] });
    await expect(client.chat.postEphemeral(post)).rejects.toMatchObject({
      data: { error: "missing_scope", needed: "chat:write" },
    });
  });
});
