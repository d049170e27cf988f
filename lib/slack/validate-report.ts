/** One rule a message breaks, in the shape of Slack's own `blocks.validate`. */
export interface Violation {
  /** Which rule; stable. */
  readonly code: string;
  /** What is wrong, in Slack's manner: "must be less than 151 characters". */
  readonly message: string;
  /** Where: an RFC 6901 pointer into the message. */
  readonly pointer: string;
}

export type Fields = { readonly [key: string]: unknown };

/** Only what a browser opens. */
const OUR_URL = /^https?:\/\/[^\s<>|]+$/i;
const ANY_URL = /^(?:https?:\/\/|mailto:|tel:|slack:\/\/)[^\s<>]+$/i;

/** Hostile input must not make a report as large as itself. */
const MOST = 100;

/** Where blocks stand. */
export type Surface = "message" | "modal" | "home";

/** Whose rules count: Planbell's own beside Slack's, or Slack's alone, as for any other app. */
export interface Rules {
  /** True when absent. */
  readonly strict?: boolean;
}

/** Collects violations. Every check takes what it was given as `unknown` and never throws. */
export class Report {
  readonly violations: Violation[] = [];
  readonly strict: boolean;

  constructor({ strict = true }: Rules = {}) {
    this.strict = strict;
  }

  add(code: string, pointer: string, message: string): void {
    if (this.violations.length < MOST) this.violations.push({ code, message, pointer });
  }

  /** The value as an object with no other keys than `keys`, or undefined and a violation. */
  fields(value: unknown, pointer: string, keys: readonly string[]): Fields | undefined {
    if (!isFields(value)) {
      this.add("type", pointer, "must be an object");
      return undefined;
    }
    for (const key of Object.keys(value)) {
      if (!keys.includes(key)) this.add("unknown_key", pointer, `invalid additional property: ${brief(key)}`);
    }
    return value;
  }

  /** The value as a list of 1 to `most` items, or undefined and a violation. */
  list(value: unknown, pointer: string, most: number = Number.POSITIVE_INFINITY): readonly unknown[] | undefined {
    if (!Array.isArray(value)) {
      this.add(value === undefined ? "missing" : "type", pointer, "must be an array");
      return undefined;
    }
    if (value.length === 0) this.add("empty", pointer, "must have at least 1 item");
    if (value.length > most) {
      this.add("too_many", pointer, `no more than ${most} items allowed`);
      return undefined;
    }
    return value;
  }

  /** The value as a string of 1 to `most` UTF-16 units, or undefined and a violation. */
  string(value: unknown, pointer: string, most: number = Number.POSITIVE_INFINITY): string | undefined {
    if (typeof value !== "string") {
      this.add(value === undefined ? "missing" : "type", pointer, "must be a string");
      return undefined;
    }
    if (value.length === 0) this.add("empty", pointer, "must be more than 0 characters");
    if (value.length > most) {
      this.add("too_long", pointer, `must be less than ${most + 1} characters`);
      return undefined;
    }
    return value;
  }

  optionalString(value: unknown, pointer: string, most: number): string | undefined {
    return value === undefined ? undefined : this.string(value, pointer, most);
  }

  /** A string of at most `most` UTF-16 units, which may be empty or absent. */
  optionalWords(value: unknown, pointer: string, most: number): void {
    if (value !== undefined && value !== "") this.string(value, pointer, most);
  }

  oneOf(value: unknown, pointer: string, allowed: readonly unknown[]): void {
    if (value !== undefined && !allowed.includes(value)) {
      this.add("not_allowed", pointer, `must be one of ${allowed.join(", ")}`);
    }
  }

  /** A whole number from `least` to `most`, if it is there at all. */
  whole(value: unknown, pointer: string, least: number, most: number): void {
    if (value === undefined) return;
    if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) {
      this.add("out_of_range", pointer, `must be a whole number from ${least} to ${most}`);
    }
  }

  /** As `list`, but an empty one breaks only our own rules. */
  parts(value: unknown, pointer: string): readonly unknown[] | undefined {
    return !this.strict && Array.isArray(value) && value.length === 0 ? [] : this.list(value, pointer);
  }

  boolean(value: unknown, pointer: string): void {
    if (value !== undefined && typeof value !== "boolean") this.add("type", pointer, "must be a boolean");
  }

  url(value: unknown, pointer: string, most: number): void {
    const url = this.string(value, pointer, most);
    if (url && !(this.strict ? OUR_URL : ANY_URL).test(url)) this.add("bad_url", pointer, "invalid url");
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value's `type`, or undefined. */
export function typeOf(value: unknown): string | undefined {
  const type = isFields(value) ? value["type"] : undefined;
  return typeof type === "string" ? type : undefined;
}

/** Enough of a hostile word to recognise it. */
export function brief(word: string | undefined): string {
  return word === undefined ? "(none)" : word.slice(0, 40);
}
