import type { PlanLife } from "../../../local/catalog/chronicle.ts";
import type { PollLook } from "../looks.ts";
import type { Stay } from "./stays.ts";
import { ENDED } from "./words.ts";

/** Late rows are looked for so long. */
const OVERLAP = 600_000;
/** One page of the list. */
const PAGE = 100;
/** A poll may read forty details, for half an interval; whatever is near that may have been cut short. */
const MOST_DETAILS = 36;

/** A plan whose details were refused is read again some minutes later. */
const DOUBT = 600_000;

/** The end of an interval, in which nothing is sent; however short it is, so much is for sending. */
const REST = 10_000;
const SHORTEST = 5_000;
/** A channel takes one message a second. */
const ONE_MESSAGE = 1_500;

/** A poll, and what it could know. Milliseconds since 1970. */
export interface Sight {
  readonly began: number;
  readonly until: number;
  readonly ended: number;
  /** Both lists were read. */
  readonly whole: boolean;
  /** And so were all details that were asked for: whatever was so all the time, this poll saw. */
  readonly good: boolean;
  /** Some details were refused. */
  readonly failed: boolean;
  /** It sent messages until the next poll was near: something may have had to wait. */
  readonly crowded: boolean;
}

/** Everything the polls could see, of all plans. */
export interface View {
  readonly sights: readonly Sight[];
  /** The number of the poll that introduced what there was; -1 when no poll ever saw anything. */
  readonly first: number;
  /** Lists are so late. */
  readonly lag: number;
  /** Whole seconds in which plans were created, in order. */
  readonly created: readonly number[];
}

export function viewOf(polls: readonly PollLook[], lives: Iterable<PlanLife>, lag: number, interval: number): View {
  const sights = polls.map(({ began, lookedUntil, ended, newest, active, failed, details }) => {
    const whole = newest && active;
    const hasTime = lookedUntil < began + Math.max(interval / 2, SHORTEST);
    const good = whole && failed === 0 && details < MOST_DETAILS && hasTime;
    const crowded = ended > Math.max(began + interval - REST, lookedUntil + SHORTEST) - ONE_MESSAGE;
    return { began, until: lookedUntil, ended, whole, good, failed: failed > 0, crowded };
  });
  const created = [...lives].map((life) => secondOf(life.createdAt)).sort((a, b) => a - b);
  return { sights, first: sights.findIndex(({ whole }) => whole), lag, created };
}

const secondOf = (at: number): number => Math.floor(at / 1_000);

/** Which of its stays each poll saw for certain; `undefined` where there is a doubt. */
export function seenOf(life: PlanLife, stays: readonly Stay[], view: View): readonly (number | undefined)[] {
  const { sights, first, lag } = view;
  let recorded = false;
  let last = -1;
  return sights.map((sight, n) => {
    if (!sight.good || n < first) return undefined;
    const place = stays.findIndex(({ from, to }) => from + lag < sight.began && to > sight.until);
    const stay = stays[place];
    if (stay === undefined) return undefined;
    // In a list it looks like one that may be run: only its details say that it waits.
    if (looksReady(stay) && isInDoubt(view, n)) return undefined;
    const ended = ENDED.has(stay.state);
    const listed = isAmongNewest(life, sight, view);
    const passed = stays.slice(last, place).some(({ state }) => ENDED.has(state));
    const isNews = secondOf(life.createdAt) * 1_000 > lastWhole(view, n) - OVERLAP;
    // What is over and old is in no list that is read; it is asked for when it was last seen before it was over.
    if (ended && !(recorded ? listed || !passed : n > first && isNews && listed)) return undefined;
    recorded ||= !ended || n > first;
    last = place;
    return place;
  });
}

export const looksReady = ({ state, moments }: Stay): boolean =>
  state === "waiting" && moments.some(({ status }) => status === "PreviewSuccess");

const isInDoubt = ({ sights }: View, poll: number): boolean =>
  sights.some((one, n) => n < poll && one.failed && one.ended > sights[poll]!.began - DOUBT);

/** Is it among the newest hundred, or made since the last poll that saw both lists? */
function isAmongNewest({ createdAt }: PlanLife, sight: Sight, { created }: View): boolean {
  const second = secondOf(createdAt);
  return countUpTo(created, secondOf(sight.until)) - countUpTo(created, second - 1) <= PAGE;
}

/** How many are at most that. */
function countUpTo(sorted: readonly number[], most: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lastWhole({ sights }: View, before: number): number {
  return sights.slice(0, before).findLast(({ whole }) => whole)?.until ?? Number.NEGATIVE_INFINITY;
}
