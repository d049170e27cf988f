/** One limit of Slack's: `build(most)` is a message just inside it, `build(most + 1)` is refused. */
export interface LimitCase {
  readonly name: string;
  readonly most: number;
  readonly build: (n: number) => { text: string; blocks: Record<string, unknown>[] };
  readonly pointer: string;
  readonly code: string;
  /** Slack's error word. */
  readonly word: string;
}

const plain = (text: string) => ({ type: "plain_text", text });
const md = (text: string) => ({ type: "mrkdwn", text, verbatim: true });
const button = (more: Record<string, unknown> = {}) => ({ type: "button", text: plain("Open"), ...more });
const x = (length: number) => "x".repeat(length);
const some = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const confirm = (more: Record<string, unknown>) => ({
  title: plain("Sure?"),
  text: plain("It changes."),
  confirm: plain("Yes"),
  deny: plain("No"),
  ...more,
});
const actions = (...elements: unknown[]) => ({ type: "actions", elements });
const pressed = (more: Record<string, unknown>) => actions(button({ confirm: confirm(more) }));

type Row = [name: string, most: number, block: (n: number) => Record<string, unknown>, pointer: string, code?: string];

const BLOCK_ROWS: Row[] = [
  ["header", 150, (n) => ({ type: "header", text: plain(x(n)) }), "/text/text"],
  ["section text", 3000, (n) => ({ type: "section", text: md(x(n)) }), "/text/text"],
  ["section fields", 10, (n) => ({ type: "section", fields: some(n, () => md("a")) }), "/fields", "too_many"],
  ["field text", 2000, (n) => ({ type: "section", fields: [md(x(n))] }), "/fields/0/text"],
  ["context elements", 10, (n) => ({ type: "context", elements: some(n, () => md("a")) }), "/elements", "too_many"],
  ["context text", 3000, (n) => ({ type: "context", elements: [md(x(n))] }), "/elements/0/text"],
  ["actions", 25, (n) => actions(...some(n, () => button())), "/elements", "too_many"],
  ["button text", 75, (n) => actions(button({ text: plain(x(n)) })), "/elements/0/text/text"],
  ["button value", 2000, (n) => actions(button({ value: x(n) })), "/elements/0/value"],
  ["button label", 75, (n) => actions(button({ accessibility_label: x(n) })), "/elements/0/accessibility_label"],
  ["button url", 3000, (n) => actions(button({ url: `https://a.b/${x(n - 12)}` })), "/elements/0/url"],
  ["action id", 255, (n) => actions(button({ action_id: x(n) })), "/elements/0/action_id"],
  ["block id", 255, (n) => ({ type: "divider", block_id: x(n) }), "/block_id"],
  ["confirm title", 100, (n) => pressed({ title: plain(x(n)) }), "/elements/0/confirm/title/text"],
  ["confirm text", 300, (n) => pressed({ text: plain(x(n)) }), "/elements/0/confirm/text/text"],
  ["confirm button", 30, (n) => pressed({ confirm: plain(x(n)) }), "/elements/0/confirm/confirm/text"],
  ["deny button", 30, (n) => pressed({ deny: plain(x(n)) }), "/elements/0/confirm/deny/text"],
  ["image alt", 2000, (n) => ({ type: "image", image_url: "https://a.b/i.png", alt_text: x(n) }), "/alt_text"],
  [
    "image title",
    2000,
    (n) => ({ type: "image", image_url: "https://a.b/i.png", alt_text: "a", title: plain(x(n)) }),
    "/title/text",
  ],
  [
    "list indent",
    8,
    (n) => ({
      type: "rich_text",
      elements: [
        {
          type: "rich_text_list",
          style: "bullet",
          indent: n,
          elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "a" }] }],
        },
      ],
    }),
    "/elements/0/indent",
    "out_of_range",
  ],
  ["table rows", 100, (n) => table(n, 1), "/rows", "too_many"],
  ["table cells", 20, (n) => table(1, n), "/rows/0", "too_many"],
];

function table(rows: number, cells: number): Record<string, unknown> {
  return { type: "table", rows: some(rows, () => some(cells, () => ({ type: "raw_text", text: "a" }))) };
}

/** The limits of single blocks, then those of the message as a whole. */
export const OVER_LIMIT: readonly LimitCase[] = [
  ...BLOCK_ROWS.map(([name, most, block, pointer, code = "too_long"]) => ({
    name,
    most,
    build: (n: number) => ({ text: "Pending: vpc", blocks: [block(n)] }),
    pointer: `/blocks/0${pointer}`,
    code,
    word: "invalid_blocks",
  })),
  {
    name: "blocks",
    most: 50,
    build: (n) => ({ text: "Pending: vpc", blocks: some(n, () => ({ type: "divider" })) }),
    pointer: "/blocks",
    code: "too_many",
    word: "invalid_blocks",
  },
  {
    name: "tables",
    most: 1,
    build: (n) => ({ text: "Pending: vpc", blocks: some(n, () => table(1, 1)) }),
    pointer: "/blocks",
    code: "too_many",
    word: "invalid_blocks",
  },
  {
    name: "all text of the blocks",
    most: 9000,
    build: (n) => ({
      text: "Pending: vpc",
      blocks: [3000, 3000, n - 6000].map((length) => ({
        type: "rich_text",
        elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text: x(length) }] }],
      })),
    }),
    pointer: "/blocks",
    code: "msg_blocks_too_long",
    word: "msg_blocks_too_long",
  },
  {
    name: "top-level text",
    most: 3000,
    build: (n) => ({ text: x(n), blocks: [] }),
    pointer: "/text",
    code: "msg_too_long",
    word: "msg_too_long",
  },
];
