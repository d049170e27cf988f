import type { EpochMs, ProvisionedProductId, TaskId } from "./brand.ts";
import type { Principal } from "./plan.ts";

/** The states of a provisioned product. @see Service Catalog 2021-09-01, ListProvisionedProducts: `Status` */
export const INSTANCE_STATUSES = ["Available", "UnderChange", "Error"] as const;
/** A state as the catalog says it; one we do not know is carried as itself. */
export type InstanceStatus = (typeof INSTANCE_STATUSES)[number] | (string & {});

/** A provisioned product ("instance" for short) as a list row, or a Get, gives it: all strings trimmed. */
export interface InstanceRow {
  readonly id: ProvisionedProductId;
  readonly name: string;
  readonly status: InstanceStatus;
  /** Only in error: the catalog may also send it beside success, where it means nothing. */
  readonly statusMessage: string | undefined;
  readonly createdAt: EpochMs;
  readonly portfolioId: string;
  readonly productName: string;
  readonly productVersionName: string;
  readonly stackId: string | undefined;
  readonly stackRegionId: string;
  /** Whoever launched it. The catalog gives no name here: `name` is the principal's id. */
  readonly owner: Principal;
  /** The Alibaba Cloud account (uid) it belongs to, from its ARN; empty where that does not tell. */
  readonly account: string;
  /** The most recent task of any kind. */
  readonly lastTaskId: TaskId | undefined;
  /** The most recent task that succeeded; absent until one has. */
  readonly lastSuccessfulTaskId: TaskId | undefined;
}
