import { describe, expect, it } from "vitest";
import type { SlackStandIn } from "../../../local/slack/server.ts";
import { openWorkplace, type Workplace, wordOf } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";
const LOG = "Error: höher\nat line 2\n";
const BYTES = 24;

const ticket = async ({ client }: Workplace, more: Record<string, unknown> = {}) => {
  const answer = await client.apiCall("files.getUploadURLExternal", {
    filename: "task-1.log",
    length: BYTES,
    snippet_type: "text",
    ...more,
  });
  const { upload_url, file_id } = { ...answer } as Record<string, unknown>;
  return { address: String(upload_url), id: String(file_id) };
};
const send = async (address: string, body: string): Promise<number> =>
  (await fetch(address, { method: "POST", body: Buffer.from(body) })).status;
const complete = ({ client }: Workplace, id: string, more: Record<string, unknown> = {}) =>
  client.apiCall("files.completeUploadExternal", {
    files: [{ id, title: "Log of task-1" }],
    channel_id: CHANNEL,
    ...more,
  });
/** A file whose bytes are there. */
const carried = async (place: Workplace): Promise<string> => {
  const { address, id } = await ticket(place);
  expect(await send(address, LOG)).toBe(200);
  return id;
};
const filesOf = ({ workspace }: SlackStandIn) => workspace.messages().map(({ files, threadTs }) => [files, threadTs]);

describe("a file", () => {
  it("stands in its thread when its bytes were carried and it was completed, and is read there", async () => {
    const place = await openWorkplace();
    const { ts = "" } = await place.client.chat.postMessage({ channel: CHANNEL, text: "card" });
    const id = await carried(place);
    expect(place.slack.workspace.files()).toEqual([]);
    expect(await complete(place, id, { thread_ts: ts })).toMatchObject({
      ok: true,
      files: [{ id, title: "Log of task-1" }],
    });
    const file = { id, name: "task-1.log", title: "Log of task-1", text: LOG };
    expect(filesOf(place.slack)).toEqual([
      [undefined, undefined],
      [[file], ts],
    ]);
    expect(place.slack.workspace.files()).toEqual([file]);
    const { messages } = await place.client.conversations.replies({ channel: CHANNEL, ts });
    expect(messages?.[1]).toMatchObject({
      bot_id: "B0PLANBELL",
      thread_ts: ts,
      files: [{ id, name: "task-1.log", title: "Log of task-1" }],
    });
    expect(place.slack.calls.byMethod).toMatchObject({ upload: 1 });
  });

  it("stands in the channel without a thread, by its name without a title", async () => {
    const place = await openWorkplace();
    const id = await carried(place);
    await complete(place, id, { files: [{ id }] });
    expect(filesOf(place.slack)).toEqual([[[{ id, name: "task-1.log", title: "task-1.log", text: LOG }], undefined]]);
  });

  it("stands in direct messages that are open", async () => {
    const place = await openWorkplace({ users: [{ id: "U01ALICE01", name: "alice" }] });
    await place.client.conversations.open({ users: "U01ALICE01" });
    await complete(place, await carried(place), { channel_id: "D01ALICE01" });
    expect(place.slack.workspace.messages("D01ALICE01")).toHaveLength(1);
  });

  it("is nobody's to see when it is shared with no channel", async () => {
    const place = await openWorkplace();
    const id = await carried(place);
    expect(await complete(place, id, { channel_id: "" })).toMatchObject({ ok: true });
    expect(place.slack.workspace.messages()).toEqual([]);
  });

  it("comes from the official client too", async () => {
    const { slack, client } = await openWorkplace();
    const { ts = "" } = await client.chat.postMessage({ channel: CHANNEL, text: "card" });
    await client.filesUploadV2({
      channel_id: CHANNEL,
      thread_ts: ts,
      filename: "task-1.log",
      title: "Log of task-1",
      content: LOG,
      snippet_type: "text",
    });
    expect(slack.workspace.thread(CHANNEL, ts)[1]?.files).toEqual([
      { id: "F000000001", name: "task-1.log", title: "Log of task-1", text: LOG },
    ]);
  });

  it("may fail on its way by a fault that was asked for", async () => {
    const place = await openWorkplace();
    const { address } = await ticket(place);
    place.slack.faults.next("http503", { method: "upload" });
    expect(await send(address, LOG)).toBe(503);
    expect(await send(address, LOG)).toBe(200);
  });
});

describe("the address for a file", () => {
  it("serves once", async () => {
    const place = await openWorkplace();
    const { address, id } = await ticket(place);
    expect(await send(address, LOG)).toBe(200);
    expect(await send(address, "x".repeat(BYTES))).toBe(404);
    await complete(place, id);
    expect(place.slack.workspace.files().map(({ text }) => text)).toEqual([LOG]);
  });

  it("takes as many bytes as were promised, and no form without a file", async () => {
    const place = await openWorkplace();
    expect(await send((await ticket(place)).address, `${LOG}more`)).toBe(400);
    const form = new FormData();
    form.set("filename", LOG);
    const { address, id } = await ticket(place);
    expect((await fetch(address, { method: "POST", body: form })).status).toBe(400);
    expect(await wordOf(complete(place, id))).toBe("file_not_found");
  });

  it("is none that was not given, and none for reading", async () => {
    const place = await openWorkplace();
    const { address } = await ticket(place);
    expect(await send(`${address}9`, LOG)).toBe(404);
    expect((await fetch(address)).status).toBe(404);
    expect(await send(address, LOG)).toBe(200);
  });
});

describe("a file that is refused", () => {
  it.each([
    ["nothing in it", { length: 0 }, "missing_argument"],
    ["no length", { length: "" }, "missing_argument"],
    ["half a byte", { length: 1.5 }, "invalid_arguments"],
    ["no name", { filename: "" }, "invalid_arguments"],
    ["more than 1 MB in a snippet", { length: 1_000_001 }, "snippet_too_large"],
  ])("for %s gets no address", async (_, more, word) => {
    expect(await wordOf(ticket(await openWorkplace(), more))).toBe(word);
  });

  it.each([
    ["1 MB in a snippet", { length: 1_000_000 }],
    ["more in a file that is none", { length: 1_000_001, snippet_type: "" }],
  ])("is not one with %s", async (_, more) => {
    expect((await ticket(await openWorkplace(), more)).id).toBe("F000000001");
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["a file that is not there", { files: [{ id: "F9" }] }, "file_not_found"],
    ["no files", { files: [] }, "invalid_arguments"],
    ["files that are no list", { files: "{" }, "invalid_arguments"],
    ["a person", { channel_id: "U01ALICE01" }, "invalid_arguments"],
    ["a channel that is not there", { channel_id: "C0NOWHERE0" }, "channel_not_found"],
    ["a channel the bot is not in", { channel_id: "C0PRIVATE0" }, "not_in_channel"],
    ["an archived channel", { channel_id: "C0ARCHIVE0" }, "is_archived"],
    ["a thread that is gone", { thread_ts: "1.000001" }, "message_not_found"],
  ])("for %s is not completed, and can be later", async (_, more, word) => {
    const place = await openWorkplace({
      users: [{ id: "U01ALICE01", name: "alice" }],
      channels: [
        { id: CHANNEL, name: "platform" },
        { id: "C0PRIVATE0", name: "private", member: false },
        { id: "C0ARCHIVE0", name: "old", archived: true },
      ],
    });
    const id = await carried(place);
    expect(await wordOf(complete(place, id, more))).toBe(word);
    expect(place.slack.workspace.messages()).toEqual([]);
    await complete(place, id);
    expect(place.slack.workspace.files()).toHaveLength(1);
  });

  it("is not completed before its bytes came, nor twice", async () => {
    const place = await openWorkplace();
    const { address, id } = await ticket(place);
    expect(await wordOf(complete(place, id))).toBe("file_not_found");
    await send(address, LOG);
    await complete(place, id);
    expect(await wordOf(complete(place, id))).toBe("file_not_found");
    expect(place.slack.workspace.files()).toHaveLength(1);
  });

  it("is refused where posts are, with the same word", async () => {
    const place = await openWorkplace();
    const id = await carried(place);
    place.slack.workspace.refusePosts(CHANNEL, "restricted_action_read_only_channel");
    expect(await wordOf(complete(place, id))).toBe("restricted_action_read_only_channel");
  });

  it("takes the scope files:write", async () => {
    const { client } = await openWorkplace({ scopes: ["chat:write"] });
    for (const method of ["files.getUploadURLExternal", "files.completeUploadExternal"]) {
      await expect(client.apiCall(method)).rejects.toMatchObject({
        data: { error: "missing_scope", needed: "files:write" },
      });
    }
  });
});
