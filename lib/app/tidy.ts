import { type EpochMs, earlier, hours } from "../model/brand.ts";
import { owes } from "../notify/delivery.ts";
import type { PlanRecord, WatchedRecord } from "../notify/record.ts";
import type { StateStore, Stored } from "../ports.ts";
import { OVERLAP } from "../watch/reconcile.ts";
import type { Delivery } from "./deliver/deliver.ts";
import { doneKey, donePrefix, type Hot, putRecord } from "./records.ts";
import type { Tally } from "./report.ts";
import { unlessConflict } from "./run.ts";

/** Closed plans are kept at hand this long: commands and digests answer from the hot records. */
const KEPT_HOT = hours(24);

/**
 * Moves plans that are over to the done records: closed for a day, owing nothing, and too old to be listed as news. So it
 * does with instances that are idle again, or gone.
 * Repeating it is harmless: a done record is overwritten, and the hot one goes last.
 */
export async function tidy(store: StateStore, shard: string, hot: Hot, d: Delivery, now: EpochMs): Promise<void> {
  const watermark = hot.poll?.value.watermark;
  if (watermark === undefined) return;
  for (const stored of [...hot.plans.values()]) {
    if (!isOver(stored.value, watermark, now) || owes(stored.value, d.fallback)) continue;
    await moveToDone(store, shard, stored, d);
    hot.plans.delete(stored.value.id);
  }
  await endMutes(store, hot, d.tally, now);
  for (const stored of [...hot.instances.values()]) {
    const { closedAt, doubts, id } = stored.value;
    const isKept = closedAt === undefined || closedAt > earlier(now, KEPT_HOT) || doubts.length > 0;
    if (isKept || owes(stored.value, d.fallback)) continue;
    await moveToDone(store, shard, stored, d);
    hot.instances.delete(id);
  }
}

/** Mutes that have run out say nothing any more, and go. */
async function endMutes(store: StateStore, hot: Hot, tally: Tally, now: EpochMs): Promise<void> {
  for (const { key, version, value } of [...hot.mutes.values()]) {
    if (value.until > now) continue;
    await unlessConflict(tally, () => store.remove(key, version));
    hot.mutes.delete(key);
  }
  for (const { key, version, value } of [...hot.plans.values()]) {
    const { mute, ...rest } = value;
    if (mute === undefined || mute.until > now) continue;
    const stored = await unlessConflict(tally, () => putRecord<PlanRecord>(store, key, rest, version));
    if (stored !== undefined) hot.plans.set(value.id, stored);
  }
}

/** Done records are kept this long: a plan that is reopened goes on with its card. */
const KEPT_DONE = hours(30 * 24);

/** Old done records are looked for once a day. */
export const isPurgeDue = (purged: EpochMs | undefined, now: EpochMs): boolean =>
  purged === undefined || purged <= earlier(now, hours(24));

/** Forgets plans and instances that have been over for 30 days. */
export async function purgeDone(store: StateStore, shard: string, tally: Tally, now: EpochMs): Promise<void> {
  for (const { key, version, value } of await store.scan(donePrefix(shard))) {
    const { closedAt } = value as unknown as WatchedRecord;
    if (closedAt === undefined || closedAt > earlier(now, KEPT_DONE)) continue;
    await unlessConflict(tally, () => store.remove(key, version));
  }
}

const isOver = (record: PlanRecord, watermark: EpochMs, now: EpochMs): boolean =>
  record.closedAt !== undefined &&
  record.closedAt <= earlier(now, KEPT_HOT) &&
  record.facts.createdAt < earlier(watermark, OVERLAP);

async function moveToDone(store: StateStore, shard: string, stored: Stored<WatchedRecord>, d: Delivery): Promise<void> {
  const key = doneKey(shard, stored.value);
  await unlessConflict(d.tally, async () => {
    const old = await store.get(key);
    await putRecord(store, key, stored.value, old?.version ?? "absent");
    await store.remove(stored.key, stored.version);
  });
}
