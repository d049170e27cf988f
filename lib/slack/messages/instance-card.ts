import type { KnownBlock } from "@slack/types";
import type { Message } from "../../model/message.ts";
import { clip } from "../../text/clip.ts";
import { shown } from "../../text/shown.ts";
import type { InstanceFacts } from "../../watch/instance-facts.ts";
import { context, dateToken, header, mrkdwn, plain, richText, words } from "../blocks.ts";
import { LIMITS } from "../limits.ts";
import { askingButtons } from "./asking-buttons.ts";
import { ACTIONS } from "./decision-codec.ts";
import { aboutInstance, instanceStateOf, taskLine } from "./instance-words.ts";
import { labelled, rich, spoken } from "./line.ts";
import { PlanPeople, spokenPeople } from "./plan-people.ts";
import { failureBlock, failureText, labelOf, type PlanMessageOptions } from "./plan-words.ts";

export type InstanceMessageOptions = Pick<PlanMessageOptions, "texts" | "label" | "mentions" | "asking">;

/** UTF-16 units. */
const NAME = 256;

/**
 * The card of a provisioned product: what it is, why it failed, what became of it.
 *
 * One function for every state, a function of the facts alone: nothing depends on the present time, so equal facts give
 * an equal card. `text` starts `<State>: <name>`, holds the id and says all that matters without the blocks. Whatever
 * the facts hold, Slack takes the message, and nobody is mentioned but whom `mentions` names.
 */
export function instanceCard(
  facts: InstanceFacts,
  { texts, label: given, mentions, asking = {} }: InstanceMessageOptions,
): Message {
  const failed = facts.status === "Error" && !facts.gone;
  const title = texts.join.label(instanceStateOf(facts, texts)) + shown(facts.name, NAME, texts.state.unnamed);
  const label = labelOf(given);
  const about = aboutInstance(facts, texts);
  const last = taskLine(facts.task, texts);
  const people = new PlanPeople(mentions, texts).besides(facts.owner);
  const asks = askingButtons(asking, facts.name, texts);
  const id = `${texts.instance.instance} ${shown(facts.id, 128)}`;
  const blocks: KnownBlock[] = [
    header(clip(title, LIMITS.headerText - label.length) + label),
    ...(about.length + last.length > 0 ? [richText(words(...rich([...about, ...last])))] : []),
    ...(failed ? [failureBlock(facts.failure, texts)] : []),
    ...(people.length > 0 ? [richText(words(...rich(people)))] : []),
    ...(asks.length > 0 ? [{ type: "actions", block_id: ACTIONS, elements: asks } as const] : []),
    context(plain(id), mrkdwn(`${texts.plan.since} ${dateToken(facts.since)}`)),
  ];
  const said = [
    spoken([title], 380) + spoken([label], 60),
    ...people.map((line) => spokenPeople(line, 160)),
    ...(failed ? failureText(facts.failure, texts) : []),
    ...last.map((line) => spoken(line, 200)),
    ...about.map((line) => spoken(line, 200)),
    spoken([id], 200),
    spoken(labelled(texts, texts.plan.since, { at: facts.since }), 100),
  ];
  return { text: said.join("\n"), blocks };
}
