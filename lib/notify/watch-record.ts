import { type ChannelId, type EpochMs, earlier, hours } from "../model/brand.ts";
import type { Notice } from "../watch/transition.ts";
import { claimDraft, type Due, dueOf, isHeldBy, newDraft, type Settling, settleDraft } from "./draft.ts";
import type { Outcome } from "./outcome.ts";
import { type Draft, type PollRecord, RECORD_FORMAT } from "./record.ts";

/** A destination that refuses is told of this often. */
const TOLD_AGAIN = hours(24);
/** Notices that are kept when nobody can be told; the oldest go first. */
const NOTICES_KEPT = 20;

/** The record before anything was seen. */
export const beginWatch = (now: EpochMs): PollRecord => ({
  format: RECORD_FORMAT,
  kind: "poll",
  heartbeat: now,
  drafts: [],
});

/**
 * The record with notices that have to be told, as one message to the default destination. A blindness that is over
 * before anybody could be told of it is told together with its end.
 */
export function announce(
  record: PollRecord,
  notices: readonly Notice[],
  now: EpochMs,
  fallback: ChannelId,
): PollRecord {
  if (notices.length === 0) return record;
  const isOver = notices.some((n) => n.kind === "watch.recovered");
  const missed = record.drafts.filter((d) => isOver && isBlindness(d) && d.attempts === 0);
  const joined = isOver ? inOne([...missed.flatMap(noticesOf), ...notices]) : notices;
  const draft = newDraft(keyOf(joined, now), fallback, { what: "notice", notices: joined }, now);
  const { blind: _blind, ...rest } = record;
  const since = notices.find((n) => n.kind === "watch.blind")?.since;
  const over = joined.findLast((n) => n.kind === "watch.recovered");
  return {
    ...rest,
    ...(isOver || (since ?? record.blind) === undefined ? {} : { blind: since ?? (record.blind as EpochMs) }),
    ...(over === undefined ? {} : { wasBlind: { since: over.since, until: over.until } }),
    drafts: keptOf([...record.drafts.filter((d) => !missed.includes(d)), draft]),
  };
}

/** Several blindnesses that nobody was told of are told as one: from the first beginning to the last end. */
function inOne(notices: readonly Notice[]): readonly Notice[] {
  const first = notices.find((n) => n.kind === "watch.blind");
  const since = notices.flatMap((n) => (n.kind === "watch.refused" ? [] : [n.since]));
  const ends = notices.flatMap((n) => (n.kind === "watch.recovered" ? [n] : []));
  const last = ends.at(-1);
  if (last === undefined) return notices;
  return [...(first === undefined ? [] : [first]), { ...last, since: Math.min(...since) as EpochMs }];
}

/** What was given up goes first, then the oldest. */
function keptOf(drafts: readonly Draft[]): readonly Draft[] {
  const more = drafts.length - NOTICES_KEPT;
  if (more <= 0) return drafts;
  const gone = new Set([...drafts.filter((d) => d.state === "dead"), ...drafts].slice(0, more));
  return drafts.filter((d) => !gone.has(d));
}

const noticesOf = ({ body }: Draft): readonly Notice[] => (body.what === "notice" ? body.notices : []);
const isBlindness = (d: Draft): boolean => noticesOf(d).some((n) => n.kind === "watch.blind");

/** When it was told is part of it: the same may happen again. */
const keyOf = (notices: readonly Notice[], now: EpochMs): string => {
  const kinds = [...new Set(notices.map((n) => n.kind.slice("watch.".length)))].join("+");
  return `note:watch:${kinds}:${now}`;
};

/**
 * The record with a notice about every destination that refused and was not told of within a day; the same record when
 * there is nothing new to tell.
 * @param refused Slack's word by destination
 */
export function tellRefusals(
  record: PollRecord,
  refused: ReadonlyMap<ChannelId, string>,
  now: EpochMs,
  fallback: ChannelId,
): PollRecord {
  const told = record.refused ?? {};
  const due = [...refused].filter(([destination]) => {
    const last = told[destination];
    return destination !== fallback && (last === undefined || last <= earlier(now, TOLD_AGAIN));
  });
  if (due.length === 0) return record;
  const recent = Object.entries(told).filter(([, at]) => at > earlier(now, TOLD_AGAIN));
  const marks = Object.fromEntries([...recent, ...due.map(([destination]) => [destination, now] as const)]);
  const notices = due.map(([destination, code]): Notice => ({ kind: "watch.refused", destination, code }));
  return announce({ ...record, refused: marks }, notices, now, fallback);
}

/** The oldest notice that is owed, and what it wants now. */
export function nextNotice(record: PollRecord, now: EpochMs): { readonly draft: Draft; readonly due: Due } | undefined {
  const draft = record.drafts.find((d) => d.state !== "dead");
  return draft && { draft, due: dueOf(draft, now) };
}

/** @param destination where it is sent now; one in doubt is looked for where it was sent */
export const claimNotice = (
  record: PollRecord,
  key: string,
  destination: ChannelId,
  now: EpochMs,
  by: string,
): PollRecord => ({
  ...record,
  drafts: record.drafts.map((d) => (d.key === key ? { ...claimDraft(d, now, by), destination } : d)),
});

/** The record after a notice's outcome; settling twice, or late, changes nothing. */
export function advanceNotice(record: PollRecord, claimed: Draft, outcome: Outcome, settling: Settling): PollRecord {
  const draft = record.drafts.find((d) => d.key === claimed.key);
  if (draft === undefined) return record;
  const stands = outcome.kind === "sent" || outcome.kind === "found";
  if (!stands && !isHeldBy(draft, claimed)) return record;
  const after = settleDraft(draft, outcome, settling);
  return { ...record, drafts: record.drafts.flatMap((d) => (d !== draft ? [d] : after === undefined ? [] : [after])) };
}
