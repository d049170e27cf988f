import type { RichTextElement } from "@slack/types";
import type { EpochMs, MentionId } from "../../model/brand.ts";
import type { Texts } from "../../text/catalogue.ts";
import { clip } from "../../text/clip.ts";
import { escapeMrkdwn } from "../../text/escape.ts";
import { utc } from "../../text/utc.ts";
import { bold, date, link, mention, mentionToken, text } from "../blocks.ts";

/**
 * A run of one line: words as they are (not escaped, not empty), stressed ones that may be a link, an instant, or somebody
 * who is mentioned.
 */
export type Piece =
  | string
  | { readonly stress: string; readonly url?: string | undefined }
  | { readonly at: EpochMs }
  | { readonly mention: MentionId };

/** One line of a message. Blocks and the top-level text are made from the same lines, so they say the same. */
export type Line = readonly Piece[];

/** Somebody as Slack itself has named them; undefined of anything but a person's id, which becomes no mention. */
export const mentionOf = (id: string): Piece | undefined =>
  /^[UW][A-Z0-9]{6,20}$/.test(id) ? { mention: id as MentionId } : undefined;

/** `Label: words`. */
export const labelled = ({ join }: Texts, label: string, ...pieces: readonly Piece[]): Line => [
  { stress: join.label(label) },
  ...pieces,
];

/** The line behind these words. */
export const behind = (words: string, [first, ...rest]: Line): Line =>
  typeof first === "string" ? [words + first, ...rest] : [words, ...(first === undefined ? [] : [first]), ...rest];

/** Lines for a rich text section, one below the other. */
export function rich(lines: readonly Line[]): readonly RichTextElement[] {
  return lines.flatMap((line, index) => [...(index === 0 ? [] : [text("\n")]), ...line.map(element)]);
}

/** The line as top-level text: escaped, at most `max` UTF-16 units, and no mention cut in two. */
export function spoken(line: Line, max: number): string {
  return clipSpoken(line.map(word).join(""), max);
}

/** The words alone, as they are: for plain text. */
export const saidPlainly = (line: Line): string =>
  line.map((piece) => (typeof piece === "string" ? piece : "stress" in piece ? piece.stress : "")).join("");

/** Escaped text that may hold our own mentions, in at most `max` UTF-16 units: half a mention is left out. */
export function clipSpoken(escaped: string, max: number): string {
  const cut = clip(escaped, max);
  return cut === escaped ? cut : cut.replace(/<[^<>]*…$/, "…");
}

/** Private characters that stand for pieces while words are put around them. */
const FIRST_HOLE = 0xe000;
const HOLES = /[\uE000-\uF8FF]/g;

/**
 * What `say` says of these, as a line: pieces that are no words stay what they are, wherever the language puts them. Words
 * cannot pose as one of them.
 */
export function woven(pieces: readonly Piece[], say: (words: readonly string[]) => string): Line {
  const said = say(
    pieces.map((piece, index) =>
      typeof piece === "string" ? piece.replace(HOLES, "\uFFFD") : String.fromCharCode(FIRST_HOLE + index),
    ),
  );
  return said
    .split(/([\uE000-\uF8FF])/)
    .map((part) => (/^[\uE000-\uF8FF]$/.test(part) ? (pieces[part.charCodeAt(0) - FIRST_HOLE] ?? "") : part))
    .filter((part) => part !== "");
}

function element(piece: Piece): RichTextElement {
  if (typeof piece === "string") return text(piece);
  if ("at" in piece) return date(piece.at);
  if ("mention" in piece) return mention(piece.mention);
  return piece.url === undefined ? bold(piece.stress) : link(piece.url, piece.stress);
}

function word(piece: Piece): string {
  if (typeof piece !== "string" && "mention" in piece) return mentionToken(piece.mention);
  if (typeof piece === "string") return escapeMrkdwn(piece);
  return escapeMrkdwn("at" in piece ? utc(piece.at) : piece.stress);
}
