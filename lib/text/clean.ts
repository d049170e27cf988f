import { stripAnsi } from "./ansi.ts";

/** C0 but tab, line feed and carriage return; DEL; C1. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;

/** Direction marks, overrides and isolates: they make a name read as another. */
const DIRECTION = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Characters without a shape: two names that differ only in them look the same. Tags (E0000-E007F) can hide text. */
const INVISIBLE = /[\u00AD\u180E\u200B\u200C\u2060-\u2064\u206A-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E01EF}]/gu;

/** A joiner is kept only where it joins two pictures: anywhere else it is one more invisible character. */
const STRAY_JOINER =
  /(?<!\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?)\u200D|\u200D(?!\p{Extended_Pictographic})/gu;

const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * Text from outside as people should see it: no terminal escapes, no control, direction or invisible characters, no
 * half of a surrogate pair (U+FFFD instead). Says nothing about mentions or secrets.
 *
 * One line, trimmed, unless `lines` is given: then line feeds stay, CRLF becomes one, tabs become two spaces and
 * indentation stays. Time grows with the length only.
 */
export function clean(text: string, shape: { readonly lines?: boolean } = {}): string {
  const broken = stripAnsi(text)
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(CONTROLS, "")
    .replace(DIRECTION, "")
    .replace(INVISIBLE, "")
    .replace(STRAY_JOINER, "")
    .replace(LONE_SURROGATE, "\uFFFD");
  return shape.lines === true ? broken.replace(/\t/g, "  ") : broken.replace(/[\n\t]/g, " ").trim();
}
