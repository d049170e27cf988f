import type { ChannelId, PlanId, ProvisionedProductId } from "../model/brand.ts";
import { NewerFormat, RecordRefused } from "../model/errors.ts";
import type { Json } from "../model/json.ts";
import { type AnyRecord, migrate } from "../notify/migrate.ts";
import {
  type DigestRecord,
  type InstanceRecord,
  type MuteRecord,
  type PlanRecord,
  type PollRecord,
  RECORD_FORMAT,
  type WatchedRecord,
} from "../notify/record.ts";
import type { StateStore, Stored } from "../ports.ts";

export const hotPrefix = (shard: string): string => `hot/${shard}/`;
export const pollKey = (shard: string): string => `hot/${shard}/poll`;
export const planKey = (shard: string, id: PlanId): string => `hot/${shard}/plan/${id}`;
export const donePrefix = (shard: string): string => `done/${shard}/`;
export const donePlanKey = (shard: string, id: PlanId): string => `done/${shard}/plan/${id}`;
export const instanceKey = (shard: string, id: ProvisionedProductId): string => `hot/${shard}/instance/${id}`;
export const doneInstanceKey = (shard: string, id: ProvisionedProductId): string => `done/${shard}/instance/${id}`;
/** Where the record of a plan or an instance is kept when it is over. */
export const doneKey = (shard: string, record: WatchedRecord): string =>
  record.kind === "plan" ? donePlanKey(shard, record.id) : doneInstanceKey(shard, record.id);
/** One digest per destination at a time. */
export const digestKey = (shard: string, destination: ChannelId): string => `hot/${shard}/digest/${destination}`;

export const muteKey = (shard: string, productId: string): string => `hot/${shard}/mute/${productId}`;

/** Everything hot of one shard, sorted by what it is. */
export interface Hot {
  poll: Stored<PollRecord> | undefined;
  readonly plans: Map<PlanId, Stored<PlanRecord>>;
  readonly instances: Map<ProvisionedProductId, Stored<InstanceRecord>>;
  /** By store key. */
  readonly digests: Map<string, Stored<DigestRecord>>;
  /** By store key. */
  readonly mutes: Map<string, Stored<MuteRecord>>;
}

/** Of a shard that holds nothing. */
export const nothingHot = (): Hot => ({
  poll: undefined,
  plans: new Map(),
  instances: new Map(),
  digests: new Map(),
  mutes: new Map(),
});

/** All that is watched and told. */
export const watchedIn = ({ plans, instances }: Pick<Hot, "plans" | "instances">): readonly Stored<WatchedRecord>[] => [
  ...plans.values(),
  ...instances.values(),
];

/** Puts a record, as it stands now, where it belongs. */
export function keepIn({ plans, instances }: Pick<Hot, "plans" | "instances">, stored: Stored<WatchedRecord>): void {
  const { key, version, value } = stored;
  if (value.kind === "plan") plans.set(value.id, { key, version, value });
  else instances.set(value.id, { key, version, value });
}

/** Is it the record as it was kept last? */
export const isKept = (
  { plans, instances }: Pick<Hot, "plans" | "instances">,
  stored: Stored<WatchedRecord>,
): boolean => (stored.value.kind === "plan" ? plans.get(stored.value.id) : instances.get(stored.value.id)) === stored;

/** @throws {NewerFormat} when a newer Planbell wrote one of them: nothing may be changed then. */
export function sortHot(stored: readonly Stored[]): Hot {
  const hot = nothingHot();
  for (const one of stored) {
    const { key, version } = one;
    const value = readRecord(one);
    if (value.kind === "poll") hot.poll = { key, version, value };
    else if (value.kind === "plan" || value.kind === "instance") keepIn(hot, { key, version, value });
    else if (value.kind === "mute") hot.mutes.set(key, { key, version, value });
    else hot.digests.set(key, { key, version, value });
  }
  return hot;
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
  if (!isKnown || !KINDS.has(kind)) {
    throw new RecordRefused(`state record ${key} is not one of Planbell's: point PLANBELL_STATE at a store of its own`);
  }
  if (format === RECORD_FORMAT) return value as unknown as AnyRecord;
  return migrate(record as Readonly<Record<string, unknown>>, format);
}

const KINDS: ReadonlySet<unknown> = new Set([
  "plan",
  "instance",
  "digest",
  "poll",
  "mute",
] satisfies AnyRecord["kind"][]);

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
