import type { EpochMs, TaskId } from "../model/brand.ts";
import type { Task, TaskStatus } from "../model/task.ts";
import type { InstanceFacts, TaskSight } from "./instance-facts.ts";
import type { InstanceTransition } from "./instance-transition.ts";

/** From where on an instance's tasks are news. */
export interface TasksKnown {
  /** The newest task that is remembered; of an instance that is not remembered the newest that succeeded. */
  readonly id: TaskId | undefined;
  /** What was remembered of that task; absent where it was never read. */
  readonly status?: TaskStatus;
  readonly began?: EpochMs;
}

/**
 * The tasks to tell of, oldest first: those since the one that is remembered, and that one when it has ended since.
 * @param tasks newest first, as the catalog lists them
 */
export function tasksSince(tasks: readonly Task[], { id, status, began }: TasksKnown): readonly Task[] {
  const oldestFirst = [...tasks].reverse();
  const at = oldestFirst.findIndex((task) => task.id === id);
  if (at < 0) return began === undefined ? oldestFirst : oldestFirst.filter((task) => task.createdAt > began);
  const hasMoved = status !== undefined && status !== oldestFirst[at]?.status;
  return oldestFirst.slice(hasMoved ? at : at + 1);
}

/** Must older tasks be asked for, too? */
export const isCutOff = (tasks: readonly Task[], { id }: TasksKnown): boolean =>
  id !== undefined && tasks.length > 0 && !tasks.some((task) => task.id === id);

/**
 * What changed between two looks at one instance, oldest first.
 *
 * Pure and total; nothing where nothing changed. Of a task that began and ended between the two looks only the end is
 * told. An instance that was not remembered was idle, or is seen for the first time: then it is news only when it failed
 * since `began`, or stands in error without a word of why although all instances had been seen before.
 * @param tasks those of `tasksSince`, oldest first
 */
export function diffInstance(
  before: InstanceFacts | undefined,
  after: InstanceFacts,
  tasks: readonly TaskSight[],
  watch: { readonly began: EpochMs; readonly swept: boolean },
): InstanceTransition[] {
  if (after.gone) return before === undefined || before.gone ? [] : [{ kind: "instance.vanished" }];
  const found = tasks
    .filter(({ task }) => before !== undefined || task.status !== "Failed" || task.since >= watch.began)
    .map(edge);
  // Another task than the one that is known has failed, and cannot be read.
  const isUnread = before?.task !== undefined && after.task === undefined;
  const isErrorNews = before === undefined ? watch.swept : before.status !== "Error" || isUnread;
  const explained = after.task?.status === "Failed";
  if (after.status === "Error" && isErrorNews && !explained) found.push({ kind: "instance.error", ...why(after) });
  return found;
}

function edge({ task, failure }: TaskSight): InstanceTransition {
  if (task.status === "Failed") return { kind: "task.failed", task, ...(failure === undefined ? {} : { failure }) };
  return { kind: task.status === "Succeeded" ? "task.succeeded" : "task.started", task };
}

const why = ({ failure }: InstanceFacts) => (failure === undefined ? {} : { failure });
