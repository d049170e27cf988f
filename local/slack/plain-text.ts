import { stripAnsi } from "../../lib/text/ansi.ts";
import { type Fields, fieldsOf, itemsOf, wordOf } from "./block-fields.ts";
import { tableLines } from "./plain-table.ts";
import { richTextLines } from "./rich-text-lines.ts";
import type { StoredMessage } from "./workspace.ts";

/**
 * The message as people see it, for a terminal: the header flush left, everything else two spaces in. No control
 * characters but line ends. A message without blocks is its text.
 */
export function renderPlain(message: Pick<StoredMessage, "text" | "blocks">): string {
  const lines = message.blocks.length > 0 ? message.blocks.flatMap(blockLines) : readMrkdwn(message.text).split("\n");
  return lines.map((line) => harmless(line).trimEnd()).join("\n");
}

/** mrkdwn as its reader sees it: dates by their fallback, links with their address, entities unescaped. */
function readMrkdwn(text: string): string {
  return text
    .replace(/<!date\^[^<>|]*\|([^<>]*)>/g, "$1")
    .replace(/<([@#!][^<>|]*)(?:\|([^<>]*))?>/g, (_all, id: string, label?: string) => label ?? id)
    .replace(/<(https?:[^<>|]*)(?:\|([^<>]*))?>/g, (_all, url: string, label?: string) =>
      label ? `${label} (${url})` : url,
    )
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function blockLines(value: unknown): string[] {
  const block = fieldsOf(value);
  switch (block["type"]) {
    case "header":
      return textOf(block["text"]).split("\n");
    case "section":
      return indent([...sectionLines(block), ...itemsOf(block["accessory"] ? [block["accessory"]] : []).map(element)]);
    case "rich_text":
      return indent(richTextLines(block));
    case "table":
      return indent(tableLines(block));
    case "context":
      return indent([itemsOf(block["elements"]).map(element).join(" · ")]);
    case "actions":
      return indent([itemsOf(block["elements"]).map(element).join(" ")]);
    case "divider":
      return indent(["----"]);
    case "image":
      return indent([element(block)]);
    default:
      return indent([`(${wordOf(block["type"])})`]);
  }
}

function sectionLines(block: Fields): string[] {
  const text = textOf(block["text"]);
  const fields = itemsOf(block["fields"]).map((field) => {
    const titled = /^\*([^*\n]+)\*\n(.*)$/s.exec(textOf(field));
    return titled ? `${titled[1]}: ${titled[2]}` : textOf(field);
  });
  return [...(text ? [text] : []), ...fields].flatMap((part) => part.split("\n"));
}

/** One element of a context or actions block, on one line. */
function element(value: unknown): string {
  const fields = fieldsOf(value);
  if (fields["type"] === "image") return `[image: ${wordOf(fields["alt_text"])}]`;
  if (fields["type"] !== "button") return textOf(fields).replaceAll("\n", " ");
  const url = wordOf(fields["url"]);
  return `[${textOf(fields["text"])}${url ? `: ${url}` : ""}]`;
}

function textOf(value: unknown): string {
  const { type, text } = fieldsOf(value);
  return type === "mrkdwn" ? readMrkdwn(wordOf(text)) : wordOf(text);
}

const indent = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => line.split("\n")).map((line) => `  ${line}`);

/** Nothing that a terminal obeys, and nothing that turns the line's direction round. */
function harmless(line: string): string {
  return stripAnsi(line).replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "");
}
