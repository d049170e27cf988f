import { hashOf } from "../model/hash.ts";
import { changeText, compareChanges, type DangerLens } from "./danger.ts";
import type { ChangeFact, ChangesFact } from "./plan-facts.ts";

/** Resources that a record names; far above what people make, far below what a store refuses. */
const ROWS = 25;

/** The same changes give the same fact, in whatever order the catalog lists them. */
export function changesFact(changes: readonly Omit<ChangeFact, "danger">[], lens: DangerLens): ChangesFact {
  const rows = marked(changes, lens);
  const counts = new Map<string, number>();
  // What is counted first stands first in the fact, and so in its hash.
  for (const row of rows.toSorted(byAge)) counts.set(row.action, (counts.get(row.action) ?? 0) + 1);
  const dangers = dangersOf(rows);
  return {
    counts: Object.fromEntries(counts),
    rows: rows.slice(0, ROWS),
    more: Math.max(0, rows.length - ROWS),
    ...(dangers === 0 ? {} : { dangers }),
    hash: hashOf(rows.toSorted(byAge).map(changeText).join("\n")),
  };
}

/** The fact of a record that knew no danger, as far as its rows tell it. */
export function withDangers({ counts, rows: before, more, hash }: ChangesFact, lens: DangerLens): ChangesFact {
  const rows = marked(before, lens);
  const dangers = dangersOf(rows);
  return { counts, rows, more, ...(dangers === 0 ? {} : { dangers }), hash };
}

const dangersOf = (rows: readonly ChangeFact[]): number => rows.filter((row) => row.danger !== undefined).length;

function marked(changes: readonly Omit<ChangeFact, "danger">[], lens: DangerLens): ChangeFact[] {
  return changes
    .map(({ logicalId, type, action, replacement }) => {
      const danger = lens({ type, action, ...(replacement === undefined ? {} : { replacement }) });
      return {
        logicalId,
        type,
        action,
        ...(replacement === undefined ? {} : { replacement }),
        ...(danger === undefined ? {} : { danger }),
      };
    })
    .sort(compareChanges);
}

/**
 * The order of the first versions, which records keep hashes of: it must never change, or every waiting plan would be
 * told to have changed.
 */
const byAge = (a: ChangeFact, b: ChangeFact): number =>
  ageRank(a) - ageRank(b) || (changeText(a) < changeText(b) ? -1 : changeText(a) > changeText(b) ? 1 : 0);

function ageRank({ action, replacement }: ChangeFact): number {
  if (action === "Remove") return 0;
  if (replacement === "True") return 1;
  if (replacement === "Conditional") return 2;
  return action === "Modify" ? 3 : 4;
}
