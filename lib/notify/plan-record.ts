import type { ChannelId, EpochMs } from "../model/brand.ts";
import { hashOf } from "../model/hash.ts";
import { isTerminal, isWaiting } from "../model/plan.ts";
import type { PlanFacts } from "../watch/plan-facts.ts";
import type { RowMark } from "../watch/row-mark.ts";
import type { PlanKind, Transition } from "../watch/transition.ts";
import { cardDraft, hasCard, isTold, noteKey, toldAt } from "./card-drafts.ts";
import { newDraft } from "./draft.ts";
import { logDrafts, withoutStrayLogs } from "./log-drafts.ts";
import { type Draft, type PlanRecord, RECORD_FORMAT } from "./record.ts";

const EVENTS_KEPT = 20;

/** Kinds after which a plan without a card of its own gets one. */
const CARD_KINDS: ReadonlySet<PlanKind> = new Set(["plan.awaiting-approval", "plan.preview-failed", "plan.failed"]);
/** Kinds that are told of a plan only where it has a card. */
const PASSING_KINDS: ReadonlySet<PlanKind> = new Set(["plan.executing", "plan.moved", "plan.vanished"]);

/** One closer look at a plan, decided: what is seen now and what it means. */
export interface Sighting {
  readonly facts: PlanFacts;
  /** Undefined when the plan was in no list: the mark of before stays. */
  readonly row: RowMark | undefined;
  readonly transitions: readonly Transition[];
  readonly now: EpochMs;
  /** When the next re-read counts from; `now` unless the details are missing. */
  readonly readAt?: EpochMs | undefined;
}

/** How a plan that was never seen is told: like any other, in a digest, or not at all. */
export type Introduction = "told" | "digest" | "silent";

/** Where a plan's transitions are told, and how. */
export interface Telling {
  readonly destinations: readonly ChannelId[];
  /** The default destination: what another refuses is told there. */
  readonly fallback: ChannelId;
  /** Destinations whose new cards go into a digest: they have had enough of this poll. */
  readonly crowded: ReadonlySet<ChannelId>;
  /** The same for notes. */
  readonly joined: ReadonlySet<ChannelId>;
}

/** The first record of a plan, with the drafts it owes. */
export function openRecord(
  sighting: Sighting & { readonly row: RowMark },
  salt: string,
  telling: Telling,
  introduction: Introduction,
): PlanRecord {
  const { facts, row, now } = sighting;
  const empty: PlanRecord = {
    format: RECORD_FORMAT,
    kind: "plan",
    id: facts.id,
    born: Math.floor(facts.createdAt / 1_000),
    salt,
    seq: 0,
    row,
    facts,
    hash: "",
    readAt: now,
    cards: [],
    drafts: [],
    events: [],
  };
  const told = introduction === "silent" ? [] : sighting.transitions;
  const crowded = introduction === "digest" ? new Set(telling.destinations) : telling.crowded;
  return moveOn(empty, { ...sighting, transitions: told }, { ...telling, crowded });
}

/**
 * The record after another look: new facts, and the drafts that its transitions owe. One card per destination at most,
 * one note per destination however many transitions. A note is owed only where the plan has, or gets, a card; the log
 * of a failure stands behind it, where that card is the plan's own.
 */
export function moveOn(record: PlanRecord, sighting: Sighting, telling: Telling): PlanRecord {
  const { facts, transitions, now } = sighting;
  const seq = transitions.length > 0 ? record.seq + 1 : record.seq;
  const cards = missingCards(record, facts, transitions, telling.destinations).map((d) =>
    cardDraft(record, d, now, telling.crowded.has(d) ? seq : undefined),
  );
  const { closedAt: closedBefore, missing: _missing, ...rest } = record;
  const closed = facts.gone === true || isTerminal(facts.status);
  return withoutStrayLogs({
    ...rest,
    seq,
    row: sighting.row ?? record.row,
    facts,
    hash: hashOf(JSON.stringify(facts)),
    readAt: sighting.readAt ?? now,
    drafts: [...record.drafts, ...cards, ...notes(record, cards, sighting, telling)],
    events: [...record.events, ...transitions.map((t) => ({ at: now, kind: t.kind, status: facts.status }))].slice(
      -EVENTS_KEPT,
    ),
    ...(closed ? { closedAt: closedBefore ?? now } : {}),
  });
}

/** The destinations where a card is to be promised now. */
function missingCards(
  record: PlanRecord,
  facts: PlanFacts,
  transitions: readonly Transition[],
  destinations: readonly ChannelId[],
): ChannelId[] {
  const due = transitions.some((t) => CARD_KINDS.has(t.kind));
  // A plan that needs approval and was decided between two polls is still somebody's to know.
  const missed = facts.assigned.length > 0 && transitions.some((t) => !PASSING_KINDS.has(t.kind));
  return destinations.filter((destination) => {
    const promised = record.drafts.some(
      (d) => d.destination === destination && d.body.what === "card" && d.state !== "dead",
    );
    const card = record.cards.find((c) => c.destination === destination);
    if (promised || (card !== undefined && card.via === undefined)) return false;
    return due || (missed && card === undefined);
  });
}

function notes(record: PlanRecord, cards: Draft[], { transitions, now }: Sighting, telling: Telling): Draft[] {
  const { fallback, joined } = telling;
  const seq = record.seq + 1;
  const fresh = new Set(cards.map((d) => d.destination));
  // Where a card was given up its notes go to the default destination, unless that is told them itself.
  const isElsewhere = isTold(record, fallback) || fresh.has(fallback);
  const told = toldAt(record).filter((d) => hasCard(record, d) || d === fallback || !isElsewhere);
  return [...new Set([...told, ...fresh])].flatMap((destination) => {
    // A card that is about to be posted announces the wait by itself.
    const worth = transitions.filter(
      (t) => t.kind !== "plan.executing" && !(t.kind === "plan.awaiting-approval" && fresh.has(destination)),
    );
    if (worth.length === 0) return [];
    const isJoined = joined.has(destination) && !fresh.has(destination);
    const body = { what: "note", seq, transitions: worth, ...(isJoined ? { digest: true as const } : {}) } as const;
    const logs = isJoined ? [] : logDrafts(record, seq, worth, destination, now);
    return [newDraft(noteKey(record, seq, destination), destination, body, now), ...logs];
  });
}

/** The record of a plan that the catalog no longer finds. Told only when the second poll in a row does not find it. */
export function missedOnce(record: PlanRecord, now: EpochMs): PlanRecord {
  return { ...record, missing: (record.missing ?? 0) + 1, readAt: now };
}

/** What the record says about the plan to the next reconcile. */
export const isClosed = (record: PlanRecord): boolean => record.closedAt !== undefined;
/** Might somebody have to act? `PreviewSuccess` with approvers may wait without its row telling. */
export const mayWait = ({ facts }: PlanRecord): boolean =>
  facts.gone !== true && (isWaiting(facts) || (facts.status === "PreviewSuccess" && facts.assigned.length > 0));
