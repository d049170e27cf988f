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

/** All that the catalog is known to say, and what may come. Anything else is somebody's text, which is not kept. */
const STATUS = /^[A-Za-z]{1,40}$/;

export function markRow(row: PlanRow): RowMark {
  return { status: statusOf(row), updated: secondsOf(row), approvers: new ApproversMarks().of(row) };
}

const statusOf = ({ status }: PlanRow): string => (STATUS.test(status) ? status : hashOf(status));
const secondsOf = ({ updatedAt }: PlanRow): number => Math.floor(updatedAt / 1_000);

/** After these approvers: what they are marked by, and whoever stood behind them so far. */
interface Met {
  readonly next: Map<string, { readonly kind: string; readonly met: Met }[]>;
  mark?: string;
}

/** Marks of assigned approvers; those that were met before cost no hash: most plans wait for the same few. */
export class ApproversMarks {
  readonly #met: Met = { next: new Map() };

  of({ assignedApprovers }: PlanRow): string {
    let met = this.#met;
    for (let n = 0; n < assignedApprovers.length; n += 1) met = step(met, assignedApprovers[n] as Principal);
    met.mark ??= hashOf(
      assignedApprovers
        .map(({ kind, name }) => `${kind}:${name}`)
        .sort()
        .join("\n"),
    );
    return met.mark;
  }
}

function step(from: Met, { kind, name }: Principal): Met {
  const named = from.next.get(name);
  // A name has one kind, or two: to compare them is cheaper than to hash them.
  if (named !== undefined) for (const one of named) if (one.kind === kind) return one.met;
  const met: Met = { next: new Map() };
  if (named === undefined) from.next.set(name, [{ kind, met }]);
  else named.push({ kind, met });
  return met;
}

/** Is the row older than the one that is remembered, another one, or the same? Allocates nothing: it meets every row. */
export function compareRow(row: PlanRow, known: RowMark, marks: ApproversMarks): "older" | "other" | "same" {
  const updated = secondsOf(row);
  if (updated < known.updated) return "older";
  // Most rows say the word that is remembered: then it need not be looked at.
  const stays = row.status === known.status || statusOf(row) === known.status;
  return stays && updated === known.updated && marks.of(row) === known.approvers ? "same" : "other";
}

export const sameMark = (a: RowMark, b: RowMark): boolean =>
  a.status === b.status && a.updated === b.updated && a.approvers === b.approvers;
