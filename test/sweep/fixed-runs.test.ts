import { describe, expect, it } from "vitest";
import { FIXED_RUNS } from "./fixed-runs.ts";
import type { Bot, Scene } from "./stage.ts";
import { play } from "./stage.ts";

const killedAt = (scene: Scene, moment: number): Scene => ({
  ...scene,
  bots: scene.bots.map((bot): Bot => ({ ...bot, deaths: [moment] })),
});

describe.each(Object.entries(FIXED_RUNS))("%s", (_name, scene) => {
  it("is told in full, wherever the process is killed", { timeout: 120_000 }, async () => {
    const calm = await play(scene);
    expect(calm.broken).toEqual([]);
    expect(calm.slack.messages.length).toBeGreaterThan(0);
    expect(calm.life.moments).toBeGreaterThan(40);
    for (let moment = 1; moment <= calm.life.moments; moment++) {
      const { broken, life } = await play(killedAt(scene, moment));
      expect(life.dead).toBe(true);
      expect(broken, `killed at moment ${moment}, ${life.last}`).toEqual([]);
    }
  });
});
