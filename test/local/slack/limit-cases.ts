import { OVER_LIMIT } from "../../slack/over-limit.ts";

/** One limit of Slack's: `build(most)` is taken, `build(most + 1)` is refused with the word, at the pointer. */
export interface ServedLimit {
  readonly name: string;
  readonly most: number;
  readonly build: (n: number) => { readonly method: string; readonly args: Record<string, unknown> };
  readonly word: string;
  /** Where Slack says it is; undefined when it says no more than the word. */
  readonly pointer?: string;
  /** Beyond Planbell's own rules, which are tighter here. */
  readonly foreign?: true;
}

type Json = Record<string, unknown>;
const ALICE = "U01ALICE01";
const x = (length: number) => "x".repeat(length);
const some = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const plain = (text: string) => ({ type: "plain_text", text });
const md = (text: string) => ({ type: "mrkdwn", text, verbatim: true });
const divider = { type: "divider" };
const option = (more: Json = {}) => ({ text: plain("a"), value: "a", ...more });
const numbered = (count: number) => some(count, (i) => option({ value: `v${i}` }));
const input = (element: Json, more: Json = {}) => ({ type: "input", label: plain("Reason"), element, ...more });
const words = (more: Json = {}) => ({ type: "plain_text_input", ...more });

const modal = (more: Json) => ({
  type: "modal",
  title: plain("Decide"),
  submit: plain("Send"),
  close: plain("Back"),
  blocks: [divider],
  ...more,
});
const post = (more: Json) => ({ method: "chat.postMessage", args: { channel: "C0DEFAULT0", text: "a", ...more } });
const open = (more: Json) => ({ method: "views.open", args: { view: modal(more) } });
const home = (blocks: Json[]) => ({
  method: "views.publish",
  args: { user_id: ALICE, view: { type: "home", blocks } },
});

type Row = [name: string, most: number, part: (n: number) => Json, pointer: string];

/** Elements of a message, each in an actions block. */
const ELEMENTS: Row[] = [
  ["overflow options", 5, (n) => ({ type: "overflow", options: numbered(n) }), "/options"],
  ["overflow url", 3000, (n) => overflow({ url: `https://a.b/${x(n - 12)}` }), "/options/0/url"],
  ["select options", 100, (n) => select({ options: numbered(n) }), "/options"],
  ["select groups", 100, (n) => select({ option_groups: some(n, (i) => group(`g${i}`, 1)) }), "/option_groups"],
  ["options of a group", 100, (n) => select({ option_groups: [group("g", n)] }), "/option_groups/0/options"],
  ["group label", 75, (n) => select({ option_groups: [group(x(n), 1)] }), "/option_groups/0/label/text"],
  ["option text", 75, (n) => select({ options: [option({ text: plain(x(n)) })] }), "/options/0/text/text"],
  ["option value", 75, (n) => select({ options: [option({ value: x(n) })] }), "/options/0/value"],
  [
    "option description",
    75,
    (n) => select({ options: [option({ description: plain(x(n)) })] }),
    "/options/0/description/text",
  ],
  ["placeholder", 150, (n) => select({ options: numbered(1), placeholder: plain(x(n)) }), "/placeholder/text"],
  ["radio buttons", 10, (n) => ({ type: "radio_buttons", options: numbered(n) }), "/options"],
  ["checkboxes", 10, (n) => ({ type: "checkboxes", options: numbered(n) }), "/options"],
  ["action id of a select", 255, (n) => ({ type: "users_select", action_id: x(n) }), "/action_id"],
];

function select(more: Json): Json {
  return { type: "static_select", ...more };
}
function overflow(more: Json): Json {
  return { type: "overflow", options: [option(more)] };
}
function group(label: string, count: number): Json {
  return { label: plain(label), options: numbered(count) };
}

/** Parts of a modal. */
const VIEWS: Row[] = [
  ["blocks of a modal", 100, (n) => ({ blocks: some(n, () => divider) }), "/blocks"],
  ["title", 24, (n) => ({ title: plain(x(n)) }), "/title/text"],
  ["submit", 24, (n) => ({ submit: plain(x(n)) }), "/submit/text"],
  ["close", 24, (n) => ({ close: plain(x(n)) }), "/close/text"],
  ["private metadata", 3000, (n) => ({ private_metadata: x(n) }), "/private_metadata"],
  ["callback id", 255, (n) => ({ callback_id: x(n) }), "/callback_id"],
  ["external id", 255, (n) => ({ external_id: x(n) }), "/external_id"],
  ["length of an input", 3000, (n) => ({ blocks: [input(words({ max_length: n }))] }), "/blocks/0/element/max_length"],
  ["input label", 2000, (n) => ({ blocks: [input(words(), { label: plain(x(n)) })] }), "/blocks/0/label/text"],
  ["input hint", 2000, (n) => ({ blocks: [input(words(), { hint: plain(x(n)) })] }), "/blocks/0/hint/text"],
  ["alert", 200, (n) => ({ blocks: [{ type: "alert", text: plain(x(n)) }] }), "/blocks/0/text/text"],
];

/** A modal of exactly `bytes` as JSON. */
function viewOf(bytes: number): Json {
  const blocks = (last: number) => [...some(90, () => section(2_700)), section(last)];
  const least = JSON.stringify(modal({ blocks: blocks(1) })).length;
  return { blocks: blocks(1 + bytes - least) };
}
function section(length: number): Json {
  return { type: "section", text: md(x(length)) };
}
const preformatted = (length: number) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text: x(length) }] }],
});

/** Every limit of Slack's that the stand-in keeps. */
export const SERVED_LIMITS: readonly ServedLimit[] = [
  ...OVER_LIMIT.map(({ name, most, build, word, pointer }) => ({
    name,
    most,
    word,
    pointer,
    build: (n: number) => post(build(n)),
  })),
  ...ELEMENTS.map(([name, most, element, pointer]) => ({
    name,
    most,
    word: "invalid_blocks",
    pointer: `/blocks/0/elements/0${pointer}`,
    build: (n: number) => post({ blocks: [{ type: "actions", elements: [element(n)] }] }),
  })),
  ...VIEWS.map(([name, most, part, pointer]) => ({
    name,
    most,
    word: "invalid_arguments",
    pointer: `/view${pointer}`,
    build: (n: number) => open(part(n)),
  })),
  {
    name: "blocks of a Home",
    most: 100,
    word: "invalid_arguments",
    pointer: "/view/blocks",
    build: (n) => home(some(n, () => divider)),
  },
  {
    name: "image url",
    most: 3000,
    word: "invalid_blocks",
    pointer: "/blocks/0/image_url",
    build: (n) => post({ blocks: [{ type: "image", image_url: `https://a.b/${x(n - 12)}`, alt_text: "a" }] }),
  },
  { name: "a view as JSON", most: 250_000, word: "view_too_large", build: (n) => open(viewOf(n)) },
  {
    name: "characters of all tables",
    most: 10_000,
    foreign: true,
    word: "invalid_blocks",
    pointer: "/blocks",
    build: (n) =>
      post({
        blocks: [n - 5_000, 5_000].map((length) => ({
          type: "table",
          rows: [[{ type: "raw_text", text: x(length) }]],
        })),
      }),
  },
  {
    name: "all text of the blocks of another app",
    most: 12_000,
    foreign: true,
    word: "msg_blocks_too_long",
    pointer: "/blocks",
    build: (n) => post({ blocks: [preformatted(n - 6_000), preformatted(6_000)] }),
  },
  {
    name: "option value of another app",
    most: 150,
    foreign: true,
    word: "invalid_blocks",
    pointer: "/blocks/0/elements/0/options/0/value",
    build: (n) => post({ blocks: [{ type: "actions", elements: [select({ options: [option({ value: x(n) })] })] }] }),
  },
  {
    name: "attachments",
    most: 100,
    foreign: true,
    word: "too_many_attachments",
    build: (n) => post({ attachments: some(n, () => ({ text: "a" })) }),
  },
  {
    name: "markdown",
    most: 12_000,
    foreign: true,
    word: "invalid_blocks",
    pointer: "/blocks/0/text",
    build: (n) => post({ blocks: [{ type: "markdown", text: x(n) }] }),
  },
];
