import { describe, expect, it } from "vitest";
import { openWorkplace, wordOf } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";
const ALICE = "U01ALICE01";
const users = [{ id: ALICE, name: "alice" }];
const plain = (text: string) => ({ type: "plain_text", text });
const md = (text: string) => ({ type: "mrkdwn", text });
const option = (value: string) => ({ text: plain(value), value });
const options = [option("a"), option("b")];
const accessory = (element: unknown) => ({ type: "section", text: md("Choose"), accessory: element });
const actions = (...elements: unknown[]) => ({ type: "actions", elements });
const input = (element: unknown) => ({ type: "input", label: plain("Words"), element });
const rich = (...elements: unknown[]) => ({ type: "rich_text", elements: [{ type: "rich_text_section", elements }] });
const image = { type: "image", image_url: "https://a.b/i.png", alt_text: "a" };
const workflow = { trigger: { url: "https://slack.com/shortcuts/Ft1/abc" } };
const button = { type: "button", text: plain("Go"), confirm: { text: md("Sure?") } };
const METADATA = { event_type: "order", event_payload: { note: "x".repeat(1_024) } };
const choice = (text: string, value: string) => ({ text: plain(text), value });
const feedback = {
  type: "feedback_buttons",
  positive_button: choice("Good", "1"),
  negative_button: choice("Bad", "0"),
};

/** Blocks of messages that another app may send. */
const TAKEN: [name: string, block: unknown][] = [
  ["a section with an overflow menu", accessory({ type: "overflow", options, confirm: { text: md("Sure?") } })],
  [
    "a section with a select in groups",
    accessory({ type: "static_select", option_groups: [{ label: plain("g"), options }] }),
  ],
  ["a section with a chosen option", accessory({ type: "static_select", options, initial_option: option("b") })],
  ["a section with checkboxes", accessory({ type: "checkboxes", options, initial_options: [option("a")] })],
  [
    "a section with radio buttons in mrkdwn",
    accessory({ type: "radio_buttons", options: [{ text: md("*a*"), value: "a" }] }),
  ],
  ["a section with an image", accessory(image)],
  ["a section with a file for an image", accessory({ type: "image", slack_file: { id: "F1" }, alt_text: "a" })],
  ["a section with a time", accessory({ type: "timepicker", initial_time: "10:30", timezone: "Asia/Shanghai" })],
  [
    "several multi-selects",
    actions({ type: "multi_users_select", max_selected_items: 2 }, { type: "multi_external_select" }),
  ],
  [
    "the other selects",
    actions({ type: "conversations_select", filter: { include: ["im"] } }, { type: "channels_select" }),
  ],
  ["pickers", actions({ type: "datepicker", initial_date: "2026-01-31" }, { type: "datetimepicker" })],
  ["a button with few words of its own", actions(button)],
  ["a workflow button", actions({ type: "workflow_button", text: plain("Run"), workflow })],
  [
    "an overflow option with a link alone",
    actions({ type: "overflow", options: [{ text: plain("a"), url: "https://a.b" }] }),
  ],
  ["an input", input({ type: "plain_text_input", multiline: true, min_length: 1 })],
  ["an input of a number", input({ type: "number_input", is_decimal_allowed: false })],
  ["a mention of all", { type: "section", text: md("<!channel> @here <#C012ABCDEF> <@bob>") }],
  ["rich text that pages all", rich({ type: "broadcast", range: "here" }, { type: "team", team_id: "T1" })],
  ["rich text with nothing in it", rich()],
  ["a link to write a mail", rich({ type: "link", url: "mailto:a@b.c" })],
  ["rows of different lengths", table([cell("a")], [cell("a"), cell("b")])],
  ["markdown", { type: "markdown", text: "**a**" }],
  [
    "a video",
    { type: "video", video_url: "https://a.b/v", thumbnail_url: "https://a.b/t", alt_text: "a", title: plain("v") },
  ],
  ["feedback", { type: "context_actions", elements: [feedback] }],
  ["a file", { type: "file", external_id: "e", source: "remote" }],
  [
    "a plan",
    { type: "plan", title: "Plan", tasks: [{ type: "task_card", task_id: "1", title: "t", status: "pending" }] },
  ],
  ["a card", { type: "card", title: md("t"), actions: [button] }],
  ["a carousel", { type: "carousel", elements: [{ type: "card", title: md("t") }] }],
  ["a container", { type: "container", title: plain("t"), child_blocks: [{ type: "divider" }, actions(button)] }],
  ["a data table", { type: "data_table", caption: "c", rows: [[cell("a")], [cell("1")]] }],
  ["a chart", { type: "data_visualization", title: "t", chart: { type: "pie" } }],
];

/** Blocks that Slack takes from nobody, with the place where they are wrong. */
const REFUSED: [name: string, block: unknown, place: string][] = [
  ["a type that Slack does not know", { type: "blink" }, "unsupported type: blink [json-pointer:/blocks/0/type]"],
  ["an alert, which is for modals", { type: "alert", text: plain("a") }, "unsupported type: alert in a message"],
  ["an element that Slack does not know", actions({ type: "blink" }), "[json-pointer:/blocks/0/elements/0/type]"],
  ["an input among buttons", actions({ type: "plain_text_input" }), "[json-pointer:/blocks/0/elements/0/type]"],
  ["a button in an input", input(button), "[json-pointer:/blocks/0/element/type]"],
  ["a key that Slack does not know", { type: "divider", colour: "red" }, "invalid additional property: colour"],
  ["no options", accessory({ type: "overflow", options: [] }), "[json-pointer:/blocks/0/accessory/options]"],
  [
    "options and groups",
    accessory({ type: "static_select", options, option_groups: [] }),
    "must define either `options` or `option_groups`",
  ],
  [
    "a choice that is none of the options",
    accessory({ type: "static_select", options, initial_option: option("c") }),
    "must be one of the options [json-pointer:/blocks/0/accessory/initial_option]",
  ],
  [
    "an option without a value",
    actions({ type: "radio_buttons", options: [{ text: plain("a") }] }),
    "/options/0/value",
  ],
  ["mrkdwn in a select", accessory({ type: "static_select", options: [{ text: md("a"), value: "a" }] }), "/text/type"],
  ["a date of another form", actions({ type: "datepicker", initial_date: "31.1.2026" }), "/elements/0/initial_date"],
  ["an image from nowhere", accessory({ type: "image", alt_text: "a" }), "/accessory/image_url"],
  [
    "an image from two places",
    { ...image, slack_file: { id: "F1" } },
    "must define either `image_url` or `slack_file`",
  ],
  ["a number without its kind", input({ type: "number_input" }), "/element/is_decimal_allowed"],
  ["a video without words", { type: "video", video_url: "https://a.b/v" }, "missing required field: alt_text"],
  ["a markdown block without words", { type: "markdown" }, "missing required field: text"],
  ["a container in a container", { type: "container", child_blocks: [{ type: "container" }] }, "/child_blocks/0/type"],
  [
    "a fault in a container",
    { type: "container", child_blocks: [actions({ type: "a" })] },
    "/child_blocks/0/elements/0/type",
  ],
  ["a title that is no word", { type: "plan", title: plain("t") }, "[json-pointer:/blocks/0/title]"],
  [
    "two actions of one id",
    actions({ ...button, action_id: "a" }, { ...button, action_id: "a" }),
    "`action_id` a already exists",
  ],
];

function cell(text: string): unknown {
  return { type: "raw_text", text };
}
function table(...rows: unknown[][]): unknown {
  return { type: "table", rows };
}

describe("another app's message", () => {
  it.each(TAKEN)("is taken with %s", async (_name, block) => {
    const { slack, client } = await openWorkplace({ strict: false });
    await client.apiCall("chat.postMessage", { channel: CHANNEL, blocks: [block] });
    expect(slack.workspace.messages()).toHaveLength(1);
  });

  it.each(REFUSED)("is refused with %s", async (_name, block, place) => {
    const { slack, client } = await openWorkplace({ strict: false });
    const call = client.apiCall("chat.postMessage", { channel: CHANNEL, text: "a", blocks: [block] });
    const data: Record<string, unknown> = await call.then(
      () => ({}),
      (error: { data: Record<string, unknown> }) => error.data,
    );
    expect(data["error"]).toBe("invalid_blocks");
    expect(JSON.stringify(data["response_metadata"])).toContain(place);
    expect(slack.workspace.messages()).toEqual([]);
  });

  it("may be blocks alone, text alone or attachments alone, and must be something", async () => {
    const { client } = await openWorkplace({ strict: false });
    await client.apiCall("chat.postMessage", { channel: CHANNEL, blocks: [{ type: "divider" }] });
    await client.chat.postMessage({ channel: CHANNEL, text: "<!here>" });
    await client.apiCall("chat.postMessage", {
      channel: CHANNEL,
      attachments: [{ text: "a", blocks: [actions(button)] }],
    });
    expect(await wordOf(client.apiCall("chat.postMessage", { channel: CHANNEL }))).toBe("no_text");
    const bad = { channel: CHANNEL, attachments: [{ blocks: [{ type: "blink" }] }] };
    expect(await wordOf(client.apiCall("chat.postMessage", bad))).toBe("invalid_attachments");
    const { messages } = await client.conversations.history({ channel: CHANNEL });
    expect(messages?.map(({ text, attachments }) => [text, attachments?.length])).toEqual([
      ["", 1],
      ["<!here>", undefined],
      ["", undefined],
    ]);
  });

  it("may be Markdown, without text or blocks beside it", async () => {
    const { slack, client } = await openWorkplace({ strict: false });
    await client.apiCall("chat.postMessage", { channel: CHANNEL, markdown_text: "**a**" });
    expect(slack.workspace.messages()[0]).toMatchObject({
      text: "**a**",
      blocks: [{ type: "markdown", text: "**a**" }],
    });
    for (const more of [{ text: "a" }, { blocks: [{ type: "divider" }] }]) {
      const both = { channel: CHANNEL, markdown_text: "a", ...more };
      expect(await wordOf(client.apiCall("chat.postMessage", both))).toBe("markdown_text_conflict");
    }
  });
});

describe("Planbell's own rules", () => {
  it.each([
    ["no text beside blocks", { text: "", blocks: [{ type: "divider" }] }, "no_text"],
    ["a mention of all", { blocks: [{ type: "section", text: md("<!channel>") }] }, "invalid_blocks"],
    ["a block checked in outline only", { blocks: [{ type: "markdown", text: "a" }] }, "invalid_blocks"],
    ["two tables", { blocks: [table([cell("a")]), table([cell("a")])] }, "invalid_blocks"],
    ["attachments", { attachments: [{ text: "a" }] }, "invalid_attachments"],
    ["metadata above 1,024 characters", { metadata: METADATA }, "metadata_too_large"],
  ])("count unless another app is meant: %s", async (_name, more, word) => {
    const args = { channel: CHANNEL, text: "a", ...more };
    const ours = await openWorkplace();
    expect(await wordOf(ours.client.apiCall("chat.postMessage", args))).toBe(word);
    const others = await openWorkplace({ strict: false });
    expect(await others.client.apiCall("chat.postMessage", args)).toMatchObject({ ok: true });
  });

  it("count in views too", async () => {
    const view = { type: "home" as const, blocks: [{ type: "section" as const, text: md("<!channel>") }] };
    const publish = { user_id: ALICE, view } as never;
    expect(await wordOf((await openWorkplace({ users })).client.views.publish(publish))).toBe("invalid_arguments");
    const others = await openWorkplace({ users, strict: false });
    expect(await others.client.views.publish(publish)).toMatchObject({ ok: true });
  });
});
