import { withDangers } from "../watch/changes-fact.ts";
import { dangerLens } from "../watch/danger.ts";
import { MOST_DIFFERENCES } from "../watch/differences.ts";
import type { Difference } from "../watch/transition.ts";
import { factsHash } from "./facts-hash.ts";
import {
  type AnyTransition,
  type DigestRecord,
  type Draft,
  type MuteRecord,
  type PlanRecord,
  type PollRecord,
  RECORD_FORMAT,
  type WatchedRecord,
} from "./record.ts";

export type AnyRecord = WatchedRecord | DigestRecord | PollRecord | MuteRecord;

type Loose = Readonly<Record<string, unknown>>;

/** What brings a record from each format to the next; the first is from format 1. Steps are only ever added. */
const STEPS: readonly ((record: Loose) => Loose)[] = [
  // Notices of the watch came with format 2, and digests that speak for part of a record.
  (record) => {
    if (record["kind"] === "poll") return { ...record, drafts: [] };
    if (record["kind"] !== "digest") return record;
    const members = record["members"] as readonly Loose[];
    return { ...record, members: members.map((m) => ({ ...m, region: "", seq: 0 })) };
  },
  // With format 3 came what is dangerous in a plan, and what differs in place of the names of what differs.
  (record) =>
    record["kind"] === "plan" ? { ...withDifferences(markDangers(record as unknown as PlanRecord)) } : record,
  // Records of instances came with format 4, which whoever knows none of them must not take for a plan's.
  (record) => record,
  // And with format 5 those of what is muted; and claims of decisions, which must not be decided past.
  (record) => record,
];

/**
 * A record as this version knows it, from one of any older format.
 * @param format the one it was written in, from 1 to `RECORD_FORMAT`
 */
export function migrate(record: Loose, format: number): AnyRecord {
  const now = STEPS.slice(format - 1).reduce((older, step) => step(older), record);
  return { ...now, format: RECORD_FORMAT } as unknown as AnyRecord;
}

/**
 * The same facts with what the next look would find dangerous in them. A card that showed the facts shows them still: no
 * edit is owed for what only an upgrade knows better.
 */
function markDangers(record: PlanRecord): PlanRecord {
  const { changes } = record.facts;
  if (changes === undefined) return record;
  const marked = withDangers(changes, dangerLens([]));
  if (JSON.stringify(marked) === JSON.stringify(changes)) return record;
  const facts = { ...record.facts, changes: marked };
  const hash = factsHash(facts);
  const cards = record.cards.map((card) => (card.shown === record.hash ? { ...card, shown: hash } : card));
  return { ...record, facts, hash, cards };
}

const withDifferences = (record: PlanRecord): PlanRecord => ({
  ...record,
  drafts: record.drafts.map((draft): Draft => {
    const { body } = draft;
    if (body.what !== "note") return draft;
    return { ...draft, body: { ...body, transitions: body.transitions.map(changedWith) } };
  }),
});

/** As format 2 has it: the keys of parameters, and whether the resources or the version differ. */
interface OldChange {
  readonly parameters: readonly string[];
  readonly resources: boolean;
  readonly version: boolean;
}

function changedWith(transition: AnyTransition): AnyTransition {
  if (transition.kind !== "plan.changed") return transition;
  const { parameters, resources, version } = transition as unknown as OldChange;
  const all: readonly Difference[] = [
    ...(version ? [{ what: "version" } as const] : []),
    ...parameters.map((key) => ({ what: "parameter", key }) as const),
  ];
  const differences = all.slice(0, MOST_DIFFERENCES);
  return { kind: "plan.changed", differences, more: all.length - differences.length, others: resources };
}
