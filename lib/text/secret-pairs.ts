import { SECRET_WORD } from "./secret-names.ts";
import { WRAP } from "./secret-shapes.ts";
import { type Hidden, hideValue, type KeyPlace, MASK, withArrow } from "./secret-values.ts";

/** The secret word to the end of its name, and what joins name and value. */
const HEAD = `${SECRET_WORD}\\\\{0,64}["']?\\]?[ \\t]*(?:=>|:=|==?|:|＝|：)[ \\t]*`;
const ANY_HEAD = new RegExp(HEAD, "i");

const NAME = "(?<![\\p{L}\\p{N}_.-])(?<name>[\\p{L}\\p{N}_.-]{1,64})";
/** Any name and what joins it to a value. */
const ANY_NAME = new RegExp(`${NAME}\\\\{0,64}["']?\\]?[ \\t]*(?:=>|:=|==?|:(?!\\/\\/)|＝|：)[ \\t]*`, "gu");
const ANY_FLAG = /(--([\w-]{1,64})[ \t]+)(?!-)(?:"[^"\n]*"?|'[^'\n]*'?|[^\s"']+)/g;

const FLAG = new RegExp(
  `(--[\\w-]{0,40}?${SECRET_WORD}(?:[ \\t]+|${WRAP}))(?!-)(?:"[^"\\n]*"?|'[^'\\n]*'?|[^\\s"']+)`,
  "gi",
);

const ELEMENT = new RegExp(
  `(<[\\w:.-]{0,40}?${SECRET_WORD}(?:\\s[^<>\\n]{0,200})?>(?:<!\\[CDATA\\[)?)(?:[^<]+(?=</)|[^\\s<][^<\\n]*$)`,
  "gi",
);

/** How Terraform shows a value that it quotes the use of: `var.admin_password is "..."`. */
const STATED = new RegExp(
  `(${SECRET_WORD}(?:["']?\\]|\\[[^\\]\\n]{0,80}\\])? is )"(?:[^"\\\\\\n]|\\\\[^\\n])*"?`,
  "gi",
);

/** How far before a word its line's beginning is looked for. */
const NEAR = 120;
const LINE_START = /(?:^|\n)([ \t│┃|+~-]*)["']?([\w.-]*)$/;
/** Names of errors, which a sentence follows. */
const ERROR_NAME = /(?:^|\.)(?:Invalid|Incorrect|Missing|Illegal|Wrong|Unsupported|Expired|Forbidden)\w*$/;

/**
 * Hides values whose name says that they are secret: `name = value` in all its notations, `name is "value"`,
 * flags and XML elements.
 * Linear in the text's length.
 */
export function hidePairs(text: string): string {
  const marked = text.replace(FLAG, `$1${MASK}`).replace(ELEMENT, `$1${MASK}`).replace(STATED, `$1"${MASK}"`);
  return hideBehind(marked, new RegExp(HEAD, "gi"), () => true);
}

/** The same for other names: those that `isSecret` says are, asked with at most 64 characters of each. */
export function hideNamed(text: string, isSecret: (name: string) => boolean): string {
  const marked = text.replace(ANY_FLAG, (flag, head: string, name: string) => (isSecret(name) ? head + MASK : flag));
  return hideBehind(marked, new RegExp(ANY_NAME), (head) => isSecret(head.groups?.["name"] ?? ""));
}

function hideBehind(text: string, heads: RegExp, isSecret: (head: RegExpExecArray) => boolean): string {
  let safe = "";
  let from = 0;
  for (let head = heads.exec(text); head !== null; head = heads.exec(text)) {
    if (!isSecret(head)) continue;
    const at = heads.lastIndex;
    const key = keyPlace(text, head.index);
    const value = hideValue(text, at, key);
    if (value === undefined) continue;
    const { end, shown } = withArrow(text, value.bare && key.leads ? toLineEnd(text, at, value) : value, key);
    safe += text.slice(from, at) + shown;
    from = end;
    heads.lastIndex = end;
  }
  return safe + text.slice(from);
}

function keyPlace(text: string, at: number): KeyPlace {
  const from = Math.max(0, at - NEAR);
  const near = text.slice(from, at);
  const start = LINE_START.exec(near);
  const leads = start !== null && (from === 0 || start[0].startsWith("\n")) && !ERROR_NAME.test(start[2] ?? "");
  if (leads) return { leads, indent: start[1]?.length ?? 0 };
  const line = near.slice(near.lastIndexOf("\n") + 1);
  return { leads, indent: line.length - line.trimStart().length };
}

/**
 * Where nothing but `name = value` stands on a line, an unquoted value may have blanks. It ends before the next secret
 * name, whose value may go over more lines; and at the first blank where `name=value` could be a command's beginning.
 */
function toLineEnd(text: string, at: number, word: Hidden): Hidden {
  const feed = text.indexOf("\n", word.end);
  const line = text.slice(word.end, feed < 0 ? text.length : feed);
  const next = line.search(ANY_HEAD);
  const rest = next < 0 ? line : line.slice(0, next).replace(/(?<!\S)\S+$/, "");
  if (/[=＝]/.test(text[at - 1] ?? "") && /[=&|;]|->/.test(rest)) return word;
  return { end: word.end + rest.trimEnd().length, shown: word.shown };
}
