/** Of what somebody typed; comparing takes the square of it. */
const LONGEST = 64;

/**
 * The one that needs the fewest letters changed, one that begins with what was typed before all others; among equals the
 * first. Undefined when there is none to choose from, or all need more than `most` changes.
 */
export function nearest<T extends string>(typed: string, known: readonly T[], most = Number.POSITIVE_INFINITY) {
  const from = typed.slice(0, LONGEST);
  let best: { readonly one: T; readonly cost: number } | undefined;
  for (const one of known) {
    const cost = one.startsWith(from) ? 0 : distance(from, one.slice(0, LONGEST));
    if (cost <= most && (best === undefined || cost < best.cost)) best = { one, cost };
  }
  return best?.one;
}

/** How many letters to put in, take out or exchange (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= to.length; j++) {
      const exchanged = (row[j - 1] ?? 0) + (letter === to[j - 1] ? 0 : 1);
      next.push(Math.min(exchanged, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
