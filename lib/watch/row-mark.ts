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

/** All that the catalog is known to say, and what may come. Anything else is somebody's text, which is not kept. */
const STATUS = /^[A-Za-z]{1,40}$/;

export function markRow(row: PlanRow): RowMark {
  return {
    status: STATUS.test(row.status) ? row.status : hashOf(row.status),
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
