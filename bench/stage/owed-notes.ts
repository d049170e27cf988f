import { planFacts } from "../../lib/app/look/plan-facts.ts";
import { type ChannelId, type EpochMs, earlier, type MessageTs, minutes, seconds } from "../../lib/model/brand.ts";
import type { PlanDetail } from "../../lib/model/plan.ts";
import { advance, type Call, claim, isCall, next } from "../../lib/notify/delivery.ts";
import type { Outcome } from "../../lib/notify/outcome.ts";
import { moveOn, openRecord, type Sighting, type Telling } from "../../lib/notify/plan-record.ts";
import type { PlanRecord } from "../../lib/notify/record.ts";
import { PLAIN_REDACTOR } from "../../lib/text/redactor.ts";
import { dangerLens } from "../../lib/watch/danger.ts";
import { diff } from "../../lib/watch/plan-diff.ts";
import type { PlanFacts } from "../../lib/watch/plan-facts.ts";
import { markRow } from "../../lib/watch/row-mark.ts";
import { aRecord } from "../../test/build/facts.ts";
import { aPlanDetail, planId } from "../../test/build/rows.ts";

/** What every record of the bench was made with. */
export const SALT = "salt-of-the-bench";
/** Where the notes of a card would go that can never be posted: there are none. */
const NOWHERE = "C0NOWHERE0" as ChannelId;

/** A plan as the catalog has it, and its record as the store has it. */
export interface Recorded {
  readonly plan: PlanDetail;
  readonly record: PlanRecord;
}

/** A plan that waits since `since`, its card standing in `channel`. Nothing is owed. */
export function waitingPlan(number: number, channel: ChannelId, since: EpochMs): Recorded {
  const id = planId(`plan-${String(number).padStart(6, "0")}`);
  const plan = aPlanDetail({ id, name: `plan ${number}`, createdAt: earlier(since, minutes(5)), updatedAt: since });
  const record = openRecord(sighting(plan, undefined, since), SALT, telling([channel]), "told");
  const ts = `${Math.floor(since / 1_000)}.${String(number).padStart(6, "0")}` as MessageTs;
  return { plan, record: settled(record, { kind: "sent", channel, ts }, since) };
}

/** The plan approved at `at`: its card says so already, its note is owed. */
export function approved({ plan: before, record }: Recorded, at: EpochMs): Recorded {
  const history = [...before.history, aRecord({ at })];
  const plan: PlanDetail = { ...before, status: "ApplicationApproved", updatedAt: at, pending: [], history };
  const channels = record.cards.map((card) => card.destination);
  const moved = moveOn(record, sighting(plan, record.facts, at), telling(channels));
  return { plan, record: settled(moved, { kind: "edited" }, at) };
}

/** The record when its note stands, too. */
export const told = ({ plan, record }: Recorded): Recorded => {
  const [card] = record.cards;
  if (card === undefined) throw new Error("the plan has no card");
  return { plan, record: settled(record, { kind: "sent", channel: card.channel, ts: card.ts }, plan.updatedAt) };
};

/** One approved plan for each channel named: their notes are owed in this order, each a second after the other. */
export function owedNotes(channels: readonly ChannelId[], numbers: readonly number[], now: EpochMs): Recorded[] {
  return channels.map((channel, place) => {
    const at = earlier(now, seconds(channels.length - place));
    // The order of the ids is another one: nothing may come right only because a store sorts by them.
    return approved(waitingPlan(numbers[place] as number, channel, earlier(at, minutes(20))), at);
  });
}

/** The note that the record owes, as the call that sends it. @throws when it owes another call, or none */
export function owedNote(record: PlanRecord): Extract<Call, { do: "reply" }> {
  const step = owedCall(record, record.facts.since);
  if (step.do !== "reply") throw new Error(`record ${record.id} owes no note: ${step.do}`);
  return step;
}

const telling = (destinations: readonly ChannelId[]): Telling => ({
  routes: [{ to: destinations }],
  accountName: "bench",
  fallback: NOWHERE,
  crowded: new Set(),
  joined: new Set(),
});

/** The record after the call that it owes first. */
function settled(record: PlanRecord, outcome: Outcome, now: EpochMs): PlanRecord {
  const step = owedCall(record, now);
  return advance(claim(record, step, now, "bench"), step, outcome, { now, chance: 0, fallback: NOWHERE });
}

function owedCall(record: PlanRecord, now: EpochMs): Call {
  const step = next(record, now, NOWHERE);
  if (!isCall(step)) throw new Error(`record ${record.id} owes no call: ${step.do}`);
  return step;
}

function sighting(plan: PlanDetail, before: PlanFacts | undefined, now: EpochMs) {
  const lens = dangerLens([]);
  const facts = planFacts(plan, { before, detail: plan, task: undefined, salt: SALT, lens, redactor: PLAIN_REDACTOR });
  return { facts, row: markRow(plan), transitions: diff(before, facts), now } satisfies Sighting;
}
