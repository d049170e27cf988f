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
      const bytes = source instanceof Uint8Array ? source : Buffer.from(String(source));
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
      if (mayHoldHostileKey(text) || holdsLongInteger(bytes)) return exact().parse(text);
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
 * Looks at every 16th byte alone, since a run of 16 digits cannot pass between them; linear. What is beyond ASCII has
 * no byte that looks like a sign of ASCII.
 */
function holdsLongInteger(bytes: Uint8Array): boolean {
  for (let at = LONG - 1; at < bytes.length; at += LONG) {
    if (!isDigit(bytes[at])) continue;
    let first = at;
    while (isDigit(bytes[first - 1])) first--;
    let end = at + 1;
    while (isDigit(bytes[end])) end++;
    if (end - first >= LONG && bytes[end] !== QUOTE && mayBeginNumber(bytes, first)) return true;
    at = end;
  }
  return false;
}

/** Ids in texts follow a quote, a letter, a slash, or a colon that ends no key. */
function mayBeginNumber(bytes: Uint8Array, first: number): boolean {
  const before = skipBlanks(bytes, bytes[first - 1] === MINUS ? first - 2 : first - 1);
  const sign = bytes[before];
  if (sign === COLON) return bytes[skipBlanks(bytes, before - 1)] === QUOTE;
  return sign === undefined || sign === COMMA || sign === OPENING;
}

function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at >= 0 && (bytes[at] as number) <= BLANK) at--;
  return at;
}

const [BLANK, QUOTE, COMMA, MINUS, COLON, OPENING] = [0x20, 0x22, 0x2c, 0x2d, 0x3a, 0x5b];
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
