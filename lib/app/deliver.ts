import { bulkhead } from "cockatiel";
import { type ChannelId, type EpochMs, later, type Ms, ms, seconds } from "../model/brand.ts";
import { Conflict, RecordRefused, type SlackFault } from "../model/errors.ts";
import { never } from "../model/never.ts";
import { advance, type Call, claim, destinationOf, isCall, next } from "../notify/delivery.ts";
import { CALL_TIMEOUT } from "../notify/draft.ts";
import type { Outcome } from "../notify/outcome.ts";
import type { DigestRecord, PlanRecord } from "../notify/record.ts";
import type { Clock, Messenger, StateStore, Stored } from "../ports.ts";
import type { Transition } from "../watch/transition.ts";
import type { Pacer } from "./pacer.ts";
import { putRecord, readRecord } from "./records.ts";
import { plainText, type Renderer } from "./render.ts";
import type { Tally } from "./report.ts";
import { edit, look, send } from "./slack-call.ts";

/** A run waits this long for a channel's Retry-After; longer waits are the next run's. */
const PATIENCE: Ms = seconds(5);
/** A settle goes on this long after the deadline. */
const SETTLE_GRACE: Ms = seconds(8);
const AT_ONCE = 8;

/** What a delivery needs; one object for one run. */
export interface Delivery {
  readonly store: StateStore;
  readonly messenger: Messenger;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly chance: () => number;
  readonly render: Renderer;
  readonly pacer: Pacer;
  readonly tally: Tally;
  /** No call to Slack begins after it. */
  deadline: EpochMs;
  /** The default destination. */
  readonly fallback: ChannelId;
  /** Set when the token is refused: everything is kept, nothing more is sent. */
  stopped: boolean;
  readonly turns: { execute<T>(work: () => Promise<T>): Promise<T> };
}

export const newTurns = (): Delivery["turns"] => {
  const policy = bulkhead(AT_ONCE, Number.POSITIVE_INFINITY);
  return { execute: (work) => policy.execute(work) };
};

/**
 * Sends what one plan's record owes, in order, until it owes nothing now or the deadline comes.
 *
 * Claim (put), one call, settle (put). A crash between any two of them loses nothing and doubles nothing where history
 * can be read: the claim stands in the record, and the next run looks before it sends again.
 * @param claimed the call whose claim was written together with the record
 * @returns the record as it was last seen
 */
export async function deliverPlan(d: Delivery, start: Stored<PlanRecord>, claimed?: Call): Promise<Stored<PlanRecord>> {
  let current = start;
  // A claim that was written is settled also when nothing may be sent any more: else it would stand until its lease ends.
  if (claimed !== undefined) current = await d.turns.execute(() => callAndSettle(d, current, claimed));
  const passedOver = new Set<ChannelId>();
  while (!d.stopped) {
    const step = next(current.value, d.clock.now(), d.fallback, passedOver);
    if (step.do === "nothing") return current;
    if (step.do === "wait") {
      if (!(await waitShortly(d, step.until))) return current;
      continue;
    }
    if (!(await turn(d, step))) {
      if (d.clock.now() >= d.deadline) return current;
      // This channel is busy beyond the deadline; the record's other channels need not be.
      passedOver.add(destinationOf(step));
      continue;
    }
    const after = await d.turns.execute(() => claimAndCall(d, current, step));
    if (after === undefined) return current;
    current = after;
  }
  return current;
}

/** May this call's claim be written together with its record? Only if the call can begin at once. */
export function canRide(d: Delivery, step: ReturnType<typeof next>): step is Call {
  if (d.stopped || !isCall(step)) return false;
  const now = d.clock.now();
  if (now >= d.deadline) return false;
  return step.do === "update" || step.do === "find" || d.pacer.reserve(channelOf(step), now, now) !== undefined;
}

async function waitShortly(d: Delivery, until: EpochMs): Promise<boolean> {
  const now = d.clock.now();
  if (until > later(now, PATIENCE) || until >= d.deadline) return false;
  await d.clock.sleep(ms(until - now));
  return true;
}

async function turn(d: Delivery, step: Call): Promise<boolean> {
  if (d.clock.now() >= d.deadline) return false;
  return step.do === "update" || step.do === "find" || turnIn(d, channelOf(step));
}

/** Waits for the channel's next slot; false when there is none before the deadline, or everything was stopped. */
export async function turnIn(d: Delivery, channel: ChannelId): Promise<boolean> {
  const now = d.clock.now();
  if (now >= d.deadline) return false;
  const slot = d.pacer.reserve(channel, now, d.deadline);
  if (slot === undefined) return false;
  if (slot > now) await d.clock.sleep(ms(slot - now));
  return !d.stopped;
}

const channelOf = (step: Exclude<Call, { do: "update" }>): ChannelId =>
  step.do === "post" ? step.draft.destination : step.channel;

async function claimAndCall(d: Delivery, current: Stored<PlanRecord>, step: Call) {
  if (d.stopped || d.clock.now() >= d.deadline) return undefined;
  try {
    const held = await putRecord(d.store, current.key, claim(current.value, step, d.clock.now()), current.version);
    return await callAndSettle(d, held, step);
  } catch (error) {
    if (error instanceof RecordRefused) return refused(d, error);
    if (!(error instanceof Conflict)) throw error;
    d.tally.conflicts++;
    return reread<PlanRecord>(d, current.key);
  }
}

async function callAndSettle(d: Delivery, held: Stored<PlanRecord>, step: Call): Promise<Stored<PlanRecord>> {
  const outcome = await call(d, held.value, step);
  count(d, step, outcome);
  if (
    outcome.kind === "failed" &&
    outcome.fault === "throttled" &&
    outcome.retryAfter !== undefined &&
    step.do !== "update"
  ) {
    d.pacer.hold(channelOf(step), later(d.clock.now(), outcome.retryAfter));
  }
  return settle(d, held, (record) => advance(record, step, outcome, d.clock.now(), d.chance()));
}

async function call(d: Delivery, record: PlanRecord, step: Call): Promise<Outcome> {
  const now = d.clock.now();
  if (d.stopped || now >= d.deadline || leaseEnd(record, step) < later(now, CALL_TIMEOUT)) {
    return { kind: "failed", fault: "throttled", code: "not-begun" };
  }
  switch (step.do) {
    case "post": {
      const message = d.render.card(record.facts);
      const mark = { type: "planbell_card", key: step.draft.key } as const;
      return send(
        d.messenger,
        step.draft.plain ? plainText(message) : message,
        { channel: step.draft.destination },
        mark,
      );
    }
    case "update": {
      const message = d.render.card(record.facts);
      return edit(d.messenger, step.card.plain ? plainText(message) : message, step.card);
    }
    case "reply": {
      const message = d.render.note(record.facts, step.body.transitions);
      const { channel, thread } = step;
      const target = { channel, thread, broadcast: thread !== undefined && isLoud(step.body.transitions) };
      return send(d.messenger, step.draft.plain ? plainText(message) : message, target, {
        type: "planbell_note",
        key: step.draft.key,
      });
    }
    case "find": {
      const type = step.draft.body.what === "card" ? "planbell_card" : "planbell_note";
      return look(d.messenger, { type, key: step.draft.key }, step, step.since);
    }
    default:
      return never(step);
  }
}

/** A failure is everybody's to see: its note also shows in the channel. */
const isLoud = (transitions: readonly Transition[]): boolean =>
  transitions.some((t) => t.kind === "plan.failed" || t.kind === "plan.preview-failed");

function leaseEnd(record: PlanRecord, step: Call): EpochMs {
  const lease =
    step.do === "update"
      ? record.cards.find((c) => c.ts === step.card.ts)?.edit?.notBefore
      : record.drafts.find((x) => x.key === step.draft.key)?.notBefore;
  return lease ?? (0 as EpochMs);
}

/** What a failure means to whoever runs the bot. Being too fast means nothing: it waits. */
const WARNINGS: Readonly<Partial<Record<SlackFault, (code: string) => string>>> = {
  token: (code) => `Slack refuses the token (${code}): mend SLACK_BOT_TOKEN; everything is kept and sent then`,
  destination: (code) =>
    `Slack refuses the channel (${code}): invite the app to it, or correct its id; tried again later`,
  transient: (code) => `Slack could not be reached, or did not take a call (${code}): tried again later`,
  ambiguous: (code) => `Slack's answer to a message was lost (${code}): it is looked for before it is sent again`,
  payload: (code) => `Slack refuses a message's blocks (${code}): its text is sent alone; please report it`,
};

/** What an outcome means to the run as a whole. */
export function count(d: Delivery, step: { do: string }, outcome: Outcome): void {
  const { tally } = d;
  if (outcome.kind === "sent") step.do === "reply" ? tally.replied++ : tally.posted++;
  if (outcome.kind === "edited") tally.updated++;
  if (outcome.kind === "unreadable") tally.resent++;
  if (outcome.kind !== "failed" || outcome.code === "not-begun") return;
  tally.failed++;
  if (outcome.fault === "throttled") tally.throttled++;
  if (outcome.fault === "token") d.stopped = true;
  const said = WARNINGS[outcome.fault];
  if (said !== undefined) tally.warn(`slack-${outcome.fault}`, said(outcome.code));
}

/**
 * Writes an outcome and never gives up on it: on Conflict it reads again, applies again, puts again. Past the deadline
 * the claim is left as it stands, and what it promised becomes a question that the next run answers.
 */
export async function settle<T extends PlanRecord | DigestRecord>(
  d: Delivery,
  held: Stored<T>,
  apply: (value: T) => T,
): Promise<Stored<T>> {
  let current = held;
  for (;;) {
    const value = apply(current.value);
    if (value === current.value) return current;
    try {
      return await putRecord(d.store, current.key, value, current.version);
    } catch (error) {
      if (error instanceof RecordRefused) return refused(d, error) ?? current;
      if (!(error instanceof Conflict)) throw error;
      d.tally.conflicts++;
      const again = d.clock.now() < later(d.deadline, SETTLE_GRACE) ? await reread<T>(d, current.key) : undefined;
      if (again === undefined) return current;
      current = again;
    }
  }
}

/** One record that has grown too large must not silence the others. */
function refused(d: Delivery, error: RecordRefused): undefined {
  d.tally.warn("record-refused", error.message);
}

export async function reread<T extends PlanRecord | DigestRecord>(
  d: Delivery,
  key: string,
): Promise<Stored<T> | undefined> {
  const stored = await d.store.get(key);
  return stored === undefined ? undefined : { key, version: stored.version, value: readRecord(stored) as T };
}
