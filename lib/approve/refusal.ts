import type { DecisionAction } from "../model/job.ts";
import type { Principal } from "../model/plan.ts";

/** Whoever decided before: by their id in Slack where that is known, else as the catalog names them. */
export type Decider = { readonly slack: string } | { readonly principal: Principal };

/**
 * Why somebody's decision does not count. `reason` is what the audit says; what stands beside it, only what the person is
 * told to do about it.
 */
export type Refusal =
  /** The settings allow no decisions in Slack; the rules allow none from this card; the person's account is closed. */
  | { readonly reason: "disabled"; readonly what: "settings" | "route" | "person" }
  | { readonly reason: "expired" }
  | { readonly reason: "bot" }
  | { readonly reason: "guest" }
  | { readonly reason: "foreign" }
  /** Others may read along; `known`: they do, else nobody can tell. */
  | { readonly reason: "shared-channel"; readonly known: boolean }
  /**
   * The map is empty; the person is not in it; they are, but for no approver as whom Planbell may act; or perhaps, in a
   * group that is closed to us.
   */
  | { readonly reason: "not-mapped"; readonly what: "nobody" | "stranger" | "no-role" | "closed-group" }
  | { readonly reason: "ambiguous"; readonly between: readonly Principal[] }
  | { readonly reason: "self" }
  | { readonly reason: "changed" }
  /** Nobody is waited for any more; others are; there is no such plan. */
  | { readonly reason: "not-pending"; readonly what: "over" | "others" | "unknown" }
  /** `now`: they are at it. */
  | { readonly reason: "decided"; readonly by: Decider; readonly action: DecisionAction; readonly now?: true }
  /**
   * `role`: the cloud does not let Planbell act as the approver; `unsure`: the answer was lost, and the plan shows no
   * decision; `broken`: Planbell itself failed once it was sent, and nobody knows what was done. `busy`: the call came too
   * fast, and nothing was done; `how` says which.
   */
  | {
      readonly reason: "cloud-refused";
      readonly code: string;
      readonly requestId?: string;
      readonly how?: "role" | "unsure" | "broken";
      readonly busy?: true;
    };

export type Reason = Refusal["reason"];
