import type { PlanId, ProvisionedProductId } from "../model/brand.ts";
import type {
  ApprovalNode,
  OperationRecord,
  PlanDetail,
  PlanRow,
  PlanStatus,
  Principal,
  ResourceChange,
} from "../model/plan.ts";
import {
  type Fields,
  fieldsOf,
  idAt,
  instantAt,
  listAt,
  optionalRecordAt,
  optionalTextAt,
  recordAt,
  textAt,
} from "./read.ts";

const FAILED = new Set<PlanStatus>(["PreviewFailed", "ExecuteFailed"]);
const MAY_WAIT = new Set<PlanStatus>(["ApplicationInProgress", "PreviewSuccess"]);
const APPROVAL_ACTIONS = ["Submit", "Approve", "Reject", "Cancel"];
const CHANGE_ACTIONS = ["Add", "Modify", "Remove", "None"];

/**
 * One row of the list. The id, status, operation, times and instance must be there; whatever else is absent is empty,
 * since the catalog does not say which fields it always sends. No text that a person typed can make a row malformed: a
 * blank name or tag would otherwise hide all plans of the account. A plan without a name goes by its id.
 * @throws {CatalogError} `BadResponse`, not retryable, naming the JSON path
 * @see Service Catalog 2021-09-01, ListProvisionedProductPlans: `PlanDetails`
 */
export function decodePlanRow(row: Fields): PlanRow {
  const text = (key: string) => optionalTextAt(row, key) ?? "";
  const id = idAt(row, "PlanId") as PlanId;
  const status: PlanStatus = textAt(row, "Status");
  return {
    id,
    name: optionalTextAt(row, "PlanName") ?? id,
    description: text("Description"),
    operation: textAt(row, "OperationType"),
    status,
    statusMessage: FAILED.has(status) ? optionalTextAt(row, "StatusMessage") : undefined,
    createdAt: instantAt(row, "CreateTime"),
    updatedAt: instantAt(row, "UpdateTime"),
    portfolioId: text("PortfolioId"),
    productId: text("ProductId"),
    productName: text("ProductName"),
    productVersionId: text("ProductVersionId"),
    provisionedProductId: idAt(row, "ProvisionedProductId") as ProvisionedProductId,
    provisionedProductName: text("ProvisionedProductName"),
    stackId: optionalTextAt(row, "StackId"),
    stackRegionId: text("StackRegionId"),
    parameters: listAt(row, "Parameters").map((parameter) => ({
      key: optionalTextAt(parameter, "ParameterKey") ?? "",
      value: optionalTextAt(parameter, "ParameterValue") ?? "",
    })),
    tags: listAt(row, "Tags").map((tag) => ({
      key: optionalTextAt(tag, "Key") ?? "",
      value: optionalTextAt(tag, "Value") ?? "",
    })),
    assignedApprovers: listAt(row, "AssignedApprovers").map((approver) => principal(approver, "Principal")),
    owner: principal(row, "OwnerPrincipal"),
    account: text("Uid"),
  };
}

/**
 * The body of GetProvisionedProductPlan. `pending` is what the to-do tasks say and is empty in a state that cannot
 * wait; a plan in `ApplicationInProgress` whose to-do tasks are absent has an empty one too.
 * @throws {CatalogError} as `decodePlanRow`
 * @see Service Catalog 2021-09-01, GetProvisionedProductPlan
 */
export function decodePlanDetail(body: unknown): PlanDetail {
  const answer = fieldsOf(body, "");
  const plan = recordAt(answer, "PlanDetail");
  const row = decodePlanRow(plan);
  const approval = optionalRecordAt(plan, "ApprovalDetail");
  return {
    ...row,
    productName: optionalTextAt(optionalRecordAt(answer, "ProductDetail"), "ProductName") ?? row.productName,
    productVersionName: optionalTextAt(optionalRecordAt(answer, "ProductVersionDetail"), "ProductVersionName") ?? "",
    pending: MAY_WAIT.has(row.status) ? listAt(approval, "TodoTaskActivities").map(approvalNode) : [],
    history: listAt(approval, "OperationRecords").map(operationRecord),
    changes: listAt(answer, "ResourceChanges").map(resourceChange),
  };
}

function approvalNode(activity: Fields): ApprovalNode {
  return {
    name: optionalTextAt(activity, "ActivityName") ?? "",
    approvers: listAt(activity, "Tasks").map((task) => principal(recordAt(task, "Operator"), "Principal")),
  };
}

function operationRecord(record: Fields): OperationRecord {
  return {
    by: principal(optionalRecordAt(record, "Operator"), "Principal"),
    action: spelled(textAt(record, "ApprovalAction"), APPROVAL_ACTIONS),
    comment: optionalTextAt(record, "Comment") ?? "",
    at: instantAt(record, "CreateTime"),
  };
}

function resourceChange(change: Fields): ResourceChange {
  const action = spelled(textAt(change, "Action"), CHANGE_ACTIONS);
  return {
    logicalId: optionalTextAt(change, "LogicalResourceId") ?? "",
    physicalId: optionalTextAt(change, "PhysicalResourceId"),
    type: textAt(change, "ResourceType"),
    action,
    replacement: action === "Modify" ? optionalTextAt(change, "Replacement") : undefined,
  };
}

/** The identity in fields `<prefix>Type`, `<prefix>Name` and `<prefix>Id`; one without a name goes by its id. */
function principal(fields: Fields, prefix: string): Principal {
  return {
    kind: optionalTextAt(fields, `${prefix}Type`) ?? "",
    name: optionalTextAt(fields, `${prefix}Name`) ?? optionalTextAt(fields, `${prefix}Id`) ?? "",
  };
}

/** The known word that differs in case only (records say `reject`), or the word as it is. */
function spelled(word: string, known: readonly string[]): string {
  return known.find((name) => name.toLowerCase() === word.toLowerCase()) ?? word;
}
