import fc from "fast-check";
import { LOCALES, textsFor } from "../../../lib/text/pick.ts";

/** Names made to page people, to fake links, to break out of markup, to hide or to be too long. */
export const HOSTILE = [
  "<!channel>",
  "<!here|x>",
  "<@U12345678>",
  "<#C12345678>",
  "<!subteam^S12345678>",
  "@here @channel @everyone",
  "<https://evil.example|click>",
  "<mailto:a@b|x>",
  "<!date^0^{date}|x>",
  "*x* _y_ ~z~ `c`",
  "```",
  "&lt;!channel&gt;",
  "&amp;lt;",
  "&".repeat(400),
  "<".repeat(700),
  "\u001B[31mred\u001B[0m",
  "\u202Eevil\u2066",
  "\uD83D",
  "👩‍👩‍👧".repeat(60),
  "e\u0301".repeat(400),
  `a${"\u0301".repeat(3_000)}`,
  "\n\n\nx\n",
  "",
  " ",
  "\u0000\u200B",
  "x".repeat(300),
  "y".repeat(10_000),
  "__proto__",
] as const;

/** The words of every language. */
export const ALL_TEXTS = LOCALES.map(textsFor);
export const anyTexts = fc.constantFrom(...ALL_TEXTS);

const anyText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.tuple(fc.constantFrom(...HOSTILE), fc.string()).map(([a, b]) => a + b),
);

/** Like `sample`, with text drawn from `hostile` in place of every string in it; keys of maps are strings too. */
export function hostileLike<T>(sample: T, hostile: fc.Arbitrary<string> = anyText): fc.Arbitrary<T> {
  return fc.infiniteStream(hostile).map((texts) => replaced(sample, texts) as T);
}

function replaced(value: unknown, texts: Iterator<string>): unknown {
  if (typeof value === "string") return texts.next().value;
  if (Array.isArray(value)) return value.map((item) => replaced(item, texts));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, FIXED.has(key) ? inner : replaced(inner, texts)]),
  );
}

/** What decides the shape of a message, not its words. */
const FIXED = new Set(["status", "source", "action", "replacement", "counts", "kind", "what", "danger"]);

/** Every text of the message that Slack would interpret: markup objects, and the top-level text. */
export function interpreted(message: { readonly text: string; readonly blocks: readonly unknown[] }): string[] {
  return [message.text, ...objects(message.blocks).flatMap((o) => (o["type"] === "mrkdwn" ? [String(o["text"])] : []))];
}

/** Every text that Slack shows as it is: rich text, table cells, plain text. */
export function literal(blocks: readonly unknown[]): string[] {
  return objects(blocks).flatMap((o) =>
    o["type"] === "text" || o["type"] === "plain_text" ? [String(o["text"])] : [],
  );
}

/** What is live in interpreted text: anything that starts like a mention, a channel, a date or a link. */
export function live(text: string): string[] {
  const withoutDates = text.replace(/<!date\^\d+\^\{date_short_pretty\} \{time\}\|[\d :-]+UTC>/g, "");
  return withoutDates.match(/[<>]/g) ?? [];
}

type Fields = { readonly [key: string]: unknown };

export function objects(value: unknown): Fields[] {
  if (Array.isArray(value)) return value.flatMap(objects);
  if (typeof value !== "object" || value === null) return [];
  return [value as Fields, ...Object.values(value).flatMap(objects)];
}
