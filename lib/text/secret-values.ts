/** What stands in place of a secret. */
export const MASK = "••••••";

/** A value that was looked at: where it ends, and what to show for it. */
export interface Hidden {
  readonly end: number;
  readonly shown: string;
  /** Nothing says where an unquoted value ends: the caller may know better. */
  readonly bare?: true;
}

/** Where the value's key stands. */
export interface KeyPlace {
  /** The key is the first thing on its line. */
  readonly leads: boolean;
  /** UTF-16 units before the key on its line, as far as they are no words. */
  readonly indent: number;
}

/** Values that hide nothing or are hidden already. */
const HARMLESS =
  /\((?:sensitive value|sensitive|known after apply|write-only attribute)\)|<(?:sensitive|computed)>|null(?=[\s,;})\]]|$)|""(?![\w"])|''(?![\w'])/iy;

/** Sentences that only mention the secret word: `"password": must be at least 8 characters`, and progress. */
const NO_VALUE = new RegExp(
  "\\[(?:ERROR|SDK)|(?:Still )?(?:Creat|Destr|Modif|Read|Refresh|Provision|Import|Prepar)\\w{0,12}(?: state)?(?:\\.\\.\\.| complete)|" +
    "(?:must|should|cannot|can not|could not|is|was|has|does not|may not|not|required|invalid|expected|unexpected) " +
    "(?:be|have|been|contain|not|set|found|allowed|supported|valid|required|invalid|missing|too|a|an|the|argument|" +
    "attribute|field|value|length|character|one|at)(?![\\w-])|" +
    "(?:the|this|your) (?:specified|given|provided|parameter|value|user|account|password|secret|token|key)(?![\\w-])",
  "iy",
);

const QUOTE = /\\{0,64}["'`]/y;
const BRACKET = /[[{]/y;
const HERE_DOCUMENT = /<<[-~]?[ \t]*["']?(\w{1,60})["']?[^\n]*/y;
const YAML_BLOCK = /[|>][-+\d]{0,2}[ \t]*(?:#[^\n]*)?\r?\n/y;
/** A block of YAML whose lines somebody has put on one. */
const FLAT_BLOCK = /[|>][-+\d]{0,2}[ \t]+[^\n]*/y;
const LINE_END = /\r?\n/y;
const BLANKS = /\s*/y;
const INDENT = /[ \t│┃|]*/y;
/** A word goes on over a quote, comma or ampersand that is not the end of the value. */
const BARE = /[^\s,;&"'`]+|["'`](?=\w)|[,&](?=[^\s=:,;&]{1,40}(?:\s|$))/y;
/** `"old" -> "new"`: Terraform shows both sides of a change. */
const ARROW = /[ \t]*[-=]>[ \t]*/y;
const ONE_WORD = /([ \t│┃|]*)(\S*\w\S*)[ \t]*(?=\r?\n|$)/y;
const NEXT_KEY = /^(?:["']?[\w.-]+["']?:|[\w.-]+=[^=])/;

/**
 * Hides the one value that starts at `at`: quoted at any depth of escaping, list or map with everything in it,
 * here-document, indented block, a value on the next line, or a bare word. Undefined when no value stands there.
 * Looks at nothing beyond the end it returns but blanks and one line.
 */
export function hideValue(text: string, at: number, key: KeyPlace): Hidden | undefined {
  const harmless = found(HARMLESS, text, at);
  if (harmless !== undefined) return { end: at + harmless.length, shown: harmless };
  if (found(NO_VALUE, text, at) !== undefined) return undefined;
  if (found(LINE_END, text, at) !== undefined) return onNextLine(text, at, key);
  const delimited = hideDelimited(text, at);
  if (delimited) return delimited;
  const block = found(YAML_BLOCK, text, at);
  if (block !== undefined) {
    const end = blockEnd(text, at + block.length, key.indent);
    if (end > at + block.length) return { end, shown: MASK };
  }
  const flat = found(FLAT_BLOCK, text, at);
  if (flat !== undefined) return { end: at + flat.trimEnd().length, shown: MASK };
  const end = bareEnd(text, at);
  if (end === at) return undefined;
  return text.slice(at, end) === MASK ? { end, shown: MASK } : { end, shown: MASK, bare: true };
}

/** The hidden value and, where Terraform shows a change, the new value behind the arrow. */
export function withArrow(text: string, value: Hidden, key: KeyPlace): Hidden {
  const arrow = found(ARROW, text, value.end);
  if (arrow === undefined) return value;
  const other = hideValue(text, value.end + arrow.length, key);
  return other === undefined ? value : { end: other.end, shown: value.shown + arrow + other.shown };
}

function found(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Piece by piece: one pattern for the whole word would keep a way back for each piece, and run out of stack. */
function bareEnd(text: string, at: number): number {
  let end = at;
  for (let piece = found(BARE, text, end); piece !== undefined; piece = found(BARE, text, end)) end += piece.length;
  return end;
}

/** A value that says itself where it ends. */
function hideDelimited(text: string, at: number): Hidden | undefined {
  const quote = found(QUOTE, text, at);
  if (quote !== undefined) return { end: quotedEnd(text, at, quote), shown: quote + MASK + quote };
  if (found(BRACKET, text, at) !== undefined) return { end: bracketsEnd(text, at), shown: MASK };
  HERE_DOCUMENT.lastIndex = at;
  const here = HERE_DOCUMENT.exec(text);
  if (here === null) return undefined;
  const close = new RegExp(`\\n[ \\t]*${here[1]}\\b`, "g");
  close.lastIndex = at + here[0].length;
  return { end: close.exec(text) === null ? text.length : close.lastIndex, shown: MASK };
}

/**
 * Behind the closing quote; without one, the line's end. A quote closes when exactly as many backslashes belong to it
 * as to the opening one; one with fewer ends the text around the value.
 */
function quotedEnd(text: string, at: number, quote: string): number {
  const mark = quote.at(-1) ?? "";
  const level = quote.length - 1;
  if (level === 0 && text.startsWith(mark.repeat(3), at)) {
    const close = text.indexOf(mark.repeat(3), at + 3);
    return close < 0 ? text.length : close + 3;
  }
  let slashes = 0;
  for (let i = at + quote.length; i < text.length; i++) {
    const unit = text[i];
    if (unit === "\n") return i;
    if (unit === mark && slashes < level) return i - slashes;
    if (unit === mark && slashes % (2 * level + 2) === level) {
      if (mark !== "'" || text[i + 1] !== mark) return i + 1;
      i++;
    }
    slashes = unit === "\\" ? slashes + 1 : 0;
  }
  return text.length;
}

/** Behind the bracket that closes the one at `at`, whatever its kind; without one, the end of the text. */
function bracketsEnd(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const unit = text[i] ?? "";
    if (unit === "[" || unit === "{") depth++;
    else if (unit === "]" || unit === "}") {
      depth--;
      if (depth === 0) return i + 1;
    } else if ('\\"`'.includes(unit) || (unit === "'" && !/\w/.test(text[i - 1] ?? ""))) {
      const quote = found(QUOTE, text, i);
      if (quote !== undefined) i = quotedEnd(text, i, quote) - 1;
    }
  }
  return text.length;
}

function onNextLine(text: string, at: number, key: KeyPlace): Hidden | undefined {
  const first = at + (found(BLANKS, text, at)?.length ?? 0);
  if (found(NO_VALUE, text, first) !== undefined || found(HARMLESS, text, first) !== undefined) return undefined;
  const delimited = hideDelimited(text, first);
  if (delimited) return { end: delimited.end, shown: text.slice(at, first) + delimited.shown };
  const line = text.indexOf("\n", at) + 1;
  const indent = found(INDENT, text, line) ?? "";
  const end = key.leads ? blockEnd(text, line, key.indent) : line;
  if (end > line) return { end, shown: text.slice(at, line) + indent + MASK };
  ONE_WORD.lastIndex = line;
  const [, space = "", word = ""] = ONE_WORD.exec(text) ?? [];
  if (word === "" || NEXT_KEY.test(word)) return undefined;
  return { end: line + space.length + word.length, shown: text.slice(at, line) + space + MASK };
}

/** Where the lines end that are indented by more than `indent`; blank ones between them and list items belong to it. */
function blockEnd(text: string, start: number, indent: number): number {
  let end = start;
  for (let line = start; line < text.length; ) {
    const feed = text.indexOf("\n", line);
    const stop = feed < 0 ? text.length : feed;
    const depth = found(INDENT, text, line)?.length ?? 0;
    const inside = depth > indent || (depth === indent && text.startsWith("- ", line + depth));
    if (line + depth < stop && !inside) break;
    if (line + depth < stop) end = stop;
    line = stop + 1;
  }
  return end;
}
