import { expect, it } from "vitest";
import { poll } from "../../lib/app/poll.ts";
import { minutes, seconds } from "../../lib/model/brand.ts";
import { bob } from "../build/facts.ts";
import { randomHistory } from "../oracle/history.ts";
import { inProcess } from "../oracle/in-process.ts";
import { CHANNEL } from "../oracle/play.ts";

it("what happened in a gap is told after its end, though the look took longer than there is for sending", async () => {
  const theatre = inProcess({ ...randomHistory(1), latency: 4_000 });
  const { clock, world } = theatre;
  const settings = {
    shard: "self@cn-hangzhou",
    routes: [{ to: [CHANNEL] }],
    fallback: CHANNEL,
    interval: seconds(20),
    firstRun: "cards",
    dangerTypes: [],
    paused: false,
  } as const;
  await poll(theatre.newBot(), settings);
  world.createPlan({ name: "orders-db", nodes: [[bob]], previewMs: 1_000 });
  clock.advance(minutes(10));
  await poll(theatre.newBot(), settings);
  expect(theatre.messages().map(({ versions }) => versions[0]?.text.split("\n")[0])).toEqual([
    "Planbell sees again",
    "Waiting for approval: orders-db",
  ]);
});
