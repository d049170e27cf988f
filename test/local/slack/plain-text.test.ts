import { describe, expect, it } from "vitest";
import { renderPlain } from "../../../local/slack/plain-text.ts";

const md = (text: string) => ({ type: "mrkdwn", text });
const plain = (text: string) => ({ type: "plain_text", text });
const section = (...elements: unknown[]) => ({ type: "rich_text_section", elements });
const text = (words: string) => ({ type: "text", text: words });
const render = (...blocks: unknown[]) => renderPlain({ text: "unused", blocks });

describe("a card in the terminal", () => {
  it("reads like the card in Slack", () =>
    expect(
      render(
        { type: "header", text: plain("Approval needed: vpc-prod") },
        {
          type: "section",
          text: md("R&amp;D &lt;prod&gt;"),
          fields: [
            md("*Product*\nVPC baseline"),
            md("*Waiting since*\n<!date^1764000000^{date_short_pretty} {time}|2025-11-24 16:00 UTC>"),
          ],
        },
        {
          type: "rich_text",
          elements: [
            section(text("Waiting for: "), { type: "user", user_id: "U01ALICE01" }, text(" and "), {
              type: "usergroup",
              usergroup_id: "S03GROUP01",
            }),
            {
              type: "rich_text_list",
              style: "bullet",
              elements: [section(text("removes web-sg")), section(text("replaces db"))],
            },
            {
              type: "rich_text_list",
              style: "ordered",
              indent: 1,
              elements: [section(text("first")), section(text("second"))],
            },
            { type: "rich_text_quote", elements: [text("please\nhurry")] },
            { type: "rich_text_preformatted", elements: [text("Error: no quota\n  on line 3")] },
          ],
        },
        {
          type: "table",
          rows: [
            [
              { type: "rich_text", elements: [section(text("Action"))] },
              { type: "raw_text", text: "Resource" },
              { type: "raw_text", text: "Count" },
            ],
            [
              { type: "rich_text", elements: [section(text("Modify"))] },
              { type: "raw_text", text: "安全组" },
              { type: "raw_number", value: 3, text: "3" },
            ],
            [
              { type: "raw_text", text: "Remove" },
              { type: "raw_text", text: "db" },
              { type: "raw_text", text: "10" },
            ],
          ],
        },
        { type: "divider" },
        {
          type: "actions",
          elements: [
            { type: "button", text: plain("Approve") },
            { type: "button", text: plain("Open"), url: "https://a.b/plans/1" },
          ],
        },
        { type: "context", elements: [md("Planbell"), plain("plan-1")] },
        { type: "image", image_url: "https://a.b/i.png", alt_text: "a chart" },
      ),
    ).toBe(`Approval needed: vpc-prod
  R&D <prod>
  Product: VPC baseline
  Waiting since: 2025-11-24 16:00 UTC
  Waiting for: @U01ALICE01 and @S03GROUP01
  - removes web-sg
  - replaces db
    1. first
    2. second
  > please
  > hurry
  | Error: no quota
  |   on line 3
  Action  Resource  Count
  Modify  安全组    3
  Remove  db        10
  ----
  [Approve] [Open: https://a.b/plans/1]
  Planbell · plan-1
  [image: a chart]`));

  it("shows links with their address, dates by their fallback", () =>
    expect(
      render({
        type: "rich_text",
        elements: [
          section(
            { type: "link", url: "https://a.b/1", text: "plan" },
            text(" "),
            { type: "link", url: "https://a.b/2" },
            text(" "),
            { type: "date", timestamp: 1764000000, format: "{date}", fallback: "2025-11-24" },
            text(" "),
            { type: "emoji", name: "bell" },
          ),
        ],
      }),
    ).toBe("  plan (https://a.b/1) https://a.b/2 2025-11-24 :bell:"));

  it("keeps escaped markup as words, unescaped once", () =>
    expect(renderPlain({ text: "&amp;lt; &lt;!channel&gt; <https://a.b|link> <@U01ALICE01>", blocks: [] })).toBe(
      "&lt; <!channel> link (https://a.b) @U01ALICE01",
    ));

  it("lets nothing through that a terminal obeys", () =>
    expect(
      render({ type: "rich_text", elements: [section(text("\u001b[31mred\u001b[0m\u0007 \u202egnp.exe\rX"))] }),
    ).toBe("  red gnp.exeX"));

  it("survives blocks of any shape", () =>
    expect(
      render(
        null,
        3,
        { type: "section" },
        { type: "table", rows: 3 },
        { type: "rich_text", elements: [null] },
        { type: "blink" },
      ),
    ).toBe("  ()\n  ()\n\n  (blink)"));
});

describe("a message with a file", () => {
  const file = (text: string) => ({ id: "F1", name: "task-1.log", title: "Log of task-1", text });

  it("reads as the file's beginning, and says how much there is", () => {
    expect(renderPlain({ text: "", blocks: [], files: [file("a\nb\nc\nd\ne\nf\ng\n")] })).toBe(
      "[file task-1.log: Log of task-1]\n  a\n  b\n  c\n  d\n  e\n  (2 more)",
    );
    expect(renderPlain({ text: "", blocks: [], files: [file("a\nb\nc\nd\ne\n")] })).toMatch(/\n {2}e$/);
  });

  it("reads as its words first, and holds nothing that a terminal obeys", () =>
    expect(renderPlain({ text: "See below", blocks: [], files: [file("\u001b[31mred\u001b[0m\u0007")] })).toBe(
      "See below\n[file task-1.log: Log of task-1]\n  red",
    ));
});
