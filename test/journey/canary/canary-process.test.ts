import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Command, run } from "../command.ts";
import { type Aviary, CONFIG, openAviary } from "./aviary.ts";
import { Plants } from "./plants.ts";
import { plantCatalog } from "./play.ts";
import { BARE, tellStories } from "./stories.ts";

let aviary: Aviary;
let plants: Plants;
let served: Command | undefined;
beforeEach(async () => {
  aviary = await openAviary({ real: true });
  plants = new Plants({ "a secret parameter": BARE });
  writeFileSync(join(aviary.folder, "planbell.yaml"), JSON.stringify(CONFIG));
});
afterEach(async () => {
  served?.process.kill("SIGKILL");
  await aviary.close();
});

const pass = (): Promise<void> => wait(1_500);
const poll = async (args: readonly string[] = []): Promise<{ code: number | null; last: string }> => {
  const ended = await run("local/poll.ts", args, aviary.env, aviary.folder);
  aviary.out.push(ended.stdout, ended.stderr);
  return ended;
};

describe("npm run poll among secrets", () => {
  it("prints none, keeps none and sends none", { timeout: 120_000 }, async () => {
    plantCatalog(aviary, plants, { round: 0 });
    await poll();
    const stories = tellStories(aviary);
    await pass();
    await poll(["--dry-run"]);
    expect(JSON.parse((await poll()).last)).toMatchObject({ ok: true, posted: 6 });
    stories.middle();
    await pass();
    plantCatalog(aviary, plants, { round: 5 });
    expect(JSON.parse((await poll()).last)).toMatchObject({ ok: true, posted: 4 });
    aviary.catalog.faults.next("down");
    expect((await poll()).code).toBe(1);
    await poll(["--replay", BARE.slice(0, 3)]);
    expect(plants.leaksIn(aviary.sinks())).toEqual([]);
  });
});

describe("npm run serve among secrets", () => {
  it("logs none and answers none about its health", { timeout: 120_000 }, async () => {
    plantCatalog(aviary, plants, { round: 3 });
    served = new Command("local/serve.ts", [], { ...aviary.env, PLANBELL_POLL_SECONDS: "0.5" }, aviary.folder);
    const origin = /planbell ready (\S+)\n/.exec(await served.prints("planbell ready"))?.[1];
    const health = async (): Promise<number> => {
      const answer = await fetch(`${origin}/healthz`);
      aviary.out.push(await answer.text());
      return answer.status;
    };
    tellStories(aviary);
    await vi.waitUntil(() => aviary.slack.workspace.messages().length > 5, 60_000);
    await vi.waitUntil(async () => (await health()) === 200, 60_000);
    aviary.catalog.faults.next("down");
    await vi.waitUntil(async () => (await health()) === 503, 60_000);
    served.process.kill("SIGTERM");
    const ended = await served.end();
    aviary.out.push(ended.stdout, ended.stderr);
    expect(ended.stderr).toContain("catalog-");
    expect(plants.leaksIn(aviary.sinks())).toEqual([]);
  });
});
