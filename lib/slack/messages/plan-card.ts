import type { ActionsBlock, KnownBlock } from "@slack/types";
import type { Message } from "../../model/message.ts";
import { isWaiting } from "../../model/plan.ts";
import { clip } from "../../text/clip.ts";
import { shown } from "../../text/shown.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import { bullets, context, dateToken, header, mrkdwn, plain, richText, text, words } from "../blocks.ts";
import { LIMITS } from "../limits.ts";
import { askingButtons } from "./asking-buttons.ts";
import { decisionButtons } from "./decision-buttons.ts";
import { ACTIONS } from "./decision-codec.ts";
import { clipSpoken, type Line, labelled, rich, spoken } from "./line.ts";
import { changesLine, changesTable } from "./plan-changes.ts";
import { dangerLines } from "./plan-dangers.ts";
import { PlanPeople, spokenPeople } from "./plan-people.ts";
import {
  consoleBlocks,
  consoleText,
  failureBlock,
  failureText,
  labelOf,
  more,
  type PlanMessageOptions,
  recordOf,
  stateOf,
  titleOf,
  whoOf,
} from "./plan-words.ts";

/** Unless more are asked for. */
const MOST_PARAMETERS = 10;
const MOST_RECORDS = 4;

/**
 * The card of a plan: what it does, what is dangerous in it, who has to act, what became of it.
 *
 * One function for every state, a function of the facts alone: nothing depends on the present time, so equal facts give
 * an equal card. `text` starts `<State>: <plan name>`, holds the plan id and says all that matters without the blocks.
 * Whatever the facts hold, Slack takes the message and nobody is mentioned but those of `mentions`.
 */
export function planCard(facts: PlanFacts, options: PlanMessageOptions): Message {
  const { texts } = options;
  const failed = facts.failure !== undefined || facts.status === "ExecuteFailed" || facts.status === "PreviewFailed";
  const told = failed && !facts.gone;
  const title = titleOf(stateOf(facts, texts), facts, texts);
  const label = labelOf(options.label);
  const people = new PlanPeople(options.mentions, texts);
  const acting = [...whoActs(facts, people, options), ...people.attention()];
  const dangers = dangerLines(facts, texts);
  const changes = changesLine(facts, texts);
  const about = aboutPlan(facts, options);
  const history = historyLines(facts, options);

  const above: KnownBlock[] = [
    header(clip(title, LIMITS.headerText - label.length) + label),
    richText(words(...rich(about))),
    ...(dangers.length > 0 ? [richText(words(...rich(dangers)))] : []),
    ...(told ? [failureBlock(facts.failure, texts)] : []),
    ...(changes.length > 0 ? [richText(words(...rich([changes])))] : []),
  ];
  const below: KnownBlock[] = [
    ...parameterBlocks(facts, options),
    ...(acting.length > 0 ? [richText(words(...rich(acting)))] : []),
    ...(history.length > 0 ? [richText(words(...rich(history)))] : []),
    ...consoleBlocks(options),
    ...buttonRow(facts, options),
    context(
      plain(`${texts.plan.plan} ${shown(facts.id, 128)}`),
      mrkdwn(`${texts.plan.since} ${dateToken(facts.since)}`),
    ),
  ];
  const room = LIMITS.messageText - (options.reserve ?? 0) - lengthOfTexts([above, below]);
  const said = [
    spoken([title], 380) + spoken([label], 60),
    ...dangers.map((line) => spoken(line, 180)),
    ...acting.map((line) => spokenPeople(line, 160)),
    ...(told ? failureText(facts.failure, texts) : []),
    ...(changes.length > 0 ? [spoken(changes, 200)] : []),
    spoken(joined([labelled(texts, texts.plan.plan, shown(facts.id, 128)), ...about]), 650),
    ...history.slice(-1).map((line) => spoken(line, 250)),
  ];
  // The way to the plan must survive whatever the rest holds.
  const foot = consoleText(options)
    .map((line) => `\n${line}`)
    .join("");
  return {
    text: clipSpoken(said.join("\n"), LIMITS.text - foot.length) + foot,
    blocks: [...above, ...changesTable(facts, texts, room), ...below],
  };
}

/** What decides first, and behind it what asks. */
function buttonRow(facts: PlanFacts, { decide, asking = {}, texts }: PlanMessageOptions): ActionsBlock[] {
  const asks = askingButtons(asking, facts.name, texts);
  if (decide !== undefined) {
    const { elements, ...row } = decisionButtons(facts, decide, texts);
    return [{ ...row, elements: [...elements, ...asks] }];
  }
  return asks.length === 0 ? [] : [{ type: "actions", block_id: ACTIONS, elements: asks }];
}

/** UTF-16 units of every `text` in the blocks, as Slack counts them. */
function lengthOfTexts(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((length, item) => length + lengthOfTexts(item), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (length, [key, inner]) =>
      length + (key === "text" && typeof inner === "string" ? inner.length : lengthOfTexts(inner)),
    0,
  );
}

const joined = (lines: readonly Line[]): Line =>
  lines.flatMap((line, index) => (index === 0 ? line : [" · ", ...line]));

function aboutPlan(facts: PlanFacts, { texts }: PlanMessageOptions): readonly Line[] {
  const t = texts.plan;
  const product = `${shown(facts.productName, 100, "")} ${shown(facts.productVersion ?? "", 40, "")}`.trim();
  const lines: readonly (readonly [string, string])[] = [
    [t.operation, shown(texts.state.operation(facts.operation), 40, "")],
    [t.product, product],
    [t.provisionedProduct, shown(facts.provisionedProductName, 100, "")],
    [t.requester, whoOf(facts.requester, texts)],
    [t.account, shown(facts.account, 40, "")],
    [t.region, shown(facts.region, 40, "")],
  ];
  return [
    ...lines.filter(([, value]) => value !== "").map(([label, value]) => labelled(texts, label, value)),
    labelled(texts, isWaiting(facts) && !facts.gone ? t.waitingSince : t.since, { at: facts.since }),
  ];
}

/** Who has to act now: the approvers of a waiting plan, the requester of an approved one; else nobody. */
function whoActs(facts: PlanFacts, people: PlanPeople, { texts }: PlanMessageOptions): readonly Line[] {
  if (facts.gone) return [];
  if (facts.status === "ApplicationApproved") {
    return [labelled(texts, texts.plan.next, texts.plan.runsIt(whoOf(facts.requester, texts)))];
  }
  if (!isWaiting(facts)) return [];
  const nodes = facts.pending.some((node) => node.approvers.length > 0)
    ? facts.pending
    : [{ name: "", approvers: facts.assigned }];
  return people.approvers(nodes).map((line) => labelled(texts, texts.plan.waitingFor, ...line));
}

function parameterBlocks(
  facts: PlanFacts,
  { texts, parameters: most = MOST_PARAMETERS }: PlanMessageOptions,
): KnownBlock[] {
  if (facts.parameters.length === 0) return [];
  const listed = facts.parameters.slice(0, most);
  const rows = listed.map(({ key, shown: value }) => `${shown(key, 40)} = ${shown(value, 60, '""')}`);
  const all = [...rows, ...more(facts.parameters.length - rows.length, texts)];
  return [
    richText(words(...rich([[{ stress: texts.plan.parameters }]])), bullets(...all.map((row) => words(text(row))))),
  ];
}

function historyLines(facts: PlanFacts, { texts }: PlanMessageOptions): readonly Line[] {
  return facts.history.slice(-MOST_RECORDS).map((record) => [`${recordOf(record, texts)} · `, { at: record.at }]);
}
