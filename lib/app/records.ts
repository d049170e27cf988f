import type { ChannelId, PlanId } from "../model/brand.ts";
import { NewerFormat, RecordRefused } from "../model/errors.ts";
import type { Json } from "../model/json.ts";
import { type AnyRecord, migrate } from "../notify/migrate.ts";
import { type DigestRecord, type PlanRecord, type PollRecord, RECORD_FORMAT } from "../notify/record.ts";
import type { StateStore, Stored } from "../ports.ts";

export const hotPrefix = (shard: string): string => `hot/${shard}/`;
export const pollKey = (shard: string): string => `hot/${shard}/poll`;
export const planKey = (shard: string, id: PlanId): string => `hot/${shard}/plan/${id}`;
export const donePrefix = (shard: string): string => `done/${shard}/`;
export const donePlanKey = (shard: string, id: PlanId): string => `done/${shard}/plan/${id}`;
/** One digest per destination at a time. */
export const digestKey = (shard: string, destination: ChannelId): string => `hot/${shard}/digest/${destination}`;

/** Everything hot of one shard, sorted by what it is. */
export interface Hot {
  poll: Stored<PollRecord> | undefined;
  readonly plans: Map<PlanId, Stored<PlanRecord>>;
  /** By store key. */
  readonly digests: Map<string, Stored<DigestRecord>>;
}

/** @throws {NewerFormat} when a newer Planbell wrote one of them: nothing may be changed then. */
export function sortHot(stored: readonly Stored[]): Hot {
  let poll: Stored<PollRecord> | undefined;
  const plans = new Map<PlanId, Stored<PlanRecord>>();
  const digests = new Map<string, Stored<DigestRecord>>();
  for (const one of stored) {
    const { key, version } = one;
    const value = readRecord(one);
    if (value.kind === "poll") poll = { key, version, value };
    else if (value.kind === "plan") plans.set(value.id, { key, version, value });
    else digests.set(key, { key, version, value });
  }
  return { poll, plans, digests };
}

/** A stored record, brought to this format. Records are only ever written by Planbell: kind and format can differ. */
export function readRecord({ key, value }: Stored): AnyRecord {
  const record = value as { format?: unknown; kind?: unknown } | null;
  const format = typeof record === "object" && record !== null ? record.format : undefined;
  if (typeof format === "number" && format > RECORD_FORMAT) {
    throw new NewerFormat(
      `state record ${key} has format ${format}; this Planbell reads up to ${RECORD_FORMAT}: run the newer version, or point PLANBELL_STATE elsewhere`,
    );
  }
  const kind = record?.kind;
  const isKnown = typeof format === "number" && Number.isInteger(format) && format >= 1;
  if (!isKnown || (kind !== "plan" && kind !== "digest" && kind !== "poll")) {
    throw new RecordRefused(`state record ${key} is not one of Planbell's: point PLANBELL_STATE at a store of its own`);
  }
  if (format === RECORD_FORMAT) return value as unknown as AnyRecord;
  return migrate(record as Readonly<Record<string, unknown>>, format);
}

/** Writes a record and gives it as it now stands. @throws {Conflict} */
export async function putRecord<T extends AnyRecord>(
  store: StateStore,
  key: string,
  value: T,
  expected: Stored["version"] | "absent",
): Promise<Stored<T>> {
  const version = await store.put(key, value as unknown as Json, expected);
  return { key, version, value };
}
