import { expect, it } from "vitest";
import { poll } from "../../lib/app/poll.ts";
import { minutes, seconds } from "../../lib/model/brand.ts";
import { randomHistory } from "../oracle/history.ts";
import { inProcess } from "../oracle/in-process.ts";
import { CHANNEL } from "../oracle/play.ts";

const settings = {
  shard: "self@cn-hangzhou",
  routes: [{ to: [CHANNEL] }],
  fallback: CHANNEL,
  interval: minutes(1),
  firstRun: "cards",
  sweep: minutes(5),
  dangerTypes: [],
  paused: false,
} as const;

it("what failed directly before a plan failed on the same instance is told beside the plan", async () => {
  const theatre = inProcess({ ...randomHistory(1), latency: 0 });
  const { clock, world } = theatre;
  const bot = theatre.newBot();
  const polls = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++) {
      await poll(bot, settings);
      clock.advance(minutes(1));
    }
  };
  await polls(1);
  const operation = "UpdateProvisionedProduct";
  const failing = (statusMessage: string) => ({ statusMessage });
  const plan = world.createPlan({ name: "orders-db", operation, executeMs: 1_000, executeFails: failing("no money") });
  world.updateInstance(world.plan(plan).provisionedProductId, { lasts: 1_000, fails: failing("no quota") });
  clock.advance(seconds(10));
  world.execute(plan);
  clock.advance(seconds(10));
  await polls(20);
  const texts = theatre.messages().map(({ versions }) => versions.at(-1)?.text ?? "");
  // The plan's card and its note, then the card of the instance, which says how things stand, and what nobody knew.
  expect(texts.map((text) => text.split("\n")[0])).toEqual([
    "Failed: orders-db",
    "Failed: orders-db",
    "Failed: orders-db",
    "Update failed: orders-db",
  ]);
  expect(texts[3]).toContain("no quota");
  expect(texts[3]).not.toContain("no money");
});
