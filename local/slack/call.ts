/** One Web API call as it came in: form fields or JSON, before any method looked at it. */
export type Args = Readonly<Record<string, unknown>>;

/** A call answered `ok: false`. */
export class Refused extends Error {
  readonly word: string;
  readonly details: Record<string, unknown>;

  constructor(word: string, details: Record<string, unknown> = {}) {
    super(word);
    this.word = word;
    this.details = details;
  }
}

/** The refusal of a call that lacks one of its arguments. */
export const missing = (field: string): Refused =>
  new Refused("invalid_arguments", {
    response_metadata: { messages: [`[ERROR] missing required field: ${field}`] },
  });

/** A call answered with HTTP 429. */
export class Throttled extends Error {
  /** Whole seconds. */
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super("ratelimited");
    this.retryAfter = retryAfter;
  }
}

/** The field as text; undefined when absent or empty. */
export function textOf(args: Args, name: string): string | undefined {
  const value = args[name];
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Forms carry booleans as words. */
export function flagOf(args: Args, name: string): boolean {
  const value = args[name];
  return value === true || value === 1 || value === "true" || value === "1";
}

/** The field as a value: forms carry objects as JSON text. Refused with `word` when that text is not JSON. */
export function jsonOf(args: Args, name: string, word: string): unknown {
  const value = args[name];
  if (value === undefined || value === null || value === "") return undefined;
  return typeof value === "string" ? parseJson(value, word) : value;
}

/** @throws {Refused} with `word` when it is no JSON */
export function parseJson(text: string, word: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(word);
  }
}
