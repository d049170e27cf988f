import { type DigestRecord, type PlanRecord, type PollRecord, RECORD_FORMAT } from "./record.ts";

export type AnyRecord = PlanRecord | DigestRecord | PollRecord;

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
];

/**
 * A record as this version knows it, from one of any older format.
 * @param format the one it was written in, from 1 to `RECORD_FORMAT`
 */
export function migrate(record: Loose, format: number): AnyRecord {
  const now = STEPS.slice(format - 1).reduce((older, step) => step(older), record);
  return { ...now, format: RECORD_FORMAT } as unknown as AnyRecord;
}
