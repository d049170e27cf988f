import type { KnownPlanStatus, Principal } from "../../lib/model/plan.ts";
import type { PlanCourse } from "./plan-course.ts";
import type { PlanSpec, PlanState } from "./plan-state.ts";

/** A plan that has been there for long: where it stands, and since when it exists. */
export interface StockSpec extends PlanSpec {
  /** What the state needs and the spec leaves out is filled in: an approver, a reason to fail. */
  readonly status: KnownPlanStatus;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

const MINUTE = 60_000;
const APPROVER: Principal = { kind: "RamUser", name: "approver" };

const DECIDED: ReadonlySet<KnownPlanStatus> = new Set(["ApplicationApproved", "ApplicationRejected"]);
const EXECUTED: ReadonlySet<KnownPlanStatus> = new Set(["ExecuteInProgress", "ExecuteSuccess", "ExecuteFailed"]);

/**
 * Takes one plan its whole way to the wanted state: previewed in the first minute, decided in the second, executed in
 * the third. What is still under way ends by itself, counted from `now`.
 */
export function takeIn(course: PlanCourse, wanted: StockSpec, now: number): PlanState {
  const { status, createdAt } = wanted;
  if (createdAt > now || createdAt < course.newest) throw new Error("plans in stock come in order, and before now");
  const spec = filledIn(wanted, status);
  const at = (minute: number): number => Math.min(now, createdAt + minute * MINUTE);
  const plan = course.make(spec, createdAt);
  if (status === "PreviewInProgress") {
    course.awaitPreview(plan, now);
    return plan;
  }
  course.endPreview(plan, at(1));
  if (DECIDED.has(status) || EXECUTED.has(status))
    for (const approvers of [...plan.nodes])
      course.decide(plan, status === "ApplicationRejected" ? "Reject" : "Approve", approvers[0]!, "", at(2));
  if (status === "Canceled") course.cancel(plan, at(2));
  if (!EXECUTED.has(status)) return plan;
  const task = course.startExecution(plan, status === "ExecuteInProgress" ? now : at(2));
  if (status === "ExecuteInProgress") course.awaitExecution(plan, task);
  else course.endExecution(plan, task, at(3));
  return plan;
}

function filledIn(spec: PlanSpec, status: KnownPlanStatus): PlanSpec {
  const needsApproval = status === "ApplicationInProgress" || DECIDED.has(status);
  if (needsApproval && (spec.nodes ?? spec.approvers ?? []).length === 0) return { ...spec, approvers: [APPROVER] };
  if (status === "PreviewFailed" && !spec.previewFails)
    return { ...spec, previewFails: { statusMessage: "Preview failed." } };
  if (status === "ExecuteFailed" && !spec.executeFails)
    return { ...spec, executeFails: { statusMessage: "Stack failed." } };
  return spec;
}
