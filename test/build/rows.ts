import { type EpochMs, instant, type PlanId, type ProvisionedProductId, type TaskId } from "../../lib/model/brand.ts";
import type { PlanDetail, PlanRow } from "../../lib/model/plan.ts";
import type { Task } from "../../lib/model/task.ts";
import type { Watched } from "../../lib/watch/reconcile.ts";
import { alice, anApprovalNode, aRecord, bob, netApprovers } from "./facts.ts";

/** `at("17:30:00.250")` on the day on which all plans of the tests live. */
export const at = (time: string): EpochMs => instant(Date.parse(`2026-11-23T${time}Z`));
export const planId = (id: string): PlanId => id as PlanId;

const CREATED = at("16:00:00");
const SUBMITTED = at("16:05:00");

/** The list row of a plan that alice submitted and that waits for bob or net-approvers. */
export const aPlanRow = (over: Partial<PlanRow> = {}): PlanRow => ({
  id: planId("plan-bp1jvmdk2k0001"),
  name: "vpc-prod",
  description: "",
  operation: "UpdateProvisionedProduct",
  status: "ApplicationInProgress",
  statusMessage: undefined,
  createdAt: CREATED,
  updatedAt: SUBMITTED,
  portfolioId: "port-bp1yt7582g0001",
  productId: "prod-bp18r7q127u001",
  productName: "VPC baseline",
  productVersionId: "pv-bp15e79d2614001",
  provisionedProductId: "pp-bp1ddg1n2a0001" as ProvisionedProductId,
  provisionedProductName: "net-prod",
  stackId: undefined,
  stackRegionId: "cn-hangzhou",
  parameters: [{ key: "instance_type", value: "ecs.s6-c1m1.small" }],
  tags: [],
  assignedApprovers: [bob, netApprovers],
  owner: alice,
  account: "1466115886170001",
  ...over,
});

/** The same plan as Get gives it. */
export const aPlanDetail = (over: Partial<PlanDetail> = {}): PlanDetail => ({
  ...aPlanRow(),
  productVersionName: "1.0.0",
  pending: [anApprovalNode()],
  history: [aRecord({ by: alice, action: "Submit", comment: "", at: SUBMITTED })],
  changes: [],
  ...over,
});

/** The failed run of the same plan. */
export const aTask = (over: Partial<Task> = {}): Task => ({
  id: "task-bp1dmg242c0001" as TaskId,
  type: "UpdateProvisionedProduct",
  status: "Failed",
  statusMessage: undefined,
  provisionedProductId: "pp-bp1ddg1n2a0001" as ProvisionedProductId,
  provisionedProductName: "net-prod",
  productName: "VPC baseline",
  productVersionName: "1.0.0",
  createdAt: at("17:40:00"),
  updatedAt: at("17:45:00"),
  logs: [],
  ...over,
});

/** The same plan as it is remembered, read a minute after it was submitted. */
export const aWatched = (over: Partial<Watched> = {}): Watched => ({
  id: planId("plan-bp1jvmdk2k0001"),
  row: {
    status: "ApplicationInProgress",
    updated: Date.parse("2026-11-23T16:05:00Z") / 1_000,
    approvers: "17ab50aaa509c833",
  },
  waiting: true,
  closed: false,
  readAt: at("16:06:00"),
  missed: false,
  ...over,
});
