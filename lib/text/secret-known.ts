import { MASK } from "./secret-values.ts";

/** Shorter values would hide half of every text. */
export const SHORTEST_VALUE = 4;

/** Where a line ends inside a value: the next may begin with Terraform's frame. */
const FOLD = "(?:[ \\t]{0,9}\\r?\\n[ \\t│┃|]{0,99})?";
/** A blank of the value; where a box is too narrow, lines end at blanks. */
const BLANK = "(?:\\s|\\\\[nrt]|%20|\\+){1,9}[│┃|]?\\s{0,99}";

/**
 * Hides values that are secret because somebody says so, wherever they stand: as they are, escaped as JSON, HTML or
 * part of a URL, in base64 by themselves, and over the end of a line. Exact otherwise: upper and lower case differ.
 *
 * Time grows with the length of the text, times that of the longest value.
 * @param values of at least four characters each; shorter ones are not looked for
 */
export function hiderOf(values: readonly string[]): (text: string) => string {
  const forms = new Set(values.filter((value) => value.trim().length >= SHORTEST_VALUE).flatMap(formsOf));
  if (forms.size === 0) return (text) => text;
  // Longest first, so that a value that contains another goes as a whole.
  const sources = [...forms].sort((a, b) => b.length - a.length).map(sourceOf);
  const pattern = new RegExp(sources.join("|"), "g");
  return (text) => text.replace(pattern, MASK);
}

function formsOf(given: string): string[] {
  const value = given.trim();
  const inJson = JSON.stringify(value).slice(1, -1);
  const inUrl = encodeURIComponent(value);
  const inHtml = value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const coded = base64Of(value);
  return [
    value,
    inJson,
    JSON.stringify(inJson).slice(1, -1),
    inHtml,
    inHtml.replaceAll('"', "&quot;").replaceAll("'", "&#39;"),
    inUrl,
    inUrl.replaceAll("%20", "+"),
    inUrl.replace(/%[0-9A-F]{2}/g, (unit) => unit.toLowerCase()),
    encodeURIComponent(inUrl),
    coded,
    encodeURIComponent(coded),
    coded.replaceAll("+", "-").replaceAll("/", "_"),
  ];
}

/** Without the padding, which some leave out. */
function base64Of(value: string): string {
  const bytes = new TextEncoder().encode(value);
  return btoa(String.fromCharCode(...bytes)).replace(/=+$/, "");
}

function sourceOf(form: string): string {
  const units = [...form.matchAll(/\s+|[^\s]/gu)].map(([unit]) => (unit.trim() === "" ? BLANK : literal(unit)));
  return units.map((unit, n) => (n === 0 || unit === BLANK || units[n - 1] === BLANK ? unit : FOLD + unit)).join("");
}

const literal = (unit: string): string => unit.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
