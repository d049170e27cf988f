import type {
  ContextBlock,
  HeaderBlock,
  MrkdwnElement,
  PlainTextElement,
  RichTextBlock,
  RichTextDate,
  RichTextElement,
  RichTextLink,
  RichTextList,
  RichTextPreformatted,
  RichTextSection,
  RichTextText,
  RichTextUsergroupMention,
  RichTextUserMention,
  TableBlock,
} from "@slack/types";
import type { EpochMs, MentionId } from "../model/brand.ts";
import { clip } from "../text/clip.ts";
import { utc } from "../text/utc.ts";
import { LIMITS } from "./limits.ts";

/*
 * Builders for the few blocks Planbell sends. Text from outside goes into rich text, table cells and plain text, which
 * Slack does not interpret; mrkdwn is for our own words. Slack refuses empty texts: no builder takes one.
 */

/** How Slack writes a date, in the reader's zone and language. */
const DATE_FORMAT = "{date_short_pretty} {time}";

/** Text that Slack shows as it is; emoji names stay words. */
export const plain = (text: string): PlainTextElement => ({ type: "plain_text", text, emoji: false });

/** Our own words with Slack's markup. Nothing is linked that was not written as a link. */
export const mrkdwn = (text: string): MrkdwnElement => ({ type: "mrkdwn", text, verbatim: true });

/** The title; clipped to what Slack takes. */
export const header = (text: string): HeaderBlock => ({ type: "header", text: plain(clip(text, LIMITS.headerText)) });

/** The small print at the foot. */
export const context = (...elements: readonly (PlainTextElement | MrkdwnElement)[]): ContextBlock => ({
  type: "context",
  elements: elements.slice(0, LIMITS.contextElements),
});

export const text = (words: string): RichTextText => ({ type: "text", text: words });
export const bold = (words: string): RichTextText => ({ type: "text", text: words, style: { bold: true } });
export const link = (url: string, words: string): RichTextLink => ({ type: "link", url, text: words });

/** Whoever this is reads that they are meant; only ever of an id from the settings. */
export const mention = (id: MentionId): RichTextUserMention | RichTextUsergroupMention =>
  id.startsWith("S") ? { type: "usergroup", usergroup_id: id } : { type: "user", user_id: id };

/** The same in mrkdwn and top-level text: `<@U01ALICE01>`, `<!subteam^S03GROUP01>`. */
export const mentionToken = (id: MentionId): string => (id.startsWith("S") ? `<!subteam^${id}>` : `<@${id}>`);

/** An instant in rich text; an impossible one as the word for it. */
export function date(at: EpochMs): RichTextDate | RichTextText {
  const timestamp = Math.floor(at / 1000);
  return Number.isSafeInteger(timestamp) && timestamp >= 0
    ? { type: "date", timestamp, format: DATE_FORMAT, fallback: utc(at) }
    : text(utc(at));
}

/** An instant in mrkdwn: `<!date^1795449600^{date_short_pretty} {time}|2026-11-23 16:00 UTC>`. */
export function dateToken(at: EpochMs): string {
  const timestamp = Math.floor(at / 1000);
  return Number.isSafeInteger(timestamp) && timestamp >= 0 ? `<!date^${timestamp}^${DATE_FORMAT}|${utc(at)}>` : utc(at);
}

export const words = (...elements: readonly RichTextElement[]): RichTextSection => ({
  type: "rich_text_section",
  elements: [...elements],
});

export const bullets = (...items: readonly RichTextSection[]): RichTextList => ({
  type: "rich_text_list",
  style: "bullet",
  elements: [...items],
});

/** Several lines as they were printed. */
export const preformatted = (lines: string): RichTextPreformatted => ({
  type: "rich_text_preformatted",
  elements: [text(lines)],
});

export const richText = (
  ...parts: readonly (RichTextSection | RichTextList | RichTextPreformatted)[]
): RichTextBlock => ({ type: "rich_text", elements: [...parts] });

/** A table whose first row is its heading; every cell wraps. */
export const table = (heading: readonly string[], rows: readonly (readonly string[])[]): TableBlock => ({
  type: "table",
  column_settings: heading.map(() => ({ is_wrapped: true })),
  rows: [
    heading.map((cell) => richText(words(bold(cell)))),
    ...rows.map((row) => row.map((cell) => richText(words(text(cell))))),
  ],
});
