/** Letters, digits and signs that stand apart from Chinese characters; full-width punctuation needs no blank. */
const LATIN = "[!-~\\p{Script=Latin}\\p{Number}]";
const HAN = "\\p{Script=Han}";
/** Compiled at its first use: who reads English does not wait for it. */
let meets: RegExp | undefined;

/**
 * A Chinese sentence with its arguments, as a template: `` said`已等待${5}分钟` `` is `已等待 5 分钟`.
 *
 * Where a Chinese character meets a Latin letter, a digit or another ASCII sign at the edge of an argument, one blank
 * stands between them. Arguments are left as they are inside.
 */
export function said(words: readonly string[], ...args: readonly (string | number)[]): string {
  return words.reduce((text, next, index) => apart(apart(text, String(args[index - 1] ?? "")), next));
}

function apart(before: string, after: string): string {
  const edge = lastOf(before) + firstOf(after);
  meets ??= new RegExp(`^(?:${HAN}${LATIN}|${LATIN}${HAN})$`, "u");
  return meets.test(edge) ? `${before} ${after}` : before + after;
}

const firstOf = (text: string): string => (text === "" ? "" : String.fromCodePoint(text.codePointAt(0) ?? 0));
const lastOf = (text: string): string => [...text.slice(-2)].at(-1) ?? "";
