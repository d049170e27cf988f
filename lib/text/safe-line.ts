import { clean } from "./clean.ts";
import { clip } from "./clip.ts";
import type { Redactor } from "./redactor.ts";

/**
 * Text from outside as it may be kept: clean, on one line, without secrets, at most `max` UTF-16 units. Secrets are
 * looked for twice, in its lines (a block of YAML ends where its indentation does) and in the one line they become.
 */
export function safeLine(text: string, max: number, redactor: Redactor): string {
  const lines = clean(text, { lines: true });
  const safe = /\n/.test(lines) ? redactor.text(lines) : lines;
  return clip(redactor.text(clean(safe)), max);
}
