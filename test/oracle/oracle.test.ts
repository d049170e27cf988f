import { expect, it } from "vitest";
import { randomHistory } from "./history.ts";
import { inProcess } from "./in-process.ts";
import { play } from "./play.ts";
import { amissIn, complaint } from "./seeds.ts";

const SEEDS = 500;

it(`${SEEDS} random histories are told truly, wholly and in order`, { timeout: 480_000 }, async () => {
  const complaints: string[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const amiss = await amissIn(seed);
    if (amiss.length > 0) complaints.push(complaint(seed, amiss));
  }
  console.log(`random histories: seeds 1 to ${SEEDS}`);
  expect(complaints.join("\n")).toBe("");
});

it("a seed goes the same way again", async () => {
  const once = await play(randomHistory(7), inProcess(randomHistory(7)));
  const again = await play(randomHistory(7), inProcess(randomHistory(7)));
  expect(again.messages).toEqual(once.messages);
  expect(again.polls).toEqual(once.polls);
});
