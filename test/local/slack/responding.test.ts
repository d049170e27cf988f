import { describe, expect, it } from "vitest";
import type { ResponsePlace } from "../../../local/slack/response-urls.ts";
import { openWorkplace, type Workplace } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";
const ALICE = "U01ALICE01";
const COMMAND: ResponsePlace = { channel: CHANNEL, user: ALICE };
const MINUTE = 60_000;

const workplace = () => openWorkplace({ users: [{ id: ALICE, name: "alice" }] });

/** What the address says to a message, as "status" and "error". */
async function say(url: string, message: unknown): Promise<[number, unknown]> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(message),
  });
  const { ok, error } = (await response.json()) as { ok: boolean; error?: string };
  return [response.status, ok ? "ok" : error];
}
const OK = [200, "ok"];
const shown = ({ slack }: Workplace) =>
  slack.workspace.messages().map(({ text, ephemeralFor, threadTs, deleted }) => ({
    text,
    ...(ephemeralFor ? { for: ephemeralFor } : {}),
    ...(threadTs ? { thread: threadTs } : {}),
    ...(deleted ? { deleted } : {}),
  }));

describe("the address for answers to a command", () => {
  it("shows an answer to the person alone, and to all when it says so", async () => {
    const place = await workplace();
    const url = place.slack.responseUrls.issue(COMMAND);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/response\/\w+$/);
    expect(await say(url, { text: "for you" })).toEqual(OK);
    expect(await say(url, { text: "for you too", response_type: "ephemeral" })).toEqual(OK);
    expect(await say(url, { text: "for all", response_type: "in_channel" })).toEqual(OK);
    expect(shown(place)).toEqual([
      { text: "for you", for: ALICE },
      { text: "for you too", for: ALICE },
      { text: "for all" },
    ]);
    const { messages } = await place.client.conversations.history({ channel: CHANNEL });
    expect(messages?.map(({ text }) => text)).toEqual(["for all"]);
  });

  it("puts an answer into a thread, in a channel the bot is not in and where nobody may post", async () => {
    const place = await workplace();
    const { ts = "" } = await place.client.chat.postMessage({ channel: CHANNEL, text: "card" });
    place.slack.workspace.removeBot(CHANNEL);
    place.slack.workspace.refusePosts(CHANNEL, "restricted_action_read_only_channel");
    const url = place.slack.responseUrls.issue(COMMAND);
    expect(await say(url, { text: "note", response_type: "in_channel", thread_ts: ts })).toEqual(OK);
    expect(shown(place)).toEqual([{ text: "card" }, { text: "note", thread: ts }]);
  });

  it("has nothing to delete, and makes a new message of a replacement", async () => {
    const place = await workplace();
    const url = place.slack.responseUrls.issue(COMMAND);
    expect(await say(url, { text: "one" })).toEqual(OK);
    expect(await say(url, { text: "two", replace_original: true })).toEqual(OK);
    expect(await say(url, { delete_original: true })).toEqual([400, "message_not_found"]);
    expect(shown(place)).toEqual([
      { text: "one", for: ALICE },
      { text: "two", for: ALICE },
    ]);
  });

  it("serves five times", async () => {
    const place = await workplace();
    const url = place.slack.responseUrls.issue(COMMAND);
    for (const text of ["1", "2", "3", "4", "5"]) expect(await say(url, { text })).toEqual(OK);
    expect(await say(url, { text: "6" })).toEqual([404, "used_url"]);
    expect(shown(place)).toHaveLength(5);
  });

  it("serves for thirty minutes", async () => {
    const place = await workplace();
    const url = place.slack.responseUrls.issue(COMMAND);
    place.clock.time += 30 * MINUTE;
    expect(await say(url, { text: "in time" })).toEqual(OK);
    place.clock.time += 1;
    expect(await say(url, { text: "late" })).toEqual([404, "expired_url"]);
  });

  it("is none that was not given, and none for reading", async () => {
    const place = await workplace();
    const url = place.slack.responseUrls.issue(COMMAND);
    expect(await say(`${url}0`, { text: "a" })).toEqual([404, "invalid_url"]);
    expect((await fetch(url)).status).toBe(404);
  });

  it("refuses what a post is refused for, which costs no use", async () => {
    const place = await workplace();
    const url = place.slack.responseUrls.issue(COMMAND);
    for (let n = 0; n < 6; n += 1) {
      expect(await say(url, { text: "a", blocks: [{ type: "blink" }] })).toEqual([400, "invalid_blocks"]);
    }
    expect(await say(url, {})).toEqual([400, "no_text"]);
    expect(await say(url, { text: "a", thread_ts: "1.000001" })).toEqual([400, "message_not_found"]);
    expect(await say(url, { text: "a" })).toEqual(OK);
  });
});

describe("the address for answers to a click", () => {
  it("replaces and deletes the message for all that was clicked, which stays one for all", async () => {
    const place = await workplace();
    const { ts = "" } = await place.client.chat.postMessage({ channel: CHANNEL, text: "card" });
    const url = place.slack.responseUrls.issue({ ...COMMAND, message: { channel: CHANNEL, ts } });
    expect(await say(url, { text: "done", replace_original: true, response_type: "ephemeral" })).toEqual(OK);
    expect(shown(place)).toEqual([{ text: "done" }]);
    expect(await say(url, { text: "beside it" })).toEqual(OK);
    expect(await say(url, { delete_original: "true" })).toEqual(OK);
    expect(shown(place)).toEqual([
      { text: "done", deleted: true },
      { text: "beside it", for: ALICE },
    ]);
    expect(await say(url, { text: "again", replace_original: true })).toEqual([400, "message_not_found"]);
  });

  it("replaces and deletes a message for one person, which stays theirs", async () => {
    const place = await workplace();
    const post = { channel: CHANNEL, user: ALICE, text: "sure?" };
    const { message_ts: ephemeral = "" } = await place.client.chat.postEphemeral(post);
    const url = place.slack.responseUrls.issue({ ...COMMAND, message: { ephemeral } });
    expect(await say(url, { text: "done", replace_original: true, response_type: "in_channel" })).toEqual(OK);
    expect(shown(place)).toEqual([{ text: "done", for: ALICE }]);
    expect(await say(url, { delete_original: true })).toEqual(OK);
    expect(shown(place)).toEqual([{ text: "done", for: ALICE, deleted: true }]);
  });

  it("may fail by a fault that was asked for", async () => {
    const place = await workplace();
    const url = place.slack.responseUrls.issue(COMMAND);
    place.slack.faults.next("http503", { method: "response_url" });
    expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(503);
    expect(await say(url, { text: "a" })).toEqual(OK);
    expect(place.slack.calls.byMethod).toEqual({ response_url: 2 });
  });
});
