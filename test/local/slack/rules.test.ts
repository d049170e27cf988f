import { describe, expect, it } from "vitest";
import { openWorkplace, START, wordOf } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";
const post = { channel: CHANNEL, text: "Pending: vpc" };
const MINUTE = 60_000;

describe("a workspace where messages may be edited for a while", () => {
  it("takes an edit until the end, and none after it", async () => {
    const { slack, client, clock } = await openWorkplace({ editWindow: 5 * MINUTE });
    const { ts = "" } = await client.chat.postMessage(post);
    clock.time += 5 * MINUTE;
    await client.chat.update({ ...post, ts, text: "Approved: vpc" });
    clock.time += 1;
    expect(await wordOf(client.chat.update({ ...post, ts, text: "Done: vpc" }))).toBe("edit_window_closed");
    expect(slack.workspace.messages().map(({ text }) => text)).toEqual(["Approved: vpc"]);
  });

  it("may begin to be so, and may cease", async () => {
    const { slack, client, clock } = await openWorkplace();
    const { ts = "" } = await client.chat.postMessage(post);
    clock.time += MINUTE;
    slack.workspace.editWindow = 0;
    expect(await wordOf(client.chat.update({ ...post, ts }))).toBe("edit_window_closed");
    slack.workspace.editWindow = undefined;
    expect(await client.chat.update({ ...post, ts })).toMatchObject({ ok: true });
  });
});

describe("a workspace that keeps messages for a while", () => {
  it("has them until the end; after it they can be neither read, edited nor replied to", async () => {
    const { slack, client, clock } = await openWorkplace({ retention: 60 * MINUTE });
    const { ts = "" } = await client.chat.postMessage(post);
    clock.time += 60 * MINUTE;
    expect(await client.conversations.replies({ channel: CHANNEL, ts })).toMatchObject({ ok: true });
    expect(await client.chat.update({ ...post, ts })).toMatchObject({ ok: true });
    clock.time += 1;
    expect(await wordOf(client.conversations.replies({ channel: CHANNEL, ts }))).toBe("thread_not_found");
    expect(await wordOf(client.chat.update({ ...post, ts }))).toBe("message_not_found");
    expect(await wordOf(client.chat.postMessage({ ...post, thread_ts: ts }))).toBe("message_not_found");
    expect((await client.conversations.history({ channel: CHANNEL })).messages).toEqual([]);
    expect(slack.workspace.messages()).toMatchObject([{ ts, deleted: true }]);
  });

  it("keeps the younger ones, and tells those who watch of each that goes, once", async () => {
    const { slack, client, clock } = await openWorkplace();
    const seen: string[] = [];
    slack.workspace.onChange(({ kind, message }) => seen.push(`${kind} ${message.text}`));
    const { ts: old = "" } = await client.chat.postMessage({ ...post, text: "old" });
    clock.time += MINUTE;
    await client.chat.postMessage({ ...post, text: "young" });
    slack.workspace.retention = MINUTE - 1;
    for (const _ of [1, 2]) {
      const { messages } = await client.conversations.history({ channel: CHANNEL });
      expect(messages?.map(({ text }) => text)).toEqual(["young"]);
    }
    expect(slack.workspace.message(CHANNEL, old)?.deleted).toBe(true);
    expect(seen).toEqual(["posted old", "posted young", "deleted old"]);
  });

  it("lets the replies of a thread go one by one", async () => {
    const { slack, client, clock } = await openWorkplace();
    const { ts = "" } = await client.chat.postMessage({ ...post, text: "card" });
    clock.time += MINUTE;
    await client.chat.postMessage({ ...post, text: "note", thread_ts: ts });
    slack.workspace.retention = MINUTE - 1;
    expect(slack.workspace.thread(CHANNEL, ts).map(({ text, deleted }) => [text, deleted ?? false])).toEqual([
      ["card", true],
      ["note", false],
    ]);
  });
});

describe("a channel", () => {
  it("whose admins let nobody post refuses with their rule's word, until they do; edits go on", async () => {
    const { slack, client } = await openWorkplace({
      channels: [
        { id: CHANNEL, name: "platform" },
        { id: "C0SECOND00", name: "second" },
      ],
    });
    const { ts = "" } = await client.chat.postMessage(post);
    slack.workspace.refusePosts(CHANNEL, "restricted_action_read_only_channel");
    expect(await wordOf(client.chat.postMessage(post))).toBe("restricted_action_read_only_channel");
    expect(await wordOf(client.chat.postMessage({ ...post, thread_ts: ts }))).toBe(
      "restricted_action_read_only_channel",
    );
    expect(await client.chat.update({ ...post, ts })).toMatchObject({ ok: true });
    expect(await client.chat.postMessage({ ...post, channel: "C0SECOND00" })).toMatchObject({ ok: true });
    slack.workspace.allowPosts(CHANNEL);
    expect(await client.chat.postMessage(post)).toMatchObject({ ok: true });
  });

  it("that was archived takes posts and edits again when it is brought back", async () => {
    const { slack, client } = await openWorkplace();
    const { ts = "" } = await client.chat.postMessage(post);
    slack.workspace.archive(CHANNEL);
    expect(await wordOf(client.chat.postMessage(post))).toBe("is_archived");
    slack.workspace.unarchive(CHANNEL);
    expect(await client.chat.postMessage(post)).toMatchObject({ ok: true });
    expect(await client.chat.update({ ...post, ts })).toMatchObject({ ok: true });
  });

  it("that the bot was put out of takes its posts again, and is read, when it is invited", async () => {
    const { slack, client } = await openWorkplace();
    slack.workspace.removeBot(CHANNEL);
    expect(await wordOf(client.chat.postMessage(post))).toBe("not_in_channel");
    slack.workspace.inviteBot(CHANNEL);
    expect(await client.chat.postMessage(post)).toMatchObject({ ok: true });
    expect((await client.conversations.history({ channel: CHANNEL })).messages).toHaveLength(1);
  });
});

describe("edits that come faster than they are taken", () => {
  it("are refused over all channels together, as long as time has not given back, and slow no post", async () => {
    const { slack, client, clock } = await openWorkplace({ updateRate: { perSecond: 50 / 60, burst: 2 } });
    const one = await client.chat.postMessage(post);
    const other = await client.chat.postMessage(post);
    await client.chat.update({ ...post, ts: one.ts ?? "" });
    await client.chat.update({ ...post, ts: other.ts ?? "" });
    const third = () => client.chat.update({ ...post, ts: one.ts ?? "", text: "Approved: vpc" });
    await expect(third()).rejects.toMatchObject({ code: "slack_webapi_rate_limited_error", retryAfter: 2 });
    expect(await client.chat.postMessage(post)).toMatchObject({ ok: true });
    clock.time += 1_000;
    await expect(third()).rejects.toMatchObject({ retryAfter: 1 });
    clock.time += 1_000;
    expect(await third()).toMatchObject({ ok: true });
    expect(slack.workspace.message(CHANNEL, one.ts ?? "")).toMatchObject({ text: "Approved: vpc", edits: 2 });
  });

  it("are all taken when nothing is said", async () => {
    const { client } = await openWorkplace();
    const { ts = "" } = await client.chat.postMessage(post);
    for (let n = 0; n < 60; n++) await client.chat.update({ ...post, ts });
  });
});

describe("posts to a quick channel", () => {
  it("are taken at twenty a second", async () => {
    const { slack, client, clock } = await openWorkplace({ rate: { perSecond: 20, burst: 1 } });
    for (let n = 0; n < 20; n++) {
      await client.chat.postMessage(post);
      clock.time += 50;
    }
    await client.chat.postMessage(post);
    await expect(client.chat.postMessage(post)).rejects.toMatchObject({ retryAfter: 1 });
    expect(clock.time).toBe(START + 1_000);
    expect(slack.workspace.messages()).toHaveLength(21);
  });
});
