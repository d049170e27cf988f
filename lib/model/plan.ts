import type { EpochMs, PlanId, ProvisionedProductId } from "./brand.ts";

/** The ten states of a plan. @see Service Catalog 2021-09-01, ListProvisionedProductPlans: `Status` */
export const PLAN_STATUSES = [
  "PreviewInProgress",
  "PreviewSuccess",
  "PreviewFailed",
  "ApplicationInProgress",
  "ApplicationApproved",
  "ApplicationRejected",
  "ExecuteInProgress",
  "ExecuteSuccess",
  "ExecuteFailed",
  "Canceled",
] as const;
export type KnownPlanStatus = (typeof PLAN_STATUSES)[number];
/** A state as the catalog says it; one we do not know is carried as itself and treated as active. */
export type PlanStatus = KnownPlanStatus | (string & {});

/** States that can move on without anybody re-submitting the plan. The list call for active plans filters by these. */
export const ACTIVE_STATUSES = [
  "PreviewInProgress",
  "PreviewSuccess",
  "ApplicationInProgress",
  "ApplicationApproved",
  "ExecuteInProgress",
] as const satisfies readonly KnownPlanStatus[];

const TERMINAL = new Set<string>([
  "PreviewFailed",
  "ApplicationRejected",
  "ExecuteSuccess",
  "ExecuteFailed",
  "Canceled",
]);

/** Is this an end state? Unknown states are not: they may still move. */
export const isTerminal = (status: PlanStatus): boolean => TERMINAL.has(status);

export const OPERATIONS = ["LaunchProduct", "UpdateProvisionedProduct", "TerminateProvisionedProduct"] as const;
export type Operation = (typeof OPERATIONS)[number] | (string & {});

/** A RAM identity. `kind` is `RamUser` or `RamRole`; others are carried as themselves. */
export interface Principal {
  readonly kind: string;
  readonly name: string;
}

/** One step of an approval; any one of its approvers suffices. @see ApprovalDetail.TodoTaskActivities */
export interface ApprovalNode {
  readonly name: string;
  readonly approvers: readonly Principal[];
}

/** What somebody did to a plan. @see ApprovalDetail.OperationRecords: `ApprovalAction` varies in case */
export interface OperationRecord {
  readonly by: Principal;
  /** `Submit`, `Approve`, `Reject`, `Cancel` (capitalised), or as the catalog says it. */
  readonly action: string;
  readonly comment: string;
  readonly at: EpochMs;
}

/** A template parameter, value in clear: never stored and never sent as it is. */
export interface Parameter {
  readonly key: string;
  readonly value: string;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** One resource that running the plan would touch. `replacement` is given for `Modify` only. */
export interface ResourceChange {
  readonly logicalId: string;
  readonly physicalId: string | undefined;
  readonly type: string;
  /** `Add`, `Modify`, `Remove`, `None`, or as the catalog says it. */
  readonly action: string;
  /** `True`, `False`, `Conditional`; dropped unless the action is `Modify`. */
  readonly replacement: string | undefined;
}

/** A plan as one list row gives it: all strings trimmed, lists never absent. */
export interface PlanRow {
  readonly id: PlanId;
  readonly name: string;
  readonly description: string;
  readonly operation: Operation;
  readonly status: PlanStatus;
  /** Only in a failed state: the catalog also sends it beside success, where it means nothing. */
  readonly statusMessage: string | undefined;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
  readonly portfolioId: string;
  readonly productId: string;
  /** The list has it; Get has it beside the plan. */
  readonly productName: string;
  readonly productVersionId: string;
  readonly provisionedProductId: ProvisionedProductId;
  readonly provisionedProductName: string;
  readonly stackId: string | undefined;
  readonly stackRegionId: string;
  readonly parameters: readonly Parameter[];
  readonly tags: readonly Tag[];
  /** The static list of who may approve; non-empty means the plan needs approval. */
  readonly assignedApprovers: readonly Principal[];
  readonly owner: Principal;
  /** The Alibaba Cloud account (uid) the plan belongs to. */
  readonly account: string;
}

/** A plan as GetProvisionedProductPlan gives it: the row, and what only Get knows. */
export interface PlanDetail extends PlanRow {
  readonly productVersionName: string;
  /** Who still has to act, node by node; empty unless the plan waits. */
  readonly pending: readonly ApprovalNode[];
  readonly history: readonly OperationRecord[];
  readonly changes: readonly ResourceChange[];
}

/**
 * Does the plan wait for an approver? `PreviewSuccess` with to-do tasks counts: the document's own sample shows it.
 * A row (which has no to-do tasks) tells by its status alone.
 */
export function isWaiting(plan: { status: PlanStatus; pending?: readonly ApprovalNode[] }): boolean {
  if (plan.status === "ApplicationInProgress") return true;
  return plan.status === "PreviewSuccess" && (plan.pending ?? []).some((node) => node.approvers.length > 0);
}
