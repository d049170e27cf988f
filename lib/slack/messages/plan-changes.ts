import type { TableBlock } from "@slack/types";
import { type Effect, effectOf } from "../../model/effect.ts";
import { isWaiting } from "../../model/plan.ts";
import type { ChangeCounts, Texts } from "../../text/catalogue.ts";
import { shown } from "../../text/shown.ts";
import { compareChanges } from "../../watch/danger.ts";
import type { ChangeFact, ChangesFact, PlanFacts } from "../../watch/plan-facts.ts";
import { table } from "../blocks.ts";
import { type Line, labelled } from "./line.ts";

const MOST_ROWS = 25;
const MOST_LINES = 10;
/** Actions and replacements that Planbell does not know, counted by their own words; the rest together. */
const MOST_OTHERS = 4;
const NONE: ChangeCounts = {
  removed: 0,
  replaced: 0,
  perhapsReplaced: 0,
  modified: 0,
  added: 0,
  others: [],
  atLeast: false,
};

/**
 * What the plan touches, counted in words: what destroys, and what nobody knows, first and stressed. Empty where nobody
 * needs to know.
 */
export function changesLine(facts: PlanFacts, texts: Texts): Line {
  const t = texts.plan;
  if (facts.changes === undefined) return isWaiting(facts) ? labelled(texts, t.changes, t.changesUnknown) : [];
  const counts = countsOf(facts.changes, texts);
  const { removed, replaced, perhapsReplaced, others, atLeast } = counts;
  const danger = t.counts({ ...NONE, removed, replaced, perhapsReplaced, others, atLeast });
  const rest = t.counts({ ...counts, removed: 0, replaced: 0, perhapsReplaced: 0, others: [] });
  if (danger === "" && rest === "") return labelled(texts, t.changes, t.noChanges);
  return labelled(
    texts,
    t.changes,
    ...(danger === "" ? [] : [{ stress: danger }]),
    ...(danger === "" || rest === "" ? [] : [texts.join.comma]),
    ...(rest === "" ? [] : [rest]),
  );
}

/**
 * At most 25 resources, the dangerous first, and how many more there are.
 * @param room UTF-16 units that are left for it in the message; what does not fit is counted
 */
export function changesTable(facts: PlanFacts, texts: Texts, room: number): TableBlock[] {
  const { rows = [], more = 0 } = facts.changes ?? {};
  const t = texts.plan;
  const heading = [t.actionColumn, t.resourceColumn, t.typeColumn];
  const total = more + rows.length;
  const cells: string[][] = [];
  let left = room - size(heading) - size([t.andMore(total), "-", "-"]);
  for (const line of rows
    .toSorted(compareChanges)
    .slice(0, MOST_ROWS)
    .map((row) => cellsOf(row, texts))) {
    left -= size(line);
    if (left < 0) break;
    cells.push(line);
  }
  if (cells.length === 0) return [];
  if (total > cells.length) cells.push([t.andMore(total - cells.length), "-", "-"]);
  return [table(heading, cells)];
}

/** The same as lines, where no table may stand: at most 10 resources, and how many more there are. */
export function changedRows(facts: PlanFacts, texts: Texts): readonly string[] {
  const { rows = [], more = 0 } = facts.changes ?? {};
  const listed = rows.toSorted(compareChanges).slice(0, MOST_LINES);
  const left = more + rows.length - listed.length;
  const lines = listed.map((row) => cellsOf(row, texts).join(" · "));
  return left > 0 ? [...lines, texts.plan.andMore(left)] : lines;
}

const cellsOf = (row: ChangeFact, texts: Texts): string[] => [
  actionOf(row, texts),
  shown(row.logicalId, 60),
  shown(row.type, 48),
];

const size = (line: readonly string[]): number => line.join("").length;

function actionOf({ action, replacement }: ChangeFact, texts: Texts): string {
  return texts.plan.action(shown(action, 16), replacement === undefined ? undefined : shown(replacement, 16));
}

function countsOf({ counts, rows }: ChangesFact, texts: Texts): ChangeCounts {
  const modified = rows.filter((row) => row.action === "Modify");
  const having = (effect: Effect): ChangeFact[] => modified.filter((row) => effectOf(row) === effect);
  const [replaced, perhapsReplaced] = [having("replaces").length, having("may-replace").length];
  const odd = new Map<string, number>();
  for (const row of having("unclear")) odd.set(actionOf(row, texts), (odd.get(actionOf(row, texts)) ?? 0) + 1);
  const { Remove = 0, Modify = 0, Add = 0, None: _, ...unknown } = counts;
  const others = [...odd, ...Object.entries(unknown).map(([action, count]) => [shown(action, 16), count] as const)];
  const unclear = sum(others.slice(MOST_OTHERS));
  return {
    removed: Remove,
    replaced,
    perhapsReplaced,
    modified: Math.max(0, Modify - replaced - perhapsReplaced - sum([...odd])),
    added: Add,
    others: [...others.slice(0, MOST_OTHERS), [texts.plan.otherActions, unclear]],
    atLeast: modified.length < Modify,
  };
}

const sum = (counted: readonly (readonly [string, number])[]): number => counted.reduce((all, [, n]) => all + n, 0);
