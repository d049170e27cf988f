import { type EpochMs, earlier, minutes, ms } from "../model/brand.ts";
import { CatalogError, NotThere } from "../model/errors.ts";
import type { PlanDetail, PlanRow } from "../model/plan.ts";
import type { Task } from "../model/task.ts";
import type { PlanRecord } from "../notify/record.ts";
import type { Catalog } from "../ports.ts";
import type { Redactor } from "../text/redactor.ts";
import type { DangerLens } from "../watch/danger.ts";
import type { PlanFacts } from "../watch/plan-facts.ts";
import type { Look } from "../watch/reconcile.ts";
import { markRow, type RowMark } from "../watch/row-mark.ts";
import { isFailed, planFacts } from "./plan-facts.ts";
import type { Tally } from "./report.ts";

/** Tasks are newest first; the one that ran the plan is among the newest few. */
const TASKS_READ = 5;
/** A task may be created a little before the plan's UpdateTime says that it runs. */
const TASK_SLACK = ms(60_000);
/** Details that still cannot be read so long after the plan changed are done without: the change itself is late. */
const PATIENCE = minutes(10);
/** A plan told without its details is read again after 5 minutes, not 30. */
const AS_IF_READ = minutes(25);

/** What a closer look found. */
export type Found =
  | {
      readonly kind: "seen";
      readonly facts: PlanFacts;
      readonly row: RowMark;
      /** Set when something could not be read: the next re-read counts from then. */
      readonly readAt: EpochMs | undefined;
    }
  | { readonly kind: "gone" }
  /** The details could not be read; the row is left for the next run. */
  | { readonly kind: "unread" };

/** How to look. */
export interface Ask {
  /** The plan is only remembered: no details are needed yet, they are read when something changes. */
  readonly quietly: boolean;
  /** Nothing may be left for the next run: details that cannot be read are done without at once. */
  readonly hurried: boolean;
  /** There is no call left for the details. */
  readonly without: boolean;
  readonly salt: string;
  readonly lens: DangerLens;
  readonly redactor: Redactor;
  readonly now: EpochMs;
}

/**
 * Reads what a plan's look asks for, and nothing more: at most one Get, and one ListTasks when it failed.
 *
 * Never throws a {CatalogError}: what may pass leaves the plan to the next run; what is refused for good, or for ten
 * minutes, is done without, as long as there is a row to tell from. One plan must not hold up the others.
 */
export async function lookClosely(
  catalog: Catalog,
  look: Look,
  record: PlanRecord | undefined,
  ask: Ask,
  tally: Tally,
): Promise<Found> {
  let partial = false;
  const orWithout = async <T>(what: string, read: () => Promise<T>): Promise<T | undefined> => {
    if (ask.without) {
      partial = true;
      return undefined;
    }
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof CatalogError) || error instanceof NotThere || look.row === undefined) throw error;
      if (error.retryable && !ask.hurried && look.row.updatedAt > earlier(ask.now, PATIENCE)) throw error;
      tally.warn(`catalog-${error.code}`, `plan ${look.id} is told without its ${what}: ${error.message}`);
      partial = true;
      return undefined;
    }
  };
  try {
    const older = isOlder(look.row, record);
    const asked = (look.detail || older || isAhead(record)) && !ask.quietly;
    const read = asked ? await orWithout("details", () => catalog.plan(look.id)) : undefined;
    const row = look.row ?? read;
    if (row === undefined || (older && read === undefined)) return { kind: "unread" };
    const behind = isBehind(read, row);
    if (behind && !ask.hurried) return { kind: "unread" };
    partial ||= behind;
    const detail = behind ? undefined : read;
    const plan = detail ?? row;
    const wanted = !ask.quietly && hasUnreadTask(plan, record);
    const task = wanted ? await orWithout("log", () => failedTask(catalog, plan)) : undefined;
    const { salt, lens, redactor } = ask;
    const facts = planFacts(row, { before: record?.facts, detail: named(detail, row), task, salt, lens, redactor });
    return { kind: "seen", facts, row: markRow(row), readAt: partial ? earlier(ask.now, AS_IF_READ) : undefined };
  } catch (error) {
    if (error instanceof NotThere) return { kind: "gone" };
    if (!(error instanceof CatalogError)) throw error;
    tally.warn(`catalog-${error.code}`, `plan ${look.id} could not be read: ${error.message}`);
    return { kind: "unread" };
  }
}

/**
 * Was the row written before the plan came into the state that is known? Lists lag behind a Get: what they show then is
 * newer than their last row, and past all the same.
 */
const isOlder = (row: PlanRow | undefined, record: PlanRecord | undefined): boolean =>
  row !== undefined && record !== undefined && row.updatedAt < record.facts.since;

/** Did a Get tell more than the row that it was read for? Then the next row's step is not the plan's. */
const isAhead = (record: PlanRecord | undefined): boolean =>
  record !== undefined && record.facts.status !== record.row.status;

/** Details that are older than their row would undo what the row says. */
const isBehind = (detail: PlanDetail | undefined, row: PlanRow): boolean =>
  detail !== undefined &&
  detail.status !== row.status &&
  Math.floor(detail.updatedAt / 1_000) < Math.floor(row.updatedAt / 1_000);

/** A detail without a product name (the list has it) takes the row's. */
const named = (detail: PlanDetail | undefined, row: PlanRow): PlanDetail | undefined =>
  detail !== undefined && detail.productName === "" ? { ...detail, productName: row.productName } : detail;

/** Has it failed in a way that no task was read for? */
function hasUnreadTask(plan: PlanRow, record: PlanRecord | undefined): boolean {
  if (plan.status !== "ExecuteFailed" || plan.provisionedProductId === "") return false;
  if (record === undefined || !isFailed(record.facts.status)) return true;
  return record.facts.since < Math.floor(plan.updatedAt / 1_000) * 1_000;
}

/**
 * The failed task that ran this plan. No field links them: it is the newest task of the plan's operation on its
 * provisioned product, begun since the plan was created.
 * @see service-catalog ListTasks: `TaskType`, `CreateTime`
 */
async function failedTask(catalog: Catalog, plan: PlanRow): Promise<Task | undefined> {
  const since = earlier(plan.createdAt, TASK_SLACK);
  const tasks = await catalog.tasks(plan.provisionedProductId, TASKS_READ);
  return tasks.find((t) => t.type === plan.operation && t.createdAt >= since && t.status === "Failed");
}
