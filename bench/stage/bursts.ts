import { type Ms, minutes, ms } from "../../lib/model/brand.ts";
import type { Temper } from "./bucket-slack.ts";
import { type Burst, type Seen, spread } from "./burst.ts";
import { drainTwice, type Twice } from "./planbell.ts";
import type { Effort } from "./score.ts";
import { drainByWebClient, type Manner } from "./web-client.ts";

/**
 * A call takes 80 to 88 ms, so that calls do not keep step with each other. Two messages that leave a second apart then
 * arrive up to 4 ms closer, which is less than the half percent that a pacer may add; E2 shows what a rougher way does.
 */
const JITTER: Ms = ms(8);
/** An interval in which one poll has the time to send everything. */
export const LONG: Ms = minutes(10);

/** A Slack that loses no answer, unless it is said otherwise. */
export const slackOf = (capacity: number, over: Partial<Temper> = {}): Temper => ({
  capacity,
  jitter: JITTER,
  lossShare: 0,
  ...over,
});

/** The bursts that are sent by both sides: few and many channels, with buckets that hold one message and five. */
export function cases({ notes }: Effort): { readonly line: string; readonly burst: Burst }[] {
  return [1, 10].flatMap((channels) =>
    [1, 5].map((capacity) => ({
      line: `${channels} channel${channels === 1 ? "" : "s"}, bucket of ${capacity}`,
      burst: { channels: spread(notes, channels), slack: slackOf(capacity) },
    })),
  );
}

/** What Planbell made of the burst, once for each seed. */
export const oursOf = (burst: Burst, { seeds }: Effort, interval: Ms = LONG): Promise<readonly Twice[]> =>
  once(OURS, [burst, seeds, interval], (seed) => drainTwice(burst, interval, seed));

/** What the client made of it. */
export const theirsOf = (burst: Burst, { seeds }: Effort, manner: Manner): Promise<readonly Seen[]> =>
  once(THEIRS, [burst, seeds, manner], (seed) => drainByWebClient(burst, manner, seed));

type Runs<T> = Map<string, Promise<readonly T[]>>;
const OURS: Runs<Twice> = new Map();
const THEIRS: Runs<Seen> = new Map();

/** The same burst always goes the same way: figures that ask for the same runs share them. */
function once<T>(runs: Runs<T>, what: readonly [Burst, number, ...unknown[]], run: (seed: number) => Promise<T>) {
  const key = JSON.stringify(what);
  const known = runs.get(key) ?? inTurn(what[1], run);
  runs.set(key, known);
  return known;
}

/** One after the other: a run of theirs takes the timers of the process. */
async function inTurn<T>(seeds: number, run: (seed: number) => Promise<T>): Promise<T[]> {
  const values: T[] = [];
  for (let seed = 1; seed <= seeds; seed++) values.push(await run(seed));
  return values;
}
