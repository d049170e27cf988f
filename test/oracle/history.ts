import { hours, minutes } from "../../lib/model/brand.ts";
import type { StockSpec } from "../../local/catalog/stock.ts";
import type { PlanSpec } from "../../local/catalog/world.ts";
import { Chance } from "../sweep/chance.ts";
import { type DirectDeeds, randomDirectDeeds } from "./direct-deeds.ts";
import { type Pace, randomSpec, spread } from "./lives.ts";
import { type Outage, randomOutage } from "./outages.ts";

/** A plan that is made while the history goes on. */
interface Birth {
  /** Milliseconds since the beginning. */
  readonly at: number;
  readonly spec: PlanSpec;
  /** How often people come by. */
  readonly visits: number;
  /** Of the chance by which they act. */
  readonly seed: number;
}

/** A plan that was there before. */
interface Stocked {
  /** Its age when the history begins. */
  readonly age: number;
  readonly spec: Omit<StockSpec, "createdAt">;
  readonly visits: number;
  readonly seed: number;
}

interface PlannedPoll {
  /** Milliseconds since the beginning. */
  readonly at: number;
  /** By a bot that was built anew on the same state. */
  readonly restarted: boolean;
}

/** All that decides how a history goes. */
export interface History {
  readonly seed: number;
  readonly pace: Pace;
  /** What the bot is told of its interval. */
  readonly interval: number;
  readonly firstRun: "cards" | "silent";
  /** How long a call takes. */
  readonly latency: number;
  readonly cloud: {
    /** Lists show a change only so much later. */
    readonly listLagMs: number;
    readonly updateTimeMoves: boolean;
    readonly quirks: boolean;
    readonly shuffleTies: boolean;
    readonly failedTaskLogs: boolean;
    readonly repeatedFilters: "or" | "and";
  };
  readonly stock: readonly Stocked[];
  readonly births: readonly Birth[];
  readonly polls: readonly PlannedPoll[];
  readonly outages: readonly Outage[];
  /** Is there a look a day later, when what is over was put aside? */
  readonly aDayLater: boolean;
  /** Instants at which the world changes between two pages of a list, if a list has that many then. */
  readonly shifts: readonly number[];
  /** What happens without plans; undefined where nothing does, and nobody looks. */
  readonly direct: DirectDeeds | undefined;
}

const NAMES = ["vpc", "db", "web", "cache", "cluster", "bucket"];
const STATES = [
  ...(["ApplicationInProgress", "ApplicationInProgress", "ApplicationInProgress", "ApplicationApproved"] as const),
  ...(["PreviewSuccess", "ExecuteSuccess", "ExecuteFailed", "ApplicationRejected", "Canceled"] as const),
];

/** The history of a seed: always the same. Small ones are many, crowded ones few. */
export function randomHistory(seed: number): History {
  const chance = new Chance(seed);
  const interval = chance.pick([20_000, 60_000, 60_000, 60_000, 300_000]);
  const size = sizeOf(chance);
  const polls = pollsOf(chance, interval, size.polls);
  const end = polls.at(-1)?.at ?? 0;
  const shortest = chance.pick([1_000, interval / 10, interval / 2]);
  const pace = { shortest, longest: interval * chance.pick([1, 3, 6, 20]) };
  const births = birthsOf(chance, size, pace, end);
  const crowded = size.births > 60 || size.stock > 60;
  return {
    seed,
    pace,
    interval,
    firstRun: chance.happens(0.12) ? "silent" : "cards",
    latency: chance.pick([0, 0, 20, 300]),
    cloud: {
      listLagMs: chance.happens(0.25) ? chance.pick([500, 3_000, 15_000, 90_000]) : 0,
      updateTimeMoves: chance.happens(0.85),
      quirks: chance.happens(0.3),
      shuffleTies: chance.happens(0.2),
      failedTaskLogs: chance.happens(0.7),
      repeatedFilters: !crowded && chance.happens(0.06) ? "and" : "or",
    },
    stock: stockOf(chance, size, pace),
    births,
    polls,
    outages: chance.happens(0.45)
      ? Array.from({ length: chance.whole(1, 3) }, () => randomOutage(chance, { from: 0, to: end }, interval))
      : [],
    aDayLater: chance.happens(0.25),
    shifts: crowded ? Array.from({ length: 3 }, () => chance.whole(0, end)) : [],
    direct: directOf(seed, { births: size.births, interval, end }, pace),
  };
}

/** By a chance of its own: what plans do is the same whether or not something happens beside them. */
function directOf(seed: number, about: { births: number; interval: number; end: number }, pace: Pace) {
  const chance = new Chance(seed * 31 + 7);
  const happens = chance.happens(0.3);
  // All that is listed fits on one page then.
  return happens && about.births <= 40 ? randomDirectDeeds(chance, about, pace) : undefined;
}

interface Size {
  readonly births: number;
  readonly stock: number;
  readonly polls: number;
  readonly visits: number;
}

function sizeOf(chance: Chance): Size {
  const kind = chance.next();
  if (kind < 0.76)
    return { births: chance.whole(2, 6), stock: chance.pick([0, 0, 2]), polls: chance.whole(6, 14), visits: 7 };
  if (kind < 0.935)
    return { births: chance.whole(5, 14), stock: chance.pick([0, 4, 14]), polls: chance.whole(8, 18), visits: 6 };
  if (kind < 0.99)
    return { births: chance.whole(15, 40), stock: chance.pick([0, 5, 25]), polls: chance.whole(6, 12), visits: 4 };
  return { births: chance.whole(100, 140), stock: chance.pick([0, 20, 110]), polls: chance.whole(5, 8), visits: 1 };
}

/** About an interval apart, now and then much more. */
function pollsOf(chance: Chance, interval: number, count: number): PlannedPoll[] {
  const polls: PlannedPoll[] = [];
  let at = chance.whole(0, interval);
  for (let n = 0; n < count; n++) {
    polls.push({ at, restarted: chance.happens(0.3) });
    const gap = chance.happens(0.06) ? chance.pick([3, 8, 60]) : 0.5 + chance.next();
    at += Math.round(interval * gap);
  }
  return polls;
}

/** Some are born in the same second. */
function birthsOf(chance: Chance, { births, visits }: Size, pace: Pace, end: number): Birth[] {
  const burst = births > 60;
  let at = 0;
  return Array.from({ length: births }, (_, n) => {
    const together = n > 0 && chance.happens(burst ? 0.95 : 0.15);
    at = together ? at + chance.pick([0, 0, 1, 300]) : chance.whole(0, Math.round(end * 0.8));
    const name = `p${String(n + 1).padStart(2, "0")}-${chance.pick(NAMES)}`;
    return { at, spec: randomSpec(chance, name, pace), visits: chance.whole(0, visits), seed: seedOf(chance) };
  });
}

function stockOf(chance: Chance, { stock, visits }: Size, pace: Pace): Stocked[] {
  let age = minutes(stock * 20) + hours(1);
  return Array.from({ length: stock }, (_none, n) => {
    age -= chance.pick([0, 400, minutes(1), minutes(15)]);
    const name = `s${String(n + 1).padStart(2, "0")}-${chance.pick(NAMES)}`;
    // Whoever is in stock has come well through one preview and one approval.
    const { previewFails: _, nodes = [], ...rest } = randomSpec(chance, name, pace);
    const status = chance.pick(STATES);
    return {
      age,
      spec: { ...rest, nodes: nodes.slice(0, 1), status },
      visits: chance.whole(0, visits),
      seed: seedOf(chance),
    };
  });
}

const seedOf = (chance: Chance): number => chance.whole(1, 1_000_000_000);

/** How long after one visit the next comes. */
export const untilNextVisit = (chance: Chance, pace: Pace): number => spread(chance, pace);
