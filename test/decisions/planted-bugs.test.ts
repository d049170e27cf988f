import { describe, expect, it } from "vitest";
import { PLANTED_BUGS } from "./planted-bugs.ts";
import { amissIn } from "./seeds.ts";

const SEEDS = 100;

async function seedThatShows(plant: (typeof PLANTED_BUGS)[string]): Promise<number | undefined> {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const amiss = await amissIn(seed, plant);
    // It must decide wrongly, not break the bot.
    if (amiss.some((line) => !/^run \d+ threw/.test(line))) return seed;
  }
  return undefined;
}

describe.each(Object.entries(PLANTED_BUGS))("a bot that %s", (_name, plant) => {
  it(`is found within ${SEEDS} scenes`, { timeout: 120_000 }, async () =>
    expect(await seedThatShows(plant)).toBeLessThanOrEqual(SEEDS),
  );
});
