import type { ProvisionedProductId, TaskId } from "../model/brand.ts";
import type { Task, TaskStatus, TerraformLog } from "../model/task.ts";
import { type Fields, idAt, instantAt, listAt, optionalRecordAt, optionalTextAt, rawTextAt, textAt } from "./read.ts";

/**
 * One task. Ids, type, status and the time of creation must be there. Log contents are as they were sent, with their
 * escapes and line ends; an absent log is an empty list.
 * @throws {CatalogError} `BadResponse`, not retryable, naming the JSON path
 * @see Service Catalog 2021-09-01, GetTask: `TaskDetail`; ListTasks: `TaskDetails`
 */
export function decodeTask(task: Fields): Task {
  const status: TaskStatus = textAt(task, "Status");
  const createdAt = instantAt(task, "CreateTime");
  return {
    id: idAt(task, "TaskId") as TaskId,
    type: textAt(task, "TaskType"),
    status,
    statusMessage: status === "Failed" ? optionalTextAt(task, "StatusMessage") : undefined,
    provisionedProductId: idAt(task, "ProvisionedProductId") as ProvisionedProductId,
    provisionedProductName: optionalTextAt(task, "ProvisionedProductName") ?? "",
    productName: optionalTextAt(task, "ProductName") ?? "",
    // A number in the document's sample: 1 for "1", so "1.0" may have lost its zero before it reached us.
    productVersionName: optionalTextAt(task, "ProductVersionName") ?? "",
    createdAt,
    updatedAt: optionalTextAt(task, "UpdateTime") === undefined ? createdAt : instantAt(task, "UpdateTime"),
    logs: decodeLogs(task),
  };
}

/** What `Log` of a task or stack holds, as it was sent; empty when there is none. */
export function decodeLogs(of: Fields): TerraformLog[] {
  return listAt(optionalRecordAt(of, "Log"), "TerraformLogs").map((log) => ({
    command: optionalTextAt(log, "Command") ?? "",
    stream: optionalTextAt(log, "Stream") ?? "",
    content: rawTextAt(log, "Content"),
  }));
}
