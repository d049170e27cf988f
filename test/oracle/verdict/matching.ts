/** Could this thing that was told mean the state of that number? */
export type Claim = (place: number) => boolean;

export type Matched =
  /** For each claim the state that it means, claims of one group beside each other. */
  | { readonly fits: true; readonly places: readonly number[] }
  /** The first group for which there is no state left. */
  | { readonly fits: false; readonly group: number };

/**
 * Finds a state for everything that was told, no state twice, in the order in which the states were: groups come in
 * their order, claims of one group in any. Of several ways the one that tells most of what is due.
 * @param dues any of its places tells a due, and two of them tell no more
 */
export function match(
  groups: readonly (readonly Claim[])[],
  count: number,
  dues: readonly (readonly number[])[],
): Matched {
  const known = new Map<string, Way | undefined>();
  let reached = 0;
  const best = (group: number, after: number, told: ReadonlySet<number>): Way | undefined => {
    const claims = groups[group];
    if (claims === undefined) return { worth: 0, places: [] };
    // Only what may be told once more tells ways apart.
    const again = [...told].filter((n) => dues[n]?.some((place) => place > after));
    const key = `${group} ${after} ${again}`;
    if (known.has(key)) return known.get(key);
    reached = Math.max(reached, group);
    let found: Way | undefined;
    for (const places of placesOf(claims, after, count)) {
      const fresh = dues.flatMap((due, n) => (!told.has(n) && due.some((p) => places.includes(p)) ? [n] : []));
      const rest = best(group + 1, Math.max(...places), new Set([...again, ...fresh]));
      if (rest === undefined) continue;
      const worth = rest.worth + fresh.length;
      // Of states that tell as much the later ones: people are told what is, not what was.
      if (found === undefined || worth >= found.worth) found = { worth, places: [...places, ...rest.places] };
    }
    known.set(key, found);
    return found;
  };
  const way = best(0, -1, new Set());
  return way === undefined ? { fits: false, group: reached } : { fits: true, places: way.places };
}

interface Way {
  readonly worth: number;
  readonly places: readonly number[];
}

/** All ways to place the claims behind `after`, each at a place of its own. */
function* placesOf(claims: readonly Claim[], after: number, count: number): Generator<number[]> {
  const [first, ...rest] = claims;
  if (first === undefined) {
    yield [];
    return;
  }
  for (let place = after + 1; place < count; place++) {
    if (!first(place)) continue;
    for (const others of placesOf(rest, after, count)) if (!others.includes(place)) yield [place, ...others];
  }
}
