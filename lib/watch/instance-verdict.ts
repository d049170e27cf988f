import { type EpochMs, earlier, later, type Ms, minutes, ms, type TaskId } from "../model/brand.ts";
import { isTerminal, type Operation, type PlanStatus } from "../model/plan.ts";
import type { InstanceFailure } from "./instance-transition.ts";
import { OVERLAP } from "./reconcile.ts";

/** A failure of an instance that may be a plan's, which tells it then. */
export interface Doubt {
  readonly transition: InstanceFailure;
  /** When Planbell saw it, by its own clock. */
  readonly seen: EpochMs;
  /** When the instance was seen last while it was not in error; absent where nothing is remembered of that. */
  readonly sound?: EpochMs;
}

/** A plan of the same instance, as far as it is known. */
export interface PlanClaim {
  readonly operation: Operation;
  readonly status: PlanStatus;
  readonly createdAt: EpochMs;
  /** When it came into its status. */
  readonly since: EpochMs;
  /** The failed task that it told of. */
  readonly taskId?: TaskId;
  /** When it was seen to fail, also before it was submitted again, and which task it told of then, if it knew. */
  readonly failures: readonly { readonly at: EpochMs; readonly taskId?: TaskId }[];
}

/** How the plans were listed. */
export interface PlansListed {
  readonly listed: EpochMs;
  /** Were both lists read to their end? */
  readonly complete: boolean;
  readonly patience: Ms;
}

/** The plan tells it; nobody knows yet; no plan does. */
export type Verdict = "plan" | "wait" | "direct";

/** A plan and its task do not get their times at the same instant. */
const SLACK: Ms = minutes(1);
/** A plan is seen to have failed at most so long after its task. */
const SEEN_LATE: Ms = minutes(30);
/** A task that began so long before it was seen had a plan that every list shows by now. */
const SURELY_LISTED = OVERLAP;

/**
 * Whose failure is it? No field links a task to the plan that started it: operation, instance and times have to do.
 *
 * Pure. A plan's failure is never told twice for want of patience: `direct` only when a list of plans that was read
 * `patience` after the failure was seen knows no plan that it may belong to. Lists that were cut short prove less: then
 * it takes as long as lists ever lag.
 * @param claims every known plan of this instance
 */
export function judgeFailure(
  { transition, seen, sound }: Doubt,
  claims: readonly PlanClaim[],
  { listed, complete, patience }: PlansListed,
): Verdict {
  const open = claims.filter((claim) => mayStillClaim(claim, transition));
  if (claims.some((claim) => isClaimed(claim, transition, sound))) return "plan";
  // Lists lag: an approved plan may run, one that runs may have failed. Not for longer than lists ever lag, though.
  if (open.length > 0 && listed <= later(seen, OVERLAP)) return "wait";
  const isOld = transition.kind === "task.failed" && transition.task.began < earlier(seen, SURELY_LISTED);
  const wait = !complete ? OVERLAP : isOld ? ms(0) : patience;
  return listed > later(seen, wait) ? "direct" : "wait";
}

function isClaimed(claim: PlanClaim, failure: InstanceFailure, sound: EpochMs | undefined): boolean {
  if (failure.kind === "instance.error") {
    // One that failed before the instance was well again has nothing to do with this; lists lag, though.
    return claim.status === "ExecuteFailed" && (sound === undefined || claim.since >= earlier(sound, OVERLAP));
  }
  const { task } = failure;
  if ([claim, ...claim.failures].some(({ taskId }) => taskId === task.id)) return true;
  if (!isSuitable(claim, failure)) return false;
  if (claim.status === "ExecuteFailed") return claim.taskId === undefined && isNear(claim.since, task.since);
  // It was changed and submitted again since, and nobody knows what it had run.
  const unnamed = claim.failures.filter(({ taskId }) => taskId === undefined);
  return unnamed.some(({ at }) => at >= earlier(task.since, SLACK) && at <= later(task.since, SEEN_LATE));
}

/** Not one that waits for approval: it cannot run before somebody has acted, and that takes longer than a list lags. */
const NOT_RUN_YET: ReadonlySet<PlanStatus> = new Set(["PreviewInProgress", "ApplicationInProgress"]);

const mayStillClaim = (claim: PlanClaim, failure: InstanceFailure): boolean =>
  !isTerminal(claim.status) && !NOT_RUN_YET.has(claim.status) && isSuitable(claim, failure);

const isSuitable = (claim: PlanClaim, failure: InstanceFailure): boolean =>
  failure.kind === "instance.error" ||
  (claim.operation === failure.task.type && claim.createdAt <= later(failure.task.began, SLACK));

const isNear = (a: EpochMs, b: EpochMs): boolean => Math.abs(a - b) <= SLACK;
