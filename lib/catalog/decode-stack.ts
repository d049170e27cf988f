import type { Stack, StackFailure } from "../model/stack.ts";
import { decodeLogs } from "./decode-task.ts";
import { type Fields, optionalTextAt, textAt, utcAt } from "./read.ts";

/**
 * One stack. Its state must be there. Log contents are as they were sent; an absent log is an empty list.
 * @throws {CatalogError} `BadResponse`, not retryable, naming the JSON path
 * @see Resource Orchestration Service 2019-09-10, GetStack
 */
export function decodeStack(stack: Fields): Stack {
  const moved = ["UpdateTime", "CreateTime"].find((key) => optionalTextAt(stack, key) !== undefined);
  return {
    status: textAt(stack, "Status"),
    reason: optionalTextAt(stack, "StatusReason"),
    updatedAt: moved === undefined ? undefined : utcAt(stack, moved),
    logs: decodeLogs(stack),
  };
}

/**
 * One event of a stack; undefined unless it is a failure, for a filter may be ignored.
 * @throws {CatalogError} `BadResponse`, not retryable, naming the JSON path
 * @see Resource Orchestration Service 2019-09-10, ListStackEvents: `Events`
 */
export function decodeStackFailure(event: Fields): StackFailure | undefined {
  if (!textAt(event, "Status").endsWith("_FAILED")) return undefined;
  return {
    logicalId: optionalTextAt(event, "LogicalResourceId") ?? "",
    type: optionalTextAt(event, "ResourceType") ?? "",
    reason: optionalTextAt(event, "StatusReason") ?? "",
    at: utcAt(event, "CreateTime"),
  };
}
