import { parseArgs } from "node:util";
import { runProgram, wholeNumber } from "../burst/program.ts";
import { randomHistory } from "./history.ts";
import { inProcess } from "./in-process.ts";
import { play } from "./play.ts";
import { printed } from "./print.ts";
import { verdictOn } from "./verdict/oracle.ts";

// npx tsx test/oracle/run.ts SEED [COUNT]: one history told to its end, or only what is amiss in many.
const { positionals } = parseArgs({ allowPositionals: true });
const [first = 1, count = 1] = positionals.map(wholeNumber);
await runProgram(async () => {
  let broken = 0;
  for (let seed = first; seed < first + count; seed++) {
    const history = randomHistory(seed);
    const played = await play(history, inProcess(history));
    const amiss = verdictOn(played);
    if (count === 1) console.log(printed(played));
    if (amiss.length > 0)
      console.log(`seed ${seed}:\n${amiss.map((line) => `  ${line.split("\n").slice(0, 4).join(" | ")}`).join("\n")}`);
    broken += Math.min(1, amiss.length);
  }
  console.log(`${count} histories, ${broken} amiss`);
  return broken;
});
