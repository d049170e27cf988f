import type { EpochMs } from "../../model/brand.ts";
import type { Message } from "../../model/message.ts";
import type { Texts } from "../../text/catalogue.ts";
import { shown } from "../../text/shown.ts";
import { isDangerous } from "../../watch/danger.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import { type Line, labelled } from "./line.ts";
import { harmless, labelOf, others, type PlanMessageOptions, whoOf } from "./plan-words.ts";
import { answerInSections, type Entry } from "./sections.ts";

/** Plans that are listed; the rest is counted. */
export const MOST_PENDING = 20;
const MOST_APPROVERS = 3;

export interface PendingList {
  /** In their order, at most 20. */
  readonly plans: readonly PlanFacts[];
  readonly total: number;
  readonly now: EpochMs;
  /** When the catalog was last read. */
  readonly asOf: EpochMs;
  /** Whose they are; absent: all that wait. */
  readonly of?: "mine" | { readonly product: string };
  /** User groups of which nobody knows who is in them: plans may be missing. */
  readonly closedGroups?: number;
}

export interface ListOptions extends Pick<PlanMessageOptions, "texts" | "label"> {
  readonly consoleUrl: (plan: Pick<PlanFacts, "id" | "region">) => string;
}

/**
 * The plans that wait: name, which leads to the plan in the console, id, how long, for whom, and what it is about. Below
 * them how old all that is.
 *
 * Whatever the facts hold, Slack takes the message and nobody is mentioned.
 */
export function pendingList(list: PendingList, options: ListOptions): Message {
  const { texts, label } = options;
  const { plans, total, now, asOf, closedGroups = 0 } = list;
  const entries = plans.slice(0, MOST_PENDING).map((plan) => entryOf(plan, now, options));
  const foot = [
    ...(closedGroups > 0 ? [texts.command.closedGroups(closedGroups)] : []),
    texts.command.asOf(secondsBetween(asOf, now)),
  ];
  return answerInSections(titleOf(list, texts) + labelOf(label), [{ entries, total }], foot, texts);
}

function titleOf({ total, of }: PendingList, { command: t }: Texts): string {
  if (of === undefined) return total === 0 ? t.nothingWaits : t.waiting(total);
  if (of === "mine") return total === 0 ? t.nothingWaitsForYou : t.waitingForYou(total);
  const product = shown(of.product, 60);
  return total === 0 ? t.nothingWaitsOf(product) : t.waitingOf(total, product);
}

/** Whole seconds; never negative: clocks of two machines differ. */
export const secondsBetween = (from: EpochMs, to: EpochMs): number => Math.max(0, Math.floor((to - from) / 1_000));

/** The name as a link to where the plan stands in the console. */
export function nameLink(plan: Pick<PlanFacts, "id" | "region" | "name">, { texts, consoleUrl }: ListOptions) {
  const url = consoleUrl(plan);
  return { stress: shown(plan.name, 60, texts.state.unnamed), ...(harmless(url) ? { url } : {}) };
}

function entryOf(plan: PlanFacts, now: EpochMs, options: ListOptions): Entry {
  const { texts } = options;
  const waited = secondsBetween(plan.since, now);
  const said = texts.command.waits(shown(plan.id, 40), waited, approversOf(plan, texts), isDangerous(plan));
  return [[nameLink(plan, options), said], aboutLine(plan, texts)];
}

/** `Update · VPC baseline 1.0.0 · Requested by: alice (RAM user)` */
function aboutLine(plan: PlanFacts, texts: Texts): Line {
  const product = `${shown(plan.productName, 60, "")} ${shown(plan.productVersion ?? "", 20, "")}`.trim();
  const what = [shown(texts.state.operation(plan.operation), 40, ""), product].filter((part) => part !== "");
  const asked = labelled(texts, texts.plan.requester, whoOf(plan.requester, texts));
  return [...what.map((part) => `${part} · `), ...asked];
}

function approversOf({ pending, assigned }: PlanFacts, texts: Texts): string {
  const todo = pending.flatMap((node) => node.approvers);
  const all = [...new Set((todo.length > 0 ? todo : assigned).map((who) => whoOf(who, texts)))];
  const named = all.slice(0, MOST_APPROVERS);
  return named.length === 0
    ? texts.plan.nobody
    : texts.join.list([...named, ...others(all.length - named.length, texts)]);
}
