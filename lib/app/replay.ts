import type { PlanId } from "../model/brand.ts";
import { UnknownKey } from "../model/errors.ts";
import type { PlanRecord, PollRecord } from "../notify/record.ts";
import { deadOf, revive } from "../notify/replay.ts";
import type { Stored } from "../ports.ts";
import { donePlanKey, type Hot, planKey, putRecord, readRecord } from "./records.ts";
import type { Run } from "./run.ts";

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
  const id = planOf(key);
  const known = id && (hot.plans.get(id) ?? (await putAside(run, id)));
  const revived = known && revive(known.value, key, clock.now());
  if (id === undefined || known === undefined || revived === undefined) throw unknownKey(key, hot);
  const hotKey = planKey(shard, id);
  const expected = known.key === hotKey ? known.version : "absent";
  hot.plans.set(id, await putRecord(store, hotKey, revived, expected));
}

/** The plan's id stands second in the key of every message about a plan. */
const planOf = (key: string): PlanId | undefined =>
  /^(?:card|note|log):([^:]+):\d+:/.exec(key)?.[1] as PlanId | undefined;

async function putAside({ ports, settings }: Run, id: PlanId): Promise<Stored<PlanRecord> | undefined> {
  const done = await ports.store.get(donePlanKey(settings.shard, id));
  const value = done && readRecord(done);
  return done && value?.kind === "plan" ? { ...done, value } : undefined;
}

function unknownKey(key: string, hot: Hot): UnknownKey {
  const records = [...[...hot.plans.values()].map((s) => s.value), ...(hot.poll === undefined ? [] : [hot.poll.value])];
  const dead = records.flatMap(deadOf).map((d) => `  ${d.key} (${d.reason})`);
  const known = dead.length === 0 ? "none was." : `these were:\n${dead.join("\n")}`;
  return new UnknownKey(`--replay: no message was given up under ${JSON.stringify(key.slice(0, 200))}; ${known}`);
}
