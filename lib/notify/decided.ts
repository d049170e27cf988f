import type { EpochMs } from "../model/brand.ts";
import type { DecisionAction } from "../model/job.ts";

/** Somebody decides right now: nobody else does, until that is over or given up. */
export interface DecisionClaim {
  /** Who, in Slack. */
  readonly by: string;
  readonly action: DecisionAction;
  readonly seal: string;
  readonly until: EpochMs;
}

/** What was decided through Slack last. */
export interface Decided {
  readonly by: string;
  readonly action: DecisionAction;
  readonly at: EpochMs;
}

/** Nobody is reminded or told loudly until then, on somebody's word. */
export interface Mute {
  readonly by: string;
  readonly until: EpochMs;
}
