import { type EpochMs, earlier, ms } from "../model/brand.ts";
import { CatalogError, NotThere } from "../model/errors.ts";
import type { PlanDetail, PlanRow } from "../model/plan.ts";
import type { Task } from "../model/task.ts";
import type { PlanRecord } from "../notify/record.ts";
import type { Catalog } from "../ports.ts";
import type { PlanFacts } from "../watch/plan-facts.ts";
import type { Look } from "../watch/reconcile.ts";
import { markRow, type RowMark } from "../watch/row-mark.ts";
import { isFailed, planFacts } from "./plan-facts.ts";
import type { Tally } from "./report.ts";

/** Tasks are newest first; the one that ran the plan is among the newest few. */
const TASKS_READ = 5;
/** A task may be created a little before the plan's UpdateTime says that it runs. */
const TASK_SLACK = ms(60_000);

/** What a closer look found. */
export type Found =
  | { readonly kind: "seen"; readonly facts: PlanFacts; readonly row: RowMark }
  | { readonly kind: "gone" }
  /** The details could not be read; the row is left for the next run. */
  | { readonly kind: "unread" };

/** Reads what a plan's look asks for, and nothing more: at most one Get, and one ListTasks when it failed. */
export async function lookClosely(
  catalog: Catalog,
  look: Look,
  record: PlanRecord | undefined,
  salt: string,
  tally: Tally,
): Promise<Found> {
  try {
    const detail = look.detail ? await readDetail(catalog, look, tally) : undefined;
    const row = look.row ?? detail;
    if (row === undefined || isBehind(detail, row)) return { kind: "unread" };
    const task = await failedTask(catalog, detail ?? row, record, tally);
    const facts = planFacts(row, { before: record?.facts, detail: named(detail, row), task, salt });
    return { kind: "seen", facts, row: markRow(row) };
  } catch (error) {
    if (error instanceof NotThere) return { kind: "gone" };
    if (!(error instanceof CatalogError)) throw error;
    tally.warn(`catalog-${error.code}`, `plan ${look.id} could not be read: ${error.message}`);
    return { kind: "unread" };
  }
}

/**
 * The details of a plan; undefined when they are refused for good (a permission, an answer of another shape) and the
 * row can stand for them: one plan that cannot be read must not hold up the others.
 */
async function readDetail(catalog: Catalog, look: Look, tally: Tally): Promise<PlanDetail | undefined> {
  try {
    return await catalog.plan(look.id);
  } catch (error) {
    const degrades = error instanceof CatalogError && !(error instanceof NotThere) && !error.retryable;
    if (!degrades || look.row === undefined) throw error;
    tally.warn(`catalog-${error.code}`, `plan ${look.id} is told without details: ${error.message}`);
    return undefined;
  }
}

/** Details that are older than their row would undo what the row says. */
const isBehind = (detail: PlanDetail | undefined, row: PlanRow): boolean =>
  detail !== undefined &&
  detail.status !== row.status &&
  Math.floor(detail.updatedAt / 1_000) < Math.floor(row.updatedAt / 1_000);

/** A detail without a product name (the list has it) takes the row's. */
const named = (detail: PlanDetail | undefined, row: PlanRow): PlanDetail | undefined =>
  detail !== undefined && detail.productName === "" ? { ...detail, productName: row.productName } : detail;

/**
 * The failed task that ran this plan. No field links them: it is the newest task of the plan's operation on its
 * provisioned product, begun since the plan was created.
 * @see service-catalog ListTasks: `TaskType`, `CreateTime`
 */
async function failedTask(
  catalog: Catalog,
  plan: PlanRow,
  record: PlanRecord | undefined,
  tally: Tally,
): Promise<Task | undefined> {
  if (plan.status !== "ExecuteFailed" || alreadyExplained(plan, record)) return undefined;
  if (plan.provisionedProductId === "") return undefined;
  try {
    const since = earlier(plan.createdAt as EpochMs, TASK_SLACK);
    const tasks = await catalog.tasks(plan.provisionedProductId, TASKS_READ);
    return tasks.find((t) => t.type === plan.operation && t.createdAt >= since && t.status === "Failed");
  } catch (error) {
    // A missing permission costs the log lines; anything that may pass is worth another look at the whole plan.
    if (!(error instanceof CatalogError) || error.retryable) throw error;
    tally.warn(`catalog-${error.code}`, `tasks of plan ${plan.id} could not be read: ${error.message}`);
    return undefined;
  }
}

const alreadyExplained = (plan: PlanRow, record: PlanRecord | undefined): boolean =>
  record !== undefined &&
  isFailed(record.facts.status) &&
  record.facts.since >= Math.floor(plan.updatedAt / 1_000) * 1_000;
