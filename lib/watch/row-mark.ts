import type { PlanRow, PlanStatus } from "../model/plan.ts";

/** A list row as it is remembered: rows are compared with rows, never with details, and in whole seconds. */
export interface RowMark {
  readonly status: PlanStatus;
  /** UpdateTime in whole seconds: the list may carry milliseconds where Get does not. */
  readonly updated: number;
  /** Assigned approvers, sorted: `RamRole:net,RamUser:alice`. */
  readonly approvers: string;
}

export function markRow(row: PlanRow): RowMark {
  return {
    status: row.status,
    updated: Math.floor(row.updatedAt / 1_000),
    approvers: row.assignedApprovers
      .map((a) => `${a.kind}:${a.name}`)
      .sort()
      .join(","),
  };
}

export const sameMark = (a: RowMark, b: RowMark): boolean =>
  a.status === b.status && a.updated === b.updated && a.approvers === b.approvers;
