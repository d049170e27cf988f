import { describe, expect, it } from "vitest";
import { type Ms, ms, type PlanId, seconds } from "../../lib/model/brand.ts";
import { aScene, type Deed, play, type Scene } from "./stage.ts";

const waits = (id: string): Deed => ({
  at: ms(1_000),
  act: (cloud) => {
    cloud.submit(id as PlanId);
    cloud.wait(id as PlanId);
  },
});
const fails = (id: string): Deed[] => [
  { at: ms(1_000), act: (cloud) => cloud.submit(id as PlanId, false) },
  { at: seconds(75), act: (cloud) => cloud.move(id as PlanId, "ExecuteFailed") },
];

/** What is told, and during which moments of the first machine. */
const TOLD: Readonly<Record<string, readonly [deeds: readonly Deed[], from: number, to: number]>> = {
  "a card": [[waits("plan-01")], 5, 25],
  "a digest": [Array.from({ length: 11 }, (_, n) => waits(`plan-${n + 1}`)), 96, 106],
  "a log": [fails("plan-02"), 25, 55],
};
/** For how many seconds the first machine stands still, and from when on the other one polls. */
const TIMES = [
  [42, 72],
  [100, 80],
  [150, 140],
] as const;

/** One machine stands still for so long at that moment; two minutes ahead of it another one polls. */
const frozen = (deeds: readonly Deed[], at: number, length: Ms, other: Ms): Scene =>
  aScene({
    polls: 4,
    storeWay: ms(10),
    deeds,
    bots: [
      { ahead: seconds(-60), starts: seconds(30), deaths: [], freeze: { at, length } },
      { ahead: seconds(60), starts: other, deaths: [] },
    ],
  });

describe("a machine that stands still between two calls, while another's clock is two minutes ahead", () => {
  it.each(Object.entries(TOLD))(
    "doubles and loses nothing of %s",
    { timeout: 60_000 },
    async (_, [deeds, from, to]) => {
      for (let at = from; at <= to; at++) {
        for (const [length, other] of TIMES) {
          const { broken } = await play(frozen(deeds, at, seconds(length), seconds(other)));
          expect(broken, `moment ${at}, ${length} s, the other from ${other} s on`).toEqual([]);
        }
      }
    },
  );
});
