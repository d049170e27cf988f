import { expect, it } from "vitest";
import { randomScene } from "./scene.ts";
import { amissIn, complaint } from "./seeds.ts";
import { play } from "./stage.ts";

const SEEDS = 60;

it(`in ${SEEDS} random scenes nobody decides but who may, once, on what they saw`, { timeout: 240_000 }, async () => {
  const complaints: string[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const amiss = await amissIn(seed);
    if (amiss.length > 0) complaints.push(complaint(seed, amiss));
  }
  expect(complaints.join("\n")).toBe("");
});

it("a scene goes the same way again", async () => {
  const [once, again] = [await play(randomScene(7)), await play(randomScene(7))];
  expect(again.cloud.writes).toEqual(once.cloud.writes);
  expect(again.slack.told).toEqual(once.slack.told);
});
