import { parseArgs } from "node:util";
import { playBursts } from "./batch.ts";
import { runProgram, wholeNumber } from "./program.ts";

// npx tsx test/burst/run.ts [--runs how many] [--first the first seed]
const { values } = parseArgs({
  options: { runs: { type: "string", default: "10" }, first: { type: "string", default: "1" } },
});
await runProgram((stop) => playBursts(wholeNumber(values.first), wholeNumber(values.runs), stop));
