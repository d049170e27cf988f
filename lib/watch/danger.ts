import { EFFECTS, type Effect, effectOf } from "../model/effect.ts";
import { LOSSES, STATEFUL_KINDS, type StatefulKind } from "../model/stateful.ts";
import type { ChangeFact, PlanFacts } from "./plan-facts.ts";
import { STATEFUL_TYPES } from "./stateful-types.data.ts";

/** What is missed when this change is made; undefined when it is harmless, as far as its type tells. */
export type DangerLens = (change: Pick<ChangeFact, "type" | "action" | "replacement">) => StatefulKind | undefined;

const KINDS: ReadonlyMap<string, StatefulKind> = new Map(
  STATEFUL_TYPES.flatMap(({ kind, provider = [], ros = [], pages = [] }) =>
    [...provider, ...ros, ...pages].map((type) => [type.toLowerCase(), kind] as const),
  ),
);

/**
 * The lens for the types of `stateful-types.data.ts` and those that the operator lists.
 *
 * Dangerous is what is removed, replaced or may be replaced, and whatever a word does that Planbell does not know. Types
 * are compared without regard to case.
 * @param listed more types, in either spelling; `*` stands for any characters, also none
 */
export function dangerLens(listed: readonly string[]): DangerLens {
  const patterns = listed.map((pattern) => pattern.toLowerCase().split("*"));
  return (change) => {
    if (HARMLESS.has(effectOf(change))) return undefined;
    const type = change.type.toLowerCase();
    return KINDS.get(type) ?? (patterns.some((parts) => fits(type, parts)) ? "listed" : undefined);
  };
}

/** Has it the parts in their order, the first at its beginning and the last at its end? */
function fits(type: string, parts: readonly string[]): boolean {
  const [first = "", ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return type === first;
  if (!type.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = type.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return type.length >= at + last.length && type.endsWith(last);
}

const HARMLESS: ReadonlySet<Effect> = new Set(["modifies", "adds", "nothing"]);

/**
 * The order in which changes are told: dangerous ones first; of those what is certain before what may be, then what
 * loses most; then by what is done. A total order of different changes, so that the same changes are always cut alike.
 */
export function compareChanges(a: ChangeFact, b: ChangeFact): number {
  const [left, right] = [rank(a), rank(b)];
  const at = left.findIndex((value, index) => value !== right[index]);
  return at < 0 ? compare(changeText(a), changeText(b)) : (left[at] ?? 0) - (right[at] ?? 0);
}

function rank(change: ChangeFact): readonly number[] {
  const effect = effectOf(change);
  const done = EFFECTS.indexOf(effect);
  if (change.danger === undefined) return [1, 0, 0, done];
  const certain = effect === "removes" || effect === "replaces";
  return [0, certain ? 0 : 1, lossRank(change.danger), done];
}

/** A kind that only a later version knows ranks first. */
const lossRank = (kind: StatefulKind): number => LOSSES.indexOf(STATEFUL_KINDS[kind]);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The change without what Planbell thinks of it. */
export const changeText = (c: ChangeFact): string =>
  JSON.stringify([c.action, c.logicalId, c.type, c.replacement ?? ""]);

/** A plan to terminate removes everything, also where the catalog lists nothing that is removed. */
export const isTerminatedUnseen = ({ operation, changes }: Pick<PlanFacts, "operation" | "changes">): boolean =>
  operation === "TerminateProvisionedProduct" && (changes?.counts["Remove"] ?? 0) === 0;

/** Would somebody miss something when the plan has run? False also where nothing is known of its changes yet. */
export const isDangerous = (facts: Pick<PlanFacts, "operation" | "changes">): boolean =>
  (facts.changes?.dangers ?? 0) > 0 || isTerminatedUnseen(facts);
