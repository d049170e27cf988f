import { parseArgs } from "node:util";
import { runProgram, wholeNumber } from "../burst/program.ts";
import { printed } from "./print.ts";
import { randomScene } from "./scene.ts";
import { play } from "./stage.ts";
import { verdictOn } from "./verdict.ts";

// npx tsx test/decisions/run.ts SEED [COUNT]: one scene told to its end, or only what is amiss in many.
const { positionals } = parseArgs({ allowPositionals: true });
const [first = 1, count = 1] = positionals.map(wholeNumber);
await runProgram(async () => {
  let broken = 0;
  for (let seed = first; seed < first + count; seed++) {
    const played = await play(randomScene(seed));
    const amiss = verdictOn(played);
    if (count === 1) console.log(printed(played));
    if (amiss.length > 0) console.log(`seed ${seed}:\n${amiss.map((line) => `  ${line}`).join("\n")}`);
    broken += Math.min(1, amiss.length);
  }
  console.log(`${count} scenes, ${broken} amiss`);
  return broken;
});
