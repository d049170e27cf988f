import { hours, type Ms } from "../../model/brand.ts";
import type { DecisionAction } from "../../model/job.ts";
import { nearest } from "../../text/nearest.ts";
import { readLength } from "../../text/read-length.ts";

/** All that may be typed, as `help` lists it. */
export const COMMAND_WORDS = [
  "pending",
  "plan",
  "task",
  "failed",
  "approve",
  "reject",
  "mute",
  "unmute",
  "whoami",
  "why",
  "status",
  "help",
] as const;
export type CommandWord = (typeof COMMAND_WORDS)[number];

/** What somebody asks of Planbell by its command. Names and ids are as they were typed. */
export type Asked =
  | { readonly kind: "help" | "whoami" | "status" }
  /** Neither: all that waits. */
  | { readonly kind: "pending"; readonly mine?: true; readonly product?: string }
  | { readonly kind: "plan" | "why"; readonly plan: string }
  /** @property page from 1 */
  | { readonly kind: "task"; readonly task: string; readonly page: number }
  | { readonly kind: "failed"; readonly within: Ms }
  /** To be decided in a modal: a command alone decides nothing. */
  | { readonly kind: "form"; readonly action: DecisionAction; readonly plan: string; readonly comment: string }
  | { readonly kind: "mute"; readonly what: string; readonly length: Ms }
  | { readonly kind: "unmute"; readonly what: string }
  /** What stands behind the word is too little, too much, or no length of time. */
  | { readonly kind: "argument"; readonly word: CommandWord; readonly fault: ArgumentFault; readonly typed: string }
  | { readonly kind: "unknown"; readonly typed: string; readonly nearest: CommandWord };

type ArgumentFault = "takes-nothing" | "lacks" | "length";

/** Nobody mutes for longer, and nothing is remembered for longer. */
const LONGEST: Ms = hours(30 * 24);
const A_DAY: Ms = hours(24);

/** Is it answered without a look at anything? */
export const isImmediate = ({ kind }: Asked): boolean => kind === "help" || kind === "unknown" || kind === "argument";

/** Reads the text behind the command; nothing = help. Letters of the commands' own words may be capitals. */
export function readCommandLine(text: string): Asked {
  const [first, rest] = cut(unescaped(text));
  const word = first.toLowerCase();
  if (word === "") return { kind: "help" };
  if (!isCommandWord(word)) return { kind: "unknown", typed: first, nearest: nearestTo(word) };
  return readArguments(word, rest);
}

const isCommandWord = (word: string): word is CommandWord => (COMMAND_WORDS as readonly string[]).includes(word);
/** Among equals one that begins alike, then the shortest. */
const nearestTo = (word: string): CommandWord => nearest(word, COMMAND_WORDS) ?? "help";

function readArguments(word: CommandWord, rest: string): Asked {
  const fault = (what: ArgumentFault, typed = rest): Asked => ({ kind: "argument", word, fault: what, typed });
  switch (word) {
    case "help":
      return { kind: "help" };
    case "whoami":
    case "status":
      return rest === "" ? { kind: word } : fault("takes-nothing");
    case "pending":
      if (rest === "" || rest.toLowerCase() === "all") return { kind: "pending" };
      return rest.toLowerCase() === "mine"
        ? { kind: "pending", mine: true }
        : { kind: "pending", product: unquoted(rest) };
    case "failed": {
      const within = rest === "" ? A_DAY : readLength(rest.replace(/\s/g, ""), LONGEST);
      return within === undefined ? fault("length") : { kind: "failed", within };
    }
    default:
      return rest === "" ? fault("lacks") : readNamed(word, rest);
  }
}

type OfSomething = Exclude<CommandWord, "help" | "whoami" | "status" | "pending" | "failed">;

function readNamed(word: OfSomething, rest: string): Asked {
  switch (word) {
    case "plan":
    case "why":
      return { kind: word, plan: unquoted(rest) };
    case "task": {
      const [, task = rest, page = "1"] = /^(.*\S)\s+(\d{1,4})$/s.exec(rest) ?? [];
      return { kind: "task", task: unquoted(task), page: Math.max(1, Number(page)) };
    }
    case "approve":
    case "reject": {
      const [plan, comment] = cut(rest);
      return { kind: "form", action: word, plan, comment };
    }
    case "mute": {
      const [, what = rest, length] = /^(.*\S)\s+(\d{1,6}[a-z]+)$/is.exec(rest) ?? [];
      const isLength = length !== undefined && readLength(length) !== undefined;
      if (!isLength) return { kind: "mute", what: unquoted(rest), length: A_DAY };
      const read = readLength(length, LONGEST);
      if (read === undefined) return { kind: "argument", word, fault: "length", typed: length };
      return { kind: "mute", what: unquoted(what), length: read };
    }
    case "unmute":
      return { kind: "unmute", what: unquoted(rest) };
  }
}

/** What quotes may stand around a name with blanks; phones make theirs curly, and ids are copied with backticks. */
const QUOTES = /^(?:"([^"]*)"|'([^']*)'|`([^`]*)`|“([^”]*)”|‘([^’]*)’)/;

/** The first word, or what stands in quotes there, and what follows. */
function cut(text: string): readonly [first: string, rest: string] {
  const trimmed = text.trim();
  const quoted = QUOTES.exec(trimmed);
  const inner = quoted
    ?.slice(1)
    .find((part) => part !== undefined)
    ?.trim();
  if (quoted !== null && inner) return [inner, trimmed.slice(quoted[0].length).trim()];
  const [first = ""] = trimmed.split(/\s/, 1);
  return [first, trimmed.slice(first.length).trim()];
}

function unquoted(text: string): string {
  const [inner, rest] = cut(text);
  return rest === "" ? inner : text;
}

/**
 * Slack may send three characters of what was typed escaped, as it does in messages.
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
