import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { minutes } from "../../lib/model/brand.ts";
import { openStage, type Stage } from "./stage.ts";

const PLANS = { ListProvisionedProductPlans: 2 };
const ROUND = { ...PLANS, ListProvisionedProducts: 2 };

let stage: Stage;
/** The calls of one poll; then so many minutes pass. A round is due after five. */
const calls = async (pause: number): Promise<Readonly<Record<string, number>>> => {
  stage.catalog.calls.clear();
  await stage.bot({ PLANBELL_POLL_SECONDS: "300" }).poll();
  stage.pass(minutes(pause));
  return { ...stage.catalog.calls.byAction };
};

describe("an account with 1,000 provisioned products", () => {
  let oldest: string;
  beforeAll(async () => {
    stage = await openStage();
    const { world } = stage.catalog;
    [oldest = ""] = Array.from({ length: 1_000 }, (_, n) => world.launch({ name: `web ${n}`, lasts: 1 }));
    stage.pass(minutes(1));
  }, 60_000);
  afterAll(() => stage.close());

  it("costs two list calls a round, and none between rounds", async () => {
    // The first poll of all reads plans in more ways than one.
    expect(await calls(1)).toMatchObject({ ListProvisionedProducts: 2 });
    expect(await calls(1)).toEqual(PLANS);
    expect(await calls(3)).toEqual(PLANS);
    expect(await calls(5)).toEqual(ROUND);
  });

  it("costs one call for what changed, and then one a poll while it is under change, however old it is", async () => {
    // Pages 2 and 3 were read: seven more bring the sweep to its end, which holds the oldest.
    stage.catalog.world.updateInstance(oldest, { lasts: minutes(600) });
    for (let page = 4; page <= 9; page++) expect(await calls(5)).toEqual(ROUND);
    expect(await calls(1)).toEqual({ ...ROUND, ListTasks: 1 });
    expect(await calls(4)).toEqual({ ...PLANS, GetTask: 1 });
    expect(await calls(1)).toEqual({ ...ROUND, GetTask: 1 });
  });

  it("costs nothing any more when that is over, and is told nothing of all this", async () => {
    stage.catalog.world.hurryInstance(oldest);
    expect(await calls(1)).toEqual({ ...PLANS, GetTask: 1, ListTasks: 1 });
    expect(await calls(1)).toEqual(PLANS);
    expect(stage.slack.workspace.messages()).toEqual([]);
  });
});

describe("a first sweep that has not seen all pages", () => {
  it("is quiet about what failed before it began, and tells what fails meanwhile", async () => {
    const own = await openStage();
    const { world } = own.catalog;
    const [before, meanwhile] = Array.from({ length: 250 }, (_, n) =>
      world.launch({ name: `web ${n}`, lasts: 1, ...(n === 0 ? { fails: { statusMessage: "no stock" } } : {}) }),
    );
    own.pass(minutes(1));
    await own.poll();
    world.updateInstance(meanwhile ?? "", { lasts: 1_000, fails: { statusMessage: "no quota" } });
    own.pass(minutes(5));
    for (let n = 0; n < 5; n++) await own.poll();
    expect(own.cards(before ?? "")).toEqual([]);
    expect(own.cards(meanwhile ?? "")).toHaveLength(1);
    expect((await own.store.scan("hot/")).map(({ key }) => key)).toContain(`hot/self@cn-hangzhou/instance/${before}`);
    await own.close();
  });
});
