import type { EpochMs } from "../../model/brand.ts";
import type { Message } from "../../model/message.ts";
import { shown } from "../../text/shown.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import { bullets, context, header, plain, richText, words } from "../blocks.ts";
import { LIMITS } from "../limits.ts";
import { type Line, rich, spoken } from "./line.ts";
import { harmless, labelOf, more, others, type PlanMessageOptions, whoOf } from "./plan-words.ts";

/** Plans that are listed; the rest is counted. */
export const MOST_PENDING = 20;
const MOST_APPROVERS = 3;
/** Of the top-level text, for "and N more" and the age. */
const CLOSING = 80;

export interface PendingList {
  /** Oldest first, at most 20. */
  readonly plans: readonly PlanFacts[];
  readonly total: number;
  readonly now: EpochMs;
  /** When the catalog was last read. */
  readonly asOf: EpochMs;
}

interface ListOptions extends Pick<PlanMessageOptions, "texts" | "label"> {
  readonly consoleUrl: (plan: PlanFacts) => string;
}

/**
 * The plans that wait, a line each: name, which leads to the plan in the console, id, how long, for whom. Below it how
 * old all that is.
 *
 * Whatever the facts hold, Slack takes the message and nobody is mentioned.
 */
export function pendingList(list: PendingList, options: ListOptions): Message {
  const { texts, label } = options;
  const { plans, total, now, asOf } = list;
  const title = (total === 0 ? texts.command.nothingWaits : texts.command.waiting(total)) + labelOf(label);
  const lines = plans.slice(0, MOST_PENDING).map((plan) => lineOf(plan, now, options));
  const rest = more(total - lines.length, texts).map((said): Line => [said]);
  const age = texts.command.asOf(secondsBetween(asOf, now));
  return {
    text: [...spokenLines(title, lines, total, texts), spoken([age], 60)].join("\n"),
    blocks: [
      header(title),
      ...(lines.length > 0 ? [richText(bullets(...[...lines, ...rest].map((line) => words(...rich([line])))))] : []),
      context(plain(age)),
    ],
  };
}

/** Never negative: clocks of two machines differ. */
const secondsBetween = (from: EpochMs, to: EpochMs): number => Math.max(0, Math.floor((to - from) / 1_000));

function lineOf(plan: PlanFacts, now: EpochMs, { texts, consoleUrl }: ListOptions): Line {
  const url = consoleUrl(plan);
  return [
    { stress: shown(plan.name, 60, texts.state.unnamed), ...(harmless(url) ? { url } : {}) },
    texts.command.waits(shown(plan.id, 40), secondsBetween(plan.since, now), approversOf(plan, texts)),
  ];
}

function approversOf({ pending, assigned }: PlanFacts, texts: ListOptions["texts"]): string {
  const todo = pending.flatMap((node) => node.approvers);
  const all = [...new Set((todo.length > 0 ? todo : assigned).map((who) => whoOf(who, texts)))];
  const named = all.slice(0, MOST_APPROVERS);
  return named.length === 0
    ? texts.plan.nobody
    : texts.join.list([...named, ...others(all.length - named.length, texts)]);
}

/** As many lines as fit; the rest is counted. */
function spokenLines(title: string, lines: readonly Line[], total: number, texts: ListOptions["texts"]): string[] {
  const said = [spoken([title], 200)];
  let room = LIMITS.text - CLOSING - (said[0]?.length ?? 0);
  for (const line of lines) {
    const next = spoken(line, 500);
    if (next.length + 1 > room) break;
    said.push(next);
    room -= next.length + 1;
  }
  return [...said, ...more(total - (said.length - 1), texts)];
}
