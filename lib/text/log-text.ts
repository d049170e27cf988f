import type { TerraformLog } from "../model/task.ts";
import { safeLogs } from "./log-streams.ts";
import { PLAIN_REDACTOR, type Redactor } from "./redactor.ts";
import { shown } from "./shown.ts";

/** The log of a task as it may be sent: clean and redacted. */
export interface LogText {
  /** Empty when the log says nothing. */
  readonly text: string;
  /** So many bytes of its beginning are not in `text`. */
  readonly leftOut: number;
}

/** UTF-16 units that one message shows. */
const PART = 2_900;
/** A log that takes more messages is sent as a file. */
const MOST_PARTS = 3;
/** Slack takes files of 1 MB; the line that says how much was left out has room besides. */
const MOST_BYTES = 999_000;
/** UTF-16 units of a log, as it came, that is a file without being looked at. */
const SURELY_A_FILE = 262_144;
const LINE_FEED = 0x0a;

/** One stream of one command, as it may be shown. */
interface Stream {
  readonly command: string;
  readonly heading: string;
  readonly lines: readonly string[];
}

/**
 * The logs of a task as one text: commands and streams in their order, each under a heading, without terminal escapes,
 * blank lines at most one at a time. Redacted whole, before anything is cut; of more than 1 MB the end. Time grows with
 * the length only.
 */
export function logText(logs: readonly TerraformLog[], redactor: Redactor = PLAIN_REDACTOR): LogText {
  return endOf(textOf(streamsOf(safeLogs(logs, redactor))));
}

/**
 * How many messages the log takes, 0 when it is sent as a file; undefined when it says no more than was told.
 * @param told lines of it that people see already
 */
export function logSize(logs: readonly TerraformLog[], told: readonly string[]): number | undefined {
  if (logs.reduce((sum, log) => sum + log.content.length, 0) > SURELY_A_FILE) return 0;
  const seen = told.join("\n");
  const streams = streamsOf(safeLogs(logs));
  // Which version ran is no news.
  const news = streams.filter(({ command }) => command !== "version").flatMap(({ lines }) => lines);
  if (news.every((line) => seen.includes(unframed(line)))) return undefined;
  return logParts(textOf(streams))?.length ?? 0;
}

/**
 * The text in at most 3 parts of at most 2,900 UTF-16 units, which joined are the text; undefined when it takes more.
 * They end where lines end, but for longer lines.
 */
export function logParts(text: string): readonly string[] | undefined {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    if (parts.length === MOST_PARTS) return undefined;
    const end = partEnd(text, at);
    parts.push(text.slice(at, end));
    at = end;
  }
  return parts;
}

/** All of the text in such parts, however many it takes; none of an empty one. */
export function logPages(text: string): readonly string[] {
  const pages: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = partEnd(text, at);
    pages.push(text.slice(at, end));
    at = end;
  }
  return pages;
}

/** The text in at most `most` such parts: all of it, or its end. */
export function lastParts(text: string, most: number): { readonly parts: readonly string[]; readonly whole: boolean } {
  const all = logParts(text);
  if (all !== undefined && all.length <= most) return { parts: all, whole: true };
  const parts: string[] = [];
  let end = text.length;
  while (end > 0 && parts.length < most) {
    const start = partStart(text, end);
    parts.unshift(text.slice(start, end));
    end = start;
  }
  return { parts, whole: end === 0 };
}

function partEnd(text: string, at: number): number {
  const limit = at + PART;
  if (limit >= text.length) return text.length;
  const line = text.lastIndexOf("\n", limit - 1) + 1;
  if (line > at) return line;
  return isInsidePair(text, limit) ? limit - 1 : limit;
}

function partStart(text: string, end: number): number {
  const limit = end - PART;
  if (limit <= 0) return 0;
  const line = text.slice(limit - 1, end - 1).indexOf("\n");
  if (line >= 0) return limit + line;
  return isInsidePair(text, limit) ? limit + 1 : limit;
}

/** Would a cut here halve a character? */
const isInsidePair = (text: string, at: number): boolean => (text.codePointAt(at - 1) ?? 0) > 0xffff;

/** What is not blank. */
function streamsOf(logs: readonly TerraformLog[]): Stream[] {
  return logs.flatMap(({ command, stream, content }) => {
    const lines = linesOf(content);
    return lines.length === 0 ? [] : [{ command, heading: `--- ${shown(`${command} ${stream}`, 80)} ---`, lines }];
  });
}

const textOf = (streams: readonly Stream[]): string =>
  streams.map(({ heading, lines }) => [heading, ...lines].join("\n")).join("\n\n");

function linesOf(text: string): string[] {
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => line.trimEnd());
  return lines.filter((line, n) => line !== "" || (lines[n - 1] ?? "") !== "");
}

const unframed = (line: string): string => line.replace(/^\s*[│┃|╷╵] ?/, "").trim();

/** As much of the end as one file holds, from the beginning of a line where there is one soon. */
function endOf(text: string): LogText {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= MOST_BYTES) return { text, leftOut: 0 };
  let start = bytes.length - MOST_BYTES;
  const line = bytes.indexOf(LINE_FEED, start - 1) + 1;
  if (line > 0 && line < start + MOST_BYTES / 2) start = line;
  // The bytes of one character stay together.
  while (((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
  return { text: new TextDecoder().decode(bytes.subarray(start)), leftOut: start };
}
