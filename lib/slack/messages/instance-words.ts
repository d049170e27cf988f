import type { Texts } from "../../text/catalogue.ts";
import { shown } from "../../text/shown.ts";
import type { InstanceFacts, TaskFact } from "../../watch/instance-facts.ts";
import { type Line, labelled } from "./line.ts";
import { whoOf } from "./plan-words.ts";

/** The state in words. */
export const instanceStateOf = (
  { gone, status }: { readonly gone?: true; readonly status: string },
  texts: Texts,
): string => (gone ? texts.instance.gone : shown(texts.instance.status(status), 40));

/** Where, what and whose it is; without what the catalog leaves out. */
export function aboutInstance(facts: InstanceFacts, texts: Texts): readonly Line[] {
  const product = `${shown(facts.productName, 100, "")} ${shown(facts.productVersion, 40, "")}`.trim();
  const { name, kind } = facts.owner;
  const lines: readonly (readonly [string, string])[] = [
    [texts.plan.product, product],
    [texts.instance.portfolio, shown(facts.portfolioId, 40, "")],
    [texts.instance.owner, name === "" && kind === "" ? "" : whoOf(facts.owner, texts)],
    [texts.plan.account, shown(facts.account, 40, "")],
    [texts.plan.region, shown(facts.region, 40, "")],
  ];
  return lines.filter(([, value]) => value !== "").map(([label, value]) => labelled(texts, label, value));
}

/** `Last task: Launch failed (task-1) · <when>`; nothing where no task could be read. */
export function taskLine(task: TaskFact | undefined, texts: Texts): readonly Line[] {
  if (task === undefined) return [];
  const what = texts.instance.task(shown(task.type, 40), shown(task.status, 40), shown(task.id, 64));
  return [labelled(texts, texts.instance.lastTask, `${what} · `, { at: task.since })];
}
