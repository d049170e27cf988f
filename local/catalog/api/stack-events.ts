import { createHash } from "node:crypto";
import type { TaskState } from "../inventory.ts";

interface StackEvent {
  readonly id: string;
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const VERBS = { LaunchProduct: "CREATE", UpdateProvisionedProduct: "UPDATE", TerminateProvisionedProduct: "DELETE" };

/** What the task does to the stack: `CREATE`, `UPDATE` or `DELETE`. */
export const verbOf = (task: TaskState): string => VERBS[task.type as keyof typeof VERBS];

/** What happened in the stack during one task, oldest first: the stack begins, resources end, the stack ends. */
export function eventsOf(task: TaskState, stackName: string): StackEvent[] {
  const verb = verbOf(task);
  const stack = { logicalId: stackName, type: "ALIYUN::ROS::Stack" };
  const began = { ...stack, status: `${verb}_IN_PROGRESS`, reason: `Stack ${verb} started`, at: task.createdAt };
  if (task.status === "InProgress") return numbered(task, [began]);
  const at = task.updatedAt;
  const failed = (task.failure?.resources ?? []).map(({ logicalId, type, reason }) => ({
    ...{ logicalId, type, reason, at },
    status: `${verb}_FAILED`,
  }));
  const done = task.changes
    .filter((change) => task.failure === undefined && change.Action !== "None")
    .map((change) => ({
      ...{ logicalId: change.LogicalResourceId, type: change.ResourceType, at },
      status: `${verb}_COMPLETE`,
      reason: "state changed",
    }));
  const ended = { ...stack, status: `${verb}_COMPLETE`, reason: `Stack ${verb} completed successfully`, at };
  const broke = { ...ended, status: `${verb}_FAILED`, reason: task.failure?.statusMessage ?? "" };
  return numbered(task, [began, ...failed, ...done, task.failure === undefined ? ended : broke]);
}

/** The same event has the same id whenever it is asked for. */
function numbered(task: TaskState, events: readonly Omit<StackEvent, "id">[]): StackEvent[] {
  return events.map((event, index) => {
    const hex = createHash("sha256").update(`${task.id}:${index}`).digest("hex");
    const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
    return { ...event, id };
  });
}
