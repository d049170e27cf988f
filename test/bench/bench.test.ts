import { afterAll, describe, expect, it } from "vitest";
import { ackTime } from "../../bench/ack.ts";
import { clientCost } from "../../bench/client-cost.ts";
import { coldStart } from "../../bench/cold-start.ts";
import { diffCost } from "../../bench/diff.ts";
import { drain } from "../../bench/drain.ts";
import { extraction } from "../../bench/extraction.ts";
import { hotChannel } from "../../bench/hot-channel.ts";
import { mishaps } from "../../bench/mishaps.ts";
import { pollCalls } from "../../bench/poll-calls.ts";
import { smallInstance } from "../../bench/small-instance.ts";
import { BucketSlack } from "../../bench/stage/bucket-slack.ts";
import { optimum, START, spread } from "../../bench/stage/burst.ts";
import { slackOf } from "../../bench/stage/bursts.ts";
import { openFunctions } from "../../bench/stage/functions.ts";
import { drainTwice } from "../../bench/stage/planbell.ts";
import { type Effort, isMet, type Score, scoreboard } from "../../bench/stage/score.ts";
import { drainByWebClient } from "../../bench/stage/web-client.ts";
import { storeRounds } from "../../bench/store-rounds.ts";
import { minutes, ms } from "../../lib/model/brand.ts";
import { Chance } from "../sweep/chance.ts";
import { EventClock } from "../sweep/clock.ts";

/** As little as shows that a figure can still be measured. */
const LITTLE: Effort = {
  seeds: 1,
  notes: 10,
  plans: 10,
  stocks: [200],
  rows: 200,
  calls: 5,
  starts: 1,
  haste: 20,
  text: 64_000,
};

describe("every figure", () => {
  const functions = openFunctions();
  afterAll(() => functions.clear());

  it.each([
    ["A1", (effort: Effort) => coldStart(effort, functions), 7],
    ["A3", (effort: Effort) => smallInstance(effort, functions), 3],
    ["B1", (effort: Effort) => ackTime(effort, functions), 5],
    ["C1", pollCalls, 4],
    ["C2", clientCost, 8],
    ["D1", diffCost, 4],
    ["E1", drain, 12],
    ["E2", mishaps, 24],
    ["E3", hotChannel, 2],
    ["F1", storeRounds, 8],
    ["G1", extraction, 9],
  ])("%s gives values of both sides on each of its lines", async (id, figure, lines) => {
    const scores = await figure(LITTLE);
    expect(scores).toHaveLength(lines);
    for (const { title, ours, baseline } of scores) {
      expect(title.slice(0, 2)).toBe(id);
      expect([...ours, ...baseline.values].every(Number.isFinite), title).toBe(true);
    }
  });
});

describe("the calls of a poll", () => {
  it("stay within twice the least", async () => {
    expect((await pollCalls(LITTLE)).filter((score) => isMet(score) !== true)).toEqual([]);
  });
});

describe("a burst", () => {
  const burst = { channels: spread(7, 1), slack: slackOf(5) };

  it("cannot be over before its channel's bucket allows it", () => expect(optimum(burst)).toBe(2_040));

  it("goes the same way again with the same seed", async () => {
    expect(await drainTwice(burst, minutes(1), 3)).toEqual(await drainTwice(burst, minutes(1), 3));
    expect(await drainByWebClient(burst, "all at once", 3)).toEqual(await drainByWebClient(burst, "all at once", 3));
  });

  it("leaves the timers of the process as they were", async () => {
    const [timer, random, date] = [setTimeout, Math.random, Date];
    await drainByWebClient(burst, "one by one", 1);
    expect([setTimeout, Math.random, Date]).toEqual([timer, random, date]);
  });

  it("whose answers are lost is doubled by the client and not by Planbell", async () => {
    const lossy = { ...burst, slack: slackOf(5, { lossShare: 0.5 }) };
    const { first } = await drainTwice(lossy, minutes(1), 1);
    expect(first).toMatchObject({ lost: 0, doubled: 0 });
    expect((await drainByWebClient(lossy, "all at once", 1)).doubled).toBeGreaterThan(0);
  });
});

describe("the bench's Slack", () => {
  it("takes a bucket at once, refuses what is beyond, and takes one a second from then on", async () => {
    const clock = new EventClock(START);
    const slack = new BucketSlack(clock, new Chance(1), { capacity: 5, jitter: ms(0), lossShare: 0 });
    const post = () =>
      slack
        .fetch("https://slack.com/api/chat.postMessage", { body: "channel=C1&text=a&metadata={}" })
        .then((answer) => ({
          status: answer.status,
          wait: answer.headers.get("retry-after"),
        }));
    const answers = await clock.run(
      (async () => {
        const atOnce = await Promise.all(Array.from({ length: 7 }, post));
        await clock.sleep(ms(919));
        const tooSoon = await post();
        return { atOnce, tooSoon, later: await post() };
      })(),
    );
    expect(answers.atOnce.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    // It arrives 999 ms after the others.
    expect(answers.tooSoon).toEqual({ status: 429, wait: "1" });
    expect(answers.later).toEqual({ status: 200, wait: null });
  });
});

describe("the scoreboard", () => {
  const score = (over: Partial<Score>): Score => ({
    title: "E9 time",
    line: "one",
    ours: [1, 3, 2],
    baseline: { name: "another", values: [8] },
    goal: 3,
    ...over,
  });

  it("counts a goal as met only when every run meets it", () => {
    expect(isMet(score({}))).toBe(true);
    expect(isMet(score({ goal: 2.5 }))).toBe(false);
    expect(isMet(score({ ours: [Number.NaN] }))).toBe(false);
    expect(isMet(score({ goal: undefined }))).toBe(undefined);
  });

  it("puts lines of one title together and says what each is measured beside", () => {
    const lines = scoreboard([
      score({}),
      score({ title: "E9 other", goal: undefined }),
      score({ line: "two", goal: 2.5 }),
    ]);
    expect(lines).toEqual([
      "       Planbell  beside it  ratio  goal",
      "E9 time; beside another",
      "  one  2 (1..3)  8          0.250  <= 3      met",
      "  two  2 (1..3)  8          0.250  <= 2.500  NOT MET",
      "E9 other; beside another",
      "  one  2 (1..3)  8          0.250            shown",
    ]);
  });
});
