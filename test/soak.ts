import { parseArgs } from "node:util";
import { playBursts } from "./burst/batch.ts";
import { runProgram, wholeNumber } from "./burst/program.ts";
import { seededScene } from "./sweep/seeded-scene.ts";
import { play } from "./sweep/stage.ts";

// npm run soak -- [COUNT [FIRST]] [--seeds COUNT] [--first FIRST] [--bursts COUNT]
// The sweep's seeds, then so many bursts on SQLite and as many on PostgreSQL; both begin with seed FIRST.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: "string" }, first: { type: "string" }, bursts: { type: "string", default: "50" } },
});
const count = wholeNumber(values.seeds ?? positionals[0] ?? "100000");
const first = wholeNumber(values.first ?? positionals[1] ?? "1");
const bursts = wholeNumber(values.bursts);
let broken = 0;
for (let seed = first; seed < first + count; seed++) {
  const outcome = await play(seededScene(seed));
  if (outcome.broken.length > 0) {
    broken++;
    console.log(`seed ${seed} broke ${outcome.broken.length} promises:\n  ${outcome.broken.join("\n  ")}`);
  }
  const done = seed - first + 1;
  if (done % 1_000 === 0 || done === count) console.log(`${done} of ${count} seeds, ${broken} of them broken`);
}
await runProgram(async (stop) => broken + (await playBursts(first, 2 * bursts, stop)));
