import { parseArgs } from "node:util";
import { playBursts } from "./burst/batch.ts";
import { runProgram, wholeNumber } from "./burst/program.ts";
import * as decisions from "./decisions/seeds.ts";
import { amissIn, complaint } from "./oracle/seeds.ts";
import { seededScene } from "./sweep/seeded-scene.ts";
import { play } from "./sweep/stage.ts";

// npm run soak -- [COUNT [FIRST]] [--seeds COUNT] [--first FIRST] [--histories COUNT] [--decisions COUNT] [--bursts COUNT]
// The sweep's seeds, then so many random histories under the oracle, then so many scenes of people who decide, then so
// many bursts on SQLite and as many on PostgreSQL; all begin with seed FIRST.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: "string" },
    first: { type: "string" },
    histories: { type: "string", default: "20000" },
    decisions: { type: "string", default: "5000" },
    bursts: { type: "string", default: "50" },
  },
});
const count = wholeNumber(values.seeds ?? positionals[0] ?? "100000");
const first = wholeNumber(values.first ?? positionals[1] ?? "1");
const histories = wholeNumber(values.histories);
const scenes = wholeNumber(values.decisions);
const bursts = wholeNumber(values.bursts);

/** Plays so many seeds, says which are broken and how far it is. @returns how many are broken */
async function playAll(
  what: string,
  seeds: number,
  brokenIn: (seed: number) => Promise<string | undefined>,
  stop: AbortSignal,
): Promise<number> {
  const began = performance.now();
  let broken = 0;
  for (let seed = first; seed < first + seeds; seed++) {
    stop.throwIfAborted();
    const complaint = await brokenIn(seed);
    if (complaint !== undefined) {
      broken++;
      console.log(complaint);
    }
    const done = seed - first + 1;
    if (done % 1_000 !== 0 && done !== seeds) continue;
    const seconds = Math.round((performance.now() - began) / 1_000);
    console.log(`${what} of the seeds ${first} to ${seed}: ${done} of ${seeds}, ${broken} broken, ${seconds} s`);
  }
  return broken;
}

async function brokenScene(seed: number): Promise<string | undefined> {
  const { broken } = await play(seededScene(seed));
  return broken.length === 0 ? undefined : `seed ${seed} broke ${broken.length} promises:\n  ${broken.join("\n  ")}`;
}

async function brokenHistory(seed: number): Promise<string | undefined> {
  const amiss = await amissIn(seed);
  return amiss.length === 0 ? undefined : complaint(seed, amiss);
}

async function brokenDecision(seed: number): Promise<string | undefined> {
  const amiss = await decisions.amissIn(seed);
  return amiss.length === 0 ? undefined : decisions.complaint(seed, amiss);
}

await runProgram(async (stop) => {
  const swept = await playAll("sweep", count, brokenScene, stop);
  const untold = await playAll("histories", histories, brokenHistory, stop);
  const undecided = await playAll("decisions", scenes, brokenDecision, stop);
  return swept + untold + undecided + (bursts === 0 ? 0 : await playBursts(first, 2 * bursts, stop));
});
