import { describe, expect, it } from "vitest";
import { EDIT_LANE, Pacer } from "../../lib/app/deliver/pacer.ts";
import { hours, instant, type Ms, ms, seconds } from "../../lib/model/brand.ts";
import { EventClock } from "../sweep/clock.ts";

/** Who was let go, and when, in milliseconds since the beginning. */
interface Gone {
  readonly who: string;
  readonly at: number;
}

class Queue {
  readonly clock = new EventClock(instant(0));
  readonly pacer = new Pacer(this.clock);
  readonly gone: Gone[] = [];

  /** Somebody who wants a turn, and takes so long with it; `refusedFor` is Slack's Retry-After. */
  async wants(who: string, over: { lane?: string; rank?: number; patience?: Ms; takes?: Ms; refusedFor?: Ms } = {}) {
    const { lane = "C1", rank = 0, patience = seconds(60), takes = ms(100), refusedFor } = over;
    const turn = await this.pacer.turn(lane, rank, patience);
    this.gone.push({ who: turn === undefined ? `not ${who}` : who, at: this.clock.elapsed() });
    await this.clock.sleep(takes);
    turn?.end(refusedFor);
  }

  async play(wishes: readonly Promise<unknown>[]): Promise<readonly Gone[]> {
    await this.clock.run(Promise.all(wishes));
    return this.gone;
  }

  times = (): number[] => this.gone.map((g) => g.at);
  names = (): string[] => this.gone.map((g) => g.who);
}

describe("posts to one channel", () => {
  it("come five at once, one after the other, and then one every 1,005 ms", async () => {
    const queue = new Queue();
    await queue.play(Array.from({ length: 8 }, (_, n) => queue.wants(String(n))));
    expect(queue.times()).toEqual([0, 100, 200, 300, 400, 1_005, 2_010, 3_015]);
  });

  it("may come in a burst again after a rest", async () => {
    const queue = new Queue();
    await queue.play([queue.wants("a"), queue.wants("b")]);
    await queue.play([queue.clock.sleep(seconds(10)), ...Array.from({ length: 6 }, (_, n) => queue.wants(String(n)))]);
    expect(queue.times().slice(2)).toEqual([200, 300, 400, 1_005, 2_010, 3_015]);
  });

  it("go by rank, whoever asked first", async () => {
    const queue = new Queue();
    await queue.play([
      queue.wants("first", { rank: 9 }),
      queue.wants("third", { rank: 5 }),
      queue.wants("fourth", { rank: 5 }),
      queue.wants("second", { rank: 1 }),
    ]);
    expect(queue.names()).toEqual(["first", "second", "third", "fourth"]);
  });

  it("that cannot begin in time are told so, the others go", async () => {
    const queue = new Queue();
    await queue.play([
      ...Array.from({ length: 6 }, (_, n) => queue.wants(`${n}`)),
      queue.wants("hurried", { patience: ms(900), rank: 7 }),
    ]);
    expect(queue.gone.find((g) => g.who.includes("hurried"))).toEqual({ who: "not hurried", at: 500 });
    expect(queue.gone).toHaveLength(7);
  });

  it("come at once though time passes between two looks at the clock", async () => {
    let elapsed = 0;
    const pacer = new Pacer({
      now: () => instant(0),
      elapsed: () => {
        elapsed += 0.001;
        return ms(elapsed);
      },
      sleep: async (length) => {
        elapsed += length;
      },
    });
    const turns = await Promise.all(["C1", "C2", EDIT_LANE].map((lane) => pacer.turn(lane, 0, ms(5))));
    expect(turns.map((turn) => turn !== undefined)).toEqual([true, true, true]);
    expect(elapsed).toBeLessThan(1);
  });

  it("wait as long as Slack says, in their order", async () => {
    const queue = new Queue();
    await queue.play([queue.wants("refused", { refusedFor: seconds(7) }), queue.wants("next"), queue.wants("last")]);
    expect(queue.gone.slice(1)).toEqual([
      { who: "next", at: 7_100 },
      { who: "last", at: 8_105 },
    ]);
  });
});

describe("once Slack refused a burst", () => {
  it("no channel sends more than one at once any more", async () => {
    const queue = new Queue();
    await queue.play([queue.wants("refused", { refusedFor: seconds(1) })]);
    await queue.play([queue.clock.sleep(hours(1)), ...["a", "b", "c"].map((who) => queue.wants(who, { lane: "C2" }))]);
    expect(queue.times()).toEqual([0, 100, 1_105, 2_110]);
  });
});

describe("channels", () => {
  it("do not wait for each other", async () => {
    const queue = new Queue();
    await queue.play([
      ...Array.from({ length: 20 }, (_, n) => queue.wants(`hot ${n}`)),
      queue.wants("other", { lane: "C2", rank: 99 }),
    ]);
    expect(queue.gone.find((g) => g.who === "other")?.at).toBe(0);
  });
});

describe("edits", () => {
  it("come thirty at once, four beside each other, then fifty a minute", async () => {
    const queue = new Queue();
    await queue.play(Array.from({ length: 33 }, (_, n) => queue.wants(String(n), { lane: EDIT_LANE })));
    expect(queue.times().slice(0, 5)).toEqual([0, 0, 0, 0, 100]);
    expect(queue.times().slice(-4)).toEqual([700, 1_200, 2_400, 3_600]);
  });
});

describe("what somebody has to expect", () => {
  it("is nothing while there are tokens, and then a second for each before", async () => {
    const queue = new Queue();
    expect([0, 4, 5, 6].map((ahead) => queue.pacer.expected("C1", ahead))).toEqual([0, 0, 1_005, 2_010]);
    await queue.play([queue.wants("a")]);
    expect(queue.pacer.expected("C1", 4)).toBe(905);
  });

  it("is at least what Slack said", async () => {
    const queue = new Queue();
    await queue.play([queue.wants("a", { refusedFor: seconds(7) })]);
    expect(queue.pacer.expected("C1")).toBe(7_000);
  });
});

describe("a clock that never stands still", () => {
  it("keeps nobody waiting", async () => {
    let now = 0;
    // As the machine's: every look at it is later than the one before.
    const restless = {
      now: () => instant(0),
      elapsed: () => ms(now++ / 1_000),
      sleep: () => new Promise<void>(() => {}),
    };
    expect(await new Pacer(restless).turn("C1", 0, seconds(1))).toBeDefined();
  });
});
