import { describe, expect, it } from "vitest";
import { clientOf, openWorkplace, wordOf } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";
const plain = (text: string) => ({ type: "plain_text", text });

/** What blocks.validate finds, as "pointer message", from a caller without a token. */
async function found(args: Record<string, unknown>): Promise<unknown> {
  const { slack } = await openWorkplace();
  return clientOf(slack)
    .apiCall("blocks.validate", args)
    .then(
      () => "valid",
      (error: { data: { error: string; errors?: { pointer: string; message: string }[] } }) =>
        error.data.errors?.map(({ pointer, message }) => `${pointer} ${message}`) ?? error.data.error,
    );
}

describe("blocks that are only looked at", () => {
  it.each([
    ["blocks", { blocks: [{ type: "divider" }] }],
    ["a message without text", { message: { blocks: [{ type: "markdown", text: "a" }] } }],
    ["a view", { view: { type: "home", blocks: [] } }],
  ])("are valid by Slack's rules alone: %s", async (_name, args) => expect(await found(args)).toBe("valid"));

  it.each([
    ["blocks", { blocks: [{ type: "header", text: plain("") }] }, "/0/text/text must be more than 0 characters"],
    ["a message", { message: { blocks: [{ type: "blink" }] } }, "/blocks/0/type unsupported type: blink"],
    ["a view", { view: { type: "modal", blocks: [] } }, "/title missing required field"],
  ])("are told what is wrong, from where they begin: %s", async (_name, args, place) =>
    expect(await found(args)).toEqual([place]),
  );

  it("are one thing at a time", async () => {
    expect(await found({})).toBe("invalid_arguments");
    expect(await found({ blocks: [], view: { type: "home", blocks: [] } })).toBe("invalid_arguments");
    expect(await found({ blocks: "[" })).toBe("invalid_arguments");
  });
});

describe("the link to a message", () => {
  it("names the channel and the message, and its thread", async () => {
    const { client } = await openWorkplace();
    const { ts = "" } = await client.chat.postMessage({ channel: CHANNEL, text: "card" });
    const reply = await client.chat.postMessage({ channel: CHANNEL, text: "note", thread_ts: ts });
    const link = async (message_ts = "") =>
      (await client.chat.getPermalink({ channel: CHANNEL, message_ts })).permalink;
    expect(await link(ts)).toBe("https://planbell-demo.slack.com/archives/C0DEFAULT0/p1764000000000100");
    expect(await link(reply.ts)).toBe(
      "https://planbell-demo.slack.com/archives/C0DEFAULT0/p1764000000000200?thread_ts=1764000000.000100&cid=C0DEFAULT0",
    );
    expect(await wordOf(link("1.000001"))).toBe("message_not_found");
  });
});
