import { hashOf } from "../model/hash.ts";
import type { PlanRow, PlanStatus } from "../model/plan.ts";

/** A list row as it is remembered: rows are compared with rows, never with details, and in whole seconds. */
export interface RowMark {
  readonly status: PlanStatus;
  /** UpdateTime in whole seconds: the list may carry milliseconds where Get does not. */
  readonly updated: number;
  /** Of the assigned approvers, in any order. */
  readonly approvers: string;
}

/** An unknown status of any length is told from others by its beginning. */
const STATUS = 64;

export function markRow(row: PlanRow): RowMark {
  return {
    status: row.status.slice(0, STATUS),
    updated: Math.floor(row.updatedAt / 1_000),
    approvers: hashOf(
      row.assignedApprovers
        .map((a) => `${a.kind}:${a.name}`)
        .sort()
        .join("\n"),
    ),
  };
}

export const sameMark = (a: RowMark, b: RowMark): boolean =>
  a.status === b.status && a.updated === b.updated && a.approvers === b.approvers;
