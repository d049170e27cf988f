import type { ChannelId, EpochMs } from "../model/brand.ts";
import { hashOf } from "../model/hash.ts";
import type { Locale } from "../model/locale.ts";
import { isDangerous } from "../watch/danger.ts";
import { mannerOf } from "./card-drafts.ts";
import {
  claimDraft,
  dueOf,
  isDigested,
  isHeldBy,
  isReply,
  newDraft,
  type SentWithin,
  type Settling,
  settleDraft,
  windowOf,
} from "./draft.ts";
import type { Outcome } from "./outcome.ts";
import {
  type Card,
  type DigestMember,
  type DigestRecord,
  type Draft,
  RECORD_FORMAT,
  type WatchedRecord,
} from "./record.ts";
import { giveUpNotes, instead, notesAt } from "./redirect.ts";

/** More members than this make a second digest: each has a line in the message. */
export const DIGEST_MEMBERS = 30;

/** The plans and instances that wait to be told in a digest, per destination, oldest first. */
export function undigested<R extends WatchedRecord>(records: Iterable<R>): ReadonlyMap<ChannelId, readonly R[]> {
  const found = new Map<ChannelId, R[]>();
  for (const record of records) {
    for (const draft of record.drafts) {
      if (!isOwedDigest(draft) || !isFirst(draft, record)) continue;
      const list = found.get(draft.destination);
      if (list === undefined) found.set(draft.destination, [record]);
      else if (list.at(-1) !== record) list.push(record);
    }
  }
  for (const list of found.values()) list.sort((a, b) => a.facts.since - b.facts.since || (a.id < b.id ? -1 : 1));
  return found;
}

/** Notes keep their order: one that waits for a digest stays behind one that is sent alone. */
const isFirst = (draft: Draft, { drafts }: WatchedRecord): boolean =>
  draft.body.what === "card" ||
  drafts.find((d) => d.destination === draft.destination && isReply(d) && d.state !== "dead") === draft;

/** A digest that is only begun: whoever writes it keeps others from beginning one for this destination. */
export const beginDigest = (destination: ChannelId): DigestRecord => ({
  format: RECORD_FORMAT,
  kind: "digest",
  key: "",
  destination,
  members: [],
  total: 0,
});

/**
 * The digest as it is frozen: from here on its members are fixed, and its key follows from them alone.
 * @param locale of its destination; absent: the configured one
 */
export function freeze(
  destination: ChannelId,
  waiting: readonly WatchedRecord[],
  now: EpochMs,
  locale?: Locale,
): DigestRecord {
  const plans = waiting.slice(0, DIGEST_MEMBERS);
  const key = `digest:${destination}:${hashOf(plans.map((p) => `${p.id}:${p.born}:${p.seq}`).join("\n"))}`;
  return {
    format: RECORD_FORMAT,
    kind: "digest",
    key,
    destination,
    members: plans.map(memberOf),
    total: plans.length,
    draft: newDraft(key, destination, { what: "card", n: 0 }, now),
    ...(locale === undefined ? {} : { locale }),
  };
}

function memberOf(record: WatchedRecord): DigestMember {
  if (record.kind === "instance") {
    const { id, name, status, since, region, gone } = record.facts;
    const member = { id, instance: true as const, name, status, since, region, seq: record.seq, waitingFor: [] };
    return gone ? { ...member, gone } : member;
  }
  const { id, name, status, since, pending, region, gone } = record.facts;
  const waitingFor = [...new Set(pending.flatMap((node) => node.approvers.map((a) => a.name)))];
  const member = { id, name, status, since, region, seq: record.seq, waitingFor: waitingFor.slice(0, 5) };
  return { ...member, ...(gone ? { gone } : {}), ...(isDangerous(record.facts) ? { danger: true } : {}) };
}

export type DigestStep =
  /** It is only begun: read who is to be in it, now that nobody else can, and freeze them. */
  | { readonly do: "gather" }
  | { readonly do: "post"; readonly draft: Draft }
  | ({ readonly do: "find"; readonly draft: Draft } & SentWithin)
  | { readonly do: "wait"; readonly until: EpochMs }
  /** It stands, or was given up: its members can be settled. */
  | { readonly do: "settle" };

export function nextDigest(digest: DigestRecord, now: EpochMs): DigestStep {
  if (digest.draft === undefined) return { do: digest.key === "" ? "gather" : "settle" };
  const due = dueOf(digest.draft, now);
  if (due.kind === "send") return { do: "post", draft: digest.draft };
  if (due.kind === "find") return { do: "find", draft: digest.draft, ...windowOf(due) };
  return due.kind === "wait" ? { do: "wait", until: due.until } : { do: "settle" };
}

export const claimDigest = (digest: DigestRecord, now: EpochMs, by: string): DigestRecord =>
  digest.draft === undefined ? digest : { ...digest, draft: claimDraft(digest.draft, now, by) };

/** The digest after its call's outcome; settling twice changes nothing. */
export function advanceDigest(
  digest: DigestRecord,
  claimed: Draft,
  outcome: Outcome,
  settling: Settling,
): DigestRecord {
  const { draft, ...rest } = digest;
  if (draft === undefined) return digest;
  if (outcome.kind === "sent" || outcome.kind === "found") {
    return { ...rest, posted: { channel: outcome.channel, ts: outcome.ts } };
  }
  if (!isHeldBy(draft, claimed)) return digest;
  const refused = outcome.kind === "failed" && outcome.fault === "destination";
  if (refused && digest.destination !== settling.fallback) return { ...rest, refused: outcome.code };
  return { ...rest, draft: settleDraft(draft, outcome, settling) ?? draft };
}

/**
 * The plan's record once its digest stands: no longer owed, and the notes to come go into the digest's thread unless the
 * plan has a card of its own. Of a digest that was given up the plan's part is given up too, so that its notes go out
 * alone and a later card can be tried. What its destination refuses goes into a digest of the default destination.
 * @param locale of the default destination; absent: the configured one
 */
export function settleMember<R extends WatchedRecord>(
  record: R,
  digest: DigestRecord,
  fallback: ChannelId,
  locale?: Locale,
): R {
  const { destination, posted } = digest;
  const seq = digest.members.find((m) => m.id === record.id)?.seq ?? 0;
  const isMeant = (d: Draft): boolean => isOwedDigest(d) && d.destination === destination && seqOf(d) <= seq;
  const meant = record.drafts.find(isMeant);
  if (meant === undefined) return record;
  if (digest.draft?.state === "dead") {
    const { reason } = digest.draft;
    const dead = (d: Draft): Draft => ({ ...d, state: "dead", ...(reason === undefined ? {} : { reason }) });
    const given = record.drafts.map((d) => (isMeant(d) ? dead(d) : d));
    return giveUpNotes({ ...record, drafts: given }, destination, fallback);
  }
  const rest = { ...record, drafts: record.drafts.filter((d) => !isMeant(d)) };
  if (digest.refused !== undefined) {
    const to = { fallback, locale };
    const moved = instead(record, notesAt(record, destination), destination, to, meant.notBefore, record.seq);
    return giveUpNotes({ ...rest, drafts: [...rest.drafts, ...moved] }, destination, fallback);
  }
  if (posted === undefined) return record;
  if (rest.cards.some((c) => c.destination === destination && c.via === undefined)) return rest;
  const { channel, ts } = posted;
  const card: Card = { destination, n: 0, channel, ts, shown: "", via: digest.key, ...mannerOf(meant) };
  return { ...rest, cards: [...rest.cards.filter((c) => c.destination !== destination), card] };
}

const isOwedDigest = (draft: Draft): boolean => isDigested(draft) && draft.state === "new";
const seqOf = ({ body }: Draft): number => (body.what === "notice" ? 0 : (body.seq ?? 0));

/** Has the record been settled? Until then its digest must stay. */
export const isSettled = (record: WatchedRecord, digest: DigestRecord, fallback: ChannelId): boolean =>
  settleMember(record, digest, fallback) === record;
