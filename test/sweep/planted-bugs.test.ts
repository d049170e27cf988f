import { describe, expect, it } from "vitest";
import { PLANTED_BUGS } from "./planted-bugs.ts";
import { seededScene } from "./seeded-scene.ts";
import { type Plant, play } from "./stage.ts";

const SEEDS = 500;

async function findsIt(plant: Plant): Promise<boolean> {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { broken } = await play(seededScene(seed), plant);
    // The bug must break a promise, not the bot.
    if (broken.some((one) => !one.startsWith("thrown"))) return true;
  }
  return false;
}

describe.each(Object.entries(PLANTED_BUGS))("a bot that %s", (_name, plant) => {
  it(`is found within ${SEEDS} seeds`, { timeout: 120_000 }, async () => expect(await findsIt(plant)).toBe(true));
});
