import { describe, expect, it } from "vitest";
import { seededScene } from "./seeded-scene.ts";
import { play } from "./stage.ts";

/** So many seeds each of two files plays, beside each other. */
export const SEEDS_A_FILE = 2_500;
/** One seed alone, to follow a failure. */
const ONLY = process.env["PLANBELL_SWEEP_SEED"];

/** Plays seeds one after the other, from the first on, and demands that all promises are kept. */
export function sweepSeeds(first: number): void {
  describe(`random lives of plans with one to three faults, from seed ${first} on`, () => {
    it("break no promise", { timeout: 480_000 }, async () => {
      const all = Array.from({ length: SEEDS_A_FILE }, (_, n) => first + n);
      for (const seed of ONLY === undefined ? all : [Number(ONLY)]) {
        const { broken } = await play(seededScene(seed));
        expect(broken, `seed ${seed}; alone: PLANBELL_SWEEP_SEED=${seed} npx vitest run test/sweep/seeds`).toEqual([]);
      }
    });
  });
}
