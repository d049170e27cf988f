import type { EpochMs, ProvisionedProductId, TaskId } from "../model/brand.ts";
import type { InstanceStatus } from "../model/instance.ts";
import type { Operation, Principal } from "../model/plan.ts";
import type { TaskStatus } from "../model/task.ts";
import type { Failure } from "./plan-facts.ts";

/** A task as it is remembered. */
export interface TaskFact {
  readonly id: TaskId;
  readonly type: Operation;
  readonly status: TaskStatus;
  readonly began: EpochMs;
  /** When the catalog says that it came into this status. */
  readonly since: EpochMs;
}

/**
 * What Planbell has seen of a provisioned product: what the card shows and what the diff compares. Every string is
 * cleaned of control and direction characters and redacted; nothing here depends on the present time.
 */
export interface InstanceFacts {
  readonly id: ProvisionedProductId;
  readonly name: string;
  readonly status: InstanceStatus;
  /** When its newest task came into the status it has; of an instance without a readable task when it was created. */
  readonly since: EpochMs;
  readonly createdAt: EpochMs;
  /** Whoever launched it; the name is a principal's id. */
  readonly owner: Principal;
  readonly account: string;
  readonly region: string;
  readonly productName: string;
  readonly productVersion: string;
  readonly portfolioId: string;
  /** Absent where no task could be read. */
  readonly task?: TaskFact;
  /** Why it is in error. */
  readonly failure?: Failure;
  /** It was terminated. */
  readonly gone?: true;
}

/** A task that was read, and why it failed. */
export interface TaskSight {
  readonly task: TaskFact;
  readonly failure?: Failure;
}
