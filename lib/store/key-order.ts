/**
 * Order of keys in every store: by code points, which is the byte order of their UTF-8 and what SQLite, PostgreSQL
 * (`COLLATE "C"`) and Tablestore sort by. JavaScript's own order differs: it puts the halves of astral characters
 * before U+E000.
 * @returns less than, equal to or greater than zero, as a sort function does
 */
export function compareKeys(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left !== right) return weight(left) - weight(right);
  }
  return a.length - b.length;
}

/**
 * The least key after all keys that start with `prefix`, so that `prefix <= key < prefixEnd(prefix)` is exactly those.
 * Undefined when there is none (the empty prefix, or one of U+10FFFF only): then nothing bounds the range above.
 *
 * Appending the highest character instead would lose keys that go on with that very character.
 */
export function prefixEnd(prefix: string): string | undefined {
  const points = Array.from(prefix);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const point = last.codePointAt(0) as number;
    if (point === HIGHEST) continue;
    // The surrogates are no characters: after U+D7FF comes U+E000.
    const next = point + 1 === SURROGATES.from ? SURROGATES.to : point + 1;
    return points.join("") + String.fromCodePoint(next);
  }
  return undefined;
}

const HIGHEST = 0x10ffff;
const SURROGATES = { from: 0xd800, to: 0xe000 };

/** Places surrogates, which stand for U+10000 and above, behind every other code unit. */
const weight = (unit: number): number => (unit >= SURROGATES.from && unit < SURROGATES.to ? unit + 0x10000 : unit);
