import type { ApprovalNode, OperationRecord, PlanStatus } from "../model/plan.ts";
import { isWaiting } from "../model/plan.ts";
import { differencesOf } from "./differences.ts";
import { newRecords, passed, type Step, stateOf, stepsBetween } from "./meanwhile.ts";
import type { PlanFacts } from "./plan-facts.ts";
import type { Transition } from "./transition.ts";

/**
 * What changed between two looks at one plan, in the order in which it happened.
 *
 * Pure and total: same inputs, same list; `diff(f, f)` is empty. No edge is refused: one that nobody named is
 * `plan.moved`. What people did and nobody saw is taken from the plan's records. A plan that comes back to where it was
 * without any is not told. A plan seen for the first time, or found again after it had vanished, tells where it stands,
 * unless it has only been submitted or previewed, or is in a state without a name here.
 * @param before what was seen last; undefined when the plan was never seen
 */
export function diff(before: PlanFacts | undefined, after: PlanFacts): Transition[] {
  if (after.gone) return before !== undefined && !before.gone ? [{ kind: "plan.vanished" }] : [];
  if (before === undefined || before.gone) return firstSight(after);
  const steps = stepsBetween(before, after);
  const last = steps.at(-1);
  const found = steps.slice(0, -1).map(passed);
  if (last?.to === stateOf(after)) found.push(present(last, after));
  else if (last !== undefined) found.push(passed(last), ...edgeFrom(last.to, last.to, before, after));
  else if (stateOf(before) !== stateOf(after)) found.push(...edgeFrom(stateOf(before), before.status, before, after));
  else found.push(...handOver(before, after));
  return [...found, ...changed(before, after)];
}

function firstSight(after: PlanFacts): Transition[] {
  const seen = edge("", after, after.history);
  return seen.kind === "plan.moved" ? [] : [seen];
}

/** The step that brought the plan to where it is now. */
function present({ kind, record }: Step, after: PlanFacts): Transition {
  switch (kind) {
    case "plan.awaiting-approval":
      return { kind, pending: after.pending };
    case "plan.handed-over":
      return { kind, pending: after.pending, decision: record };
    default:
      return { kind, decision: record };
  }
}

/**
 * A plan on its way through a preview to its approvers is not news: its card says so, and the end of it is told.
 * @param state where it was; all waiting is one state
 */
function edgeFrom(state: PlanStatus, status: PlanStatus, before: PlanFacts, after: PlanFacts): Transition[] {
  const isPreviewedAgain = state === "ApplicationInProgress" && after.status === "PreviewInProgress";
  const isOnItsWay =
    state === "PreviewInProgress" &&
    after.status === "PreviewSuccess" &&
    after.assigned.length > 0 &&
    !isWaiting(after);
  return isPreviewedAgain || isOnItsWay ? [] : [edge(status, after, recordsSince(before, after))];
}

/** Details that cannot be read now leave the records as they were: nothing in them says who decided since. */
const recordsSince = (before: PlanFacts, after: PlanFacts): readonly OperationRecord[] =>
  before.history.length === 0 ? after.history : newRecords(before, after);

/** @param records of which one may be the decision */
function edge(from: PlanStatus, after: PlanFacts, records: readonly OperationRecord[]): Transition {
  if (isWaiting(after)) return { kind: "plan.awaiting-approval", pending: after.pending };
  switch (after.status) {
    case "ApplicationApproved":
      return { kind: "plan.approved", ...decision(records, "Approve") };
    case "ApplicationRejected":
      return { kind: "plan.rejected", ...decision(records, "Reject") };
    case "Canceled":
      return { kind: "plan.canceled", ...decision(records, "Cancel") };
    case "ExecuteInProgress":
      return { kind: "plan.executing" };
    case "ExecuteSuccess":
      return { kind: "plan.succeeded" };
    case "PreviewFailed":
      return { kind: "plan.preview-failed", ...failure(after) };
    case "ExecuteFailed":
      return { kind: "plan.failed", ...failure(after) };
    default:
      return { kind: "plan.moved", from, to: after.status };
  }
}

/** Of a plan that stayed where it is, without a record of who handed it over. */
function handOver(before: PlanFacts, after: PlanFacts): Transition[] {
  if (!isWaiting(after)) return [];
  // A row knows only the assigned approvers, a Get knows the node: one is not a change of the other.
  const comparable = (before.changes === undefined) === (after.changes === undefined);
  if (!comparable || nodesOf(before.pending) === nodesOf(after.pending)) return [];
  return [{ kind: "plan.handed-over", pending: after.pending }];
}

/** Of a plan that waits: what is no longer as it was shown when it waited last. */
function changed(before: PlanFacts, after: PlanFacts): Transition[] {
  if (!isWaiting(after)) return [];
  const shown = isWaiting(before) ? before : before.waited;
  if (shown === undefined) return [];
  const { differences, more, others } = differencesOf(shown, after);
  return differences.length > 0 || others ? [{ kind: "plan.changed", differences, more, others }] : [];
}

/** In an order of its own: the catalog promises none. */
const nodesOf = (nodes: readonly ApprovalNode[]): string =>
  JSON.stringify(
    nodes.map((n) => JSON.stringify([n.name, n.approvers.map((a) => `${a.kind}:${a.name}`).sort()])).sort(),
  );

function decision(records: readonly OperationRecord[], action: string): { decision?: OperationRecord } {
  const suitable = records.filter((r) => r.action === action);
  const last = suitable.reduce<OperationRecord | undefined>(
    (a, b) => (a === undefined || b.at >= a.at ? b : a),
    undefined,
  );
  return last === undefined ? {} : { decision: last };
}

const failure = (after: PlanFacts) => (after.failure === undefined ? {} : { failure: after.failure });
