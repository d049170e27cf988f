import { type EpochMs, earlier, hours, minutes } from "../../model/brand.ts";
import { CatalogError, NotThere } from "../../model/errors.ts";
import type { PlanDetail, PlanRow } from "../../model/plan.ts";
import type { PlanRecord } from "../../notify/record.ts";
import type { Catalog } from "../../ports.ts";
import type { Redactor } from "../../text/redactor.ts";
import type { DangerLens } from "../../watch/danger.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import type { Look } from "../../watch/reconcile.ts";
import { markRow, type RowMark } from "../../watch/row-mark.ts";
import type { Tally } from "../report.ts";
import { downTheLadder, type Failed, type LadderPorts } from "./failure-ladder.ts";
import { isFailed, planFacts } from "./plan-facts.ts";
import type { Spend, StackReader } from "./stack-reader.ts";

/** Details that still cannot be read so long after the plan changed are done without: the change itself is late. */
const PATIENCE = minutes(10);
/** A plan told without its details is read again after 5 minutes, not 30. */
const AS_IF_READ = minutes(25);
const ASKED_AGAIN = hours(1);

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
  readonly stacks: StackReader;
  /** For calls beside the one for the details, and the one for the tasks. */
  readonly spend: Spend;
  readonly salt: string;
  readonly lens: DangerLens;
  readonly redactor: Redactor;
  readonly now: EpochMs;
}

/**
 * Reads what a plan's look asks for, and nothing more: at most one Get, and when it failed what the ladder takes.
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
    const { salt, lens, redactor, stacks, spend } = ask;
    const tasks: LadderPorts["tasks"] = (of, count) => orWithout("log", () => catalog.tasks(of, count));
    const wanted = !ask.quietly && isUnexplained(plan, record);
    const { task, stack } = wanted ? await downTheLadder({ tasks, stacks, spend }, failedOf(plan)) : NOTHING;
    partial ||= stack?.unread === true;
    const known = { before: record?.facts, detail: named(detail, row), task, stack, salt, lens, redactor };
    const facts = planFacts(row, known);
    return { kind: "seen", facts, row: markRow(row), readAt: partial ? earlier(ask.now, AS_IF_READ) : undefined };
  } catch (error) {
    if (error instanceof NotThere) return { kind: "gone" };
    if (!(error instanceof CatalogError)) throw error;
    tally.warn(`catalog-${error.code}`, `plan ${look.id} could not be read: ${error.message}`);
    return { kind: "unread" };
  }
}

const NOTHING = { task: undefined, stack: undefined };

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

/** Has it failed in a way that nobody asked about, or should it be asked again? */
function isUnexplained(plan: PlanRow, record: PlanRecord | undefined): boolean {
  if (!isFailed(plan.status)) return false;
  if (record === undefined || !isFailed(record.facts.status) || record.facts.failure?.stackUnread) return true;
  return record.facts.since < Math.floor(plan.updatedAt / 1_000) * 1_000;
}

/** Whatever ran for the plan came after its creation, and was over when the plan failed. A preview runs nothing. */
const failedOf = (plan: PlanRow): Failed => ({
  ...plan,
  since: plan.createdAt,
  until: plan.updatedAt,
  task: plan.status === "ExecuteFailed" ? "unread" : "none",
});

/** Is the plan's stack to be asked again? An hour long; by then people have looked themselves. */
export const asksAgain = ({ facts }: PlanRecord, now: EpochMs): boolean =>
  facts.failure?.stackUnread === true && facts.gone !== true && facts.since > earlier(now, ASKED_AGAIN);
