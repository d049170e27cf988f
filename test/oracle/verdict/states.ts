import type { PlanCase } from "./case.ts";
import type { Due } from "./dues.ts";
import { type Claim, match } from "./matching.ts";
import { looksReady, type Sight } from "./sights.ts";
import { caseOf, decisionOf, type Stay } from "./stays.ts";
import type { Item, PlanTold } from "./told.ts";

/** What somebody was told at once: each claim is about one state. */
interface Saying {
  readonly at: number;
  readonly text: string;
  readonly claims: readonly Claim[];
}

/** Every state that was told was so, then, in that order, and none is told twice; and all that is due is among them. */
export function statesAmiss(one: PlanCase, told: PlanTold, dues: readonly Due[]): string[] {
  const { stays } = one;
  let open = dues;
  const lies: string[] = [];
  /** Which states these sayings tell, and when. */
  const read = (by: string, sayings: readonly Saying[]): ReadonlyMap<number, number> => {
    const groups = sayings.map(({ claims }) => claims);
    const wanted = open.filter((due) => due.by === "any" || (due.by === "card") === (by === "card"));
    const found = match(
      groups,
      stays.length,
      wanted.map((due) => due.stays),
    );
    if (!found.fits) lies.push(`a ${by} tells what was not so, or not then, or again: ${sayings[found.group]?.text}`);
    const places = found.fits ? found.places : [];
    open = open.filter((due) => !wanted.includes(due) || !due.stays.some((place) => places.includes(place)));
    const times = sayings.flatMap(({ at, claims }) => claims.map(() => at));
    return new Map(places.map((place, n) => [place, times[n] as number]));
  };
  const inNotes = read("note", notesOf(one, told));
  const inLines = read("digest", linesOf(one, told));
  const onCard = read("card", versionsOf(one, told));
  if (lies.length > 0) return lies;
  const ways = { note: [inNotes, inLines], card: [onCard], any: [inNotes, inLines, onCard] };
  return dues.flatMap((due) => {
    const times = ways[due.by].flatMap((way) => due.stays.flatMap((place) => way.get(place) ?? []));
    const { ended, crowded } = one.view.sights[due.poll] as Sight;
    if (times.length === 0) return [missed(due, stays)];
    // Details that are refused are asked for again some minutes later.
    const isLate = !crowded && !one.veiled && Math.min(...times) > ended;
    return isLate
      ? [`${stays[due.stays.at(-1) ?? 0]?.state} was told at ${Math.min(...times)}, seen until ${ended}`]
      : [];
  });
}

export const missed = ({ stays, by }: Due, all: readonly Stay[]): string => {
  const stay = all[stays.at(-1) ?? 0] as Stay;
  return `${stay.state} was never told${by === "any" ? "" : ` by a ${by}`}; it was so from ${stay.from} to ${stay.to}`;
};

const notesOf = (one: PlanCase, { notes }: PlanTold): Saying[] =>
  notes.flatMap(({ at, text, items }) => {
    const claims = items.flatMap((item): Claim[] =>
      item.state === undefined ? [] : [(place) => wasSo(one, place, item.state, at) && isExact(one, item, text, place)],
    );
    return claims.length === 0 ? [] : [{ at, text, claims }];
  });

/** A digest may tell of a plan again because other people have to act: it says no new state then. */
function linesOf(one: PlanCase, { lines }: PlanTold): Saying[] {
  const moments = one.stays.flatMap((stay) => stay.moments);
  return lines.flatMap(({ at, text, state }, n) => {
    const before = lines[n - 1];
    // What it says was read some time before it was sent: others may have had to act by then.
    const hasMoved = before?.text !== text || moments.some((moment) => moment.at > before.at && moment.at <= at);
    const isNew = one.stays.some((stay) => stay.state === state && stay.from > (before?.at ?? 0) && stay.from <= at);
    if (before?.state === state && hasMoved && !isNew) return [];
    return [{ at, text, claims: [(place: number) => wasSo(one, place, state, at)] }];
  });
}

/** An edit that changes something else leaves the state as it was. */
const versionsOf = (one: PlanCase, { cards }: PlanTold): Saying[] =>
  (cards[0] ?? [])
    .filter(({ state }, n, all) => state !== all[n - 1]?.state)
    .map(({ at, text, state }) => ({ at, text, claims: [(place) => wasSo(one, place, state, at)] }));

/** Was it so by then, and since anybody watched? What the first run only remembers is not told. */
function wasSo(
  { stays, view, introduction, seen, veiled }: PlanCase,
  place: number,
  state: unknown,
  at: number,
): boolean {
  const stay = stays[place];
  const sight = view.sights[view.first];
  if (stay === undefined || sight === undefined || stay.from > at) return false;
  // Where details were refused the list alone had to do.
  if (stay.state !== state && !(veiled && state === "ready" && looksReady(stay))) return false;
  if (stay.to < sight.began - view.lag) return false;
  // One that is handed over has its first card then.
  const isNews = stay.moments.some((moment) => moment.at >= sight.began && moment.at <= at);
  return isNews || !(introduction === "nothing" && seen[view.first] === place);
}

/** Are reasons, names and comments those of this time? */
function isExact({ veiled, stays }: PlanCase, { state, by }: Item, text: string, place: number): boolean {
  const stay = stays[place] as Stay;
  if (state === "failed" || state === "preview failed") return caseOf(text) === caseOf(stay.moments[0]?.statusMessage);
  if (state !== "approved" && state !== "rejected" && state !== "canceled") return true;
  if (by === undefined) return veiled;
  const decision = decisionOf(stay);
  return by.name === decision?.name && by.comment === decision.comment;
}
