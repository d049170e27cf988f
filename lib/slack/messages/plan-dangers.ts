import { effectOf } from "../../model/effect.ts";
import type { StatefulKind } from "../../model/stateful.ts";
import type { ChangedThing, Texts } from "../../text/catalogue.ts";
import { shown } from "../../text/shown.ts";
import { isDangerous, isTerminatedUnseen } from "../../watch/danger.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import type { Doing } from "../../watch/transition.ts";
import { type Line, labelled } from "./line.ts";

const MOST_DANGERS = 5;

/** What is dangerous in the plan, the worst first: at most 5 lines, and one that counts the others. */
export function dangerLines(facts: PlanFacts, texts: Texts): readonly Line[] {
  const t = texts.plan;
  const { rows = [], dangers = 0 } = facts.changes ?? {};
  const named = rows.filter((row) => row.danger !== undefined).slice(0, MOST_DANGERS);
  const name = shown(facts.provisionedProductName, 60, texts.state.unnamed);
  const said = [
    ...(isTerminatedUnseen(facts) ? [t.terminatesUnseen(name)] : []),
    ...named.map((row) => t.danger(thingOf(row, row.danger, row))),
  ].slice(0, MOST_DANGERS);
  const left = Math.max(0, dangers - named.length);
  return [...said, ...(left > 0 ? [t.moreDangers(left)] : [])].map((words) => labelled(texts, t.dangerLabel, words));
}

/** A resource with what is done to it, in words that may stand in a message. */
export function thingOf(
  { logicalId, type }: { readonly logicalId: string; readonly type: string },
  kind: StatefulKind | undefined,
  { action, replacement }: Doing,
): ChangedThing {
  return {
    name: shown(logicalId, 60),
    type: shown(type, 64),
    kind,
    effect: effectOf({ action, ...(replacement === undefined ? {} : { replacement }) }),
    action: shown(action, 16),
    replacement: replacement === undefined ? undefined : shown(replacement, 16),
  };
}

/** ` (dangerous)`, or nothing. */
export const dangerMark = (facts: PlanFacts, texts: Texts): string => (isDangerous(facts) ? texts.plan.dangerous : "");
