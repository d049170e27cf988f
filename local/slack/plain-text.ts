import { stripAnsi } from "../../lib/text/ansi.ts";
import { type Fields, fieldsOf, itemsOf, wordOf } from "./block-fields.ts";
import { tableLines } from "./plain-table.ts";
import { richTextLines } from "./rich-text-lines.ts";
import type { StoredFile, StoredMessage } from "./workspace.ts";

/** Lines of a file that are shown, as Slack shows its beginning. */
const FILE_LINES = 5;

/**
 * The message as people see it, for a terminal: the header flush left, everything else two spaces in. No control
 * characters but line ends. A message without blocks is its text; its files come last, by their first lines.
 */
export function renderPlain(message: Pick<StoredMessage, "text" | "blocks" | "files">): string {
  const { text, blocks, files = [] } = message;
  const words = text === "" && files.length > 0 ? [] : readMrkdwn(text).split("\n");
  const lines = [...(blocks.length > 0 ? blocks.flatMap(blockLines) : words), ...files.flatMap(fileLines)];
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

function fileLines({ name, title, text }: StoredFile): string[] {
  const lines = text.trimEnd().split("\n");
  const more = lines.length - FILE_LINES;
  const rest = more > 0 ? [`(${more} more)`] : [];
  return [`[file ${name}: ${title}]`, ...indent([...lines.slice(0, FILE_LINES), ...rest])];
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
