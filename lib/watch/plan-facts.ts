import type { EpochMs, PlanId, ProvisionedProductId, TaskId } from "../model/brand.ts";
import type { ApprovalNode, Operation, OperationRecord, PlanStatus, Principal } from "../model/plan.ts";
import type { StackRef } from "../model/stack.ts";
import type { StatefulKind } from "../model/stateful.ts";

/** A parameter as it is kept: the value redacted, and a mark that tells whether the true value changed. */
export interface ParameterFact {
  readonly key: string;
  readonly shown: string;
  readonly mark: string;
}

export interface ChangeFact {
  readonly logicalId: string;
  readonly type: string;
  readonly action: string;
  readonly replacement?: string;
  /** What would be missed, when the change is dangerous. */
  readonly danger?: StatefulKind;
}

/** What running the plan would touch: all of it counted, the first 25 in the order of danger named, the rest told by a hash. */
export interface ChangesFact {
  /** How many resources per action: `{ Add: 3, Remove: 1 }`. */
  readonly counts: Readonly<Record<string, number>>;
  readonly rows: readonly ChangeFact[];
  /** How many are not in `rows`. */
  readonly more: number;
  /** How many of all are dangerous; absent when none is. */
  readonly dangers?: number;
  /** Of the whole list, in any order: differs when any resource, action or replacement does. */
  readonly hash: string;
}

/** A stack as it was when its log was read: once that time moves, its log is another operation's. */
export interface StackLog extends StackRef {
  readonly updatedAt?: EpochMs;
}

/** Why something failed, as far as it is known; every string redacted, lines at most 5 and 500 characters together. */
export interface Failure {
  readonly lines: readonly string[];
  /** Where the lines come from. */
  readonly source: "task-log" | "status-message" | "stack-log" | "stack-reason" | "stack-events" | "none";
  readonly taskId?: TaskId;
  /** The log is the stack's, not the task's. */
  readonly stack?: StackLog;
  /** Its stack might say more and could not be asked: asked again for an hour. */
  readonly stackUnread?: true;
  /** How many messages the log takes, 0 when it is sent as a file; absent when it says no more than `lines`. */
  readonly log?: number;
  /** Alibaba Cloud's error code, such as `QuotaExceeded.Vpc`. */
  readonly code?: string;
  /** Alibaba Cloud's RequestId of the failing call: what support asks for first. */
  readonly requestId?: string;
}

/** A parameter as it was shown before; `shown` is left out where there are too many to keep. */
export type WaitedParameter = Omit<ParameterFact, "shown"> & Partial<Pick<ParameterFact, "shown">>;

/** What approvers were shown of a plan when it waited for them last. */
export interface WaitedFact {
  readonly operation: Operation;
  readonly productVersion?: string;
  readonly parameters: readonly WaitedParameter[];
  readonly changes?: ChangesFact;
}

/**
 * What Planbell has seen of a plan: what the card shows and what the diff compares. Every string is cleaned of
 * control and direction characters and redacted; nothing here depends on the present time.
 */
export interface PlanFacts {
  readonly id: PlanId;
  readonly name: string;
  readonly status: PlanStatus;
  /** When the catalog says the plan came into this status (UpdateTime of the first row that showed it). */
  readonly since: EpochMs;
  readonly createdAt: EpochMs;
  readonly operation: Operation;
  readonly requester: Principal;
  readonly account: string;
  readonly region: string;
  readonly productName: string;
  readonly productVersion?: string;
  readonly portfolioId: string;
  readonly provisionedProductId: ProvisionedProductId;
  readonly provisionedProductName: string;
  readonly assigned: readonly Principal[];
  /** Who still has to act; empty unless the plan waits. From the assigned approvers where no details were read. */
  readonly pending: readonly ApprovalNode[];
  readonly history: readonly OperationRecord[];
  readonly parameters: readonly ParameterFact[];
  /** Absent until details were read: unknown is not the same as none. */
  readonly changes?: ChangesFact;
  readonly failure?: Failure;
  /** Of a plan that does not wait any more and may wait again: what it is compared with then. */
  readonly waited?: WaitedFact;
  /** The plan was deleted. */
  readonly gone?: true;
}
