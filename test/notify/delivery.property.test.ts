import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { owes } from "../../lib/notify/delivery.ts";
import type { Draft } from "../../lib/notify/record.ts";
import type { PlanKind } from "../../lib/watch/transition.ts";
import { ALICE, ME, NET, OPS } from "../build/records.ts";
import { FATES } from "./fake-workspace.ts";
import { type Act, ALL, LANGUAGES, Story, TOLD } from "./story.ts";

const always = <const T extends string>(act: T) => fc.constant(act);
const channel = fc.constantFrom(OPS, NET, ALICE);
const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        act: always("tell"),
        what: fc.nat(TOLD.length - 1),
        quietly: fc.constantFrom([], [], [OPS], [NET, ALICE], [OPS, NET]),
      }),
    },
    {
      weight: 12,
      arbitrary: fc.record({
        act: always("call"),
        fate: fc.constantFrom(...FATES),
        by: fc.constantFrom(ME, "another"),
        late: fc.constantFrom(false, false, false, true),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({ act: always("pass"), seconds: fc.constantFrom(1, 40, 200, 1_000, 40_000) }),
    },
    { weight: 4, arbitrary: fc.record({ act: always("answer again"), which: fc.nat(99) }) },
    { weight: 2, arbitrary: fc.record({ act: always("delete a card"), which: fc.nat(99) }) },
    { weight: 1, arbitrary: fc.record({ act: always("freeze a digest"), to: channel }) },
    {
      weight: 2,
      arbitrary: fc.record({
        act: always("settle a digest"),
        to: channel,
        givenUp: fc.constantFrom(false, false, false, true),
      }),
    },
    { weight: 2, arbitrary: fc.record({ act: always("turn"), channel: fc.constantFrom(NET, NET, ALICE, OPS) }) },
    { weight: 2, arbitrary: fc.record({ act: always("try for days") }) },
  ),
  { maxLength: 40 },
);

const anyStory = fc
  .record({
    to: fc.constantFrom([OPS], [OPS, NET], [OPS, NET, ALICE], [NET], [NET, ALICE]),
    introduction: fc.constantFrom("told" as const, "told" as const, "digest" as const),
    acts,
  })
  .map(({ to, introduction, acts: played }) => {
    const play = (): Story => {
      const story = new Story(to, introduction);
      for (const act of played) story.play(act);
      return story;
    };
    return Object.assign(play, { toString: () => `${to} ${introduction} ${JSON.stringify(played)}` });
  });

/** A property of every story that came to its end. */
const atItsEnd = (check: (story: Story) => void, numRuns = 400): void => {
  fc.assert(
    fc.property(anyStory, (play) => {
      const story = play();
      story.settleAll();
      check(story);
    }),
    { numRuns },
  );
};

const isLog = (key: string): boolean => key.startsWith("log:");

const WAITS: PlanKind = "plan.awaiting-approval";
const dead = (story: Story): Draft[] => story.record.drafts.filter((d) => d.state === "dead");

/** Has the default channel what this message of another channel told? */
function isToldInDefault({ slack }: Story, { key, body }: Draft): boolean {
  if (slack.posted.has(key) || slack.posted.has(key.replace(/C0123ABCD|U01ALICE01/, OPS))) return true;
  // A new card announces the wait by itself.
  const isOfCard = body.what === "card" || (body.what === "note" && body.transitions[0]?.kind === WAITS);
  return isOfCard && [...slack.posted].some((k) => k.startsWith("card:") && k.includes(`:${OPS}:`));
}

describe("whatever happens to the calls of a record", () => {
  it("ends with nothing owed once Slack takes everything", () => {
    fc.assert(
      fc.property(anyStory, (play) => {
        const story = play();
        expect(story.settleAll()).toBeLessThan(200);
        expect(owes(story.record, OPS)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it("loses no message that was not given up", () => {
    atItsEnd((story) => {
      const given = new Set([...dead(story).map((d) => d.key), ...story.moved]);
      const lost = [...story.promised.keys()].filter((key) => !story.slack.posted.has(key) && !given.has(key));
      // A log may go with the card in whose thread it would stand, and a file with its answer.
      expect(lost.filter((key) => !isLog(key))).toEqual([]);
    });
  });

  it("tells the default channel what another refused for good, unless it refuses, too", () => {
    atItsEnd((story) => {
      if (story.refused.has(OPS) || dead(story).some((d) => d.destination === OPS)) return;
      const refused = dead(story).filter((d) => d.reason === "destination" || d.reason === "told-elsewhere");
      const moved = [...story.moved].flatMap((key) => story.promised.get(key) ?? []);
      expect([...refused, ...moved].filter((d) => d.destination !== OPS && !isToldInDefault(story, d))).toEqual([]);
    });
  });

  it("never has one message stand twice, where history can be read", () => {
    atItsEnd((story) => expect(story.slack.doubled).toEqual([]));
  });

  it("tells nothing twice in one channel", () => {
    atItsEnd((story) => expect(story.slack.repeated).toEqual([]));
  });

  it("speaks to everybody in their own language", () => {
    const spoken = ALL.map((to) => `${to} ${LANGUAGES[to]}`);
    atItsEnd((story) => expect([...story.slack.heard].filter((heard) => !spoken.includes(heard))).toEqual([]), 150);
  });

  it("never uses a key again", () => {
    atItsEnd((story) => expect(story.reused).toEqual([]));
  });
});
