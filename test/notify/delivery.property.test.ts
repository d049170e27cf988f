import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChannelId, type EpochMs, later, seconds, type TaskId } from "../../lib/model/brand.ts";
import { advance, type Call, claim, isCall, next, owes } from "../../lib/notify/delivery.ts";
import { freeze, settleMember } from "../../lib/notify/digest.ts";
import type { Outcome } from "../../lib/notify/outcome.ts";
import { moveOn, openRecord } from "../../lib/notify/plan-record.ts";
import type { PlanRecord } from "../../lib/notify/record.ts";
import type { Transition } from "../../lib/watch/transition.ts";
import { aFailure, aPlanFacts } from "../build/facts.ts";
import { aPlanRecord, approved, ME, NET, NOW, OPS, settling, telling } from "../build/records.ts";
import { FATES, FakeWorkspace, type Fate } from "./fake-workspace.ts";

const waits: Transition = { kind: "plan.awaiting-approval", pending: [] };
const failure: Transition = { kind: "plan.failed" };
/** A failure whose log is told in so many parts, or as a file. */
const logged = (log: number): Transition => ({
  kind: "plan.failed",
  failure: aFailure({ taskId: "task-1" as TaskId, log }),
});
const executing: Transition = { kind: "plan.executing" };
const TOLD: readonly (readonly Transition[])[] = [
  [waits],
  [approved],
  [executing],
  [failure],
  [logged(3)],
  [logged(0)],
  [],
];

type Act =
  | { readonly act: "tell"; readonly what: number }
  | { readonly act: "call"; readonly fate: Fate }
  | { readonly act: "pass"; readonly seconds: number }
  | { readonly act: "answer again"; readonly which: number }
  | { readonly act: "delete a card"; readonly which: number }
  | { readonly act: "post the digest" };

const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ act: fc.constant("tell" as const), what: fc.nat(TOLD.length - 1) }) },
    { weight: 8, arbitrary: fc.record({ act: fc.constant("call" as const), fate: fc.constantFrom(...FATES) }) },
    {
      weight: 4,
      arbitrary: fc.record({ act: fc.constant("pass" as const), seconds: fc.constantFrom(1, 40, 200, 1_000, 40_000) }),
    },
    { weight: 2, arbitrary: fc.record({ act: fc.constant("answer again" as const), which: fc.nat(99) }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant("delete a card" as const), which: fc.nat(99) }) },
    { weight: 1, arbitrary: fc.constant({ act: "post the digest" as const }) },
  ),
  { maxLength: 40 },
);

/** One plan, one workspace, one clock. */
class Story {
  record: PlanRecord;
  now: EpochMs = NOW;
  readonly slack = new FakeWorkspace();
  readonly promised = new Set<string>();
  readonly retired = new Set<string>();
  readonly reused: string[] = [];
  readonly #answers: { readonly call: Call; readonly outcome: Outcome }[] = [];
  readonly #to: readonly ChannelId[];
  #changes = 0;

  constructor(to: readonly ChannelId[], introduction: "told" | "digest") {
    this.#to = to;
    const sighting = { facts: aPlanFacts(), row: aPlanRecord().row, transitions: [waits], now: NOW };
    this.record = openRecord(sighting, "salt", telling(to), introduction);
    this.become(this.record);
  }

  play(act: Act): void {
    if (act.act === "tell") this.tell(TOLD[act.what] ?? []);
    if (act.act === "call") this.call(act.fate);
    if (act.act === "pass") this.now = later(this.now, seconds(act.seconds));
    if (act.act === "answer again") this.answerAgain(act.which);
    if (act.act === "delete a card") {
      const card = this.record.cards[act.which % Math.max(1, this.record.cards.length)];
      if (card !== undefined) this.slack.delete(card.ts);
    }
    if (act.act === "post the digest") this.postDigest();
  }

  tell(transitions: readonly Transition[]): void {
    const facts = aPlanFacts({ name: `change ${++this.#changes}` });
    this.become(moveOn(this.record, { facts, row: undefined, transitions, now: this.now }, telling(this.#to)));
  }

  answerAgain(which: number): void {
    const old = this.#answers[which % Math.max(1, this.#answers.length)];
    if (old !== undefined) this.become(advance(this.record, old.call, old.outcome, settling(this.now)));
  }

  call(fate: Fate): void {
    const step = next(this.record, this.now, OPS);
    if (!isCall(step)) return;
    const held = claim(this.record, step, this.now, ME);
    this.become(held);
    const outcome = this.slack.answer(step, fate);
    if (outcome === undefined) return;
    this.#answers.push({ call: step, outcome });
    const once = advance(held, step, outcome, settling(this.now));
    expect(advance(once, step, outcome, settling(this.now))).toEqual(once);
    this.become(once);
  }

  postDigest(): void {
    for (const destination of this.#to) {
      const { draft: _draft, ...digest } = freeze(destination, [this.record], this.now);
      if (!this.record.drafts.some((d) => d.destination === destination && isDigest(d.body))) continue;
      const posted = { channel: destination, ts: this.slack.stand(digest.key) };
      this.become(settleMember(this.record, { ...digest, posted }, OPS));
    }
  }

  /** From here on Slack takes everything. Gives how many calls it took, at most 200. */
  settleAll(): number {
    this.postDigest();
    let calls = 0;
    for (; calls < 200; calls++) {
      const step = next(this.record, this.now, OPS);
      if (step.do === "nothing") break;
      if (step.do === "wait") this.now = step.until;
      else this.call("answered");
    }
    return calls;
  }

  become(record: PlanRecord): void {
    const keys = new Set(record.drafts.map((d) => d.key));
    for (const key of keys) {
      if (this.retired.has(key)) this.reused.push(key);
    }
    for (const draft of record.drafts) if (!isDigest(draft.body)) this.promised.add(draft.key);
    for (const draft of this.record.drafts) if (!keys.has(draft.key)) this.retired.add(draft.key);
    this.record = record;
    for (const destination of this.#to) {
      const cards = record.cards.filter((c) => c.destination === destination);
      const live = record.drafts.filter((d) => d.destination === destination && d.body.what === "card");
      expect(cards.length).toBeLessThanOrEqual(1);
      expect(live.filter((d) => d.state !== "dead").length).toBeLessThanOrEqual(1);
    }
    expect(keys.size).toBe(record.drafts.length);
  }
}

const isDigest = (body: PlanRecord["drafts"][number]["body"]): boolean => body.what === "card" && body.digest === true;

const anyStory = fc
  .record({
    to: fc.constantFrom([OPS], [OPS, NET]),
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

/** A file may be lost with its answer, or replaced; parts go with the card in whose thread they would stand. */
const mayBeLeftOut = (key: string, given: readonly string[]): boolean => {
  const [kind, id, born, , destination, part] = key.split(":");
  return (
    kind === "log" && (part === "file" || given.some((one) => one.startsWith(`card:${id}:${born}:${destination}:`)))
  );
};

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
    fc.assert(
      fc.property(anyStory, (play) => {
        const story = play();
        story.settleAll();
        const given = story.record.drafts.filter((d) => d.state === "dead").map((d) => d.key);
        const lost = [...story.promised].filter((key) => !story.slack.posted.has(key) && !given.includes(key));
        expect(lost.filter((key) => !mayBeLeftOut(key, given))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it("never has one message stand twice, where history can be read", () => {
    fc.assert(
      fc.property(anyStory, (play) => {
        const story = play();
        story.settleAll();
        expect(story.slack.doubled).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it("never uses a key again", () => {
    fc.assert(
      fc.property(anyStory, (play) => {
        const story = play();
        story.settleAll();
        expect(story.reused).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});
