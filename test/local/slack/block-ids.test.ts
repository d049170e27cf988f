import { describe, expect, it } from "vitest";
import { BlockIds } from "../../../local/slack/block-ids.ts";
import { openWorkplace, wordOf } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";
const button = { type: "button", text: { type: "plain_text", text: "Go" } };
const image = { type: "image", image_url: "https://a.b/i.png", alt_text: "a" };

describe("ids that the sender left out", () => {
  it("are given to blocks and to what people act on, and never change those that are there", () => {
    const given = new BlockIds().give([
      { type: "actions", elements: [button, { ...button, action_id: "mine" }] },
      { type: "section", block_id: "own", accessory: image },
      { type: "section", accessory: { type: "overflow" } },
      { type: "input", element: { type: "plain_text_input" } },
      { type: "context", elements: [image, { type: "plain_text", text: "a" }] },
      { type: "container", child_blocks: [{ type: "actions", elements: [button] }] },
      { type: "carousel", elements: [{ type: "card", actions: [button] }] },
    ]);
    expect(given).toEqual([
      {
        type: "actions",
        block_id: "auto1",
        elements: [
          { ...button, action_id: "act1" },
          { ...button, action_id: "mine" },
        ],
      },
      { type: "section", block_id: "own", accessory: image },
      { type: "section", block_id: "auto3", accessory: { type: "overflow", action_id: "act3" } },
      { type: "input", block_id: "auto4", element: { type: "plain_text_input", action_id: "act4" } },
      { type: "context", block_id: "auto5", elements: [image, { type: "plain_text", text: "a" }] },
      {
        type: "container",
        block_id: "auto6",
        child_blocks: [{ type: "actions", block_id: "auto7", elements: [{ ...button, action_id: "act5" }] }],
      },
      {
        type: "carousel",
        block_id: "auto8",
        elements: [{ type: "card", block_id: "auto9", actions: [{ ...button, action_id: "act6" }] }],
      },
    ]);
  });

  it("leave what is no block as it is", () => {
    expect(new BlockIds().give(["a", null, [1]])).toEqual(["a", null, [1]]);
  });

  it("are told to the sender, and are others after an edit", async () => {
    const { client } = await openWorkplace();
    const blocks = [{ type: "actions", elements: [button] }] as never;
    const posted = await client.chat.postMessage({ channel: CHANNEL, text: "a", blocks });
    expect(posted.message?.blocks).toMatchObject([{ block_id: "auto1", elements: [{ action_id: "act1" }] }]);
    const edited = await client.chat.update({ channel: CHANNEL, ts: posted.ts ?? "", text: "a", blocks });
    expect(edited.message?.blocks).toMatchObject([{ block_id: "auto2", elements: [{ action_id: "act2" }] }]);
  });
});

describe("ids that the sender gives", () => {
  it("are one of a kind: a block's in its message, an action's in its block", async () => {
    const { client } = await openWorkplace();
    const row = (block_id: string, ...ids: string[]) => ({
      type: "actions",
      block_id,
      elements: ids.map((action_id) => ({ ...button, action_id })),
    });
    const post = (...blocks: unknown[]) => client.apiCall("chat.postMessage", { channel: CHANNEL, text: "a", blocks });
    expect(await post(row("1", "a", "b"), row("2", "a", "b"))).toMatchObject({ ok: true });
    expect(await wordOf(post(row("1", "a"), row("1", "b")))).toBe("invalid_blocks");
    expect(await wordOf(post(row("1", "a", "a")))).toBe("invalid_blocks");
  });
});
