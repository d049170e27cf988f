import { ackTime } from "./ack.ts";
import { clientCost } from "./client-cost.ts";
import { coldStart } from "./cold-start.ts";
import { diffCost } from "./diff.ts";
import { drain } from "./drain.ts";
import { extraction } from "./extraction.ts";
import { hotChannel } from "./hot-channel.ts";
import { mishaps } from "./mishaps.ts";
import { pollCalls } from "./poll-calls.ts";
import { smallInstance } from "./small-instance.ts";
import { openFunctions } from "./stage/functions.ts";
import { type Effort, type Figure, isMet, type Score, scoreboard } from "./stage/score.ts";
import { storeRounds } from "./store-rounds.ts";

// npm run bench -- [figures, all of them by default]
// D1 comes first: what others leave on the heap and in the compiler costs it more than it costs what it is measured beside.
const functions = openFunctions();
const FIGURES: Readonly<Record<string, Figure>> = {
  D1: diffCost,
  A1: (effort) => coldStart(effort, functions),
  A3: (effort) => smallInstance(effort, functions),
  B1: (effort) => ackTime(effort, functions),
  C1: pollCalls,
  C2: clientCost,
  E1: drain,
  E2: mishaps,
  E3: hotChannel,
  F1: storeRounds,
  G1: extraction,
};
const EFFORT: Effort = {
  seeds: 5,
  notes: 100,
  plans: 1_000,
  stocks: [1_000, 10_000, 100_000],
  rows: 100_000,
  calls: 200,
  starts: 21,
  haste: 1,
  text: 8_000_000,
};

async function main(asked: readonly string[]): Promise<number> {
  const unknown = asked.filter((id) => !Object.hasOwn(FIGURES, id));
  if (unknown.length > 0) {
    console.error(`bench: no figure ${unknown.join(", ")}; there are ${Object.keys(FIGURES).join(", ")}`);
    return 2;
  }
  const began = performance.now();
  const scores: Score[] = [];
  // One after the other: some take the timers of the process.
  for (const id of Object.keys(FIGURES).filter((known) => asked.length === 0 || asked.includes(known))) {
    const measured = await FIGURES[id]?.(EFFORT);
    scores.push(...(measured ?? []));
  }
  for (const line of scoreboard(scores)) console.log(line);
  const judged = scores.filter((score) => score.goal !== undefined);
  const missed = judged.filter((score) => !isMet(score)).length;
  const took = ((performance.now() - began) / 1_000).toFixed(0);
  console.log(`\nmedian (least..most) of ${EFFORT.seeds} seeds; a goal is met when every run meets it`);
  console.log(`goals: ${judged.length - missed} met, ${missed} not met; ${took} s`);
  return missed === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} finally {
  functions.clear();
}
