import { type ChannelId, type EpochMs, earlier, hours, later, type Ms, minutes, ms, seconds } from "../model/brand.ts";
import type { Locale } from "../model/locale.ts";
import { never } from "../model/never.ts";
import type { Failed, Outcome } from "./outcome.ts";
import type { Draft, Manner } from "./record.ts";

/** How long a Slack call may take. */
const CALL_TIMEOUT: Ms = seconds(5);
/** An upload is three requests. */
const UPLOAD_TIMEOUT: Ms = seconds(15);
/** A log is read under the claim of what it is sent with: three tries of up to 15 s, and the waits between them. */
const LOG_TIMEOUT: Ms = seconds(60);
/** Skew between two machines' clocks that claims survive. */
const MAX_SKEW: Ms = minutes(2);
/** After a timeout the message may still arrive for this long. */
const STRAGGLE: Ms = seconds(30);
/** How long a claim keeps others away: whoever holds it has either settled by then or died. */
export const LEASE: Ms = ms(MAX_SKEW + CALL_TIMEOUT + STRAGGLE);
/** The same of a log. */
const LOG_LEASE: Ms = ms(MAX_SKEW + LOG_TIMEOUT + UPLOAD_TIMEOUT + STRAGGLE);
/** History is searched from this long before the first attempt. */
const SEARCH_BACK: Ms = seconds(180);

const FIRST_WAIT: Ms = seconds(15);
const LONGEST_WAIT: Ms = minutes(15);
const DEAD_AFTER_ATTEMPTS = 8;
const DEAD_AFTER: Ms = hours(24);
/** The same while Slack cannot be reached, or does not say no: that passes, if late. */
const DEAD_AFTER_SILENCE: Ms = hours(7 * 24);
/** Nobody is made to wait longer: what says so was written by a clock that was ahead, and has been set back. */
const LONGEST_HOLD: Ms = hours(1);
/** History is searched from so long ago when nobody knows what the clock said when the message was sent. */
const SEARCH_FAR_BACK: Ms = hours(24);

/** What a draft wants now: to be sent, to be looked for, to be left alone until then, or nothing ever again. */
export type Due =
  | { readonly kind: "send" }
  /** It was sent after `since` and, where that is known, before `until`. */
  | { readonly kind: "find"; readonly since: EpochMs; readonly until?: EpochMs }
  | { readonly kind: "wait"; readonly until: EpochMs }
  | { readonly kind: "dead" };

/** The time in which a message was sent, if it was. */
export interface SentWithin {
  readonly since: EpochMs;
  readonly until?: EpochMs;
}

/** Who settles, when, and by which throw of the dice. */
export interface Settling {
  readonly now: EpochMs;
  /** In [0, 1): spreads retries. */
  readonly chance: number;
  /** The default destination: what another refuses is told there. */
  readonly fallback: ChannelId;
  /** Its language; absent: the configured one. */
  readonly locale?: Locale | undefined;
}

/**
 * A claim whose lease ran out belonged to a process that died inside its call: perhaps sent. A file is sent again then,
 * for it has no key that could be looked for.
 */
export function dueOf(draft: Draft, now: EpochMs): Due {
  if (draft.state === "dead") return { kind: "dead" };
  if (isHeld(draft.notBefore, now)) return { kind: "wait", until: draft.notBefore };
  if (draft.state === "new" || isFile(draft)) return { kind: "send" };
  const { firstAt = now } = draft;
  const since = firstAt > now ? earlier(now, SEARCH_FAR_BACK) : earlier(firstAt, SEARCH_BACK);
  const until = sentBefore(draft);
  return { kind: "find", since, ...(until === undefined ? {} : { until }) };
}

/** The time in which a message in doubt was sent. */
export const windowOf = ({ since, until }: Extract<Due, { kind: "find" }>): SentWithin =>
  until === undefined ? { since } : { since, until };

/** Undefined when nobody knows: a draft that was in doubt before this was remembered. */
function sentBefore({ state, notBefore, lost, leased }: Draft): EpochMs | undefined {
  if (state === "sending") return notBefore;
  const silent = lost && later(lost.at, ms(STRAGGLE + MAX_SKEW));
  return silent === undefined || (leased !== undefined && leased > silent) ? leased : silent;
}

/** Is it too early? */
export const isHeld = (until: EpochMs, now: EpochMs): boolean => until > now && until <= later(now, LONGEST_HOLD);

export function newDraft(
  key: string,
  destination: Draft["destination"],
  body: Draft["body"],
  now: EpochMs,
  manner: Manner = {},
): Draft {
  return { key, destination, state: "new", attempts: 0, notBefore: now, body, ...manner };
}

/**
 * The draft as it is stored before its call. `attempts` fences: a failure of an older claim changes nothing.
 * While it is looked for it stays in doubt, so that a search that fails cannot make it look unsent.
 * @param by names the process that makes the call
 */
export function claimDraft(draft: Draft, now: EpochMs, by: string): Draft {
  return {
    ...draft,
    state: draft.state === "new" || isFile(draft) ? "sending" : "ambiguous",
    ...(draft.state === "sending" ? { leased: draft.notBefore } : {}),
    attempts: draft.attempts + 1,
    notBefore: later(now, leaseOf(draft)),
    firstAt: draft.firstAt ?? now,
    by,
  };
}

/** Is the draft still as this claim left it? Whoever settles late, or twice, finds it otherwise. */
export const isHeldBy = (draft: Draft, claimed: Draft): boolean =>
  draft.attempts === claimed.attempts && draft.notBefore === claimed.notBefore;

/** The draft after its call, claimed by nobody; undefined once the message stands in Slack. */
export function settleDraft(draft: Draft, outcome: Outcome, settling: Settling): Draft | undefined {
  const after = afterOutcome(draft, outcome, settling);
  if (after === undefined) return undefined;
  const { by: _by, ...rest } = after;
  return rest;
}

function afterOutcome(draft: Draft, outcome: Outcome, { now, chance }: Settling): Draft | undefined {
  switch (outcome.kind) {
    case "sent":
    case "found":
    case "uploaded":
    case "no-files":
    case "left-out":
      return undefined;
    case "absent":
    case "unreadable":
      return afterAbsence(draft, now);
    case "edited":
      return draft;
    case "failed":
      return afterFailure(draft, outcome, now, chance);
    default:
      return never(outcome);
  }
}

/**
 * Not there, as far as was seen: to be sent, unless a straggler may still arrive, which would be a double or, where
 * nobody can see that, stand behind what comes after it. Whoever lost the answer knows by its
 * own clock when that is over; anybody else allows for the skew between the two, and looks again then.
 */
function afterAbsence(draft: Draft, now: EpochMs): Draft {
  const { lost } = draft;
  const foreign = lost !== undefined && (lost.by === undefined || lost.by !== draft.by);
  const sure = lost === undefined ? now : later(lost.at, foreign ? ms(STRAGGLE + MAX_SKEW) : STRAGGLE);
  if (isHeld(sure, now)) return { ...draft, notBefore: sure };
  const { lost: _lost, ...rest } = draft;
  return { ...rest, state: "new", notBefore: now };
}

function afterFailure(draft: Draft, failed: Failed, now: EpochMs, chance: number): Draft {
  const told = { ...draft, reason: failed.code };
  switch (failed.fault) {
    case "ambiguous":
      // The answer is lost, not the message.
      return { ...told, state: "ambiguous", notBefore: later(now, STRAGGLE), lost: { at: now, by: draft.by } };
    case "token":
      // Nothing is wrong with the draft; it goes out as soon as the token is mended.
      return { ...unsent(told), notBefore: now };
    case "throttled":
      return { ...unsent(told), notBefore: later(now, retryWait(failed)) };
    case "payload":
      // Only what was sent can be refused for its blocks: a search that is refused tells nothing about the message.
      if (draft.state === "sending" && !draft.plain) return { ...told, state: "new", plain: true, notBefore: now };
      return putOff(told, failed, now, chance);
    case "destination":
    case "stale":
    case "transient":
      return putOff(told, failed, now, chance);
    default:
      return never(failed.fault);
  }
}

/** How long Slack asks to wait; never less than a second, or a hasty answer would make a busy loop. */
export const retryWait = (failed: Failed): Ms => ms(Math.max(failed.retryAfter ?? 0, 1_000));

/** A call that was not even tried costs the draft nothing of the day after which it is given up. */
function unsent(draft: Draft): Draft {
  if (draft.state !== "sending") return draft;
  const { firstAt: _firstAt, ...rest } = draft;
  return { ...rest, state: "new" };
}

/** A failed search leaves the draft in doubt: it may still have been sent. */
const back = (draft: Draft): Draft["state"] => (draft.state === "sending" ? "new" : draft.state);

function putOff(draft: Draft, failed: Failed, now: EpochMs, chance: number): Draft {
  if (isHopeless(failed, draft.attempts, draft.firstAt ?? now, now)) return { ...draft, state: "dead" };
  return { ...draft, state: back(draft), notBefore: later(now, backOff(draft.attempts, chance)) };
}

/** Is it sent by a digest? That has a record of its own, which settles its members. */
export const isDigested = ({ body }: Draft): boolean =>
  (body.what === "card" || body.what === "note") && body.digest === true;

/** Does it stand in the thread of the plan's card? */
export const isReply = ({ body }: Draft): boolean => body.what === "note" || body.what === "log";

/** Is it the log as a file? */
export const isFile = ({ body }: Draft): boolean => body.what === "log" && body.part === undefined;

/** How long a claim of the draft keeps others away; without one, that of an edit. */
export const leaseOf = (draft: Draft | undefined): Ms => (draft?.body.what === "log" ? LOG_LEASE : LEASE);

/**
 * So much of a claim's lease must be left when its call begins: others may look for the message, and send it, as soon as
 * the lease ends by a clock that is ahead. What remains before is for reading a log, or for waiting.
 */
export const reserveOf = (draft: Draft | undefined): Ms =>
  draft?.body.what === "log" ? ms(LOG_LEASE - LOG_TIMEOUT) : ms(MAX_SKEW + CALL_TIMEOUT);

/** Refused often enough and for long enough to be given up. */
export const isHopeless = ({ fault }: Failed, attempts: number, firstAt: EpochMs, now: EpochMs): boolean =>
  attempts >= DEAD_AFTER_ATTEMPTS && now >= later(firstAt, fault === "transient" ? DEAD_AFTER_SILENCE : DEAD_AFTER);

/** 15 s, doubling to 15 min, each between half and all of it. */
export function backOff(attempts: number, chance: number): Ms {
  const full = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(attempts - 1, 20));
  return ms(Math.round(full * (0.5 + chance / 2)));
}
