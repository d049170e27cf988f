import { describe, expect, it } from "vitest";
import { openWorkplace, START, wordOf } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";
const post = { channel: CHANNEL, text: "Pending: vpc" };

describe("the record of what the app and Slack say", () => {
  it("holds each call with what was sent, read from its form, and what was answered", async () => {
    const { slack, client } = await openWorkplace();
    await client.chat.postMessage({ ...post, blocks: [{ type: "divider", block_id: "b" }] });
    expect(slack.traffic.all()).toEqual([
      {
        id: 1,
        direction: "api",
        name: "chat.postMessage",
        at: START,
        ms: expect.any(Number),
        sent: { ...post, blocks: [{ type: "divider", block_id: "b" }] },
        status: 200,
        answer: expect.objectContaining({ ok: true, channel: CHANNEL, ts: "1764000000.000100" }),
        ok: true,
      },
    ]);
  });

  it("holds no token, wherever it stood", async () => {
    const { slack, client } = await openWorkplace();
    await client.auth.test();
    const token = "xoxb-planbell-demo";
    await fetch(`${slack.apiUrl}auth.test`, { method: "POST", body: new URLSearchParams({ token, a: "{b" }) });
    await fetch(`${slack.apiUrl}auth.test?token=${token}`);
    expect(slack.traffic.all().map(({ ok, sent }) => [ok, sent])).toEqual([
      [true, {}],
      [true, { a: "{b" }],
      [true, {}],
    ]);
    expect(JSON.stringify(slack.traffic.all())).not.toContain(token);
  });

  it("tells who listens, before the caller has the answer", async () => {
    const { slack, client } = await openWorkplace();
    const seen: unknown[] = [];
    const stop = slack.traffic.subscribe(({ name, ok }) => seen.push([name, ok]));
    await wordOf(client.chat.postMessage({ ...post, channel: "C0NOWHERE0" }));
    expect(seen).toEqual([["chat.postMessage", false]]);
    stop();
    await client.chat.postMessage(post);
    expect(seen).toHaveLength(1);
  });

  it("says of a call that was spoilt how, and what came back", async () => {
    const { slack, client } = await openWorkplace();
    for (const kind of ["ratelimited", "http500", "html200", "error", "drop-before-accept"] as const) {
      slack.faults.next(kind);
      await wordOf(client.chat.postMessage(post));
    }
    slack.faults.next("drop-after-accept");
    await wordOf(client.chat.postMessage(post));
    slack.faults.next("delay", { ms: 20 });
    await client.chat.postMessage(post);
    expect(slack.traffic.all().map(({ note, status, ok, answer }) => [note, status, ok, typeof answer])).toEqual([
      ["ratelimited", 429, false, "object"],
      ["http500", 500, false, "string"],
      ["html200", 200, false, "string"],
      ["error", 200, false, "object"],
      ["drop-before-accept", 0, false, "undefined"],
      ["drop-after-accept", 0, false, "undefined"],
      ["delay", 200, true, "object"],
    ]);
    expect(slack.traffic.all().every(({ sent }) => JSON.stringify(sent) === JSON.stringify(post))).toBe(true);
    expect(slack.workspace.messages()).toHaveLength(2);
  });

  it("holds uploads by their size, answers to interactions, and calls that nobody can read", async () => {
    const { slack, client } = await openWorkplace();
    await client.filesUploadV2({ channel_id: CHANNEL, filename: "a.log", content: "Error" });
    const url = slack.responseUrls.issue({ channel: CHANNEL, user: "U01ALICE01" });
    await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: '{"text":"hi"}' });
    await fetch(`${slack.apiUrl}chat.shout`, { method: "POST", body: "{" });
    const seen = slack.traffic.all().map(({ name, sent, ok }) => [name, sent, ok]);
    expect(seen[1]).toEqual(["upload", { bytes: expect.any(Number) }, true]);
    expect(seen.slice(3)).toEqual([
      ["response_url", { text: "hi" }, true],
      ["chat.shout", undefined, false],
    ]);
  });
});
