import type { ChannelId, EpochMs } from "../model/brand.ts";
import { hashOf } from "../model/hash.ts";
import type { InstanceFacts } from "../watch/instance-facts.ts";
import type { InstanceMark } from "../watch/instance-reconcile.ts";
import { type InstanceFailure, type InstanceTransition, isInstanceFailure } from "../watch/instance-transition.ts";
import type { Doubt } from "../watch/instance-verdict.ts";
import { cardDraft, hasCard, isTold, noteKey, toldAt } from "./card-drafts.ts";
import { newDraft } from "./draft.ts";
import { logDrafts, withoutStrayLogs } from "./log-drafts.ts";
import type { Telling } from "./plan-record.ts";
import { type Draft, type InstanceRecord, RECORD_FORMAT } from "./record.ts";

const EVENTS_KEPT = 20;
/** Failures that wait for their verdict; more than anybody makes within minutes. */
const DOUBTS_KEPT = 20;

/** One closer look at an instance, decided: what is seen now and what it means. */
export interface InstanceSighting {
  readonly facts: InstanceFacts;
  readonly mark: InstanceMark;
  readonly transitions: readonly InstanceTransition[];
  readonly now: EpochMs;
}

/** The record of an instance before its first look. */
export function emptyInstance(facts: InstanceFacts, mark: InstanceMark, salt: string, now: EpochMs): InstanceRecord {
  return {
    format: RECORD_FORMAT,
    kind: "instance",
    id: facts.id,
    born: Math.floor(facts.createdAt / 1_000),
    salt,
    seq: 0,
    mark,
    facts,
    hash: "",
    readAt: now,
    cards: [],
    drafts: [],
    doubts: [],
    events: [],
  };
}

/**
 * The record after another look. Nothing is told by it but that cards are edited: what failed waits until it is known
 * whether a plan tells it, and the rest is quiet, for whoever asks.
 */
export function sightInstance(record: InstanceRecord, sighting: InstanceSighting): InstanceRecord {
  const { facts, mark, transitions, now } = sighting;
  const { closedAt: closedBefore, missing: _missing, ...rest } = record;
  const doubts = transitions.filter(isInstanceFailure).map((transition): Doubt => ({ transition, seen: now }));
  const closed = facts.gone === true || isIdle(facts);
  return {
    ...rest,
    mark,
    facts,
    hash: hashOf(JSON.stringify(facts)),
    readAt: now,
    doubts: [...record.doubts, ...doubts].slice(-DOUBTS_KEPT),
    events: [...record.events, ...transitions.map(({ kind }) => ({ at: now, kind, status: facts.status }))].slice(
      -EVENTS_KEPT,
    ),
    ...(closed ? { closedAt: closedBefore ?? now } : {}),
  };
}

/** Under change and in error it may move on, and in a state that nobody knows while its task runs. */
const isIdle = ({ status, task }: InstanceFacts): boolean =>
  status !== "UnderChange" && status !== "Error" && task?.status !== "InProgress";

/**
 * The record once it is known of its first doubts what they are: `told` are nobody's but the instance's, and owe a card,
 * or a note below the card that stands; the log of a failed task follows. A plan tells the others.
 * @param settled how many of the doubts are settled
 * @param told of these, oldest first
 */
export function settleDoubts(
  record: InstanceRecord,
  settled: number,
  told: readonly InstanceFailure[],
  now: EpochMs,
  telling: Telling,
): InstanceRecord {
  const doubts = record.doubts.slice(settled);
  if (told.length === 0) return { ...record, doubts };
  const seq = record.seq + 1;
  const cards = telling.destinations
    .filter((destination) => !hasOwnCard(record, destination))
    .map((d) => cardDraft(record, d, now, telling.crowded.has(d) ? seq : undefined));
  const drafts = [...record.drafts, ...cards, ...replies(record, cards, told, now, telling)];
  return withoutStrayLogs({ ...record, seq, doubts, drafts });
}

const hasOwnCard = (record: InstanceRecord, destination: ChannelId): boolean =>
  record.cards.some((c) => c.destination === destination && c.via === undefined) ||
  record.drafts.some((d) => d.destination === destination && d.body.what === "card" && d.state !== "dead");

function replies(
  record: InstanceRecord,
  cards: readonly Draft[],
  told: readonly InstanceFailure[],
  now: EpochMs,
  { fallback, joined }: Telling,
): Draft[] {
  const seq = record.seq + 1;
  const fresh = new Map(cards.map((d) => [d.destination, d]));
  // Where a card was given up its notes go to the default destination, unless that is told them itself.
  const isElsewhere = isTold(record, fallback) || fresh.has(fallback);
  const before = toldAt(record).filter((d) => hasCard(record, d) || d === fallback || !isElsewhere);
  return [...new Set([...before, ...fresh.keys()])].flatMap((destination) => {
    const card = fresh.get(destination);
    const isJoined = joined.has(destination) && card === undefined;
    const logs = isJoined ? [] : logDrafts(record, seq, told, destination, now);
    // A card of its own that is about to be posted says by itself why the instance failed.
    if (isOwn(card) && told.length === 1 && told.every((failure) => saysCard(record.facts, failure))) return logs;
    const body = { what: "note", seq, transitions: told, ...(isJoined ? { digest: true as const } : {}) } as const;
    return [newDraft(noteKey(record, seq, destination), destination, body, now), ...logs];
  });
}

const isOwn = (card: Draft | undefined): boolean =>
  card !== undefined && card.body.what === "card" && card.body.digest !== true;

const saysCard = ({ status, failure }: InstanceFacts, told: InstanceFailure): boolean =>
  status === "Error" && (told.kind === "instance.error" || failure?.taskId === told.task.id);

/** The record of an instance that the catalog no longer finds. It is over when the second poll in a row finds none. */
export const missedInstance = (record: InstanceRecord, now: EpochMs): InstanceRecord => ({
  ...record,
  missing: (record.missing ?? 0) + 1,
  readAt: now,
});

/** Idle or gone, and nobody was told of it: nothing is left to remember. */
export const isForgettable = (record: InstanceRecord): boolean =>
  record.closedAt !== undefined &&
  record.cards.length === 0 &&
  record.drafts.length === 0 &&
  record.doubts.length === 0;
