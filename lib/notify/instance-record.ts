import type { ChannelId, EpochMs } from "../model/brand.ts";
import { hashOf } from "../model/hash.ts";
import type { InstanceFacts } from "../watch/instance-facts.ts";
import type { InstanceMark } from "../watch/instance-reconcile.ts";
import { type InstanceFailure, type InstanceTransition, isInstanceFailure } from "../watch/instance-transition.ts";
import type { Doubt } from "../watch/instance-verdict.ts";
import { aimsOf, type News } from "./aims.ts";
import { cardsOf, mannerOf, noteKey } from "./card-drafts.ts";
import { isDigested, newDraft } from "./draft.ts";
import { withoutStrayLogs } from "./log-drafts.ts";
import { circumstancesOfInstance } from "./matters.ts";
import { joined, onlyNamed } from "./mentions.ts";
import { hushed, muteOfProduct } from "./mute.ts";
import type { Telling } from "./plan-record.ts";
import { promise } from "./promises.ts";
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
  const sound = soundAt(record);
  const doubts = transitions
    .filter(isInstanceFailure)
    .map((transition): Doubt => ({ transition, seen: now, ...(sound === undefined ? {} : { sound }) }));
  const closed = facts.gone === true || isIdle(facts);
  return {
    ...rest,
    mark,
    facts,
    hash: hashOf(JSON.stringify(facts)),
    readAt: now,
    drafts: [...record.drafts, ...overtaken(record, facts, now)],
    doubts: [...record.doubts, ...doubts].slice(-DOUBTS_KEPT),
    events: [...record.events, ...transitions.map(({ kind }) => ({ at: now, kind, status: facts.status }))].slice(
      -EVENTS_KEPT,
    ),
    ...(closed ? { closedAt: closedBefore ?? now } : {}),
  };
}

/** When it was seen while it was not in error; undefined where that was not the last that was seen of it. */
const soundAt = ({ facts, hash, missing, readAt }: InstanceRecord): EpochMs | undefined =>
  hash === "" || missing !== undefined || facts.status === "Error" ? undefined : readAt;

/** Under change and in error it may move on, and in a state that nobody knows while its task runs. */
const isIdle = ({ status, task }: InstanceFacts): boolean =>
  status !== "UnderChange" && status !== "Error" && task?.status !== "InProgress";

/**
 * The record once it is known of its first doubts what they are: `told` are nobody's but the instance's, and owe a card
 * where the rules lead, or a note below the card that stands; the log of a failed task follows. A plan tells the others.
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
  const news = newsOf(record.facts, told, telling.accountName);
  const named = onlyNamed(telling.people, news);
  const { aims } = aimsOf(telling, news, cardsOf(record));
  const mute = muteOfProduct(telling.mutes ?? [], { name: record.facts.productName }, now);
  const promised = promise(record, {
    ...telling,
    transitions: told,
    now,
    // The card says what a note would: whoever is called by that is called by the card.
    aims: mute === undefined ? aims.map((a) => ({ ...a, onCard: joined(a.onNote, a.onCard) })) : hushed(aims, named),
    named,
    muted: mute !== undefined,
    // A card of its own that is about to be posted says by itself why the instance failed.
    told: (beside) =>
      isOwn(beside) && told.length === 1 && told.every((failure) => saysCard(record.facts, failure)) ? [] : told,
  });
  return withoutStrayLogs({ ...record, ...promised, doubts });
}

/** The places of the rules that take these failures and reach nobody, so that the default destination is told instead. */
export const unreachedBy = (
  record: InstanceRecord,
  told: readonly InstanceFailure[],
  telling: Telling,
): readonly number[] => aimsOf(telling, newsOf(record.facts, told, telling.accountName), cardsOf(record)).unreached;

function newsOf(facts: InstanceFacts, told: readonly InstanceFailure[], accountName: string): News {
  return {
    matter: circumstancesOfInstance(facts, told, accountName),
    requester: facts.owner,
    pending: [],
    newly: [],
    happened: told.map(({ kind }) => ({ kind, card: "due" })),
  };
}

const isOwn = (card: Draft | undefined): boolean => card !== undefined && !isDigested(card);

const saysCard = ({ status, failure, gone }: InstanceFacts, told: InstanceFailure): boolean =>
  status === "Error" &&
  gone !== true &&
  // An error that no task explains is another than that of the task that failed after it.
  failure?.taskId === (told.kind === "instance.error" ? told.failure?.taskId : told.task.id);

/**
 * A card that is still to be posted would have said by itself why the instance failed, and says something else by now:
 * then a note says it.
 */
function overtaken(record: InstanceRecord, facts: InstanceFacts, now: EpochMs): Draft[] {
  const { task, failure } = record.facts;
  const said: InstanceFailure =
    task === undefined || failure?.taskId !== task.id
      ? { kind: "instance.error", ...(failure === undefined ? {} : { failure }) }
      : { kind: "task.failed", task, failure };
  if (!saysCard(record.facts, said) || saysCard(facts, said)) return [];
  return record.drafts
    .filter((d) => d.body.what === "card" && isOwn(d) && d.state === "new" && !hasNote(record, d.destination))
    .map(({ destination, locale }) => {
      const body = { what: "note", seq: record.seq, transitions: [said] } as const;
      const manner = mannerOf({ locale, mentions: undefined });
      return newDraft(noteKey(record, record.seq, destination), destination, body, now, manner);
    });
}

const hasNote = ({ drafts }: InstanceRecord, destination: ChannelId): boolean =>
  drafts.some((d) => d.destination === destination && d.body.what === "note");

/** The record of an instance that the catalog no longer finds. It is over when the second poll in a row finds none. */
export const missedInstance = (record: InstanceRecord, now: EpochMs): InstanceRecord => ({
  ...record,
  missing: (record.missing ?? 0) + 1,
  readAt: now,
});

/** Does a message stand that says how it is? A digest says how it was. */
export const hasStandingCard = ({ cards }: InstanceRecord): boolean => cards.some(({ via }) => via === undefined);

/** Idle or gone, and nobody was told of it: nothing is left to remember. */
export const isForgettable = (record: InstanceRecord): boolean =>
  record.closedAt !== undefined &&
  record.cards.length === 0 &&
  record.drafts.length === 0 &&
  record.doubts.length === 0;
