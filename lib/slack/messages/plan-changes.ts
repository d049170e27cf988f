import type { TableBlock } from "@slack/types";
import { isWaiting } from "../../model/plan.ts";
import type { ChangeCounts, Texts } from "../../text/catalogue.ts";
import { shown } from "../../text/shown.ts";
import type { ChangeFact, ChangesFact, PlanFacts } from "../../watch/plan-facts.ts";
import { table } from "../blocks.ts";
import { type Line, labelled } from "./line.ts";

const MOST_ROWS = 25;
const NONE: ChangeCounts = {
  removed: 0,
  replaced: 0,
  perhapsReplaced: 0,
  modified: 0,
  added: 0,
  others: [],
  atLeast: false,
};

/** What the plan touches, counted in words: what destroys first and stressed. Empty where nobody needs to know. */
export function changesLine(facts: PlanFacts, texts: Texts): Line {
  const t = texts.plan;
  if (facts.changes === undefined) return isWaiting(facts) ? labelled(t.changes, t.changesUnknown) : [];
  const counts = countsOf(facts.changes);
  const { removed, replaced, perhapsReplaced, atLeast } = counts;
  const danger = t.counts({ ...NONE, removed, replaced, perhapsReplaced, atLeast });
  const rest = t.counts({ ...counts, removed: 0, replaced: 0, perhapsReplaced: 0 });
  if (danger === "" && rest === "") return labelled(t.changes, t.noChanges);
  return labelled(
    t.changes,
    ...(danger === "" ? [] : [{ stress: danger }]),
    ...(danger === "" || rest === "" ? [] : [", "]),
    ...(rest === "" ? [] : [rest]),
  );
}

/** At most 25 resources, the dangerous first, and how many more there are. */
export function changesTable(facts: PlanFacts, texts: Texts): TableBlock[] {
  const { rows = [], more = 0 } = facts.changes ?? {};
  if (rows.length === 0) return [];
  const t = texts.plan;
  const listed = rows.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_ROWS);
  const cells = listed.map((row) => [
    t.action(shown(row.action, 16), row.replacement),
    shown(row.logicalId, 60),
    shown(row.type, 48),
  ]);
  const left = more + rows.length - listed.length;
  if (left > 0) cells.push([t.andMore(left), "-", "-"]);
  return [table([t.actionColumn, t.resourceColumn, t.typeColumn], cells)];
}

function rank(row: ChangeFact): number {
  if (row.action === "Remove") return 0;
  if (row.replacement === "True") return 1;
  if (row.replacement === "Conditional") return 2;
  return row.action === "None" ? 4 : 3;
}

function countsOf({ counts, rows, more }: ChangesFact): ChangeCounts {
  const replaced = rows.filter((row) => row.action === "Modify" && row.replacement === "True").length;
  const perhapsReplaced = rows.filter((row) => row.action === "Modify" && row.replacement === "Conditional").length;
  const { Remove = 0, Modify = 0, Add = 0, None: _, ...others } = counts;
  return {
    removed: Remove,
    replaced,
    perhapsReplaced,
    modified: Math.max(0, Modify - replaced - perhapsReplaced),
    added: Add,
    others: Object.entries(others)
      .slice(0, 4)
      .map(([action, count]) => [shown(action, 16), count] as const),
    atLeast: more > 0,
  };
}
