import type { InstanceRow, InstanceStatus } from "../../model/instance.ts";
import type { Task } from "../../model/task.ts";
import type { Redactor } from "../../text/redactor.ts";
import { safeLine } from "../../text/safe-line.ts";
import type { InstanceFacts, TaskFact, TaskSight } from "../../watch/instance-facts.ts";
import type { Failure } from "../../watch/plan-facts.ts";
import { failureFacts } from "./failure-facts.ts";
import type { StackTold } from "./failure-ladder.ts";

/** Longest strings a record keeps; Service Catalog itself allows 128 for names. */
const NAME = 300;
const SHORT = 128;
const WHO = 64;

/** What one look gave; a row, tasks, or both. */
export interface InstanceSeen {
  /** What was seen last; undefined on first sight, when there is a row. */
  readonly before: InstanceFacts | undefined;
  readonly row: InstanceRow | undefined;
  /** The newest task; undefined where none was read. */
  readonly task: Task | undefined;
  /** What the stack told of that task's failure, where it was asked. */
  readonly stack?: StackTold | undefined;
}

/**
 * The facts of an instance, cleaned and redacted: the only form in which cloud text enters a record or a message. Pure.
 *
 * The newest task says what state the instance is in; its row does when it knows of that task and that the task is over,
 * or when no task could be read: lists lag, and rows have no time that would tell.
 * @returns undefined when there is nothing to tell from
 */
export function instanceFacts(
  { before, row, task: read, stack }: InstanceSeen,
  redactor: Redactor,
): InstanceFacts | undefined {
  const line = (text: string, most = SHORT): string => safeLine(text, most, redactor);
  const about = row === undefined ? before : aboutRow(row, line);
  if (about === undefined) return undefined;
  // The row says that it is over, and nobody could read how it ended.
  const isOver = before?.task?.status === "InProgress" && row?.status !== "UnderChange";
  const isKnown = row?.lastTaskId === undefined || (row.lastTaskId === before?.task?.id && !isOver);
  const task = read === undefined ? (isKnown ? before?.task : undefined) : taskFact(read, redactor);
  const status = line(stateOf(row, task, before?.status ?? "")) as InstanceStatus;
  const failure = status === "Error" ? whyError({ before, row, task: read, stack }, task, redactor) : undefined;
  const isGone = task?.type === "TerminateProvisionedProduct" && task.status === "Succeeded";
  return {
    id: about.id,
    name: about.name,
    status,
    since: task?.since ?? (before?.status === status ? before.since : about.createdAt),
    createdAt: about.createdAt,
    owner: about.owner,
    account: about.account,
    region: about.region,
    productName: about.productName,
    productVersion: about.productVersion,
    portfolioId: about.portfolioId,
    ...(task === undefined ? {} : { task }),
    ...(failure === undefined ? {} : { failure }),
    ...(isGone ? { gone: true as const } : {}),
  };
}

const aboutRow = (row: InstanceRow, line: (text: string, most?: number) => string) => ({
  id: row.id,
  name: line(row.name, NAME),
  createdAt: row.createdAt,
  owner: { kind: line(row.owner.kind, WHO), name: line(row.owner.name, WHO) },
  account: line(row.account),
  region: line(row.stackRegionId),
  productName: line(row.productName, NAME),
  productVersion: line(row.productVersionName),
  portfolioId: line(row.portfolioId),
});

function stateOf(row: InstanceRow | undefined, task: TaskFact | undefined, before: InstanceStatus): InstanceStatus {
  const said = row?.status ?? before;
  if (task === undefined) return said;
  const isRowsTask = row !== undefined && row.lastTaskId === task.id;
  if (task.status === "InProgress") return "UnderChange";
  if (isRowsTask && row.status !== "UnderChange") return row.status;
  if (task.status === "Failed") return "Error";
  return task.status === "Succeeded" ? "Available" : said;
}

function whyError({ before, row, task: read, stack }: InstanceSeen, task: TaskFact | undefined, redactor: Redactor) {
  const told = before?.failure;
  if (task?.status === "Failed") {
    if (told?.taskId === task.id) return told;
    return read === undefined ? told : taskFailure(read, row?.statusMessage, stack, redactor);
  }
  if (row?.statusMessage === undefined && before?.status === "Error") return told;
  return failureFacts({ statusMessage: row?.statusMessage, task: undefined, stack: undefined }, redactor);
}

const taskFact = (task: Task, redactor: Redactor): TaskFact => ({
  id: task.id,
  type: safeLine(task.type, SHORT, redactor),
  status: safeLine(task.status, SHORT, redactor),
  began: task.createdAt,
  since: task.updatedAt,
});

/** A task, and why it failed where it did. */
export function taskSight(
  task: Task,
  row: InstanceRow | undefined,
  stack: StackTold | undefined,
  redactor: Redactor,
): TaskSight {
  const fact = taskFact(task, redactor);
  if (task.status !== "Failed") return { task: fact };
  const message = row?.lastTaskId === task.id ? row.statusMessage : undefined;
  return { task: fact, failure: taskFailure(task, message, stack, redactor) };
}

/** What the row says is the task's own message, or stands in for it. The stack is not asked again later. */
function taskFailure(task: Task, rows: string | undefined, stack: StackTold | undefined, redactor: Redactor): Failure {
  const told = failureFacts({ statusMessage: task.statusMessage ?? rows, task, stack }, redactor);
  const { stackUnread: _unread, ...failure } = told;
  return failure;
}
