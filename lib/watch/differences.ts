import { effectOf } from "../model/effect.ts";
import { changeText, compareChanges } from "./danger.ts";
import type { ChangeFact, ChangesFact, PlanFacts, WaitedFact, WaitedParameter } from "./plan-facts.ts";
import type { Difference } from "./transition.ts";

/** As many as one note names; the rest is counted. */
export const MOST_DIFFERENCES = 10;

export interface Differences {
  /** At most 10: operation and version, then what has become dangerous, then parameters, then other resources. */
  readonly differences: readonly Difference[];
  /** How many further ones there are. */
  readonly more: number;
  /** The resource changes differ in something that is not among them: not all of them are kept. */
  readonly others: boolean;
}

/** What is no longer as it was shown. Pure; nothing where nothing differs. */
export function differencesOf(before: WaitedFact, after: PlanFacts): Differences {
  const { found, others } = resourceDifferences(before.changes, after.changes);
  const all = [
    ...valueDifference("operation", before.operation, after.operation),
    ...(before.productVersion === undefined
      ? []
      : valueDifference("version", before.productVersion, after.productVersion)),
    ...found.filter(isWorse),
    ...parameterDifferences(before.parameters, after.parameters),
    ...found.filter((d) => !isWorse(d)),
  ];
  return {
    differences: all.slice(0, MOST_DIFFERENCES),
    more: Math.max(0, all.length - MOST_DIFFERENCES),
    others,
  };
}

const isWorse = (d: Difference): boolean => d.what === "resource" && d.after?.danger !== undefined;

function valueDifference(what: "operation" | "version", before: string, after: string | undefined): Difference[] {
  if (before === after) return [];
  return [{ what, before, ...(after === undefined ? {} : { after }) }];
}

function parameterDifferences(before: readonly WaitedParameter[], after: readonly WaitedParameter[]): Difference[] {
  const old = new Map(before.map((p) => [p.key, p]));
  const now = new Map(after.map((p) => [p.key, p]));
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((key) => old.get(key)?.mark !== now.get(key)?.mark)
    .sort()
    .map((key) => ({ what: "parameter", key, ...shownOf(old.get(key), now.get(key)) }));
}

/** Neither value where both look the same, for what is hidden or cut has changed; nor where one is no longer known. */
function shownOf(
  old: WaitedParameter | undefined,
  now: WaitedParameter | undefined,
): { before?: string; after?: string } {
  const [before, after] = [old?.shown, now?.shown];
  if (before === after || (old !== undefined && before === undefined)) return {};
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

/**
 * The resources whose changes differ, the dangerous first. A resource is named only where the kept rows prove it: one
 * that was perhaps among those that were cut has perhaps not changed.
 */
function resourceDifferences(
  before: ChangesFact | undefined,
  after: ChangesFact | undefined,
): { found: Difference[]; others: boolean } {
  if (before === undefined || after === undefined || before.hash === after.hash) return { found: [], others: false };
  const [old, now] = [byResource(before.rows), byResource(after.rows)];
  let others = before.more > 0 || after.more > 0;
  const found: { readonly row: ChangeFact; readonly difference: Difference }[] = [];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(key) ?? [], now.get(key) ?? []];
    if (textOf(was) === textOf(is)) continue;
    const [one, other] = [was.find(isDone), is.find(isDone)];
    const row = other ?? one;
    if (was.length > 1 || is.length > 1 || row === undefined) others = true;
    else if (other !== undefined && was.length === 0 && !hasAll(before, other.action)) others = true;
    else if (one !== undefined && is.length === 0 && !hasAll(after, one.action)) others = true;
    else found.push({ row, difference: differenceOf(row, one, other) });
  }
  found.sort((a, b) => compareChanges(a.row, b.row));
  return { found: found.map((f) => f.difference), others: others || found.length === 0 };
}

function byResource(rows: readonly ChangeFact[]): Map<string, ChangeFact[]> {
  const found = new Map<string, ChangeFact[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.logicalId, row.type]);
    const list = found.get(key);
    if (list === undefined) found.set(key, [row]);
    else list.push(row);
  }
  return found;
}

const textOf = (rows: readonly ChangeFact[]): string => rows.map(changeText).sort().join("\n");
const isDone = (row: ChangeFact): boolean => effectOf(row) !== "nothing";

/** Are all changes of that action among the kept rows? */
const hasAll = ({ rows, counts }: ChangesFact, action: string): boolean =>
  rows.filter((row) => row.action === action).length === (counts[action] ?? 0);

const differenceOf = (
  { logicalId, type }: ChangeFact,
  before: ChangeFact | undefined,
  after: ChangeFact | undefined,
): Difference => ({
  what: "resource",
  logicalId,
  type,
  ...(before === undefined ? {} : { before: doneBy(before) }),
  ...(after === undefined ? {} : { after: doneBy(after) }),
});

const doneBy = ({ action, replacement, danger }: ChangeFact) => ({
  action,
  ...(replacement === undefined ? {} : { replacement }),
  ...(danger === undefined ? {} : { danger }),
});
