import { describe, expect, it } from "vitest";
import { answerInSections, type Section } from "../../../lib/slack/messages/sections.ts";
import { validateMessage } from "../../../lib/slack/validate-message.ts";
import { textsFor } from "../../../lib/text/pick.ts";
import { literal, objects } from "./hostile.ts";

const texts = textsFor("en");
const answer = (...sections: readonly Section[]) => answerInSections("Title", sections, ["foot"], texts);
/** So many entries of so many letters. */
const entries = (count: number, letters: number) =>
  Array.from({ length: count }, (_, n) => [[`${n} `.padEnd(letters, "x")]]);

describe("an answer of several parts", () => {
  it("is a title, lists under headings, and small print", () => {
    const message = answer(
      { entries: [[["one"], ["below"]]] },
      { heading: "Part", entries: [[["two"]]], total: 4 },
      { heading: "Empty", entries: [] },
    );
    expect(message.text).toBe("Title\none\nbelow\nPart\ntwo\nand 3 more\nfoot");
    expect(
      objects(message.blocks)
        .map((o) => o["type"])
        .filter((type) => type !== undefined && type !== "text" && type !== "plain_text"),
    ).toEqual([
      "header",
      ...["rich_text", "rich_text_list", "rich_text_section"],
      ...["rich_text", "rich_text_section", "rich_text_list", "rich_text_section", "rich_text_section"],
      "context",
    ]);
    expect(literal(message.blocks)).toEqual(["Title", "one", "\n", "below", "Part", "two", "and 3 more", "foot"]);
  });

  it("has as many entries as there is room for, and counts the others", () => {
    const { text, blocks } = answer({ entries: entries(100, 200) });
    expect(validateMessage({ text, blocks })).toEqual([]);
    // 9,000 characters of blocks and 3,000 of text: less the title, the foot, and room for what closes the list.
    expect(literal(blocks).at(-2)).toBe("and 56 more");
    expect(text.split("\n").slice(-2)).toEqual(["and 86 more", "foot"]);
  });

  it("leaves room for later parts, however long the first is", () => {
    const { text, blocks } = answer(
      { heading: "First", entries: entries(100, 200) },
      { heading: "Second", entries: entries(3, 90) },
      { heading: "Third", entries: entries(50, 90) },
    );
    expect(validateMessage({ text, blocks })).toEqual([]);
    expect(text.match(/^(?:Second\n.*\n.*\n.*|Third\n.*\n.*)$/gm)).toHaveLength(2);
    expect(text).toMatch(/\nand 47 more\nfoot$/);
  });

  it("goes without small print", () => {
    const { text, blocks } = answerInSections("Title", [{ entries: [[["one"]]] }], [""], texts);
    expect([text, blocks.map(({ type }) => type)]).toEqual(["Title\none", ["header", "rich_text"]]);
  });
});
