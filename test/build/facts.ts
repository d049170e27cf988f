import { instant, type PlanId, type ProvisionedProductId } from "../../lib/model/brand.ts";
import type { ApprovalNode, OperationRecord, Principal } from "../../lib/model/plan.ts";
import type { DigestMember } from "../../lib/notify/record.ts";
import type { ChangeFact, ChangesFact, Failure, ParameterFact, PlanFacts } from "../../lib/watch/plan-facts.ts";

/** Fixed instants: the plan was made, then submitted, then decided. */
const CREATED = instant(Date.UTC(2026, 10, 23, 16, 0, 0));
const SUBMITTED = instant(Date.UTC(2026, 10, 23, 16, 5, 0));
const DECIDED = instant(Date.UTC(2026, 10, 23, 17, 30, 0));

export const alice: Principal = { kind: "RamUser", name: "alice" };
export const bob: Principal = { kind: "RamUser", name: "bob" };
export const netApprovers: Principal = { kind: "RamRole", name: "net-approvers" };

/** One approval step that any of bob and net-approvers may pass. */
export const anApprovalNode = (over: Partial<ApprovalNode> = {}): ApprovalNode => ({
  name: "ApproverNode-1",
  approvers: [bob, netApprovers],
  ...over,
});

/** Bob approved with a comment. */
export const aRecord = (over: Partial<OperationRecord> = {}): OperationRecord => ({
  by: bob,
  action: "Approve",
  comment: "Agreed.",
  at: DECIDED,
  ...over,
});

export const aParameter = (over: Partial<ParameterFact> = {}): ParameterFact => ({
  key: "instance_type",
  shown: "ecs.s6-c1m1.small",
  mark: "5f0c8a3e9d2b7146",
  ...over,
});

export const aChange = (over: Partial<ChangeFact> = {}): ChangeFact => ({
  logicalId: "instance",
  type: "alicloud_instance",
  action: "Add",
  ...over,
});

/** One resource removed, one replaced, one added. */
export const aChangesFact = (over: Partial<ChangesFact> = {}): ChangesFact => ({
  counts: { Remove: 1, Modify: 1, Add: 1 },
  rows: [
    aChange({ logicalId: "db", type: "alicloud_db_instance", action: "Remove" }),
    aChange({ logicalId: "web", action: "Modify", replacement: "True" }),
    aChange({ logicalId: "vpc", type: "alicloud_vpc" }),
  ],
  more: 0,
  hash: "0123456789abcdef",
  ...over,
});

/** A database that is removed, another that is replaced, and a network that is added; marked as the lens marks it. */
export const dangerousChanges = (over: Partial<ChangesFact> = {}): ChangesFact => ({
  counts: { Remove: 1, Modify: 1, Add: 1 },
  rows: [
    aChange({ logicalId: "orders", type: "alicloud_db_instance", action: "Remove", danger: "database" }),
    aChange({
      logicalId: "users",
      type: "ALIYUN::RDS::DBInstance",
      action: "Modify",
      replacement: "True",
      danger: "database",
    }),
    aChange({ logicalId: "vpc", type: "alicloud_vpc" }),
  ],
  more: 0,
  dangers: 2,
  hash: "89abcdef01234567",
  ...over,
});

export const aFailure = (over: Partial<Failure> = {}): Failure => ({
  lines: ["Error: Resource alicloud_vpc CreateVpc Failed!!!", "VPC quota exceeded.", "with alicloud_vpc.main"],
  source: "task-log",
  code: "QuotaExceeded.Vpc",
  requestId: "A1D6C6D2-9B65-4013-B802-B6D4649E71F3",
  ...over,
});

/** A plan that alice submitted and that waits for bob or net-approvers; whole in every field. */
export const aPlanFacts = (over: Partial<PlanFacts> = {}): PlanFacts => ({
  id: "plan-bp1jvmdk2k0001" as PlanId,
  name: "vpc-prod",
  status: "ApplicationInProgress",
  since: SUBMITTED,
  createdAt: CREATED,
  operation: "UpdateProvisionedProduct",
  requester: alice,
  account: "1466115886170001",
  region: "cn-hangzhou",
  productName: "VPC baseline",
  productVersion: "1.0.0",
  portfolioId: "port-bp1yt7582g0001",
  provisionedProductId: "pp-bp1ddg1n2a0001" as ProvisionedProductId,
  provisionedProductName: "net-prod",
  assigned: [bob, netApprovers],
  pending: [anApprovalNode()],
  history: [aRecord({ by: alice, action: "Submit", comment: "", at: SUBMITTED })],
  parameters: [aParameter()],
  changes: aChangesFact(),
  ...over,
});

/** One waiting plan of a digest. */
export const aDigestMember = (over: Partial<DigestMember> = {}): DigestMember => ({
  id: "plan-bp1jvmdk2k0001" as PlanId,
  name: "vpc-prod",
  status: "ApplicationInProgress",
  since: SUBMITTED,
  waitingFor: ["bob (RAM user)"],
  region: "cn-hangzhou",
  seq: 1,
  ...over,
});
