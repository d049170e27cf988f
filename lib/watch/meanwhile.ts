import { isWaiting, type OperationRecord, type PlanStatus } from "../model/plan.ts";
import type { PlanFacts } from "./plan-facts.ts";
import type { Transition } from "./transition.ts";

/** Records that are kept of a plan, the newest: far above what people make. */
const RECORDS_KEPT = 20;

/** Steps that one note tells, the newest: more than anybody takes between two looks. */
const MOST_STEPS = 10;

/** What somebody did between two looks, and the state it brought the plan into. */
export interface Step {
  readonly to: PlanStatus;
  readonly kind: "plan.awaiting-approval" | "plan.handed-over" | "plan.approved" | "plan.rejected" | "plan.canceled";
  readonly record: OperationRecord;
}

/** All waiting is one state, however the catalog spells it. */
export const stateOf = (facts: PlanFacts): PlanStatus => (isWaiting(facts) ? "ApplicationInProgress" : facts.status);

/**
 * Oldest first, and of those the newest 20. Of two in one second the one listed later is the later one, unless the list
 * runs backwards as a whole.
 */
export function keptRecords(history: readonly OperationRecord[]): readonly OperationRecord[] {
  const [first, last] = [history[0], history.at(-1)];
  const forwards = first !== undefined && last !== undefined && last.at < first.at ? history.toReversed() : history;
  return forwards.toSorted((a, b) => a.at - b.at).slice(-RECORDS_KEPT);
}

/**
 * The records that came since the last look. Comments do not tell records apart: what is redacted in them may change.
 * Where no details had been read by then, those that are later than the state that was seen.
 */
export function newRecords(before: PlanFacts, after: PlanFacts): readonly OperationRecord[] {
  const history = keptRecords(after.history);
  if (before.changes === undefined && before.history.length === 0) {
    return history.filter(({ at }) => secondOf(at) > secondOf(before.since));
  }
  const known = new Map<string, number>();
  for (const record of before.history) known.set(nameOf(record), (known.get(nameOf(record)) ?? 0) + 1);
  // A full list may have lost some that stand in the other one again, when that is shorter.
  const horizon = before.history.length >= RECORDS_KEPT ? Math.min(...before.history.map(({ at }) => at)) : 0;
  return history.filter((record) => {
    const left = known.get(nameOf(record)) ?? 0;
    known.set(nameOf(record), left - 1);
    return left <= 0 && record.at >= horizon;
  });
}

const secondOf = (at: number): number => Math.floor(at / 1_000);
const nameOf = ({ by, action, at }: OperationRecord): string =>
  JSON.stringify([action, by.kind, by.name, secondOf(at)]);

/** Where a plan is with its approvers, or on its way to them: to be submitted brings it no further. */
const SUBMITTED: ReadonlySet<PlanStatus> = new Set(["PreviewInProgress", "PreviewSuccess", "ApplicationInProgress"]);
/** Where an approval that nobody submitted the plan for is an old one. */
const PAST_APPROVAL: ReadonlySet<PlanStatus> = new Set([
  "ApplicationApproved",
  "ExecuteInProgress",
  "ExecuteSuccess",
  "ExecuteFailed",
]);

/**
 * What people did to the plan between two looks, in order, as far as its records prove it. An approval is the last that
 * was needed, or one node's of several; where nothing tells which, it is left out. So is a submission, unless the plan
 * had left its approvers.
 * @returns at most the newest 10
 */
export function stepsBetween(before: PlanFacts, after: PlanFacts): readonly Step[] {
  const records = newRecords(before, after);
  const steps: Step[] = [];
  let state = stateOf(before);
  records.forEach((record, i) => {
    const next = records.slice(i + 1).find(({ action }) => ACTIONS.has(action))?.action;
    const kind = kindOf(record, state, next, after);
    if (kind === undefined) return;
    state = REACHED[kind];
    steps.push({ to: state, kind, record });
  });
  return steps.slice(-MOST_STEPS);
}

const ACTIONS: ReadonlySet<string> = new Set(["Submit", "Approve", "Reject", "Cancel"]);
const REACHED: Readonly<Record<Step["kind"], PlanStatus>> = {
  "plan.awaiting-approval": "ApplicationInProgress",
  "plan.handed-over": "ApplicationInProgress",
  "plan.approved": "ApplicationApproved",
  "plan.rejected": "ApplicationRejected",
  "plan.canceled": "Canceled",
};

function kindOf(
  { action }: OperationRecord,
  state: PlanStatus,
  next: string | undefined,
  after: PlanFacts,
): Step["kind"] | undefined {
  switch (action) {
    case "Submit":
      return SUBMITTED.has(state) ? undefined : "plan.awaiting-approval";
    case "Reject":
      return state === "ApplicationRejected" ? undefined : "plan.rejected";
    case "Cancel":
      return state === "Canceled" ? undefined : "plan.canceled";
    case "Approve":
      return PAST_APPROVAL.has(state) ? undefined : approvalOf(state, next, after);
    default:
      return undefined;
  }
}

function approvalOf(state: PlanStatus, next: string | undefined, after: PlanFacts): Step["kind"] | undefined {
  // It was changed since, and goes on without anybody's approval.
  if (after.assigned.length === 0 && after.pending.length === 0) return undefined;
  const wasPartial = next === "Approve" || next === "Reject" || (next === undefined && isWaiting(after));
  if (wasPartial) return state === "ApplicationInProgress" ? "plan.handed-over" : undefined;
  return next === undefined && PAST_APPROVAL.has(after.status) ? "plan.approved" : undefined;
}

/** The step as a transition of a plan that went on before anybody looked. */
export function passed({ kind, record }: Step): Transition {
  switch (kind) {
    case "plan.awaiting-approval":
      return { kind, pending: [], passed: true };
    case "plan.handed-over":
      return { kind, pending: [], decision: record, passed: true };
    default:
      return { kind, decision: record, passed: true };
  }
}
