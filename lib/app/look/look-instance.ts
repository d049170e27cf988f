import type { ProvisionedProductId } from "../../model/brand.ts";
import { CatalogError, NotThere } from "../../model/errors.ts";
import type { InstanceRow } from "../../model/instance.ts";
import type { Task } from "../../model/task.ts";
import type { InstanceRecord } from "../../notify/record.ts";
import type { Catalog } from "../../ports.ts";
import { logsSayAnything, logsSayWhy, messageSaysWhy } from "../../text/says-why.ts";
import { isCutOff, type TasksKnown } from "../../watch/instance-diff.ts";
import { type InstanceLook, isSameMark } from "../../watch/instance-reconcile.ts";
import type { Tally } from "../report.ts";
import { downTheLadder, type StackTold } from "./failure-ladder.ts";
import type { Spend, StackReader } from "./stack-reader.ts";

/** More tasks than this between two polls are seldom; then all are asked for that one call gives. */
const TASKS_READ = 10;
const MOST_TASKS = 100;

/** What a closer look found. */
export type FoundInstance =
  | {
      readonly kind: "seen";
      readonly row: InstanceRow | undefined;
      /** Newest first; undefined where they were not asked for, or are not to be read. */
      readonly tasks: readonly Task[] | undefined;
      /** What the stack told, where the newest task failed and does not say why. */
      readonly stack?: StackTold | undefined;
    }
  /** Nothing has changed. */
  | { readonly kind: "same" }
  | { readonly kind: "gone" }
  /** What its row asks for was refused for good, this time; the row is all there is. */
  | { readonly kind: "refused"; readonly row: InstanceRow }
  /** It could not be read, or there was no call left for it. */
  | { readonly kind: "unread" };

/** The detail calls that this run may still make. */
export class Allowance {
  #left: number;
  readonly #isOver: () => boolean;

  /** @param isOver asked before each call: is there no time left? */
  constructor(calls: number, isOver: () => boolean) {
    this.#left = calls;
    this.#isOver = isOver;
  }

  /** @throws {Spent} */
  take(): void {
    if (!this.spend(1)) throw new Spent();
  }

  /** False when so many are not left. */
  readonly spend: Spend = (calls) => {
    if (calls > this.#left || this.#isOver()) return false;
    this.#left -= calls;
    return true;
  };
}

class Spent extends Error {}

/** What was remembered of an instance's tasks. */
export const tasksKnown = (record: InstanceRecord | undefined, row: InstanceRow | undefined): TasksKnown => {
  if (record === undefined) return { id: row?.lastSuccessfulTaskId };
  const { task, status } = record.facts;
  if (task !== undefined) return { id: task.id, status: task.status, began: task.began };
  // It could not be read; of an instance under change it went on then, and how it ended is not known.
  return { id: record.mark.task, ...(status === "UnderChange" ? { status: "InProgress" } : {}) };
};

/**
 * Reads what an instance's look asks for: GetTask alone while its task goes on, else one ListTasks; and where the newest
 * task failed without a word of why what its stack says.
 *
 * Never throws a {CatalogError}: what may pass is left to a later look, and so is what is refused for good without a row
 * to tell from.
 */
export async function lookAtInstance(
  catalog: Catalog,
  look: InstanceLook,
  record: InstanceRecord | undefined,
  allowance: Allowance,
  stacks: StackReader,
  tally: Tally,
): Promise<FoundInstance> {
  try {
    const found = await ask(catalog, look, record, allowance, tally);
    return found.kind === "seen" && !look.told ? await explained(catalog, found, allowance, stacks) : found;
  } catch (error) {
    if (error instanceof Spent) return { kind: "unread" };
    if (!(error instanceof CatalogError)) throw error;
    tally.warn(`catalog-${error.code}`, `provisioned product ${look.id} could not be read: ${error.message}`);
    return error.retryable || look.row === undefined ? { kind: "unread" } : { kind: "refused", row: look.row };
  }
}

/** What a row says by itself, and what is told where the rest is refused. */
export const seenByRow = (row: InstanceRow): FoundInstance => seen(row, undefined);

const seen = (row: InstanceRow | undefined, tasks: readonly Task[] | undefined): FoundInstance => ({
  kind: "seen",
  row,
  tasks,
});

async function ask(
  catalog: Catalog,
  { id, row, ask: what }: InstanceLook,
  record: InstanceRecord | undefined,
  allowance: Allowance,
  tally: Tally,
): Promise<FoundInstance> {
  if (what === "nothing") return seen(row, undefined);
  if (what === "tasks") return seen(row, await tasksOf(catalog, id, tasksKnown(record, row), allowance));
  const task = record?.facts.task;
  if (what === "instance" || task === undefined) return askInstance(catalog, id, record, allowance);
  let now: Task;
  try {
    allowance.take();
    now = await catalog.task(task.id);
  } catch (error) {
    if (!(error instanceof NotThere)) throw error;
    return askInstance(catalog, id, record, allowance);
  }
  if (now.status === task.status) return { kind: "same" };
  try {
    return seen(undefined, (await tasksOf(catalog, id, tasksKnown(record, undefined), allowance)) ?? [now]);
  } catch (error) {
    if (!(error instanceof CatalogError) || error.retryable) throw error;
    tally.warn(`catalog-${error.code}`, `the tasks of ${id} are not all told: ${error.message}`);
    return seen(undefined, [now]);
  }
}

/** Only the newest task: a stack tells of what it did last. */
async function explained(
  catalog: Catalog,
  found: Extract<FoundInstance, { kind: "seen" }>,
  allowance: Allowance,
  stacks: StackReader,
): Promise<FoundInstance> {
  const task = found.tasks?.[0];
  if (task?.status !== "Failed" || saysAll(task)) return found;
  const row = found.row ?? (await rowOf(catalog, task, allowance));
  if (row?.lastTaskId !== task.id) return found;
  const { stack } = await downTheLadder(
    { tasks: async () => undefined, stacks, spend: allowance.spend },
    {
      statusMessage: task.statusMessage ?? row.statusMessage,
      operation: task.type,
      provisionedProductId: row.id,
      stackId: row.stackId,
      stackRegionId: row.stackRegionId,
      since: task.createdAt,
      until: task.updatedAt,
      task,
    },
  );
  return { ...found, row, stack };
}

const saysAll = ({ logs, statusMessage }: Task): boolean =>
  logsSayAnything(logs) && (logsSayWhy(logs) || messageSaysWhy(statusMessage));

/** Where the stack is stands in the row alone; without it the failure is told all the same. */
async function rowOf(catalog: Catalog, task: Task, allowance: Allowance): Promise<InstanceRow | undefined> {
  if (!allowance.spend(1)) return undefined;
  try {
    return await catalog.instance(task.provisionedProductId);
  } catch (error) {
    if (error instanceof CatalogError) return undefined;
    throw error;
  }
}

async function askInstance(
  catalog: Catalog,
  id: ProvisionedProductId,
  record: InstanceRecord | undefined,
  allowance: Allowance,
): Promise<FoundInstance> {
  let row: InstanceRow;
  try {
    allowance.take();
    row = await catalog.instance(id);
  } catch (error) {
    if (error instanceof NotThere) return { kind: "gone" };
    throw error;
  }
  if (record !== undefined && isSameMark(record.mark, row)) {
    return record.missing === undefined ? { kind: "same" } : seen(row, undefined);
  }
  return seen(row, await tasksOf(catalog, id, tasksKnown(record, row), allowance));
}

/** The tasks since the one that is known, newest first; undefined when the catalog knows none of them. */
async function tasksOf(catalog: Catalog, id: ProvisionedProductId, known: TasksKnown, allowance: Allowance) {
  try {
    allowance.take();
    const few = await catalog.tasks(id, TASKS_READ);
    if (few.length < TASKS_READ || !isCutOff(few, known)) return few.length === 0 ? undefined : few;
    allowance.take();
    return await catalog.tasks(id, MOST_TASKS);
  } catch (error) {
    if (error instanceof NotThere) return undefined;
    throw error;
  }
}
