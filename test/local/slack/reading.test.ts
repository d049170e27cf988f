import { describe, expect, it } from "vitest";
import { openWorkplace, type Workplace, wordOf } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";

/** Messages m1 to m`count`, one second apart from 1764000000. */
async function withMessages(count: number): Promise<Workplace> {
  const place = await openWorkplace();
  for (let n = 1; n <= count; n += 1) {
    await place.client.chat.postMessage({
      channel: CHANNEL,
      text: `m${n}`,
      metadata: { event_type: "planbell_card", event_payload: { key: `k${n}` } },
    });
    place.clock.time += 1_000;
  }
  return place;
}
const texts = (answer: { messages?: { text?: string }[] }) => answer.messages?.map(({ text }) => text);

describe("a channel's history", () => {
  it("comes newest first, replies left out unless broadcast, deleted messages left out", async () => {
    const { slack, client } = await withMessages(3);
    const thread_ts = "1764000000.000100";
    await client.chat.postMessage({ channel: CHANNEL, text: "quiet", thread_ts });
    await client.chat.postMessage({ channel: CHANNEL, text: "loud", thread_ts, reply_broadcast: true });
    slack.workspace.delete(CHANNEL, "1764000001.000100");
    const answer = await client.conversations.history({ channel: CHANNEL });
    expect(texts(answer)).toEqual(["loud", "m3", "m1"]);
    expect(answer.messages?.[0]).toMatchObject({ subtype: "thread_broadcast", thread_ts });
    expect(answer.messages?.[2]).toMatchObject({ thread_ts, reply_count: 2 });
    expect(answer.has_more).toBe(false);
  });

  it("tells the metadata's type only, unless asked for all", async () => {
    const { client } = await withMessages(1);
    const some = await client.conversations.history({ channel: CHANNEL });
    expect(some.messages?.[0]?.metadata).toEqual({ event_type: "planbell_card" });
    const all = await client.conversations.history({ channel: CHANNEL, include_all_metadata: true });
    expect(all.messages?.[0]?.metadata).toEqual({ event_type: "planbell_card", event_payload: { key: "k1" } });
  });

  it("is cut by its window, the ends counted when asked", async () => {
    const { client } = await withMessages(4);
    const window = { channel: CHANNEL, oldest: "1764000001.000100", latest: "1764000003.000100" };
    expect(texts(await client.conversations.history(window))).toEqual(["m3"]);
    expect(texts(await client.conversations.history({ ...window, inclusive: true }))).toEqual(["m4", "m3", "m2"]);
    expect(texts(await client.conversations.history({ channel: CHANNEL, oldest: "1764000002" }))).toEqual(["m4", "m3"]);
  });

  it("comes in pages that miss and repeat nothing", async () => {
    const { client } = await withMessages(5);
    const pages: unknown[] = [];
    for await (const page of client.paginate("conversations.history", { channel: CHANNEL, limit: 2 })) {
      pages.push(texts(page as never));
    }
    expect(pages).toEqual([["m5", "m4"], ["m3", "m2"], ["m1"]]);
  });

  it.each([
    ["an unknown cursor", { cursor: "bm90IGEgY3Vyc29y" }, "invalid_cursor"],
    ["no limit", { limit: 0 }, "invalid_limit"],
    ["too large a limit", { limit: 1_000 }, "invalid_limit"],
    ["a bad window", { oldest: "yesterday" }, "invalid_ts_oldest"],
    ["a bad window", { latest: "1e9" }, "invalid_ts_latest"],
    ["a channel that is not there", { channel: "C0NOWHERE0" }, "channel_not_found"],
  ])("is refused for %s", async (_name, more, word) => {
    const { client } = await withMessages(1);
    expect(await wordOf(client.apiCall("conversations.history", { channel: CHANNEL, ...more }))).toBe(word);
  });

  it("is closed to a bot that is not in the channel", async () => {
    const { slack, client } = await withMessages(1);
    slack.workspace.removeBot(CHANNEL);
    expect(await wordOf(client.conversations.history({ channel: CHANNEL }))).toBe("not_in_channel");
  });

  it("is closed without the scope of that kind of conversation", async () => {
    const channels = ["C0PUBLIC00", "G0PRIVATE0", "D0DIRECT00"].map((id) => ({ id, name: id }));
    const { client } = await openWorkplace({ channels, historyAllowed: false });
    for (const [channel, needed] of [
      ["C0PUBLIC00", "channels:history"],
      ["G0PRIVATE0", "groups:history"],
      ["D0DIRECT00", "im:history"],
    ] as const) {
      await expect(client.conversations.history({ channel })).rejects.toMatchObject({
        data: { error: "missing_scope", needed },
      });
    }
  });
});

describe("a thread", () => {
  it("comes parent first, then replies oldest first, found by any of its messages", async () => {
    const { client, clock } = await withMessages(2);
    const thread_ts = "1764000000.000100";
    await client.chat.postMessage({ channel: CHANNEL, text: "r1", thread_ts });
    clock.time += 1_000;
    const last = await client.chat.postMessage({ channel: CHANNEL, text: "r2", thread_ts });
    for (const ts of [thread_ts, last.ts ?? ""]) {
      expect(texts(await client.conversations.replies({ channel: CHANNEL, ts }))).toEqual(["m1", "r1", "r2"]);
    }
    const recent = await client.conversations.replies({ channel: CHANNEL, ts: thread_ts, oldest: "1764000003" });
    expect(texts(recent)).toEqual(["m1", "r2"]);
    const first = await client.conversations.replies({ channel: CHANNEL, ts: thread_ts, limit: 2 });
    expect(texts(first)).toEqual(["m1", "r1"]);
    const cursor = first.response_metadata?.next_cursor ?? "";
    expect(texts(await client.conversations.replies({ channel: CHANNEL, ts: thread_ts, limit: 2, cursor }))).toEqual([
      "r2",
    ]);
  });

  it("shows the metadata of replies on request only", async () => {
    const { client } = await withMessages(1);
    const ts = "1764000000.000100";
    const metadata = { event_type: "planbell_note", event_payload: { key: "note:1" } };
    await client.chat.postMessage({ channel: CHANNEL, text: "r1", thread_ts: ts, metadata });
    const all = await client.conversations.replies({ channel: CHANNEL, ts, include_all_metadata: true });
    expect(all.messages?.[1]).toMatchObject({ thread_ts: ts, metadata });
    const some = await client.conversations.replies({ channel: CHANNEL, ts, include_all_metadata: false });
    expect(some.messages?.[1]).toMatchObject({ metadata: { event_type: "planbell_note" } });
    expect(JSON.stringify(some)).not.toContain("note:1");
  });

  it("that is gone is not found", async () => {
    const { slack, client } = await withMessages(1);
    slack.workspace.delete(CHANNEL, "1764000000.000100");
    expect(await wordOf(client.conversations.replies({ channel: CHANNEL, ts: "1764000000.000100" }))).toBe(
      "thread_not_found",
    );
  });
});
