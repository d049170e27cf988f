import type { EpochMs, StackId } from "./brand.ts";
import type { TerraformLog } from "./task.ts";

/** Where to find a stack of Resource Orchestration. The region need not be the catalog's. */
export interface StackRef {
  readonly id: StackId;
  readonly region: string;
}

/** A stack as its newest operation left it. @see Resource Orchestration Service 2019-09-10, GetStack */
export interface Stack {
  /** `CREATE_FAILED`, `UPDATE_IN_PROGRESS`, `ROLLBACK_COMPLETE` and so on, as it was sent. */
  readonly status: string;
  readonly reason: string | undefined;
  /** When it was last updated, else made; whether that is an operation's beginning or its end is not documented. */
  readonly updatedAt: EpochMs | undefined;
  /** Of the newest operation; none while it runs. */
  readonly logs: readonly TerraformLog[];
}

/** Something in a stack, or the stack itself, that came into a failed state. @see ListStackEvents */
export interface StackFailure {
  /** The resource's name in the template; the stack's own for the stack itself. */
  readonly logicalId: string;
  /** `alicloud_instance`, `ALIYUN::ECS::Instance`; `ALIYUN::ROS::Stack` for the stack itself. */
  readonly type: string;
  readonly reason: string;
  readonly at: EpochMs;
}
