import { hashOf } from "../model/hash.ts";
import type { PlanRow, PlanStatus, Principal } from "../model/plan.ts";

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
  return { status: statusOf(row), updated: secondsOf(row), approvers: nameOf(row.assignedApprovers) };
}

/** Compares rows with what is remembered of them, many at a time. */
export interface RowGlance {
  /** Is the row older than the mark? */
  isBehind(row: PlanRow, mark: RowMark): boolean;
  /** Would `markRow` give this mark? */
  isSame(row: PlanRow, mark: RowMark): boolean;
}

/** A glance for the rows of one poll: most have the approvers of others, whose name it then knows. */
export function rowGlance(): RowGlance {
  /** By their name, approvers that have it. */
  const known = new Map<string, readonly Principal[]>();
  const areNamed = (approvers: readonly Principal[], name: string): boolean => {
    const others = known.get(name);
    if (others !== undefined && areSame(approvers, others)) return true;
    if (nameOf(approvers) !== name) return false;
    known.set(name, approvers);
    return true;
  };
  return {
    isBehind: (row, mark) => secondsOf(row) < mark.updated,
    isSame: (row, mark) =>
      secondsOf(row) === mark.updated &&
      statusOf(row) === mark.status &&
      areNamed(row.assignedApprovers, mark.approvers),
  };
}

/** In the same order, too. */
function areSame(some: readonly Principal[], others: readonly Principal[]): boolean {
  if (some.length !== others.length) return false;
  for (let n = 0; n < some.length; n++) {
    if (some[n]?.name !== others[n]?.name || some[n]?.kind !== others[n]?.kind) return false;
  }
  return true;
}

const secondsOf = (row: PlanRow): number => Math.floor(row.updatedAt / 1_000);

const statusOf = ({ status }: PlanRow): string => (status.length > STATUS ? status.slice(0, STATUS) : status);

const nameOf = (approvers: readonly Principal[]): string =>
  hashOf(
    approvers
      .map((a) => `${a.kind}:${a.name}`)
      .sort()
      .join("\n"),
  );
