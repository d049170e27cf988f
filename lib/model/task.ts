import type { EpochMs, ProvisionedProductId, TaskId } from "./brand.ts";
import type { Operation } from "./plan.ts";

export type TaskStatus = "InProgress" | "Succeeded" | "Failed" | (string & {});

/** One stream of one Terraform command, as the catalog keeps it: may hold ANSI escapes, CRLF, secrets, megabytes. */
export interface TerraformLog {
  /** `apply`, `plan`, `destroy`, `version`, or as the catalog says it. */
  readonly command: string;
  /** `stdout` or `stderr`. */
  readonly stream: string;
  readonly content: string;
}

/** One run of Terraform on a provisioned product. @see Service Catalog 2021-09-01, GetTask and ListTasks */
export interface Task {
  readonly id: TaskId;
  readonly type: Operation;
  readonly status: TaskStatus;
  /** Only when the task failed. */
  readonly statusMessage: string | undefined;
  readonly provisionedProductId: ProvisionedProductId;
  readonly provisionedProductName: string;
  readonly productName: string;
  readonly productVersionName: string;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
  /** Empty where the catalog gives none; its console warns that failed instances may have none. */
  readonly logs: readonly TerraformLog[];
}
