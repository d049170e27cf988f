import type { PlanId } from "../model/brand.ts";
import type { PlanRecord } from "../notify/record.ts";
import type { StateStore } from "../ports.ts";
import { nearest } from "../text/nearest.ts";
import { donePlanKey, hotPrefix, readRecord, sortHot } from "./records.ts";

/** The plan that somebody means, or why none is. */
export type FoundPlan =
  | { readonly kind: "found"; readonly record: PlanRecord }
  | { readonly kind: "many"; readonly ids: readonly PlanId[] }
  | { readonly kind: "unknown"; readonly nearest: PlanId | undefined };

/** Beyond so many letters it is no slip of the finger. */
const MOST_SLIPS = 4;
const MOST_NAMED = 5;

/**
 * The plan by its id, in any case, or by its name where no other has it; of plans that are over by the id alone.
 * @throws {StoreUnusable} {NewerFormat}
 */
export async function findPlan(store: StateStore, shard: string, typed: string): Promise<FoundPlan> {
  const { plans } = sortHot(await store.scan(hotPrefix(shard)));
  const wanted = typed.trim().toLowerCase();
  const known = [...plans.values()].map(({ value }) => value);
  const byId = known.find(({ id }) => id.toLowerCase() === wanted);
  if (byId !== undefined) return { kind: "found", record: byId };
  const [first, ...others] = known.filter(({ facts }) => facts.name.toLowerCase() === wanted);
  if (first !== undefined && others.length === 0) return { kind: "found", record: first };
  if (first !== undefined) return { kind: "many", ids: [first, ...others].slice(0, MOST_NAMED).map(({ id }) => id) };
  const over = await overPlan(store, shard, typed.trim());
  if (over !== undefined) return { kind: "found", record: over };
  return {
    kind: "unknown",
    nearest: nearest(
      wanted,
      known.map(({ id }) => id),
      MOST_SLIPS,
    ),
  };
}

async function overPlan(store: StateStore, shard: string, id: string): Promise<PlanRecord | undefined> {
  if (!/^[\w*-]{1,128}$/.test(id)) return undefined;
  const stored = await store.get(donePlanKey(shard, id as PlanId));
  const record = stored === undefined ? undefined : readRecord(stored);
  return record?.kind === "plan" ? record : undefined;
}
