import { expect } from "vitest";
import { type ChannelId, type EpochMs, hours, later, seconds, type TaskId } from "../../lib/model/brand.ts";
import type { Locale } from "../../lib/model/locale.ts";
import { advance, type Call, claim, isCall, next } from "../../lib/notify/delivery.ts";
import { freeze, settleMember, undigested } from "../../lib/notify/digest.ts";
import type { Outcome } from "../../lib/notify/outcome.ts";
import { type Introduction, moveOn, openRecord, type Telling } from "../../lib/notify/plan-record.ts";
import type { DigestRecord, Draft, PlanRecord } from "../../lib/notify/record.ts";
import type { Transition } from "../../lib/watch/transition.ts";
import { aFailure, aPlanFacts } from "../build/facts.ts";
import { ALICE, aPlanRecord, approved, NET, NOW, OPS, settling, telling } from "../build/records.ts";
import { FakeWorkspace, type Fate } from "./fake-workspace.ts";

const waits: Transition = { kind: "plan.awaiting-approval", pending: [] };
const failure: Transition = { kind: "plan.failed" };
/** A failure whose log is told in so many parts, or as a file. */
const logged = (log: number): Transition => ({
  kind: "plan.failed",
  failure: aFailure({ taskId: "task-1" as TaskId, log }),
});
export const TOLD: readonly (readonly Transition[])[] = [
  [waits],
  [approved],
  [{ kind: "plan.executing" }],
  [failure],
  [logged(3)],
  [logged(0)],
  [],
];

export type Act =
  | { readonly act: "tell"; readonly what: number; readonly quietly: readonly ChannelId[] }
  /** `late`: its process is slow, and settles when somebody says "answer again". */
  | { readonly act: "call"; readonly fate: Fate; readonly by: string; readonly late: boolean }
  | { readonly act: "pass"; readonly seconds: number }
  | { readonly act: "answer again"; readonly which: number }
  | { readonly act: "delete a card"; readonly which: number }
  | { readonly act: "freeze a digest"; readonly to: ChannelId }
  | { readonly act: "settle a digest"; readonly to: ChannelId; readonly givenUp: boolean }
  /** From here on the channel refuses, or takes again, whatever is sent there. */
  | { readonly act: "turn"; readonly channel: ChannelId }
  | { readonly act: "try for days" };

/** Every destination has its language, and a rule of its own. */
export const LANGUAGES: Readonly<Record<string, Locale>> = { [OPS]: "en", [NET]: "zh", [ALICE]: "zh" };
export const ALL = [OPS, NET, ALICE];
/** As if the last rule led to the default channel. */
const settlingNow = (now: EpochMs): ReturnType<typeof settling> => ({ ...settling(now), locale: "en" });

/** A digest, and the drafts it was frozen with. */
interface Frozen {
  readonly digest: DigestRecord;
  readonly keys: readonly string[];
}

/** One plan, one workspace, one clock, several processes. */
export class Story {
  record: PlanRecord;
  now: EpochMs = NOW;
  readonly slack = new FakeWorkspace();
  /** Every message that was promised, by key. */
  readonly promised = new Map<string, Draft>();
  /** What a refused digest handed to the default channel. */
  readonly moved = new Set<string>();
  readonly reused: string[] = [];
  /** Channels that refused something. */
  readonly refused = new Set<ChannelId>();
  readonly #retired = new Set<string>();
  readonly #refusing = new Set<ChannelId>();
  readonly #answers: { readonly call: Call; readonly outcome: Outcome }[] = [];
  readonly #digests = new Map<ChannelId, Frozen>();
  readonly #to: readonly ChannelId[];
  #changes = 0;

  constructor(to: readonly ChannelId[], introduction: Introduction) {
    this.#to = to;
    const sighting = { facts: aPlanFacts(), row: aPlanRecord().row, transitions: [waits], now: NOW };
    this.record = openRecord(sighting, "salt", this.#telling(), introduction);
    this.become(this.record);
  }

  play(act: Act): void {
    if (act.act === "tell") this.tell(TOLD[act.what] ?? [], act.quietly);
    if (act.act === "call") this.call(act.fate, act.by, act.late);
    if (act.act === "pass") this.now = later(this.now, seconds(act.seconds));
    if (act.act === "answer again") this.answerAgain(act.which);
    if (act.act === "delete a card") {
      const card = this.record.cards[act.which % Math.max(1, this.record.cards.length)];
      if (card !== undefined) this.slack.delete(card.ts);
    }
    if (act.act === "freeze a digest") this.freeze(act.to);
    if (act.act === "settle a digest") this.settleDigest(act.to, act.givenUp);
    if (act.act === "turn" && !this.#refusing.delete(act.channel)) this.#refusing.add(act.channel);
    if (act.act === "try for days") this.tryForDays();
  }

  tell(transitions: readonly Transition[], quietly: readonly ChannelId[]): void {
    const facts = aPlanFacts({ name: `change ${++this.#changes}` });
    const sighting = { facts, row: undefined, transitions, now: this.now };
    this.become(moveOn(this.record, sighting, this.#telling(quietly)));
  }

  #telling(quietly: readonly ChannelId[] = []): Telling {
    const routes = this.#to.map((to) => ({ to: [to], locale: LANGUAGES[to] as Locale, continue: true }));
    return { ...telling(), routes, crowded: new Set(quietly), joined: new Set(quietly) };
  }

  answerAgain(which: number): void {
    const old = this.#answers[which % Math.max(1, this.#answers.length)];
    if (old !== undefined) this.become(advance(this.record, old.call, old.outcome, settlingNow(this.now)));
  }

  call(fate: Fate, by: string, late = false): void {
    const step = next(this.record, this.now, OPS);
    if (!isCall(step)) return;
    const held = claim(this.record, step, this.now, by);
    this.become(held);
    const channel = channelOf(step);
    const outcome = this.slack.answer(step, this.#refusing.has(channel) ? "destination" : fate);
    if (outcome === undefined) return;
    if (outcome.kind === "failed" && outcome.fault === "destination") this.refused.add(channel);
    this.#answers.push({ call: step, outcome });
    if (late) return;
    const once = advance(held, step, outcome, settlingNow(this.now));
    expect(advance(once, step, outcome, settlingNow(this.now))).toEqual(once);
    this.become(once);
  }

  tryForDays(): void {
    for (let tries = 0; tries < 10; tries++) {
      for (let calls = 0; calls < 4; calls++) this.call("answered", "me");
      this.now = later(this.now, hours(3));
    }
  }

  freeze(to: ChannelId): void {
    if (this.#digests.has(to) || !undigested([this.record]).has(to)) return;
    const keys = this.record.drafts.filter((d) => d.destination === to && isQuiet(d)).map((d) => d.key);
    this.#digests.set(to, { digest: freeze(to, [this.record], this.now, LANGUAGES[to]), keys });
  }

  settleDigest(to: ChannelId, givenUp = false): void {
    this.freeze(to);
    const frozen = this.#digests.get(to);
    if (frozen === undefined || (this.#refusing.has(to) && to === OPS)) return;
    this.#digests.delete(to);
    const { draft, ...digest } = frozen.digest;
    if (this.#refusing.has(to)) {
      this.refused.add(to);
      for (const key of frozen.keys) this.moved.add(key);
      this.become(settleMember(this.record, { ...digest, refused: "is_archived" }, OPS, "en"));
    } else if (givenUp && draft !== undefined) {
      const dead = { ...draft, state: "dead", reason: "internal_error" } as const;
      this.become(settleMember(this.record, { ...digest, draft: dead }, OPS, "en"));
    } else {
      const posted = { channel: to, ts: this.slack.stand(digest.key) };
      for (const key of frozen.keys) this.slack.posted.add(key);
      this.become(settleMember(this.record, { ...digest, posted }, OPS, "en"));
    }
  }

  /** From here on Slack takes everything. Gives how many calls it took, at most 200. */
  settleAll(): number {
    this.#refusing.clear();
    let calls = 0;
    for (; calls < 200; calls++) {
      for (const to of ALL) this.settleDigest(to);
      const step = next(this.record, this.now, OPS);
      if (step.do === "wait") this.now = step.until;
      else if (isCall(step)) this.call("answered", "me");
      else if (undigested([this.record]).size === 0) break;
    }
    return calls;
  }

  become(record: PlanRecord): void {
    const keys = new Set(record.drafts.map((d) => d.key));
    for (const key of keys) {
      if (this.#retired.has(key)) this.reused.push(key);
    }
    for (const draft of record.drafts) this.promised.set(draft.key, draft);
    // Nothing was ever sent under the key of what a digest tells.
    for (const draft of this.record.drafts) if (!keys.has(draft.key) && !isQuiet(draft)) this.#retired.add(draft.key);
    this.record = record;
    for (const destination of ALL) {
      const cards = record.cards.filter((c) => c.destination === destination);
      const live = record.drafts.filter((d) => d.destination === destination && d.body.what === "card");
      expect(cards.length).toBeLessThanOrEqual(1);
      expect(live.filter((d) => d.state !== "dead").length).toBeLessThanOrEqual(1);
    }
    expect(keys.size).toBe(record.drafts.length);
  }
}

const isQuiet = ({ body, state }: Draft): boolean =>
  (body.what === "card" || body.what === "note") && body.digest === true && state === "new";

const channelOf = (call: Call): ChannelId => {
  if (call.do === "update") return call.card.channel;
  return call.do === "post" ? call.draft.destination : call.channel;
};
