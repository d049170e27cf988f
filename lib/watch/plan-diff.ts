import type { ApprovalNode, OperationRecord, PlanStatus } from "../model/plan.ts";
import { isWaiting } from "../model/plan.ts";
import { differencesOf } from "./differences.ts";
import type { PlanFacts } from "./plan-facts.ts";
import type { Transition } from "./transition.ts";

/**
 * What changed between two looks at one plan, in the order of `PLAN_KINDS`.
 *
 * Pure and total: same inputs, same list; `diff(f, f)` is empty. No edge is refused: one that nobody named is
 * `plan.moved`. A plan seen for the first time, or found again after it had vanished, tells where it stands, unless it
 * has only been submitted or previewed, or is in a state without a name here.
 * @param before what was seen last; undefined when the plan was never seen
 */
export function diff(before: PlanFacts | undefined, after: PlanFacts): Transition[] {
  if (after.gone) return before !== undefined && !before.gone ? [{ kind: "plan.vanished" }] : [];
  if (before === undefined || before.gone) return firstSight(after);
  return stateOf(before) === stateOf(after) ? whileItStayed(before, after) : [edge(before.status, after)];
}

/** All waiting is one state, however the catalog spells it. */
const stateOf = (facts: PlanFacts): string => (isWaiting(facts) ? "waiting" : facts.status);

function firstSight(after: PlanFacts): Transition[] {
  const seen = edge("", after);
  return seen.kind === "plan.moved" ? [] : [seen];
}

function edge(from: PlanStatus, after: PlanFacts): Transition {
  if (isWaiting(after)) return { kind: "plan.awaiting-approval", pending: after.pending };
  switch (after.status) {
    case "ApplicationApproved":
      return { kind: "plan.approved", ...decision(after, "Approve") };
    case "ApplicationRejected":
      return { kind: "plan.rejected", ...decision(after, "Reject") };
    case "Canceled":
      return { kind: "plan.canceled", ...decision(after, "Cancel") };
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

function whileItStayed(before: PlanFacts, after: PlanFacts): Transition[] {
  if (!isWaiting(after)) return [];
  const found: Transition[] = [];
  // A row knows only the assigned approvers, a Get knows the node: one is not a change of the other.
  const comparable = (before.changes === undefined) === (after.changes === undefined);
  if (comparable && nodesOf(before.pending) !== nodesOf(after.pending)) {
    found.push({ kind: "plan.handed-over", pending: after.pending });
  }
  const changed = differencesOf(before, after);
  if (changed.differences.length > 0 || changed.others) found.push({ kind: "plan.changed", ...changed });
  return found;
}

/** In an order of its own: the catalog promises none. */
const nodesOf = (nodes: readonly ApprovalNode[]): string =>
  JSON.stringify(
    nodes.map((n) => JSON.stringify([n.name, n.approvers.map((a) => `${a.kind}:${a.name}`).sort()])).sort(),
  );

function decision(after: PlanFacts, action: string): { decision?: OperationRecord } {
  const records = after.history.filter((r) => r.action === action);
  const last = records.reduce<OperationRecord | undefined>(
    (a, b) => (a === undefined || b.at >= a.at ? b : a),
    undefined,
  );
  return last === undefined ? {} : { decision: last };
}

const failure = (after: PlanFacts) => (after.failure === undefined ? {} : { failure: after.failure });
