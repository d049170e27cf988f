import { describe, expect, it } from "vitest";
import type { FaultKind, FaultOptions } from "../../../local/slack/faults.ts";
import { startSlack } from "../../../local/slack/server.ts";
import { clientOf, openWorkplace, START, wordOf } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";
const post = { channel: CHANNEL, text: "Pending: vpc" };

describe("a channel that gets posts faster than it takes them", () => {
  it("takes the burst, refuses the next, and takes again what time gives back", async () => {
    const { slack, client, clock } = await openWorkplace({ rate: { perSecond: 1, burst: 2 } });
    await client.chat.postMessage(post);
    await client.chat.postMessage(post);
    await expect(client.chat.postMessage(post)).rejects.toMatchObject({
      code: "slack_webapi_rate_limited_error",
      retryAfter: 1,
    });
    clock.time += 999;
    await expect(client.chat.postMessage(post)).rejects.toMatchObject({ retryAfter: 1 });
    clock.time += 1;
    await client.chat.postMessage(post);
    await expect(client.chat.postMessage(post)).rejects.toMatchObject({ retryAfter: 1 });
    clock.time += 3_600_000;
    await client.chat.postMessage(post);
    await client.chat.postMessage(post);
    await expect(client.chat.postMessage(post)).rejects.toMatchObject({ retryAfter: 1 });
    expect(slack.workspace.messages()).toHaveLength(5);
  });

  it("says in whole seconds how long to stay away", async () => {
    const { client } = await openWorkplace({ rate: { perSecond: 0.3, burst: 1 } });
    await client.chat.postMessage(post);
    await expect(client.chat.postMessage(post)).rejects.toMatchObject({ retryAfter: 4 });
  });

  it("slows no other channel, and no edit", async () => {
    const channels = [
      { id: CHANNEL, name: "platform" },
      { id: "C0SECOND00", name: "second" },
    ];
    const { client } = await openWorkplace({ rate: { perSecond: 1, burst: 1 }, channels });
    const { ts = "" } = await client.chat.postMessage(post);
    await client.chat.postMessage({ ...post, channel: "C0SECOND00" });
    await client.chat.update({ ...post, ts });
    await expect(client.chat.postMessage(post)).rejects.toMatchObject({ retryAfter: 1 });
  });

  it("takes five at once when nothing else is said", async () => {
    const slack = await startSlack({ clock: { now: () => START } });
    await Promise.allSettled(
      [1, 2, 3, 4, 5, 6].map(() => clientOf(slack, "xoxb-planbell-demo").chat.postMessage(post)),
    );
    await slack.close();
    expect(slack.workspace.messages()).toHaveLength(5);
  });
});

describe("a call that meets a fault", () => {
  it.each<[FaultKind, FaultOptions, Record<string, unknown>, number]>([
    ["ratelimited", { retryAfter: 7 }, { code: "slack_webapi_rate_limited_error", retryAfter: 7 }, 0],
    ["http500", {}, { code: "slack_webapi_http_error", statusCode: 500 }, 0],
    ["http503", {}, { code: "slack_webapi_http_error", statusCode: 503 }, 0],
    ["html200", {}, { code: "slack_webapi_platform_error" }, 0],
    ["error", { error: "fatal_error" }, { data: { ok: false, error: "fatal_error" } }, 0],
    ["error", {}, { data: { error: "internal_error" } }, 0],
    ["drop-before-accept", {}, { code: "slack_webapi_request_error" }, 0],
    ["drop-after-accept", {}, { code: "slack_webapi_request_error" }, 1],
  ])("%s %j: fails so, and the message is there or not", async (kind, options, failure, stored) => {
    const { slack, client } = await openWorkplace();
    slack.faults.next(kind, options);
    await expect(client.chat.postMessage(post)).rejects.toMatchObject(failure);
    expect(slack.workspace.messages()).toHaveLength(stored);
    await client.chat.postMessage(post);
    expect(slack.workspace.messages()).toHaveLength(stored + 1);
    expect(slack.calls.byMethod).toEqual({ "chat.postMessage": 2 });
  });

  it("delay: is done at once and answered late, so a caller may give up on a message that stands", async () => {
    const { slack } = await openWorkplace();
    slack.faults.next("delay", { ms: 60_000 });
    const call = fetch(`${slack.apiUrl}chat.postMessage`, {
      method: "POST",
      headers: { authorization: "Bearer xoxb-planbell-demo" },
      body: new URLSearchParams(post),
      signal: AbortSignal.timeout(100),
    });
    await expect(call).rejects.toThrow();
    expect(slack.workspace.messages()).toHaveLength(1);
  });

  it("delay: is answered when the time is over", async () => {
    const { slack, client } = await openWorkplace();
    slack.faults.next("delay", { ms: 5 });
    expect(await client.chat.postMessage(post)).toMatchObject({ ok: true });
  });

  it("may be one of a named method, and several in a row", async () => {
    const { slack, client } = await openWorkplace();
    slack.faults.next("error", { method: "chat.update", error: "edit_window_closed", times: 2 });
    const { ts = "" } = await client.chat.postMessage(post);
    expect(await wordOf(client.chat.update({ ...post, ts }))).toBe("edit_window_closed");
    expect(await wordOf(client.chat.update({ ...post, ts }))).toBe("edit_window_closed");
    expect(await wordOf(client.chat.update({ ...post, ts }))).toBe("(no error)");
  });

  it("comes no more once it is taken back; others do", async () => {
    const { slack, client } = await openWorkplace();
    const end = slack.faults.next("ratelimited", { times: Number.POSITIVE_INFINITY });
    slack.faults.next("error", { error: "fatal_error" });
    await expect(client.chat.postMessage(post)).rejects.toMatchObject({ retryAfter: 1 });
    end();
    expect(await wordOf(client.chat.postMessage(post))).toBe("fatal_error");
    expect(await client.chat.postMessage(post)).toMatchObject({ ok: true });
  });

  it("comes no more once the faults are cleared", async () => {
    const { slack, client } = await openWorkplace();
    slack.faults.next("http500", { times: 9 });
    slack.faults.clear();
    expect(await client.chat.postMessage(post)).toMatchObject({ ok: true });
  });
});

describe("the count of calls", () => {
  it("counts every call by its method, refused ones too, until it is cleared", async () => {
    const { slack, client } = await openWorkplace();
    await client.chat.postMessage(post);
    await wordOf(clientOf(slack, "xoxb-other").chat.postMessage(post));
    await wordOf(client.apiCall("__proto__"));
    expect(slack.calls.total).toBe(3);
    expect(slack.calls.byMethod).toEqual({ "chat.postMessage": 2, unknown: 1 });
    slack.calls.clear();
    expect(slack.calls).toMatchObject({ total: 0, byMethod: {} });
  });
});

describe("a request that is no call", () => {
  it("is turned away without being counted", async () => {
    const { slack } = await openWorkplace();
    const base = slack.apiUrl.replace("/api/", "");
    expect((await fetch(`${base}/elsewhere`)).status).toBe(404);
    const large = await fetch(`${slack.apiUrl}api.test`, { method: "POST", body: "x".repeat(5_000_000) });
    expect(large.status).toBe(413);
    expect(slack.calls.total).toBe(0);
  });
});
