import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validateMessage } from "../../lib/slack/validate-message.ts";

const plain = (text: string) => ({ type: "plain_text", text, emoji: false });
const md = (text: string) => ({ type: "mrkdwn", text, verbatim: true });
const rich = (...elements: unknown[]) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});
const cell = { type: "raw_text", text: "a" };
const text = (words: string) => ({ type: "text", text: words });
const button = (more: Record<string, unknown> = {}) => ({ type: "button", text: plain("Approve"), ...more });

/** The rules a message of this one block breaks, as "code pointer". */
const broken = (...blocks: unknown[]) =>
  validateMessage({ text: "Pending: vpc", blocks }).map(({ code, pointer }) => `${code} ${pointer}`);
const textBroken = (words: string) => validateMessage({ text: words }).map(({ code, pointer }) => `${code} ${pointer}`);

describe("an approval card", () => {
  it("is valid", () =>
    expect(
      broken(
        { type: "header", text: plain("Approval needed: vpc-prod") },
        {
          type: "section",
          fields: [
            md("*Product*\nVPC baseline"),
            md("*Waiting since*\n<!date^1764000000^{date_short_pretty} {time}|2025-11-24 16:00 UTC>"),
          ],
        },
        rich(
          text("Waiting for: "),
          { type: "user", user_id: "U012ABCDEF" },
          { type: "usergroup", usergroup_id: "S03GROUP01" },
        ),
        {
          type: "table",
          column_settings: [{}, { is_wrapped: true, align: "right" }],
          rows: [
            [rich(text("Action")), { type: "raw_text", text: "Resource" }],
            [rich(text("Modify")), { type: "raw_number", value: 3, text: "3" }],
          ],
        },
        {
          type: "rich_text",
          elements: [
            {
              type: "rich_text_list",
              style: "ordered",
              indent: 1,
              elements: [{ type: "rich_text_section", elements: [text("a")] }],
            },
            { type: "rich_text_quote", elements: [text("q")] },
            { type: "rich_text_preformatted", border: 0, elements: [text("Error: <!channel>")] },
          ],
        },
        {
          type: "actions",
          block_id: "card:actions:1",
          elements: [
            button({ action_id: "plan_approve", value: "{}", style: "primary" }),
            button({ action_id: "plan_open", url: "https://servicecatalog.console.aliyun.com/plans/plan-1" }),
          ],
        },
        { type: "divider" },
        { type: "context", elements: [md("Planbell &lt;prod&gt; · plan-1")] },
      ),
    ).toEqual([]));
});

describe("a message that only people and user groups may be paged by", () => {
  it.each([
    "<!channel>",
    "<!here|here>",
    "<!everyone>",
    "<!subteam^U012ABCDEF>",
    "<!subteam^S03GROUP01|@everyone>",
    "<#C012ABCDEF>",
    "<@bob>",
    "<!date^1^{time}>",
  ])("refuses %s in mrkdwn and in its text", (markup) => {
    expect(broken({ type: "section", text: md(`hello ${markup}`) })).toEqual(["live_mention /blocks/0/text/text"]);
    expect(broken({ type: "context", elements: [md(markup)] })).toEqual(["live_mention /blocks/0/elements/0/text"]);
    expect(textBroken(`hello ${markup}`)).toEqual(["live_mention /text"]);
  });

  it("refuses a live mention behind an allowed one", () =>
    expect(textBroken("<@U012ABCDEF> <!channel>")).toEqual(["live_mention /text"]));

  it("takes a person's mention, a user group's, a date and escaped markup", () =>
    expect(
      textBroken("<@U012ABCDEF> <!subteam^S03GROUP01> <!date^1764000000^{time}|16:00 UTC> &lt;!channel&gt;"),
    ).toEqual([]));

  it("takes the words raw where Slack does not parse them", () =>
    expect(broken({ type: "header", text: plain("<!channel>") }, rich(text("<!channel> @here")))).toEqual([]));

  it("refuses a bare @here that Slack would convert", () => {
    expect(broken({ type: "section", text: { type: "mrkdwn", text: "@here" } })).toEqual([
      "live_mention /blocks/0/text/text",
    ]);
    expect(broken({ type: "section", text: md("@here") })).toEqual([]);
  });

  it("refuses a broadcast element", () =>
    expect(broken(rich({ type: "broadcast", range: "here" }))).toEqual([
      "live_mention /blocks/0/elements/0/elements/0",
    ]));
});

describe("a message without words", () => {
  it.each(["", "  \n"])("is refused: %j", (words) => expect(textBroken(words)).toEqual(["no_text /text"]));
  it("is refused when only blocks speak", () =>
    expect(validateMessage({ blocks: [{ type: "divider" }] })).toEqual([
      { code: "no_text", pointer: "/text", message: "must not be empty" },
    ]));
});

describe("a block of the wrong shape", () => {
  it.each([
    ["alert is for modals", { type: "alert", text: plain("a") }, "surface /blocks/0/type"],
    ["unknown type", { type: "blink" }, "unknown_type /blocks/0/type"],
    ["a type every object has", { type: "constructor" }, "unknown_type /blocks/0/type"],
    ["no object", "divider", "unknown_type /blocks/0/type"],
    ["unknown key", { type: "divider", colour: "red" }, "unknown_key /blocks/0"],
    ["mrkdwn in a header", { type: "header", text: md("a") }, "not_allowed /blocks/0/text/type"],
    ["empty text object", { type: "section", text: md("") }, "empty /blocks/0/text/text"],
    ["empty section", { type: "section" }, "missing /blocks/0"],
    ["text missing", { type: "header" }, "missing /blocks/0/text"],
    ["fields empty", { type: "section", fields: [] }, "empty /blocks/0/fields"],
    ["no button", { type: "actions", elements: [{ type: "blink" }] }, "unknown_type /blocks/0/elements/0/type"],
    [
      "button style",
      { type: "actions", elements: [button({ style: "red" })] },
      "not_allowed /blocks/0/elements/0/style",
    ],
    [
      "script url",
      { type: "actions", elements: [button({ url: "javascript:1" })] },
      "bad_url /blocks/0/elements/0/url",
    ],
    [
      "url with a bar",
      { type: "actions", elements: [button({ url: "https://a.b/|x" })] },
      "bad_url /blocks/0/elements/0/url",
    ],
    ["empty leaf", rich(text("")), "empty /blocks/0/elements/0/elements/0/text"],
    ["empty rich text", { type: "rich_text", elements: [] }, "empty /blocks/0/elements"],
    ["empty part", rich(), "empty /blocks/0/elements/0/elements"],
    [
      "empty list",
      { type: "rich_text", elements: [{ type: "rich_text_list", style: "bullet", elements: [] }] },
      "empty /blocks/0/elements/0/elements",
    ],
    [
      "part without elements",
      { type: "rich_text", elements: [{ type: "rich_text_quote" }] },
      "missing /blocks/0/elements/0/elements",
    ],
    ["unknown leaf", rich({ type: "blink" }), "unknown_type /blocks/0/elements/0/elements/0/type"],
    ["bad user id", rich({ type: "user", user_id: "bob" }), "bad_id /blocks/0/elements/0/elements/0/user_id"],
    ["bad link", rich({ type: "link", url: "data:x" }), "bad_url /blocks/0/elements/0/elements/0/url"],
    ["unknown part", { type: "rich_text", elements: [{ type: "blink" }] }, "unknown_type /blocks/0/elements/0/type"],
    [
      "mention in preformatted",
      {
        type: "rich_text",
        elements: [{ type: "rich_text_preformatted", elements: [{ type: "user", user_id: "U012ABCDEF" }] }],
      },
      "not_allowed /blocks/0/elements/0/elements/0/type",
    ],
    ["mrkdwn cell", { type: "table", rows: [[md("a")]] }, "unknown_type /blocks/0/rows/0/0/type"],
    ["empty cell", { type: "table", rows: [[{ type: "raw_text", text: "" }]] }, "empty /blocks/0/rows/0/0/text"],
    ["number cell", { type: "table", rows: [[{ type: "raw_number", text: "3" }]] }, "type /blocks/0/rows/0/0/value"],
    ["a shorter row", { type: "table", rows: [[cell, cell], [cell]] }, "ragged /blocks/0/rows/1"],
    ["a longer row", { type: "table", rows: [[cell], [cell, cell]] }, "ragged /blocks/0/rows/1"],
    ["an empty part in a cell", { type: "table", rows: [[rich()]] }, "empty /blocks/0/rows/0/0/elements/0/elements"],
    ["no rows", { type: "table", rows: [] }, "empty /blocks/0/rows"],
  ])("is refused: %s", (_name, block, rule) => expect(broken(block)).toEqual([rule]));

  it("is refused for two buttons of one action id, in one block only", () => {
    const two = { type: "actions", elements: [button({ action_id: "a" }), button({ action_id: "a" })] };
    const one = { type: "actions", elements: [button({ action_id: "a" })] };
    expect(broken(two)).toEqual(["duplicate /blocks/0/elements/1/action_id"]);
    expect(broken(one, one)).toEqual([]);
  });

  it("is refused for a block id used twice", () =>
    expect(broken({ type: "divider", block_id: "a" }, { type: "divider", block_id: "a" })).toEqual([
      "duplicate /blocks/1/block_id",
    ]));

  it("counts a table's characters over all its cells", () => {
    const cells = (length: number) => ({
      type: "table",
      rows: [[{ type: "raw_text", text: "x".repeat(5000) }, rich(text("x".repeat(length)))]],
    });
    expect(broken(cells(5000))).toEqual(["msg_blocks_too_long /blocks"]);
    expect(broken(cells(5001))).toEqual(["too_long /blocks", "msg_blocks_too_long /blocks"]);
  });
});

describe("hostile JSON", () => {
  it("never makes it throw, and always gets an answer of bounded size", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const type = (kind: string) => ({ type: kind, text: one, elements: other, rows: one, fields: other });
        const blocks = ["header", "section", "rich_text", "table", "actions", "context", "image", "__proto__"].map(
          type,
        );
        const found = validateMessage({ text: "a", blocks: [one, other, ...blocks] });
        expect(found.length).toBeGreaterThan(0);
        expect(found.length).toBeLessThanOrEqual(100);
      }),
    );
  });

  it("never makes it throw instead of a message or its blocks", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        validateMessage(value as never);
        validateMessage({ text: value, blocks: value } as never);
      }),
    );
  });

  it("may nest deeper than any stack", () => {
    let deep: unknown = "x";
    for (let level = 0; level < 200_000; level += 1) deep = [deep];
    expect(broken({ type: "divider", deep })).toEqual(["unknown_key /blocks/0"]);
  });
});
