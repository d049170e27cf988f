import type { Deciding } from "../../approve/claim.ts";
import { claimed, claimOf, released } from "../../approve/claim.ts";
import { type EpochMs, later, type Ms, type PlanId, seconds } from "../../model/brand.ts";
import { Conflict } from "../../model/errors.ts";
import type { Decided, DecisionClaim } from "../../notify/decided.ts";
import type { PlanRecord } from "../../notify/record.ts";
import type { Clock, StateStore, Stored } from "../../ports.ts";
import { planKey, putRecord, readRecord } from "../records.ts";

/** A record that is not let go of is released so long: other writers take far less. */
const PATIENCE: Ms = seconds(60);

/** The plan's record as it stands; undefined: the plan is unknown, or has been over for long. */
export async function readPlan(store: StateStore, shard: string, id: PlanId): Promise<Stored<PlanRecord> | undefined> {
  const stored = await store.get(planKey(shard, id));
  const value = stored && readRecord(stored);
  return stored !== undefined && value?.kind === "plan" ? { ...stored, value } : undefined;
}

/** Claims the plan, so that nobody else decides. @returns the claim; undefined when the record has moved on since it was read */
export async function claimPlan(
  { store, clock }: { readonly store: StateStore; readonly clock: Clock },
  { key, version, value }: Stored<PlanRecord>,
  deciding: Deciding,
  clickedAt: EpochMs,
): Promise<DecisionClaim | undefined> {
  const claim = claimOf(deciding, clock.now(), clickedAt);
  try {
    await putRecord(store, key, claimed(value, claim), version);
    return claim;
  } catch (error) {
    if (error instanceof Conflict) return undefined;
    throw error;
  }
}

/**
 * Writes what became of it and lets the plan go, in one write. Never gives up while others write: what is not written
 * would let the next decision begin late, and leave nobody's name in the thread.
 */
export async function releasePlan(
  { store, clock }: { readonly store: StateStore; readonly clock: Clock },
  { shard, id }: { readonly shard: string; readonly id: PlanId },
  claim: DecisionClaim,
  decided: Decided | undefined,
): Promise<void> {
  const end = later(clock.now(), PATIENCE);
  for (;;) {
    const stored = await readPlan(store, shard, id);
    const value = stored && released(stored.value, claim, decided);
    if (stored === undefined || value === undefined || value === stored.value) return;
    try {
      await putRecord(store, stored.key, value, stored.version);
      return;
    } catch (error) {
      if (!(error instanceof Conflict) || clock.now() >= end) throw error;
    }
  }
}
