import { type ChannelId, type EpochMs, type Ms, ms, seconds } from "../../model/brand.ts";
import { never } from "../../model/never.ts";
import { isLoud } from "../../notify/aims.ts";
import { mannerOf } from "../../notify/card-drafts.ts";
import { advance, type Call, claim, destinationOf, isCall, type Step, steps } from "../../notify/delivery.ts";
import type { Outcome } from "../../notify/outcome.ts";
import type { WatchedRecord } from "../../notify/record.ts";
import type { Stored } from "../../ports.ts";
import { count, type Delivery, holdOf, isOver, isSpent, NOT_BEGUN, settlingOf, timeLeft, turnIn } from "./deliver.ts";
import { isLogCall, sendLog } from "./deliver-log.ts";
import { EDIT_LANE, type LaneName, type Turn } from "./pacer.ts";
import { plainText } from "./render.ts";
import { cardOf, noteOf } from "./render-record.ts";
import { putClaim, settle } from "./settle.ts";
import { edit, look, send } from "./slack-call.ts";

/** A run waits this long for a channel's Retry-After; longer waits are the next run's. */
const PATIENCE: Ms = seconds(5);
/** A claim is written together with another change of its record when its call can begin this soon. */
const RIDES_WITHIN: Ms = seconds(5);

/** A call whose claim is written: it is made, or its claim taken back. */
export interface Claimed {
  readonly call: Call;
  /** When it was claimed, on the monotonic clock. */
  readonly at: Ms;
}

/**
 * Sends what one record owes, in order, until it owes nothing now or the deadline comes.
 *
 * Claim (put), one call, settle (put); the next claim rides on the settle. A crash between any two of them loses nothing
 * and doubles nothing where history can be read: the claim stands in the record, and the next run looks before it sends
 * again.
 * @param rank order among the records that wait for the same channel
 * @param ridden the call whose claim was written together with the record
 * @returns the record as it was last seen
 */
export async function deliverRecord<R extends WatchedRecord>(
  d: Delivery,
  start: Stored<R>,
  rank: number,
  ridden?: Claimed,
): Promise<Stored<R>> {
  let current = start;
  let claimed = ridden;
  const passedOver = new Set<LaneName>();
  for (;;) {
    const step = claimed?.call ?? choose(d, current.value, passedOver);
    if (!isCall(step)) {
      if (step.do === "nothing" || !(await waitShortly(d, step.until))) return current;
      continue;
    }
    const lane = laneOf(step);
    const turn = lane === undefined ? FREE : await turnIn(d, lane, rank);
    // This lane is busy beyond the deadline; the record's others need not be.
    if (turn === undefined && lane !== undefined) passedOver.add(lane);
    if (claimed === undefined && (turn === undefined || isOver(d))) {
      turn?.end();
      if (isOver(d)) return current;
      continue;
    }
    const after = await d.turns.execute(() => oneCall(d, current, step, claimed, turn));
    if (after === undefined) return current;
    current = after.stored;
    claimed = after.claimed;
  }
}

/** Searches are seldom, and paced by nobody. */
const FREE: Turn = { end: () => undefined };

function laneOf(step: Call): LaneName | undefined {
  if (step.do === "update") return EDIT_LANE;
  if (step.do === "find") return undefined;
  // A person's direct messages are one lane, though cards are sent to the person and notes to the conversation.
  return addressOf(step);
}

/** Who takes the call, or refuses it: a note that stands alone goes to the default destination. */
const addressOf = (step: Call): ChannelId =>
  "body" in step && step.thread === undefined ? step.channel : destinationOf(step);

/** Of all that the record owes now, the call that can be made first. */
function choose(d: Delivery, record: WatchedRecord, passedOver: ReadonlySet<LaneName>): Step {
  if (isOver(d)) return { do: "nothing" };
  const owed = steps(record, d.clock.now(), d.fallback).filter(
    (step) => !isCall(step) || !passedOver.has(laneOf(step) ?? ""),
  );
  const calls = owed
    .filter(isCall)
    .filter((step) => step.do === "update" || !d.editsOnly)
    .filter((step) => d.taskLog !== undefined || !isLogCall(step));
  const [first] = calls.length < 2 ? calls : [...calls].sort((a, b) => waitOf(d, a) - waitOf(d, b));
  if (first !== undefined) return first;
  const waits = owed.flatMap((step) => (step.do === "wait" && !d.editsOnly ? [step] : []));
  return waits.sort((a, b) => a.until - b.until)[0] ?? { do: "nothing" };
}

const waitOf = (d: Delivery, step: Call, ahead = 0): Ms => {
  const lane = laneOf(step);
  return lane === undefined ? ms(0) : d.pacer.expected(lane, ahead);
};

/**
 * The call whose claim may be written together with the record, for it will begin soon.
 * @param ahead how many other claims of each lane were written and wait for their turns
 */
export function riding(d: Delivery, record: WatchedRecord, ahead?: Map<LaneName, number>): Call | undefined {
  const step = choose(d, record, new Set());
  if (!isCall(step)) return undefined;
  const lane = laneOf(step);
  const before = lane === undefined ? 0 : (ahead?.get(lane) ?? 0);
  if (waitOf(d, step, before) > Math.min(RIDES_WITHIN, timeLeft(d))) return undefined;
  if (lane !== undefined) ahead?.set(lane, before + 1);
  return step;
}

async function waitShortly(d: Delivery, until: number): Promise<boolean> {
  const wait = ms(until - d.clock.now());
  if (isOver(d) || wait > PATIENCE || wait >= timeLeft(d)) return false;
  await Promise.race([d.clock.sleep(wait), d.halt.when]);
  return !d.halt.done;
}

interface After<R> {
  readonly stored: Stored<R>;
  /** The next call, claimed already. */
  readonly claimed?: Claimed;
}

async function oneCall<R extends WatchedRecord>(
  d: Delivery,
  current: Stored<R>,
  step: Call,
  claimed: Claimed | undefined,
  turn: Turn | undefined,
): Promise<After<R> | undefined> {
  let outcome: Outcome | undefined;
  try {
    const mine = claimed ?? { call: step, at: d.clock.elapsed() };
    let held = current;
    if (claimed === undefined) {
      if (isOver(d)) return undefined;
      const put = await putClaim(d, current, claim(current.value, step, d.clock.now(), d.me));
      if (!put?.held) return put;
      held = put.stored;
    }
    outcome = turn === undefined ? NOT_BEGUN : await call(d, held.value, mine);
    count(d, step.do, addressOf(step), outcome);
    // Whoever waits for the channel need not wait for the store; after a refusal they do, and keep their order.
    if (holdOf(outcome) === undefined) turn?.end();
    return await settleAndGoOn(d, held, step, outcome);
  } finally {
    turn?.end(holdOf(outcome));
  }
}

/** Settles, and claims with the same write what comes next, when that can begin soon. */
async function settleAndGoOn<R extends WatchedRecord>(
  d: Delivery,
  held: Stored<R>,
  step: Call,
  outcome: Outcome,
): Promise<After<R>> {
  let last: { readonly value: R; readonly claimed?: Claimed } | undefined;
  let again = false;
  const stored = await settle(d, held, (record) => {
    const after = advance(record, step, outcome, settlingOf(d));
    again = outcome.kind === "unreadable" && isToSend(after, step);
    const call = outcome.kind === "failed" ? undefined : riding(d, after);
    last =
      call === undefined
        ? { value: after }
        : { value: claim(after, call, d.clock.now(), d.me), claimed: { call, at: d.clock.elapsed() } };
    return last.value;
  });
  if (again) d.tally.resent++;
  // Where the settle itself was given up the claim is not written either.
  return last?.value === stored.value && last.claimed !== undefined ? { stored, claimed: last.claimed } : { stored };
}

const isToSend = (record: WatchedRecord, step: Call): boolean =>
  step.do !== "update" && record.drafts.find((d) => d.key === step.draft.key)?.state === "new";

async function call(d: Delivery, record: WatchedRecord, { call: step, at }: Claimed): Promise<Outcome> {
  const draft = step.do === "update" ? undefined : step.draft;
  const isLate = (): boolean => isOver(d) || isSpent(d, draft, leaseEnd(record, step), at);
  if (isLate()) return NOT_BEGUN;
  if (isLogCall(step)) return sendLog(d, record.facts, step, isLate);
  switch (step.do) {
    case "post": {
      const message = cardOf(d.render, record, step.draft);
      const mark = { type: "planbell_card", key: step.draft.key } as const;
      const target = { channel: step.draft.destination };
      return send(d.messenger, step.draft.plain ? plainText(message) : message, target, mark);
    }
    case "update": {
      const message = cardOf(d.render, record, step.card);
      return edit(d.messenger, step.card.plain ? plainText(message) : message, step.card);
    }
    case "reply": {
      const { channel, thread, body } = step;
      // A note that stands alone is read where it stands.
      const locale = thread === undefined ? d.localeAt(channel) : step.draft.locale;
      const manner = mannerOf({ locale, mentions: step.draft.mentions });
      const message = noteOf(d.render, record, body.transitions, manner);
      const loud = body.broadcast ?? body.transitions.some((t) => isLoud(t.kind));
      const target = { channel, thread, broadcast: thread !== undefined && loud };
      const mark = { type: "planbell_note", key: step.draft.key } as const;
      return send(d.messenger, step.draft.plain ? plainText(message) : message, target, mark);
    }
    case "find": {
      const type = step.draft.body.what === "card" ? "planbell_card" : "planbell_note";
      return look(d.messenger, { type, key: step.draft.key }, step, step);
    }
    default:
      return never(step);
  }
}

function leaseEnd(record: WatchedRecord, step: Call): EpochMs {
  const lease =
    step.do === "update"
      ? record.cards.find((c) => c.ts === step.card.ts)?.edit?.notBefore
      : record.drafts.find((x) => x.key === step.draft.key)?.notBefore;
  return lease ?? (0 as EpochMs);
}
