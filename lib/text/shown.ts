import { clean } from "./clean.ts";
import { clip } from "./clip.ts";
import { redact } from "./redact.ts";

/** More than any message shows; what is cut here could never be seen. */
const COARSE = 65_536;

/**
 * Text from outside, ready for a place that does not interpret it: clean, without secrets, at most `max` UTF-16 units
 * on one line, and never empty (Slack refuses empty texts): `absent` stands for nothing.
 */
export function shown(text: string, max: number, absent = "-"): string {
  return clip(redact(clean(text.slice(0, COARSE))), max) || absent;
}

/** The same for text of several lines. */
export function shownLines(text: string, max: number, absent = "-"): string {
  return clip(redact(clean(text.slice(0, COARSE), { lines: true })), max) || absent;
}
