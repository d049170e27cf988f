import type { PlanId } from "../model/brand.ts";
import { sightOne } from "./look/sight-plans.ts";
import { type Hot, muteKey, nothingHot, planKey, readRecord } from "./records.ts";
import type { Run } from "./run.ts";

/**
 * Looks at one plan now and writes what it saw, with what that owes: for whoever has just changed the plan. Its cards
 * are edited at once; new messages are left to the poll, which alone paces the channels. A plan without a record is left
 * to the poll, too.
 * @returns the plan's record; nothing when there is none
 */
export async function lookAtOne(run: Run, id: PlanId): Promise<Hot> {
  const { store } = run.ports;
  const hot = nothingHot();
  const stored = await store.get(planKey(run.settings.shard, id));
  const value = stored && readRecord(stored);
  if (stored === undefined || value?.kind !== "plan") return hot;
  hot.plans.set(id, { ...stored, value });
  const { productId } = value.facts;
  const mute = productId && (await store.get(muteKey(run.settings.shard, productId)));
  const muted = mute ? readRecord(mute) : undefined;
  if (muted?.kind === "mute") run.mutes = [muted];
  await sightOne(run, hot, { id, why: "due", row: undefined, detail: true, old: false });
  return hot;
}
