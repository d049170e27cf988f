import { type Fields, fieldsOf, itemsOf, wordOf } from "./block-fields.ts";
import { inlineText } from "./rich-text-lines.ts";

/** Characters that terminals draw two columns wide: East Asian scripts and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** A table block as lines, each column as wide as its widest cell, two spaces between columns. */
export function tableLines(block: Fields): string[] {
  const rows = itemsOf(block["rows"]).map((row) => itemsOf(row).map(cellText));
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, c) => Math.max(...rows.map((row) => widthOf(row[c] ?? ""))));
  return rows.map((row) =>
    row
      .map((cell, c) => cell + " ".repeat((widths[c] ?? 0) - widthOf(cell)))
      .join("  ")
      .trimEnd(),
  );
}

function cellText(value: unknown): string {
  const cell = fieldsOf(value);
  const text =
    cell["type"] === "rich_text"
      ? itemsOf(cell["elements"])
          .map((part) => inlineText(fieldsOf(part)))
          .join(" ")
      : wordOf(cell["text"]);
  return text.replaceAll("\n", " ");
}

function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  return width;
}
