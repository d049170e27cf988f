import { randomHistory } from "./history.ts";
import { inProcess } from "./in-process.ts";
import { type Plant, play } from "./play.ts";
import { verdictOn } from "./verdict/oracle.ts";

/** Plays the history of a seed in process. @returns what is amiss; nothing when all that was told is true and whole */
export async function amissIn(seed: number, plant?: Plant): Promise<readonly string[]> {
  const history = randomHistory(seed);
  return verdictOn(await play(history, inProcess(history), plant));
}

/** What to say of a seed that failed. */
export const complaint = (seed: number, amiss: readonly string[]): string =>
  [`seed ${seed}; to follow it: npx tsx test/oracle/run.ts ${seed}`, ...amiss.map((line) => `  ${line}`)].join("\n");
