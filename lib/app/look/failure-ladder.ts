import { type EpochMs, earlier, later, type ProvisionedProductId, type StackId, seconds } from "../../model/brand.ts";
import { NotThere } from "../../model/errors.ts";
import type { Operation } from "../../model/plan.ts";
import type { Stack, StackFailure, StackRef } from "../../model/stack.ts";
import type { Task } from "../../model/task.ts";
import { redact } from "../../text/redact.ts";
import { logsSayAnything, logsSayWhy, messageSaysWhy } from "../../text/says-why.ts";
import type { Heard, Spend, StackReader } from "./stack-reader.ts";

/** Tasks are newest first; the one that ran is among the newest few. */
const TASKS_READ = 5;
/** The services' clocks, and what one writes a little before or after the other. */
const SLACK = seconds(60);
/** Of times of one service, of which some are cut to whole seconds. */
const CUT = seconds(1);

/** What failed, of a plan or of a provisioned product that was changed without one. */
export interface Failed {
  readonly statusMessage: string | undefined;
  readonly operation: Operation;
  /** Empty where none is known. */
  readonly provisionedProductId: ProvisionedProductId;
  readonly stackId: string | undefined;
  readonly stackRegionId: string;
  /** The operation did not begin before, and had ended by then. */
  readonly since: EpochMs;
  readonly until: EpochMs;
  /** The task that ran, where it was read already; `none` where nothing ran, as in a preview. */
  readonly task: Task | "unread" | "none";
}

/** What the stack told of a failure. */
export interface StackTold {
  readonly ref: StackRef;
  /** Undefined where it is not there, cannot be read, or tells of another operation. */
  readonly stack: Stack | undefined;
  /** Of this operation, oldest first; none where they were not asked for. */
  readonly failures: readonly StackFailure[];
  /** Something could not be read now and may be readable later. */
  readonly unread: boolean;
}

/** What the rungs gave, as far down as it was worth going. */
export interface Told {
  readonly task: Task | undefined;
  readonly stack: StackTold | undefined;
}

export interface LadderPorts {
  /** The newest tasks, newest first; undefined where they cannot be read and the failure is told without. */
  readonly tasks: (of: ProvisionedProductId, count: number) => Promise<readonly Task[] | undefined>;
  readonly stacks: StackReader;
  readonly spend: Spend;
}

/**
 * Finds out why something failed. Four rungs, each asked only when those before gave too little:
 *
 * 1. the status message, which is there already;
 * 2. the task with its log (ListTasks), whenever something ran: the log belongs into the thread, whatever the message
 *    says. No field links task and plan: it is the newest failed one of the operation that began in its time;
 * 3. the stack (GetStack), where there is no log, or nothing so far says why. After a preview, only the latter. Its log
 *    and reason are of its newest operation: see `isOf` for what is taken as that of the failure;
 * 4. the stack's failures (ListStackEvents), where still nothing says why; each has its own time.
 *
 * What "says why" means is `messageSaysWhy` and `logsSayWhy` in lib/text. At most one call for each of 2 and 3, two for 4.
 * @throws {CatalogError} as `ports.tasks` does; stacks never fail anything
 */
export async function downTheLadder(ports: LadderPorts, failed: Failed): Promise<Told> {
  const task = await taskOf(ports, failed);
  const says = messageSaysWhy(failed.statusMessage) || messageSaysWhy(task?.statusMessage) || logsSay(task);
  const hasLog = failed.task === "none" || logsSayAnything(task?.logs ?? []);
  const ref = stackRef(failed.stackId, failed.stackRegionId);
  if (ref === undefined || (says && hasLog)) return { task, stack: undefined };
  const time = timeOf(failed, task);
  const heard = await ports.stacks.stack(ref, ports.spend);
  const stack = valueIn(heard);
  const ours = stack !== undefined && isOf(stack, failed.operation, time) ? stack : undefined;
  const told = { ref, stack: ours, failures: [], unread: heard === "later" };
  if (says || messageSaysWhy(ours?.reason) || logsSay(ours)) return { task, stack: told };
  const events = await ports.stacks.failures(ref, ports.spend);
  const failures = (valueIn(events) ?? []).filter(({ at }) => at >= time.since && at <= time.until);
  return { task, stack: { ...told, failures, unread: told.unread || events === "later" } };
}

const logsSay = (of: { readonly logs: Task["logs"] } | undefined): boolean => logsSayWhy(of?.logs ?? []);

const valueIn = <T>(heard: Heard<T>): T | undefined => (heard === "nothing" || heard === "later" ? undefined : heard);

/** A provisioned product that is gone has no tasks any more; its plan is still there. */
async function taskOf({ tasks }: LadderPorts, failed: Failed): Promise<Task | undefined> {
  if (failed.task !== "unread") return failed.task === "none" ? undefined : failed.task;
  if (failed.provisionedProductId === "") return undefined;
  try {
    const since = earlier(failed.since, SLACK);
    // What began later is somebody's next try, and no plan's that has failed by then.
    const until = later(failed.until, CUT);
    const found = await tasks(failed.provisionedProductId, TASKS_READ);
    const isIts = (t: Task): boolean => t.type === failed.operation && t.createdAt >= since && t.createdAt <= until;
    return found?.find((t) => isIts(t) && t.status === "Failed");
  } catch (error) {
    if (error instanceof NotThere) return undefined;
    throw error;
  }
}

interface Time {
  readonly since: EpochMs;
  readonly until: EpochMs;
}

/**
 * A task knows better when it began; neither it nor what it ran for ended before the other. What went before a preview
 * is never its own, however short before.
 */
function timeOf(failed: Failed, task: Task | undefined): Time {
  const until = Math.max(failed.until, task?.updatedAt ?? 0) as EpochMs;
  const since = failed.task === "none" ? failed.since : earlier(task?.createdAt ?? failed.since, SLACK);
  return { since, until: later(until, SLACK) };
}

/** The states in which an operation leaves its stack when it fails. A launch may go on with a stack that was begun. */
const LEFT: Readonly<Record<string, RegExp>> = {
  LaunchProduct: /^(?:CREATE_FAILED|(?:CREATE_)?ROLLBACK_(?:COMPLETE|FAILED))$/,
  UpdateProvisionedProduct: /^(?:(?:CREATE|UPDATE)_FAILED|(?:CREATE_)?ROLLBACK_(?:COMPLETE|FAILED))$/,
  TerminateProvisionedProduct: /^DELETE_FAILED$/,
};

/**
 * Does the stack tell of that operation? Its state must be one in which such an operation leaves it, and its time, where
 * it has one, within the operation's. A stack that runs again, or ran again since, tells of something else, and so does
 * one that the operation never came to. What cannot be known: whether the time is that of an operation's beginning or
 * end, and whether every operation moves it; one that does not is taken for another, and its log is not shown.
 */
function isOf(stack: Stack, operation: Operation, { since, until }: Time): boolean {
  const { status, updatedAt } = stack;
  if (!(LEFT[operation]?.test(status) ?? /_FAILED$/.test(status))) return false;
  return updatedAt === undefined || (updatedAt >= since && updatedAt <= until);
}

/** Where the stack is; undefined where there is none, or an id or region has a form that nobody should be asked for. */
function stackRef(id: string | undefined, region: string): StackRef | undefined {
  if (id === undefined || !/^[\w*-]{1,128}$/.test(id) || redact(id) !== id) return undefined;
  if (!/^[a-z]{2,8}(?:-[a-z0-9]{1,16}){1,5}$/.test(region) || redact(region) !== region) return undefined;
  return { id: id as StackId, region };
}
