import { setTimeout as wait } from "node:timers/promises";
import { startPostgres } from "../store/postgres-server.ts";
import { type BurstOutcome, playBurst } from "./play.ts";
import { burstScene } from "./scene.ts";

const SIDE_BY_SIDE = 10;
/** Runs begin one after the other: more than four bursts at once would want more than a core. Then all sleep. */
const APART_MS = 3_000;
const LINES_SHOWN = 30;

/**
 * Plays the bursts of so many seeds, ten side by side, and prints what broke and a last line that counts.
 * @returns how many of them broke a promise
 * @throws what `stop` gives as its reason, once nothing is left running
 */
export async function playBursts(first: number, count: number, stop: AbortSignal): Promise<number> {
  const outcomes: BurstOutcome[] = [];
  for (let seed = first; seed < first + count; seed += SIDE_BY_SIDE) {
    const seeds = Array.from({ length: Math.min(SIDE_BY_SIDE, first + count - seed) }, (_, n) => seed + n);
    await playBatch(seeds, stop, (outcome) => {
      outcomes.push(outcome);
      if (outcome.broken.length > 0) console.log(complaint(outcome));
    });
    console.log(summary(first, outcomes));
  }
  return outcomes.filter(({ broken }) => broken.length > 0).length;
}

/** Plays these seeds side by side, with one PostgreSQL for all that need it; gives each outcome as it comes. */
async function playBatch(
  seeds: readonly number[],
  stop: AbortSignal,
  onEnd: (outcome: BurstOutcome) => void,
): Promise<void> {
  stop.throwIfAborted();
  // Who dies twice sleeps longest.
  const scenes = seeds.map(burstScene).sort((a, b) => b.deaths.length - a.deaths.length);
  const postgres = scenes.some(({ state }) => state === "postgres") ? await startPostgres() : undefined;
  // A run that could not be played ends the others, too.
  const failing = new AbortController();
  const signal = AbortSignal.any([stop, failing.signal]);
  try {
    const runs = scenes.map(async (scene, n) => {
      try {
        await wait(n * APART_MS, undefined, { signal });
        onEnd(await playBurst(scene, scene.state === "postgres" ? await postgres?.empty() : undefined, signal));
      } catch (error) {
        failing.abort(error);
      }
    });
    await Promise.all(runs);
  } finally {
    await postgres?.stop();
  }
  signal.throwIfAborted();
}

function summary(first: number, outcomes: readonly BurstOutcome[]): string {
  const sum = (of: (outcome: BurstOutcome) => number): number => outcomes.reduce((total, one) => total + of(one), 0);
  const busiest = outcomes.map((outcome) => outcome.busiest);
  return [
    `bursts of the seeds ${first} to ${first + outcomes.length - 1}: ${sum(({ kills }) => kills)} processes killed`,
    `${sum(({ messages }) => messages)} messages`,
    `${Math.min(...busiest)} to ${Math.max(...busiest)} in their busiest seconds`,
    `${sum(({ searches }) => searches)} looked for`,
    `${sum(({ broken }) => Math.min(1, broken.length))} broken`,
  ].join(", ");
}

function complaint({ scene, broken, log }: BurstOutcome): string {
  const more = broken.length > LINES_SHOWN ? [`and ${broken.length - LINES_SHOWN} more`] : [];
  return [
    `burst of seed ${scene.seed} on ${scene.state} broke ${broken.length} promises;`,
    `alone: npx tsx test/burst/run.ts --first ${scene.seed} --runs 1`,
    ...[...broken.slice(0, LINES_SHOWN), ...more].map((line) => `  ${line}`),
    "  the bot's last lines:",
    ...log.map((line) => `    ${line}`),
  ].join("\n");
}
