import type { RichTextElement } from "@slack/types";
import type { EpochMs } from "../../model/brand.ts";
import type { Texts } from "../../text/catalogue.ts";
import { clip } from "../../text/clip.ts";
import { escapeMrkdwn } from "../../text/escape.ts";
import { utc } from "../../text/utc.ts";
import { bold, date, link, text } from "../blocks.ts";

/** A run of one line: words as they are (not escaped, not empty), stressed ones that may be a link, or an instant. */
export type Piece = string | { readonly stress: string; readonly url?: string | undefined } | { readonly at: EpochMs };

/** One line of a message. Blocks and the top-level text are made from the same lines, so they say the same. */
export type Line = readonly Piece[];

/** `Label: words`. */
export const labelled = ({ join }: Texts, label: string, ...pieces: readonly Piece[]): Line => [
  { stress: join.label(label) },
  ...pieces,
];

/** Lines for a rich text section, one below the other. */
export function rich(lines: readonly Line[]): readonly RichTextElement[] {
  return lines.flatMap((line, index) => [...(index === 0 ? [] : [text("\n")]), ...line.map(element)]);
}

/** The line as top-level text: escaped, at most `max` UTF-16 units. */
export function spoken(line: Line, max: number): string {
  return clip(escapeMrkdwn(line.map(word).join("")), max);
}

function element(piece: Piece): RichTextElement {
  if (typeof piece === "string") return text(piece);
  if ("at" in piece) return date(piece.at);
  return piece.url === undefined ? bold(piece.stress) : link(piece.url, piece.stress);
}

function word(piece: Piece): string {
  if (typeof piece === "string") return piece;
  return "at" in piece ? utc(piece.at) : piece.stress;
}
