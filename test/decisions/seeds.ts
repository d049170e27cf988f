import type { Plant } from "./bots.ts";
import { randomScene } from "./scene.ts";
import { play } from "./stage.ts";
import { verdictOn } from "./verdict.ts";

/** Plays the scene of a seed. @returns what is amiss; nothing when every promise about decisions was kept */
export const amissIn = async (seed: number, plant?: Plant): Promise<readonly string[]> =>
  verdictOn(await play(randomScene(seed), plant));

/** What to say of a seed that failed. */
export const complaint = (seed: number, amiss: readonly string[]): string =>
  [`seed ${seed}; to follow it: npx tsx test/decisions/run.ts ${seed}`, ...amiss.map((line) => `  ${line}`)].join("\n");
