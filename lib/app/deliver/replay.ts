import type { PlanId, ProvisionedProductId } from "../../model/brand.ts";
import { UnknownKey } from "../../model/errors.ts";
import type { PollRecord, WatchedRecord } from "../../notify/record.ts";
import { deadOf, revive } from "../../notify/replay.ts";
import type { Stored } from "../../ports.ts";
import {
  doneInstanceKey,
  donePlanKey,
  type Hot,
  instanceKey,
  keepIn,
  planKey,
  putRecord,
  readRecord,
  watchedIn,
} from "../records.ts";
import type { Run } from "../run.ts";

/**
 * Owes a message again that was given up; `hot` holds its record as it stands then, and the run sends it.
 * @param key as the report names it
 * @throws {UnknownKey} when no message was given up under it; the message lists those that were
 * @throws {Conflict} when somebody else is at the record
 */
export async function replay(run: Run, hot: Hot, key: string): Promise<void> {
  const { store, clock } = run.ports;
  const { shard } = run.settings;
  if (hot.poll !== undefined) {
    const revived = revive(hot.poll.value, key, clock.now());
    if (revived !== undefined) {
      hot.poll = await putRecord<PollRecord>(store, hot.poll.key, revived, hot.poll.version);
      return;
    }
  }
  const id = idOf(key);
  const known = id === undefined ? undefined : (hotOf(hot, id) ?? (await putAside(run, id)));
  const revived = known && revive(known.value, key, clock.now());
  if (known === undefined || revived === undefined) throw unknownKey(key, hot);
  const hotKey = revived.kind === "plan" ? planKey(shard, revived.id) : instanceKey(shard, revived.id);
  const expected = known.key === hotKey ? known.version : "absent";
  keepIn(hot, await putRecord(store, hotKey, revived, expected));
}

/** The id of the plan or the instance stands second in the key of every message about one. */
const idOf = (key: string): string | undefined => /^(?:card|note|log):([^:]+):\d+:/.exec(key)?.[1];

const hotOf = ({ plans, instances }: Hot, id: string): Stored<WatchedRecord> | undefined =>
  plans.get(id as PlanId) ?? instances.get(id as ProvisionedProductId);

async function putAside({ ports, settings }: Run, id: string): Promise<Stored<WatchedRecord> | undefined> {
  const { shard } = settings;
  for (const key of [donePlanKey(shard, id as PlanId), doneInstanceKey(shard, id as ProvisionedProductId)]) {
    const done = await ports.store.get(key);
    const value = done && readRecord(done);
    if (done && (value?.kind === "plan" || value?.kind === "instance")) return { ...done, value };
  }
  return undefined;
}

function unknownKey(key: string, hot: Hot): UnknownKey {
  const records = [...watchedIn(hot).map((s) => s.value), ...(hot.poll === undefined ? [] : [hot.poll.value])];
  const dead = records.flatMap(deadOf).map((d) => `  ${d.key} (${d.reason})`);
  const known = dead.length === 0 ? "none was." : `these were:\n${dead.join("\n")}`;
  return new UnknownKey(`--replay: no message was given up under ${JSON.stringify(key.slice(0, 200))}; ${known}`);
}
