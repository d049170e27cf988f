import type { ChannelId, EpochMs, PlanId } from "../model/brand.ts";
import { hashOf } from "../model/hash.ts";
import { claimDraft, dueOf, newDraft, settleDraft } from "./draft.ts";
import type { Outcome } from "./outcome.ts";
import {
  type Card,
  type DigestMember,
  type DigestRecord,
  type Draft,
  type PlanRecord,
  RECORD_FORMAT,
} from "./record.ts";

/** More members than this make a second digest: a record stays far below what a store takes. */
const MEMBERS = 300;

/** The plans that wait to be told in a digest, per destination, oldest first. */
export function undigested(records: Iterable<PlanRecord>): ReadonlyMap<ChannelId, readonly PlanRecord[]> {
  const found = new Map<ChannelId, PlanRecord[]>();
  for (const record of records) {
    for (const draft of record.drafts) {
      if (!isDigestDraft(draft)) continue;
      found.set(draft.destination, [...(found.get(draft.destination) ?? []), record]);
    }
  }
  for (const list of found.values()) list.sort((a, b) => a.facts.since - b.facts.since || (a.id < b.id ? -1 : 1));
  return found;
}

/** A digest that is only begun: whoever writes it keeps others from beginning one for this destination. */
export const beginDigest = (destination: ChannelId): DigestRecord => ({
  format: RECORD_FORMAT,
  kind: "digest",
  key: "",
  destination,
  members: [],
  total: 0,
});

/** The digest as it is frozen: from here on its members are fixed, and its key follows from them alone. */
export function freeze(destination: ChannelId, waiting: readonly PlanRecord[], now: EpochMs): DigestRecord {
  const plans = waiting.slice(0, MEMBERS);
  const key = `digest:${destination}:${hashOf(plans.map((p) => `${p.id}:${p.born}:${p.seq}`).join("\n"))}`;
  return {
    format: RECORD_FORMAT,
    kind: "digest",
    key,
    destination,
    members: plans.map(memberOf),
    total: plans.length,
    draft: newDraft(key, destination, { what: "card", n: 0 }, now),
  };
}

function memberOf(record: PlanRecord): DigestMember {
  const { id, name, status, since, pending } = record.facts;
  const waitingFor = [...new Set(pending.flatMap((node) => node.approvers.map((a) => a.name)))];
  return { id, name, status, since, waitingFor: waitingFor.slice(0, 5) };
}

export type DigestStep =
  /** It is only begun: read who is to be in it, now that nobody else can, and freeze them. */
  | { readonly do: "gather" }
  | { readonly do: "post"; readonly draft: Draft }
  | { readonly do: "find"; readonly draft: Draft; readonly since: EpochMs }
  | { readonly do: "wait"; readonly until: EpochMs }
  /** It stands, or was given up: its members can be settled. */
  | { readonly do: "settle" };

export function nextDigest(digest: DigestRecord, now: EpochMs): DigestStep {
  if (digest.draft === undefined) return { do: digest.posted === undefined ? "gather" : "settle" };
  const due = dueOf(digest.draft, now);
  if (due.kind === "send") return { do: "post", draft: digest.draft };
  if (due.kind === "find") return { do: "find", draft: digest.draft, since: due.since };
  return due.kind === "wait" ? { do: "wait", until: due.until } : { do: "settle" };
}

export const claimDigest = (digest: DigestRecord, now: EpochMs): DigestRecord =>
  digest.draft === undefined ? digest : { ...digest, draft: claimDraft(digest.draft, now) };

/** The digest after its call's outcome; settling twice changes nothing. */
export function advanceDigest(
  digest: DigestRecord,
  claimed: Draft,
  outcome: Outcome,
  now: EpochMs,
  chance: number,
): DigestRecord {
  const { draft, ...rest } = digest;
  if (draft === undefined) return digest;
  if (outcome.kind === "sent" || outcome.kind === "found") {
    return { ...rest, posted: { channel: outcome.channel, ts: outcome.ts } };
  }
  const held = draft.attempts === claimed.attempts && draft.state === claimed.state;
  if (!held || draft.notBefore !== claimed.notBefore) return digest;
  return { ...rest, draft: settleDraft(draft, outcome, now, chance) ?? draft };
}

/**
 * The plan's record once its digest stands: no longer owed, and its notes go into the digest's thread. Of a digest that
 * was given up the plan's card is given up too, so that its notes go out alone and a later card can be tried.
 */
export function settleMember(record: PlanRecord, digest: DigestRecord): PlanRecord {
  const draft = record.drafts.find((d) => isDigestDraft(d) && d.destination === digest.destination);
  if (draft === undefined) return record;
  if (digest.draft?.state === "dead") {
    const { reason } = digest.draft;
    const dead: Draft = { ...draft, state: "dead", ...(reason === undefined ? {} : { reason }) };
    return { ...record, drafts: record.drafts.map((d) => (d === draft ? dead : d)) };
  }
  if (digest.posted === undefined) return record;
  const { channel, ts } = digest.posted;
  const card: Card = { destination: digest.destination, n: 0, channel, ts, shown: "", via: digest.key };
  return { ...record, drafts: record.drafts.filter((d) => d !== draft), cards: [...record.cards, card] };
}

const isDigestDraft = (draft: Draft): boolean =>
  draft.body.what === "card" && draft.body.digest === true && draft.state === "new";

/** The plans a digest speaks for. */
export const memberIds = (digest: DigestRecord): readonly PlanId[] => digest.members.map((m) => m.id);
