import type { ChannelId, EpochMs } from "../model/brand.ts";
import type { ApprovalNode, OperationRecord, PlanStatus } from "../model/plan.ts";
import type { ChangeFact, Failure } from "./plan-facts.ts";

/** The kinds of transition of a plan. */
export const PLAN_KINDS = [
  "plan.awaiting-approval",
  "plan.handed-over",
  "plan.approved",
  "plan.rejected",
  "plan.canceled",
  "plan.changed",
  "plan.vanished",
  "plan.succeeded",
  "plan.moved",
  "plan.executing",
  "plan.preview-failed",
  "plan.failed",
] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];

/** The plan had gone on when it was looked at: what this asks people to do is over, and nobody is waited for. */
interface Passing {
  readonly passed?: true;
}

/** One thing that changed between two looks at a plan. It has no wording and no channel. */
export type Transition =
  | ({ readonly kind: "plan.awaiting-approval"; readonly pending: readonly ApprovalNode[] } & Passing)
  /** `decision` is how the node before was passed. */
  | ({
      readonly kind: "plan.handed-over";
      readonly pending: readonly ApprovalNode[];
      readonly decision?: OperationRecord;
    } & Passing)
  /** `decision` is who did it and what they said; absent when the catalog does not tell. */
  | ({ readonly kind: "plan.approved"; readonly decision?: OperationRecord } & Passing)
  | ({ readonly kind: "plan.rejected"; readonly decision?: OperationRecord } & Passing)
  | ({ readonly kind: "plan.canceled"; readonly decision?: OperationRecord } & Passing)
  /** What is no longer as it was shown; what else there is `more` counts, and `others` when it cannot be counted. */
  | {
      readonly kind: "plan.changed";
      readonly differences: readonly Difference[];
      readonly more: number;
      readonly others: boolean;
    }
  | { readonly kind: "plan.vanished" }
  | { readonly kind: "plan.succeeded" }
  | { readonly kind: "plan.moved"; readonly from: PlanStatus; readonly to: PlanStatus }
  | { readonly kind: "plan.executing" }
  | { readonly kind: "plan.preview-failed"; readonly failure?: Failure }
  | { readonly kind: "plan.failed"; readonly failure?: Failure };

/** What a plan does to a resource. */
export type Doing = Pick<ChangeFact, "action" | "replacement" | "danger">;

/** One thing that is no longer as it was shown. Without either value nothing is known but that it changed. */
export type Difference =
  | {
      readonly what: "operation" | "version";
      readonly before?: string;
      readonly after?: string;
    }
  /** Values as they may be shown: none of a secret. `before` alone is absent where the parameter is new. */
  | { readonly what: "parameter"; readonly key: string; readonly before?: string; readonly after?: string }
  /** Without `before` nothing was done to it, without `after` nothing is any more. */
  | {
      readonly what: "resource";
      readonly logicalId: string;
      readonly type: string;
      readonly before?: Doing;
      readonly after?: Doing;
    };

/** Something about Planbell itself that people have to know, since nothing else would tell them. */
export type Notice =
  /** Nothing has been seen since then: the lists fail (`code` is the catalog's word), or nobody polled. */
  | { readonly kind: "watch.blind"; readonly since: EpochMs; readonly code?: string }
  | { readonly kind: "watch.recovered"; readonly since: EpochMs; readonly until: EpochMs }
  /** A destination refuses messages; they go to the default destination meanwhile. `code` is Slack's word. */
  | { readonly kind: "watch.refused"; readonly destination: ChannelId; readonly code: string };
