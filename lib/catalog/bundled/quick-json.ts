/** What pop-core uses of its JSON parser, json-bigint. */
interface JsonParser {
  parse(text: unknown): unknown;
}

/**
 * Stands in for json-bigint in the bundles: the built-in parser, which is several times cheaper, wherever both say the
 * same. The exact one takes what the built-in one would get wrong or let pass: integers that a number cannot hold, keys
 * that reach for a prototype, and whatever is not quite JSON.
 *
 * An answer of the built-in parser has ordinary objects, one of the exact parser has objects without a prototype: that
 * is how `plainJson` tells them apart.
 * @param exact loads json-bigint; called only when it is needed
 */
export function quickJson(exact: () => JsonParser): JsonParser {
  return {
    parse(source) {
      const text = String(source);
      if (mayHoldHostileKey(text) || holdsLongInteger(text)) return exact().parse(text);
      try {
        return JSON.parse(text);
      } catch {
        return exact().parse(text);
      }
    },
  };
}

/** Letters that somebody wrote as escapes may spell such a key, too; in three steps, since most texts need two. */
const mayHoldHostileKey = (text: string): boolean =>
  /__proto__|constructor/.test(text) || (text.includes("\\u00") && /\\u00(?:5[fF]|[67][0-9a-fA-F])/.test(text));

/** From so many digits on an integer may not fit into a number. */
const LONG = 16;

/**
 * Is there an integer of 16 digits or more? Says yes for some texts that only look so, never no where there is one.
 *
 * Looks at every 16th sign alone, since a run of 16 digits cannot pass between them; linear.
 */
function holdsLongInteger(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isDigit(text.charCodeAt(at))) continue;
    let first = at;
    while (isDigit(text.charCodeAt(first - 1))) first--;
    let end = at + 1;
    while (isDigit(text.charCodeAt(end))) end++;
    if (end - first >= LONG && text[end] !== '"' && mayBeginNumber(text, first)) return true;
    at = end;
  }
  return false;
}

/** Ids in texts follow a quote, a letter, a slash, or a colon that ends no key. */
function mayBeginNumber(text: string, first: number): boolean {
  const before = skipBlanks(text, text[first - 1] === "-" ? first - 2 : first - 1);
  const sign = text[before];
  if (sign === ":") return text[skipBlanks(text, before - 1)] === '"';
  return sign === undefined || sign === "," || sign === "[";
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at >= 0 && text.charCodeAt(at) <= 32) at--;
  return at;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
