import type { ChannelId, EpochMs, MessageTs } from "../model/brand.ts";
import { later, ms } from "../model/brand.ts";
import { never } from "../model/never.ts";
import { mannerOf } from "./card-drafts.ts";
import {
  backOff,
  claimDraft,
  dueOf,
  isDigested,
  isFile,
  isHeld,
  isHopeless,
  isReply,
  LEASE,
  retryWait,
  type Settling,
  settleDraft,
  windowOf,
} from "./draft.ts";
import { endInstead, withoutStrayLogs } from "./log-drafts.ts";
import { type Failed, faultOf, type Outcome } from "./outcome.ts";
import type { Card, Draft, LogBody, NoteBody, ToldRecord } from "./record.ts";
import { giveUpNotes, repost, tellInstead } from "./redirect.ts";

/** Without `thread` the plan's card could not be posted anywhere: the note stands alone. */
interface Reply<Do extends string, Body> {
  readonly do: Do;
  readonly draft: Draft;
  readonly body: Body;
  readonly channel: ChannelId;
  readonly thread?: MessageTs;
}

/** What the deliverer does next for one record. */
export type Step =
  | { readonly do: "post"; readonly draft: Draft; readonly hash: string }
  | { readonly do: "update"; readonly card: Card; readonly hash: string }
  | Reply<"reply", NoteBody>
  /** A part of the log, and all of it as a file. */
  | Reply<"reply-log" | "upload", LogBody>
  /** Was it sent? Look through history since then. */
  | {
      readonly do: "find";
      readonly draft: Draft;
      readonly channel: ChannelId;
      readonly thread?: MessageTs;
      readonly since: EpochMs;
      readonly until?: EpochMs;
    }
  | { readonly do: "wait"; readonly until: EpochMs }
  | { readonly do: "nothing" };

/** The destination a call is made for: several channels may wait for one record. */
export const destinationOf = (step: Call): ChannelId =>
  step.do === "update" ? step.card.destination : step.draft.destination;

/** A step that is a call to Slack. */
export type Call = Extract<Step, { do: "post" | "update" | "reply" | "reply-log" | "upload" | "find" }>;
export const isCall = (step: Step): step is Call => step.do !== "wait" && step.do !== "nothing";

/**
 * What the record owes now: the first call that can be made, or how long to wait for one.
 * @param fallback where the notes of a card go that can never be posted
 */
export function next(record: ToldRecord, now: EpochMs, fallback: ChannelId): Step {
  let wait: Extract<Step, { do: "wait" }> | undefined;
  for (const step of steps(record, now, fallback)) {
    if (isCall(step)) return step;
    if (step.do === "wait" && (wait === undefined || step.until < wait.until)) wait = step;
  }
  return wait ?? { do: "nothing" };
}

/**
 * What the record owes each of its destinations now: its card first; then the edit, and beside it notes and logs in the
 * order they came.
 *
 * Pure. One call at a time: while one is claimed, the only answer is to wait for its lease.
 */
export function steps(record: ToldRecord, now: EpochMs, fallback: ChannelId): readonly Step[] {
  const held = leases(record, now);
  if (held !== undefined) return [{ do: "wait", until: held }];
  return destinations(record).flatMap((destination) => nextFor(record, destination, now, fallback));
}

/** Does the record still owe anything, now or later? Dead drafts are not owed any more. */
export const owes = (record: ToldRecord, fallback: ChannelId): boolean =>
  record.drafts.some((d) => d.state !== "dead") ||
  next(record, Number.MAX_SAFE_INTEGER as EpochMs, fallback).do !== "nothing";

function leases(record: ToldRecord, now: EpochMs): EpochMs | undefined {
  const ends = [
    ...record.drafts.filter((d) => d.state === "sending").map((d) => d.notBefore),
    ...record.cards.flatMap((c) => (c.edit?.sending ? [c.edit.notBefore] : [])),
  ].filter((end) => isHeld(end, now));
  return ends.length === 0 ? undefined : (Math.max(...ends) as EpochMs);
}

const destinations = (record: ToldRecord): ChannelId[] => [
  ...new Set([...record.cards.map((c) => c.destination), ...record.drafts.map((d) => d.destination)]),
];

function nextFor(record: ToldRecord, destination: ChannelId, now: EpochMs, fallback: ChannelId): readonly Step[] {
  const drafts = record.drafts.filter((d) => d.destination === destination);
  const cardDraft = drafts.find((d) => d.body.what === "card" && d.state !== "dead");
  if (cardDraft !== undefined) return [cardStep(cardDraft, record, now)];
  const card = record.cards.find((c) => c.destination === destination);
  const edit = card === undefined ? undefined : editStep(card, record, now);
  const reply = drafts.find((d) => isReply(d) && d.state !== "dead");
  // All edits share one lane: where that is crowded the note need not wait for its card's edit.
  const owed = reply === undefined ? [] : [replyStep(reply, card, now, fallback)];
  return [...(edit === undefined ? [] : [edit]), ...owed];
}

function cardStep(draft: Draft, record: ToldRecord, now: EpochMs): Step {
  if (isDigested(draft)) return { do: "nothing" };
  return draftStep(draft, now, { do: "post", draft, hash: record.hash }, { channel: draft.destination });
}

/** What a draft wants: its call, a search where it would stand, or time. */
function draftStep(draft: Draft, now: EpochMs, call: Call, at: { channel: ChannelId; thread?: MessageTs }): Step {
  const due = dueOf(draft, now);
  switch (due.kind) {
    case "send":
      return call;
    case "find":
      return { do: "find", draft, ...windowOf(due), ...at };
    case "wait":
      return { do: "wait", until: due.until };
    case "dead":
      return { do: "nothing" };
    default:
      return never(due);
  }
}

function editStep(card: Card, record: ToldRecord, now: EpochMs): Step | undefined {
  if (card.via !== undefined || card.shown === record.hash) return undefined;
  if (card.edit !== undefined && isHeld(card.edit.notBefore, now)) return { do: "wait", until: card.edit.notBefore };
  return { do: "update", card, hash: record.hash };
}

function replyStep(draft: Draft, card: Card | undefined, now: EpochMs, fallback: ChannelId): Step {
  const { body } = draft;
  if ((body.what !== "note" && body.what !== "log") || isDigested(draft)) return { do: "nothing" };
  const here = card === undefined ? { channel: fallback } : { channel: card.channel, thread: card.ts };
  // A note in doubt is looked for where it was sent, whatever became of that card since.
  const at = draft.state === "new" || isFile(draft) ? here : (draft.at ?? here);
  if (body.what === "note") return draftStep(draft, now, { do: "reply", draft, body, ...at }, at);
  return draftStep(draft, now, { do: isFile(draft) ? "upload" : "reply-log", draft, body, ...at }, at);
}

/**
 * The record as it is stored before the call: from here on nobody else makes it, until the lease runs out.
 * @param by names the process that makes the call
 */
export function claim<R extends ToldRecord>(record: R, step: Call, now: EpochMs, by: string): R {
  if ("body" in step) {
    const { channel, thread } = step;
    const at = { channel, ...(thread === undefined ? {} : { thread }) };
    return withDraft(record, step.draft.key, (d) => ({ ...claimDraft(d, now, by), at }));
  }
  if (step.do !== "update") return withDraft(record, step.draft.key, (d) => claimDraft(d, now, by));
  return withCard(record, step.card, (card) => ({
    ...card,
    edit: {
      sending: true,
      attempts: (card.edit?.attempts ?? 0) + 1,
      notBefore: later(now, LEASE),
      firstAt: card.edit?.firstAt ?? now,
    },
  }));
}

/**
 * The record after the call's outcome, applied to whatever the record is by now. Settling twice changes nothing: a
 * draft that is gone stays gone, and an outcome of an older claim changes nothing unless the message stands.
 */
export function advance<R extends ToldRecord>(record: R, step: Call, outcome: Outcome, settling: Settling): R {
  if (step.do === "update") return advanceEdit(record, step, outcome, settling);
  const draft = record.drafts.find((d) => d.key === step.draft.key);
  if (draft === undefined) return record;
  if (outcome.kind === "uploaded") return without(record, draft);
  const stands = outcome.kind === "sent" || outcome.kind === "found";
  if (!stands && !isClaimedBy(draft, step)) return record;
  if (stands) return settled(record, draft, outcome, step.do === "post" ? step.hash : "");
  if (outcome.kind === "left-out") return without(record, draft);
  if (step.do === "upload") {
    const fault = faultOf(outcome);
    // A file whose answer was lost counts as sent: nobody could tell, and twice is more than was promised.
    if (fault === "ambiguous") return without(record, draft);
    if (outcome.kind === "no-files" || fault === "payload") return endInstead(record, draft, settling.now);
  }
  const isLost = step.do !== "post" && step.thread !== undefined && faultOf(outcome) === "stale";
  const { reposts = 0 } = draft;
  const gone = isLost && reposts < MOST_REPOSTS;
  // What was sent into a thread that is gone can be seen by nobody: it goes into the thread of the new card.
  const learnt = gone && step.do === "find" ? ({ kind: "absent" } as const) : outcome;
  const after = settleDraft(draft, learnt, settling);
  const told = withDraft(record, draft.key, () => ({ ...(after ?? draft), ...(gone ? { reposts: reposts + 1 } : {}) }));
  if (gone) return repost(told, draft.destination, settling.now, step.thread);
  // A channel in which no card can be replied to refuses notes.
  return afterRefusal(told, draft.destination, isLost || faultOf(outcome) === "destination", settling);
}

/** A note asks for a new card so often at most: each would be one more message that nobody can reply to. */
const MOST_REPOSTS = 2;

function afterRefusal<R extends ToldRecord>(record: R, at: ChannelId, refused: boolean, settling: Settling): R {
  return withoutStrayLogs(giveUpNotes(refused ? tellInstead(record, at, settling) : record, at, settling.fallback));
}

/** A search that is settled may leave its draft in doubt: only its claim is gone then. */
const isClaimedBy = (draft: Draft, step: Exclude<Call, { do: "update" }>): boolean =>
  draft.attempts === step.draft.attempts + 1 &&
  (step.do === "find" ? draft.state === "ambiguous" && draft.by !== undefined : draft.state === "sending");

function settled<R extends ToldRecord>(
  record: R,
  draft: Draft,
  at: { channel: ChannelId; ts: MessageTs },
  shown: string,
): R {
  if (draft.body.what !== "card") return without(record, draft);
  const card: Card = {
    destination: draft.destination,
    n: draft.body.n,
    channel: at.channel,
    ts: at.ts,
    shown,
    ...(draft.plain ? { plain: draft.plain } : {}),
    ...mannerOf(draft),
  };
  return {
    ...without(record, draft),
    cards: [...record.cards.filter((c) => c.destination !== draft.destination), card],
  };
}

function advanceEdit<R extends ToldRecord>(
  record: R,
  step: Extract<Call, { do: "update" }>,
  outcome: Outcome,
  settling: Settling,
): R {
  if (outcome.kind !== "failed") {
    return withCard(record, step.card, ({ edit: _edit, ...card }) => ({ ...card, shown: step.hash }));
  }
  if (outcome.fault === "stale") return repost(record, step.card.destination, settling.now, step.card.ts);
  const edit = record.cards.find((card) => isCardAt(card, step.card))?.edit;
  if (edit?.sending !== true || edit.attempts !== (step.card.edit?.attempts ?? 0) + 1) return record;
  const later = withCard(record, step.card, (card) => putOffEdit(card, edit, step.hash, outcome, settling));
  return afterRefusal(later, step.card.destination, outcome.fault === "destination", settling);
}

function putOffEdit(card: Card, held: Edit, hash: string, failed: Failed, { now, chance }: Settling): Card {
  const { attempts, firstAt } = held;
  const passes = failed.fault === "token" || failed.fault === "throttled";
  if (!passes && isHopeless(failed, attempts, firstAt, now)) {
    // Given up as if it had been made: the plan's next change tries again.
    const { edit: _edit, ...rest } = card;
    return { ...rest, shown: hash };
  }
  const wait = failed.fault === "throttled" ? retryWait(failed) : passes ? ms(0) : backOff(attempts, chance);
  const first = failed.fault === "payload" && !card.plain;
  return {
    ...card,
    ...(first ? { plain: true as const } : {}),
    edit: {
      sending: false,
      attempts,
      notBefore: first ? now : later(now, wait),
      // What was not even tried costs nothing of the day after which an edit is given up.
      firstAt: passes ? now : firstAt,
      reason: failed.code,
    },
  };
}

const without = <R extends ToldRecord>(record: R, draft: Draft): R => ({
  ...record,
  drafts: record.drafts.filter((d) => d.key !== draft.key),
});
type Edit = NonNullable<Card["edit"]>;

const withDraft = <R extends ToldRecord>(record: R, key: string, change: (draft: Draft) => Draft): R => ({
  ...record,
  drafts: record.drafts.map((d) => (d.key === key ? change(d) : d)),
});

const withCard = <R extends ToldRecord>(record: R, at: Card, change: (card: Card) => Card): R => ({
  ...record,
  cards: record.cards.map((c) => (isCardAt(c, at) ? change(c) : c)),
});

const isCardAt = (card: Card, at: Card): boolean => card.destination === at.destination && card.ts === at.ts;
