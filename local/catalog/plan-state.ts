import type { KnownPlanStatus, OPERATIONS, Parameter, Principal, Tag } from "../../lib/model/plan.ts";
import type { TerraformLog } from "../../lib/model/task.ts";
import type { Instance, Product, TaskState } from "./inventory.ts";
import { noPermission, wrongStatus } from "./refusal.ts";

/** A resource change as the service sends it. */
export interface WireChange {
  readonly LogicalResourceId: string;
  readonly ResourceType: string;
  readonly Action: string;
  readonly Replacement?: string;
  readonly PhysicalResourceId?: string;
}

/** How an execution fails. */
export interface Failure {
  readonly statusMessage: string;
  /** Without them the failed task has no `Log`. */
  readonly logs?: readonly TerraformLog[];
  /** What the ROS stack has to tell; default `logs`. */
  readonly stackLogs?: readonly TerraformLog[];
  /** Resources of the stack that failed, each with its reason. */
  readonly resources?: readonly { readonly logicalId: string; readonly type: string; readonly reason: string }[];
}

/** What a plan is and how it will go. Everything but the name has a default. */
export interface PlanSpec {
  readonly name: string;
  readonly owner?: Principal;
  readonly operation?: (typeof OPERATIONS)[number];
  readonly productName?: string;
  readonly productVersionName?: string;
  /** An update or a terminate finds its instance by id or by name; where there is none, an available one is made. */
  readonly provisionedProductName?: string;
  readonly provisionedProductId?: string;
  readonly description?: string;
  readonly stackRegionId?: string;
  readonly parameters?: readonly Parameter[];
  readonly tags?: readonly Tag[];
  readonly changes?: readonly WireChange[];
  /** Any one of them suffices; none or empty = no approval needed. Short for one node. */
  readonly approvers?: readonly Principal[];
  /** Several approval nodes, one after the other. */
  readonly nodes?: readonly (readonly Principal[])[];
  /** UpdateTime stays as it was when the plan goes from one approval node to the next. */
  readonly quietHandOver?: boolean;
  /** While it waits for approvers its status is `PreviewSuccess`, as in the sample of GetProvisionedProductPlan. */
  readonly waitsInPreviewSuccess?: boolean;
  /** Milliseconds; default 5 s. */
  readonly previewMs?: number;
  /** Milliseconds; default 20 s. */
  readonly executeMs?: number;
  readonly previewFails?: { readonly statusMessage: string };
  readonly executeFails?: Failure;
  /** The log of a task that succeeds. */
  readonly executeLogs?: readonly TerraformLog[];
}

/** What to change; a key that is there with `undefined` goes back to its default. */
export type PlanChanges = { readonly [K in keyof PlanSpec]?: PlanSpec[K] | undefined };

export interface OperationEntry {
  readonly by: Principal;
  readonly action: "Submit" | "Approve" | "Reject" | "Cancel";
  readonly comment: string;
  readonly at: number;
}

/** A plan as the cloud keeps it. Instants in milliseconds since 1970. */
export interface PlanState {
  readonly id: string;
  readonly serial: number;
  readonly owner: Principal;
  readonly instance: Instance;
  readonly createdAt: number;
  spec: PlanSpec;
  product: Product;
  productVersionName: string;
  /** Who approves, node by node; empty = no approval needed. */
  nodes: readonly (readonly Principal[])[];
  /** Which node is to act, from 0. */
  node: number;
  status: KnownPlanStatus;
  statusMessage: string | undefined;
  updatedAt: number;
  /** The preview has told what will change. */
  previewed: boolean;
  readonly records: OperationEntry[];
  lastTask: TaskState | undefined;
}

export const nodesOf = (spec: PlanSpec): readonly (readonly Principal[])[] =>
  (spec.nodes ?? [spec.approvers ?? []]).filter((approvers) => approvers.length > 0);

/** The status in which the plan waits for its approvers. */
const waitingStatus = (plan: PlanState): KnownPlanStatus =>
  plan.spec.waitsInPreviewSuccess ? "PreviewSuccess" : "ApplicationInProgress";

/** Who has to act now: the approvers of the current node while the plan waits, else nobody. */
export const pendingOf = (plan: PlanState): readonly Principal[] =>
  plan.status === waitingStatus(plan) ? (plan.nodes[plan.node] ?? []) : [];

export const isSame = (one: Principal, other: Principal): boolean => one.kind === other.kind && one.name === other.name;

function move(plan: PlanState, status: KnownPlanStatus, at: number, statusMessage?: string): void {
  plan.status = status;
  plan.statusMessage = statusMessage;
  plan.updatedAt = at;
}

function require(plan: PlanState, verb: string, ...from: readonly KnownPlanStatus[]): void {
  if (!from.includes(plan.status)) throw wrongStatus(verb, plan.id, plan.status);
}

/** @throws {Refusal} while the plan is being previewed or executed */
export function requireIdle(plan: PlanState, verb: string): void {
  if (plan.status === "PreviewInProgress" || plan.status === "ExecuteInProgress")
    throw wrongStatus(verb, plan.id, plan.status);
}

/** @throws {Refusal} 409 while the plan is being previewed or executed, and when it can never run again */
export function requireChangeable(plan: PlanState): void {
  requireIdle(plan, "updated");
  if (plan.status === "ExecuteSuccess" || plan.status === "Canceled")
    throw wrongStatus("updated", plan.id, plan.status);
}

/** From any state that `requireChangeable` lets pass. */
export function startPreview(plan: PlanState, at: number): void {
  plan.previewed = false;
  plan.node = 0;
  move(plan, "PreviewInProgress", at);
}

/** A plan that needs approval is submitted in the same instant; nobody sees it succeeded and not submitted. */
export function endPreview(plan: PlanState, at: number): void {
  const failure = plan.spec.previewFails;
  plan.previewed = failure === undefined;
  if (failure !== undefined) move(plan, "PreviewFailed", at, failure.statusMessage);
  else if (plan.nodes.length === 0) move(plan, "PreviewSuccess", at);
  else {
    plan.records.push({ by: plan.owner, action: "Submit", comment: "", at });
    move(plan, waitingStatus(plan), at);
  }
}

/** @throws {Refusal} 409 unless the plan waits, 403 unless `by` is an approver of the current node */
export function decide(
  plan: PlanState,
  action: "Approve" | "Reject",
  by: Principal,
  comment: string,
  at: number,
): void {
  requireWaiting(plan, action === "Approve" ? "approved" : "rejected");
  if (!pendingOf(plan).some((approver) => isSame(approver, by))) {
    const why = `${by.kind}:${by.name} is not an approver of the plan ${plan.id}.`;
    throw noPermission({ action: "servicecatalog:ApproveProvisionedProductPlan", by, why });
  }
  plan.records.push({ by, action, comment, at });
  if (action === "Approve") plan.node += 1;
  if (action === "Reject") move(plan, "ApplicationRejected", at);
  else if (plan.node >= plan.nodes.length) move(plan, "ApplicationApproved", at);
  else if (!plan.spec.quietHandOver) move(plan, plan.status, at);
}

function requireWaiting(plan: PlanState, verb: string): void {
  if (pendingOf(plan).length === 0) throw wrongStatus(verb, plan.id, plan.status);
}

/** Replaces the approvers of the current node. @throws {Refusal} 409 unless the plan waits */
export function handOver(plan: PlanState, to: readonly Principal[], at: number): void {
  requireWaiting(plan, "handed over");
  plan.nodes = plan.nodes.map((approvers, index) => (index === plan.node ? to : approvers));
  if (!plan.spec.quietHandOver) move(plan, plan.status, at);
}

/** @throws {Refusal} 403 unless `by` owns the plan */
export function requireOwner(plan: PlanState, action: string, by: Principal): void {
  if (isSame(plan.owner, by)) return;
  const why = `${by.kind}:${by.name} does not own the plan ${plan.id}.`;
  throw noPermission({ action: `servicecatalog:${action}`, by, why });
}

/** @throws {Refusal} 409 unless the plan waits for its owner or for an approver */
export function cancel(plan: PlanState, at: number): void {
  require(plan, "canceled", "PreviewSuccess", "ApplicationInProgress", "ApplicationApproved");
  plan.records.push({ by: plan.owner, action: "Cancel", comment: "", at });
  move(plan, "Canceled", at);
}

/** @throws {Refusal} 409 unless the plan waits for its owner */
export function requireRunnable(plan: PlanState): void {
  require(plan, "executed", "PreviewSuccess", "ApplicationApproved");
  if (pendingOf(plan).length > 0) throw wrongStatus("executed", plan.id, plan.status);
}

export function startExecution(plan: PlanState, task: TaskState, at: number): void {
  plan.lastTask = task;
  move(plan, "ExecuteInProgress", at);
}

export function endExecution(plan: PlanState, at: number): void {
  const failure = plan.spec.executeFails;
  if (failure === undefined) move(plan, "ExecuteSuccess", at);
  else move(plan, "ExecuteFailed", at, failure.statusMessage);
}
