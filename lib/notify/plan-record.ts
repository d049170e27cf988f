import type { EpochMs } from "../model/brand.ts";
import { isTerminal, isWaiting, type Principal } from "../model/plan.ts";
import type { PlanFacts } from "../watch/plan-facts.ts";
import type { RowMark } from "../watch/row-mark.ts";
import type { PlanKind, Transition } from "../watch/transition.ts";
import { aimsOf, type CardNeed, type News, type Routing } from "./aims.ts";
import { cardsOf } from "./card-drafts.ts";
import { factsHash } from "./facts-hash.ts";
import { withoutStrayLogs } from "./log-drafts.ts";
import { circumstancesOfPlan } from "./matters.ts";
import { onlyNamed } from "./mentions.ts";
import { hushed, muteOfProduct, stillMuted } from "./mute.ts";
import { principalKey } from "./people.ts";
import { type Destinations, promise } from "./promises.ts";
import { type MuteRecord, type PlanRecord, RECORD_FORMAT } from "./record.ts";

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
export interface Telling extends Routing {
  /** What the settings call the account. */
  readonly accountName: string;
  /** Destinations whose new cards go into a digest: they have had enough of this poll. */
  readonly crowded: Destinations;
  /** The same for notes. */
  readonly joined: Destinations;
  /** Products that somebody has muted; some may have run out. Absent: none. */
  readonly mutes?: readonly MuteRecord[];
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
  const crowded = introduction === "digest" ? ALL : telling.crowded;
  return moveOn(empty, { ...sighting, transitions: told }, { ...telling, crowded });
}

const ALL: Destinations = { has: () => true };

/**
 * The record after another look: new facts, and the drafts that its transitions owe, where the rules lead and where the
 * plan has a card. The log of a failure stands where that card is the plan's own.
 */
export function moveOn(record: PlanRecord, sighting: Sighting, telling: Telling): PlanRecord {
  const { facts, transitions, now } = sighting;
  const news = newsOf(record.facts, sighting, telling.accountName);
  const named = onlyNamed(telling.people, news);
  const { aims } = aimsOf(telling, news, cardsOf(record));
  const product = { id: facts.productId, name: facts.productName };
  const mute = stillMuted(record.mute, now) ?? muteOfProduct(telling.mutes ?? [], product, now);
  const promised = promise(record, {
    ...telling,
    transitions,
    now,
    aims: mute === undefined ? aims : hushed(aims, named),
    named,
    muted: mute !== undefined,
    // A card that is about to be posted announces the wait by itself.
    told: (beside) =>
      transitions.filter((t) => t.kind !== "plan.executing" && !(t.kind === "plan.awaiting-approval" && beside)),
  });
  const { closedAt: closedBefore, missing: _missing, ...rest } = record;
  const closed = facts.gone === true || isTerminal(facts.status);
  return withoutStrayLogs({
    ...rest,
    ...promised,
    row: sighting.row ?? record.row,
    facts,
    hash: factsHash(facts),
    readAt: sighting.readAt ?? now,
    events: [...record.events, ...transitions.map((t) => ({ ...eventOf(t), at: now, status: facts.status }))].slice(
      -EVENTS_KEPT,
    ),
    ...(closed ? { closedAt: closedBefore ?? now } : {}),
  });
}

const eventOf = (t: Transition): Pick<PlanRecord["events"][number], "kind" | "taskId"> =>
  t.kind === "plan.failed" && t.failure?.taskId !== undefined
    ? { kind: t.kind, taskId: t.failure.taskId }
    : { kind: t.kind };

/**
 * The places of the rules that take what was seen and reach nobody, so that the default destination is told in their
 * place.
 * @param record as it was before; undefined when there was none
 */
export function unreached(record: PlanRecord | undefined, sighting: Sighting, telling: Telling): readonly number[] {
  const news = newsOf(record?.facts, sighting, telling.accountName);
  return aimsOf(telling, news, record === undefined ? new Set() : cardsOf(record)).unreached;
}

function newsOf(before: PlanFacts | undefined, { facts, transitions }: Sighting, accountName: string): News {
  const known = new Set(approversOf(before).map(principalKey));
  const pending = approversOf(facts);
  return {
    matter: circumstancesOfPlan(facts, accountName),
    requester: facts.requester,
    pending,
    newly: pending.filter((who) => !known.has(principalKey(who))),
    happened: transitions.map((t) => ({
      kind: t.kind,
      card: cardNeed(t.kind, facts),
      passed: "passed" in t && t.passed === true,
    })),
  };
}

const approversOf = (facts: PlanFacts | undefined): readonly Principal[] =>
  (facts?.pending ?? []).flatMap((node) => node.approvers);

function cardNeed(kind: PlanKind, { assigned, pending }: PlanFacts): CardNeed {
  if (CARD_KINDS.has(kind)) return "due";
  // Whoever it is handed over to has to act, though the catalog assigns nobody.
  if (kind === "plan.handed-over" && pending.length > 0) return "missed";
  // A plan that needs approval and was decided between two polls is still somebody's to know.
  return assigned.length > 0 && !PASSING_KINDS.has(kind) ? "missed" : "none";
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
