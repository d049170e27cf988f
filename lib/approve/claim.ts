import { type EpochMs, earlier, later, type Ms, minutes, ms, seconds } from "../model/brand.ts";
import { allDecided, CLAIM, type Decided, type DecisionClaim, isDoneBy, spelling } from "../notify/decided.ts";
import type { PlanRecord } from "../notify/record.ts";
import type { PlanFacts } from "../watch/plan-facts.ts";

/** Skew between two machines' clocks that claims survive. */
const MAX_SKEW: Ms = minutes(2);
/** And the catalog's clock is off by less: an earlier decision in the same role's name is not to be taken for this one. */
const SKEW: Ms = seconds(30);

/** So many decisions of a plan are remembered besides the last. */
const REMEMBERED = 4;

/** A decision, as a record remembers it. */
export type Deciding = Omit<Decided, "at">;

/** Does somebody decide right now? A claim that would last longer than any does was written by a clock that is wrong. */
export const isClaimed = ({ until }: DecisionClaim, now: EpochMs): boolean =>
  until > now && until <= later(now, ms(CLAIM + MAX_SKEW));

/** Is it that decision, and no other? However often somebody clicks, or the same job comes, it is decided once. */
export const isSame = (one: Omit<Deciding, "as">, other: Omit<Deciding, "as">): boolean =>
  one.by === other.by && one.action === other.action && one.seal === other.seal;

/** The claim of a decision that begins now. @param clickedAt when the person decided */
export const claimOf = (deciding: Deciding, now: EpochMs, clickedAt: EpochMs): DecisionClaim => ({
  ...deciding,
  until: later(now, CLAIM),
  clickedAt,
});

/** The record while somebody decides. Whoever had claimed it before has had their time. */
export const claimed = (record: PlanRecord, decision: DecisionClaim): PlanRecord => ({ ...record, decision });

/**
 * The record once that is over: the claim is gone unless somebody else has taken it over; what was decided is remembered
 * unless it was not. The record itself where nothing changes.
 */
export function released(record: PlanRecord, claim: DecisionClaim, decided: Decided | undefined): PlanRecord {
  const { decision, ...rest } = record;
  const isMine = decision !== undefined && isSame(decision, claim) && decision.until === claim.until;
  if (!isMine && decided === undefined) return record;
  const kept = isMine || decision === undefined ? rest : { ...rest, decision };
  if (decided === undefined) return kept;
  const before = allDecided(record).filter((one) => !isSame(one, decided));
  return { ...kept, decided, ...(before.length === 0 ? {} : { decidedBefore: before.slice(-REMEMBERED) }) };
}

/**
 * Did whoever made this claim and never released it decide all the same? Then the plan shows it.
 * @param facts the plan as it is now
 */
export function wasCarriedOut(claim: DecisionClaim, facts: PlanFacts): boolean {
  const begun = earlier(claim.until, ms(CLAIM + SKEW));
  return facts.history.some(
    ({ by, action, at }) => at >= begun && action === spelling(claim.action) && isDoneBy(by, claim.as),
  );
}
