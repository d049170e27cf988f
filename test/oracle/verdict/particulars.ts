import type { PlanCase } from "./case.ts";
import { type Claim, match } from "./matching.ts";
import { type Stay, type Turn, turnsOf } from "./stays.ts";
import type { Item, PlanTold } from "./told.ts";

/** Whoever a message says has to act had to; hand-overs that two polls in a row saw both sides of are told. */
export function turnsAmiss(one: PlanCase, told: PlanTold): string[] {
  const turns = turnsOf(one.stays);
  const handOvers = told.notes.flatMap(({ at, text, items }) => {
    const claims = items.filter(({ word }) => word === "handed over").map((item) => claimOf(item, turns, at));
    return claims.length === 0 ? [] : [{ text, claims }];
  });
  const due = [...new Set(handOversSeen(one, turns, told))];
  const found = match(
    handOvers.map(({ claims }) => claims),
    turns.length,
    due.map((place) => [place]),
  );
  if (!found.fits) return [`nobody handed it over like that: ${handOvers[found.group]?.text}`];
  // A digest that several plans share says only how things stand.
  const isJoined = (place: number): boolean =>
    told.lines.some(({ at, state }) => state === "waiting" && at >= turns[place]!.from && at < turns[place]!.to);
  const missed = due.filter((place) => !found.places.includes(place) && !isJoined(place));
  return [
    ...missed.map((place) => `the hand-over to ${turns[place]!.who} at ${turns[place]!.from} was not told`),
    ...told.cards
      .flat()
      .filter(({ state, at, waitingFor }) => state === "waiting" && !mayName(one, turns, waitingFor, at))
      .map(({ text }) => `a card names others than those who had to act: ${text}`),
  ];
}

/** One that is over when it is told names only whoever handed it over: by an approval that was not the last needed. */
function claimOf({ waitingFor, by }: Item, turns: readonly Turn[], at: number): Claim {
  return (place) => {
    const { who, from, node, record } = turns[place] as Turn;
    if (from > at) return false;
    if (waitingFor.length > 0) return who.join() === waitingFor.join();
    return node > 0 && record?.by.name === by?.name && record?.comment === by?.comment;
  };
}

function handOversSeen(
  { stays, seen, view, veiled, life }: PlanCase,
  turns: readonly Turn[],
  told: PlanTold,
): number[] {
  const { sights, lag } = view;
  const cardAt = told.cards[0]?.[0]?.at ?? Number.POSITIVE_INFINITY;
  if (veiled) return [];
  const turnAt = (poll: number): number =>
    turns.findIndex(({ from, to }) => from + lag < sights[poll]!.began && to > sights[poll]!.until);
  return sights.flatMap((sight, poll) => {
    const same = poll > view.first && seen[poll] !== undefined && seen[poll] === seen[poll - 1];
    if (!same || stays[seen[poll] as number]?.state !== "waiting" || cardAt >= sights[poll - 1]!.ended) return [];
    const [before, now] = [turns[turnAt(poll - 1)], turns[turnAt(poll)]];
    if (before === undefined || now === undefined) return [];
    // There and back again is no hand-over.
    if (before.node === now.node && before.who.join() === now.who.join()) return [];
    // In the same second, or quietly, the lists show nothing: it comes to light when the plan is read again.
    return before.updatedSecond === now.updatedSecond || life.createdAt > sight.began ? [] : [turns.indexOf(now)];
  });
}

/** Those of any turn until then; where no details were read, all who may approve at any step. */
function mayName({ stays, veiled }: PlanCase, turns: readonly Turn[], who: readonly string[], at: number): boolean {
  if (turns.some((turn) => turn.from <= at && turn.who.join() === who.join())) return true;
  if (!veiled) return false;
  return momentsOf(stays).some(
    ({ assigned }) =>
      assigned
        .map(({ name }) => name)
        .sort()
        .join() === who.join(),
  );
}

const momentsOf = (stays: readonly Stay[]) => stays.flatMap(({ moments }) => moments);

/** What a note says of parameters was so before, and is so after. */
export function changesAmiss({ stays }: PlanCase, { notes }: PlanTold): string[] {
  return notes.flatMap(({ at, items }) => {
    const values = (key: string): (string | undefined)[] =>
      momentsOf(stays)
        .filter((moment) => moment.at <= at)
        .map(({ parameters }) => parameters.find((p) => p.key === key)?.value);
    return items
      .flatMap(({ parameters }) => parameters)
      .filter((line) => !isTrueOf(line, values))
      .map((line) => `no parameter changed like that: ${line}`);
  });
}

function isTrueOf(line: string, values: (key: string) => (string | undefined)[]): boolean {
  const [, key = "", words = ""] = /^Parameter (\w+): (.*)$/.exec(line) ?? [];
  const were = values(key);
  const [, left, right] = /^(\S+) -> (\S+)$/.exec(words) ?? [];
  const [, fresh] = /^new, (\S+)$/.exec(words) ?? [];
  const [, gone] = /^no longer given, was (\S+)$/.exec(words) ?? [];
  if (words === "changed") return new Set(were).size > 1;
  const [before, after] =
    left !== undefined ? [left, right] : fresh !== undefined ? [undefined, fresh] : [gone, undefined];
  return were.some((value, n) => value === before && were.slice(n + 1).includes(after));
}
