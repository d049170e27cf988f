import { expect, it } from "vitest";
import { seededScene } from "./seeded-scene.ts";
import { sweepSeeds } from "./seeds.ts";
import { play } from "./stage.ts";

sweepSeeds(1);

it("a seed goes the same way again", async () => {
  const [once, again] = [await play(seededScene(7)), await play(seededScene(7))];
  expect(again.slack.messages).toEqual(once.slack.messages);
  expect(again.life).toEqual(once.life);
});
