import type { MentionId } from "../model/brand.ts";
import type { Principal } from "../model/plan.ts";
import { idsOf, type People, principalKey } from "./people.ts";
import type { Mention } from "./route.ts";

/** Whom one message mentions: ids of the settings alone, as they were when the message was promised. */
export interface Mentions {
  /** By principal (`RamUser:alice`), who stands in their place; nobody: they are not in Slack. Others are named. */
  readonly who?: Readonly<Record<string, readonly MentionId[]>>;
  /** Besides them. */
  readonly also?: readonly MentionId[];
}

/** One message mentions no more than these; the others are counted. */
export const MOST_MENTIONS = 20;

/** Kinds that are the approvers' to know; all others are the requester's. */
const OF_APPROVERS: ReadonlySet<string> = new Set(["plan.awaiting-approval", "plan.handed-over", "plan.changed"]);
/** Kinds at which somebody has to act, so that they are mentioned unless a rule says otherwise. */
const CALLS_FOR: ReadonlySet<string> = new Set([
  "plan.awaiting-approval",
  "plan.handed-over",
  "plan.approved",
  "plan.rejected",
  "plan.preview-failed",
  "plan.failed",
]);

/** The people of what changed. */
export interface Parties {
  readonly requester: Principal;
  /** Who has to act now. */
  readonly pending: readonly Principal[];
  /** Those of them who had not before. */
  readonly newly: readonly Principal[];
}

/** A kind of transition, and what the rule that takes it says of mentions. */
export interface Asked {
  readonly kind: string;
  readonly mention: Mention | undefined;
}

/** Whom the note of these mentions. */
export function onNote(people: People | undefined, parties: Parties, asked: readonly Asked[]): Mentions {
  return mentionsOf(people, parties, asked, [...new Set(asked.flatMap((one) => calledBy(one, parties)))]);
}

/** Whom the card mentions, when it is posted because of these. */
export function onCard(people: People | undefined, parties: Parties, asked: readonly Asked[]): Mentions {
  const calls = asked.some(({ mention }) => mention === undefined || mention === "approvers");
  return mentionsOf(people, parties, asked, calls ? parties.pending : []);
}

/** What a message says of people whom it does not mention: who of them is not in Slack. */
export const onlyNamed = (people: People | undefined, parties: Parties): Mentions =>
  mentionsOf(people, parties, [], []);

/** Where the card speaks to somebody the note beside it need not. */
export function besides(note: Mentions, card: Mentions): Mentions {
  const { who = {}, ...rest } = note;
  const left = Object.entries(who).filter(([key, ids]) => ids.length === 0 || (card.who?.[key] ?? []).length === 0);
  return { ...rest, ...whoOf(Object.fromEntries(left)) };
}

/** The older ones, and for whoever is in both the newer. */
export function joined(older: Mentions | undefined, newer: Mentions): Mentions {
  return { ...older, ...newer, ...whoOf({ ...older?.who, ...newer.who }) };
}

function calledBy({ kind, mention }: Asked, { requester, pending, newly }: Parties): readonly Principal[] {
  if (mention === undefined && !CALLS_FOR.has(kind)) return [];
  if (mention === "none" || Array.isArray(mention)) return [];
  if (!OF_APPROVERS.has(kind)) return mention === "approvers" ? [] : [requester];
  if (mention === "requester") return [];
  return kind === "plan.handed-over" ? newly : pending;
}

function mentionsOf(
  people: People | undefined,
  { pending }: Parties,
  asked: readonly Asked[],
  called: readonly Principal[],
): Mentions {
  const also = new Set(asked.flatMap(({ mention }) => (typeof mention === "object" ? mention : [])));
  const mapped = people === undefined ? {} : standIns(people, pending, called);
  return { ...whoOf(mapped), ...(also.size === 0 ? {} : { also: [...also].slice(0, MOST_MENTIONS) }) };
}

function standIns(people: People, pending: readonly Principal[], called: readonly Principal[]) {
  const strangers = pending.filter((who) => idsOf(people, who) === undefined);
  const spoken = called.flatMap((who) => {
    const ids = idsOf(people, who);
    return ids === undefined ? [] : [[principalKey(who), ids] as const];
  });
  return Object.fromEntries([...strangers.map((who) => [principalKey(who), []] as const), ...spoken]);
}

const whoOf = (who: Readonly<Record<string, readonly MentionId[]>>): Pick<Mentions, "who"> =>
  Object.keys(who).length === 0 ? {} : { who };
