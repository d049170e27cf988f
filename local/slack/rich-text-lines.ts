import { type Fields, fieldsOf, itemsOf, wordOf } from "./block-fields.ts";

/** A rich_text block as lines: list items by "- " or their number, quotes by "> ", preformatted lines by "| ". */
export function richTextLines(block: Fields): string[] {
  return itemsOf(block["elements"]).flatMap((value) => {
    const part = fieldsOf(value);
    const text = inlineText(part);
    switch (part["type"]) {
      case "rich_text_list":
        return listLines(part);
      case "rich_text_quote":
        return text.split("\n").map((line) => `> ${line}`);
      case "rich_text_preformatted":
        return text.split("\n").map((line) => `| ${line}`);
      default:
        return text.replace(/\n$/, "").split("\n");
    }
  });
}

/** The text of a section, or of any part that holds leaves. */
export function inlineText(part: Fields): string {
  return itemsOf(part["elements"]).map(leafText).join("");
}

function listLines(list: Fields): string[] {
  const indent = "  ".repeat(Math.min(8, Number(list["indent"] ?? 0) || 0));
  const first = Number(list["offset"] ?? 0) || 0;
  return itemsOf(list["elements"]).map((item, index) => {
    const mark = list["style"] === "ordered" ? `${first + index + 1}.` : "-";
    return `${indent}${mark} ${inlineText(fieldsOf(item)).replaceAll("\n", " ")}`;
  });
}

function leafText(value: unknown): string {
  const leaf = fieldsOf(value);
  switch (leaf["type"]) {
    case "link": {
      const [text, url] = [wordOf(leaf["text"]), wordOf(leaf["url"])];
      return text ? `${text} (${url})` : url;
    }
    case "user":
      return `@${wordOf(leaf["user_id"])}`;
    case "usergroup":
      return `@${wordOf(leaf["usergroup_id"])}`;
    case "channel":
      return `#${wordOf(leaf["channel_id"])}`;
    case "emoji":
      return `:${wordOf(leaf["name"])}:`;
    case "date":
      return wordOf(leaf["fallback"]) || wordOf(leaf["format"]);
    default:
      return wordOf(leaf["text"]);
  }
}
