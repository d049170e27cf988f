import { type EpochMs, earlier, later, type Ms, type ProvisionedProductId } from "../model/brand.ts";

/** What is remembered of the watch of instances between polls. */
export interface InstanceWatch {
  /** What failed before is no news. */
  readonly began: EpochMs;
  /** When instances were last listed; a round that is to be gone on with at once has none. */
  readonly round?: EpochMs;
  /** The further page that the next round reads, from 2. */
  readonly next: number;
  /** How many pages there were at the last count; 0 until they were counted. */
  readonly pages: number;
  /** Remembered instances that were listed since the sweep last began with its first page. */
  readonly met: readonly ProvisionedProductId[];
  /** All pages have been read once. */
  readonly swept?: true;
  /** How often the next page was read and could not be gone through. */
  readonly tries?: number;
  /** A page was left out since the sweep last began with its first page. */
  readonly skipped?: true;
  /** Whose tasks were refused for good when the next page was read: when they are again, that is believed. */
  readonly refused?: readonly ProvisionedProductId[];
}

export const beginInstanceWatch = (now: EpochMs): InstanceWatch => ({ began: now, next: 2, pages: 0, met: [] });

/** Whoever reads more pages than this at once spends more than following one by one. */
const MOST_AT_ONCE = 20;
/** A page that cannot be gone through is read so often, then the sweep goes on without it. */
const MOST_TRIES = 10;
/** So many ids are remembered, whatever their length: a record has its limit. Whoever is left out is only asked for. */
const MOST_MET = 1_500;
/** Polls do not come to the second: a round that is nearly due is due. */
const EARLY = 0.1;

/**
 * Are instances to be listed in this poll? Once a period; and whenever so many are followed one by one that to list all
 * of them takes fewer calls.
 * @param followed how many are asked for one by one otherwise
 */
export function isRoundDue(watch: InstanceWatch, now: EpochMs, period: Ms, followed: number): boolean {
  const { round } = watch;
  if (round === undefined || round > now || now >= earlier(later(round, period), (period * EARLY) as Ms)) return true;
  return isCheaperListed(watch.pages, followed);
}

const isCheaperListed = (pages: number, followed: number): boolean => followed > pages && pages <= MOST_AT_ONCE;

/** The pages that a round reads behind the first: one further, in turn; all of them where that is cheaper. */
export function furtherPages(watch: InstanceWatch, pages: number, followed: number): readonly number[] {
  if (pages < 2) return [];
  if (isCheaperListed(pages, followed)) return Array.from({ length: pages - 1 }, (_, n) => n + 2);
  return [watch.next > pages ? 2 : watch.next];
}

/** What came of a round. */
export interface Round {
  readonly now: EpochMs;
  readonly pages: number;
  /** The further pages that were read. */
  readonly read: readonly number[];
  /** Remembered instances that it listed. */
  readonly met: readonly ProvisionedProductId[];
}

/**
 * The watch after a round whose lists could be read, and whether the sweep came to its end with it: then whoever is
 * remembered and not among `met` was in no list. A round that skipped a page ends no sweep.
 */
export function afterRound(watch: InstanceWatch, round: Round): { readonly watch: InstanceWatch; ended: boolean } {
  const { now, pages, read } = round;
  const { tries: _tries, refused: _refused, skipped, ...rest } = watch;
  const met = [...new Set([...watch.met, ...round.met])].slice(0, MOST_MET);
  const all = read.length >= pages - 1;
  const last = read.at(-1) ?? 1;
  if (!all && (pages < 2 || last < pages)) {
    return {
      watch: { ...rest, round: now, pages, met, next: last + 1, ...(skipped ? { skipped } : {}) },
      ended: false,
    };
  }
  const ended = all || skipped === undefined;
  return { watch: { ...rest, round: now, pages, met: [], next: 2, ...(ended ? { swept: true } : {}) }, ended };
}

/**
 * The watch after a round whose rows could not all be gone through: the same page is read at the next poll.
 * @param refused those of them whose tasks were refused for good
 */
export function againNext(
  watch: InstanceWatch,
  pages: number,
  refused: readonly ProvisionedProductId[],
): InstanceWatch | undefined {
  const tries = (watch.tries ?? 0) + 1;
  if (tries >= MOST_TRIES) return undefined;
  const { round: _round, refused: before = [], ...rest } = watch;
  const all = [...new Set([...before, ...refused])].slice(0, MOST_MET);
  return { ...rest, pages, tries, ...(all.length > 0 ? { refused: all } : {}) };
}

/**
 * The watch after a round whose lists could not all be read: the sweep stays where it is until the next. One page that
 * can never be read must not keep those behind it from being seen; a sweep that leaves one out ends without a word.
 */
export function afterFault(watch: InstanceWatch, now: EpochMs, pages: number): InstanceWatch {
  const tries = (watch.tries ?? 0) + 1;
  if (tries < MOST_TRIES) return { ...watch, round: now, pages, tries };
  const { tries: _tries, refused: _refused, skipped: _skipped, ...rest } = watch;
  if (watch.next >= pages) return { ...rest, round: now, pages, next: 2, met: [] };
  return { ...rest, round: now, pages, next: watch.next + 1, skipped: true };
}
