import { type Exchange, NOT_KEPT } from "./http-of-pop-core.ts";

/** One answer, whole. Of its headers it has what somebody asks for, which is `x-acs-retry-after`. */
export interface Answer extends Exchange {
  /** May the connection serve another call? */
  readonly isKept: boolean;
}

/** Of `\r\n\r\n`; what is longer is unusual. */
const LONGEST_HEAD = 16_384;
/** Of a body or of a wait: 8 digits are as much as nobody sends. */
const LENGTH = /^\d{1,8}$/;
const CHUNK_SIZE = /^[0-9A-Fa-f]{1,6}\r\n$/;
const LONGEST_LINE = 8;
const RETRY_AFTER = "x-acs-retry-after";
const NO_HEADERS = {};
const NOTHING = Buffer.alloc(0);
/** A line for each header, in ASCII; no line goes on in the next one. */
const HEAD = /^HTTP\/1\.1 [2-5]\d\d [\t\x20-\x7e]*(?:\r\n[\w!#$%&'*+.^`|~-]+:[\t\x20-\x7e]*)*$/;

/**
 * Reads answers to posts out of the bytes of one connection, one after the other.
 *
 * It knows plain answers only: HTTP/1.1, a body of a given length or in bare chunks, nothing behind
 * it. It guesses at nothing: whatever else comes is "unusual" and stays so, and `node:http` is to be asked. Linear in
 * what it is given, wherever that is cut.
 * @see RFC 9112, sections 4 to 7
 */
export class AnswerReader {
  /** Has a byte of the answer come? */
  hasBegun = false;
  #head: Buffer = NOTHING;
  #statusCode = 0;
  #retryAfter: string | undefined;
  #isKept = true;
  #parts: Buffer[] = [];
  #awaits: "head" | "body" | "size" | "chunk" | "end of chunk" | "last line" = "head";
  /** What is still to come of the body or of the chunk. */
  #left = 0;
  /** Of a line between chunks. */
  #line = "";

  /** The answer, when these bytes are its last ones; the next ones are those of another. */
  read(bytes: Buffer): Answer | "unusual" | undefined {
    this.hasBegun = true;
    if (this.#awaits !== "head") return this.#more(bytes, 0);
    const all = this.#head.length === 0 ? bytes : Buffer.concat([this.#head, bytes]);
    const end = all.indexOf("\r\n\r\n");
    if ((end < 0 ? all.length : end) > LONGEST_HEAD) return "unusual";
    if (end < 0) {
      this.#head = all;
      return undefined;
    }
    return this.#understand(all.toString("latin1", 0, end)) ? this.#more(all, end + 4) : "unusual";
  }

  #understand(head: string): boolean {
    const status = Number(head.slice(9, 12));
    // Without a body, whatever else is said of it.
    if (!HEAD.test(head) || status === 204 || status === 304) return false;
    const lines = `${head.toLowerCase()}\r\n`;
    const connection = valueIn(lines, "connection") ?? "keep-alive";
    if (connection !== "keep-alive" && connection !== "close") return false;
    // A body that is packed, and one that is none.
    if (lines.includes("\r\ncontent-encoding:") || lines.includes("\r\nupgrade:")) return false;
    this.#statusCode = status;
    this.#isKept = connection !== "close";
    this.#retryAfter = valueIn(lines, RETRY_AFTER)?.trimEnd();
    if (this.#retryAfter !== undefined && !LENGTH.test(this.#retryAfter)) return false;
    return this.#frame(valueIn(lines, "content-length"), valueIn(lines, "transfer-encoding"));
  }

  #frame(length: string | undefined, encoding: string | undefined): boolean {
    if (length === undefined) {
      this.#awaits = "size";
      return encoding === "chunked";
    }
    this.#awaits = "body";
    this.#left = Number(length);
    return encoding === undefined && LENGTH.test(length);
  }

  #more(bytes: Buffer, from: number): Answer | "unusual" | undefined {
    let at = from;
    while (at < bytes.length || (this.#awaits === "body" && this.#left === 0)) {
      if (this.#awaits === "body" || this.#awaits === "chunk") {
        at = this.#take(bytes, at);
        if (this.#left > 0) return undefined;
        if (this.#awaits === "body") return at === bytes.length ? this.#whole() : "unusual";
        this.#awaits = "end of chunk";
      } else {
        at = this.#takeLine(bytes, at);
        if (this.#line.endsWith("\n")) {
          const isLast = this.#awaits === "last line";
          if (!this.#followLine()) return "unusual";
          if (isLast) return at === bytes.length ? this.#whole() : "unusual";
        } else if (this.#line.length >= LONGEST_LINE) return "unusual";
      }
    }
    return undefined;
  }

  #take(bytes: Buffer, at: number): number {
    const end = Math.min(bytes.length, at + this.#left);
    if (end > at) this.#parts.push(bytes.subarray(at, end));
    this.#left -= end - at;
    return end;
  }

  /** Up to the end of a line, of the bytes, or of what such a line may hold. */
  #takeLine(bytes: Buffer, from: number): number {
    let at = from;
    while (at < bytes.length && this.#line.length < LONGEST_LINE && !this.#line.endsWith("\n")) {
      this.#line += String.fromCharCode(bytes[at++] as number);
    }
    return at;
  }

  /** Is the line what was awaited? */
  #followLine(): boolean {
    const line = this.#line;
    this.#line = "";
    if (this.#awaits !== "size") {
      this.#awaits = "size";
      return line === "\r\n";
    }
    this.#left = Number.parseInt(line, 16);
    this.#awaits = this.#left > 0 ? "chunk" : "last line";
    return CHUNK_SIZE.test(line);
  }

  #whole(): Answer {
    const parts = this.#parts;
    const body = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
    const headers = this.#retryAfter === undefined ? NO_HEADERS : { [RETRY_AFTER]: this.#retryAfter };
    const answer = { statusCode: this.#statusCode, headers, body, isKept: this.#isKept, req: NOT_KEPT };
    this.hasBegun = false;
    this.#head = NOTHING;
    this.#parts = [];
    this.#awaits = "head";
    return answer;
  }
}

/**
 * @param lines in small letters, each with its end
 * @returns the value of a header with the blanks behind it, as Node takes "chunked" with a tab for something else; a
 * list, which none of ours may be, when there are several
 */
function valueIn(lines: string, name: string): string | undefined {
  const start = `\r\n${name}:`;
  const at = lines.indexOf(start);
  if (at < 0) return undefined;
  const from = at + start.length;
  const value = lines.slice(from, lines.indexOf("\r\n", from)).trimStart();
  const next = lines.indexOf(start, from);
  return next < 0 ? value : `${value}, ${valueIn(lines.slice(next), name)}`;
}
