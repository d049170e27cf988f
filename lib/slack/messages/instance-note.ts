import type { KnownBlock } from "@slack/types";
import type { Message } from "../../model/message.ts";
import { never } from "../../model/never.ts";
import type { Texts } from "../../text/catalogue.ts";
import { clip } from "../../text/clip.ts";
import { shown } from "../../text/shown.ts";
import type { InstanceFacts } from "../../watch/instance-facts.ts";
import type { InstanceTransition } from "../../watch/instance-transition.ts";
import { context, plain, richText, text, words } from "../blocks.ts";
import { LIMITS } from "../limits.ts";
import type { InstanceMessageOptions } from "./instance-card.ts";
import { taskLine } from "./instance-words.ts";
import { rich, spoken } from "./line.ts";
import { PlanPeople, spokenPeople } from "./plan-people.ts";
import { failureBlock, failureText, labelOf, more, type Telling } from "./plan-words.ts";

/** UTF-16 units of the name in the first title, and where it is repeated. */
const FIRST_NAME = 256;
const LATER_NAME = 80;
/** As many failures as a message has room for. */
const MOST_TOLD = 5;

/**
 * What changed in a provisioned product, as a reply to its card; several transitions in the order given, of very many the
 * last 5.
 *
 * Names the instance, since a reply may also be shown in the channel, and `text` says it all without the blocks.
 * Whatever the facts hold, Slack takes the message, and nobody is mentioned but whom `mentions` names.
 */
export function instanceNote(
  facts: InstanceFacts,
  transitions: readonly InstanceTransition[],
  options: InstanceMessageOptions,
): Message {
  const { texts } = options;
  const label = labelOf(options.label);
  const told = transitions.slice(-MOST_TOLD).map((transition) => tell(transition, texts));
  const titles = told.map(({ what }, index) => {
    const name = shown(facts.name, index === 0 ? FIRST_NAME : LATER_NAME, texts.state.unnamed);
    return texts.join.label(shown(what, 80)) + name + label;
  });
  const blocks: KnownBlock[] = told.flatMap(({ lines, failed, failure }, index) => [
    richText(words(...rich([[{ stress: titles[index] ?? "" }], ...lines]))),
    ...(failed ? [failureBlock(failure, texts)] : []),
  ]);
  const said = told.flatMap(({ lines, failed, failure }, index) => [
    spoken([titles[index] ?? ""], 440),
    ...(failed ? failureText(failure, texts) : []),
    ...lines.map((line) => spoken(line, 250)),
  ]);
  const people = new PlanPeople(options.mentions, texts).besides(facts.owner);
  const left = more(transitions.length - told.length, texts);
  const called = people.map((line) => spokenPeople(line, 160));
  const foot = `${texts.instance.instance} ${shown(facts.id, 128)}`;
  const end = spoken([foot], 250);
  return {
    text: `${clip([...said.slice(0, 1), ...called, ...said.slice(1), ...left].join("\n"), LIMITS.text - end.length - 1)}\n${end}`,
    blocks: [
      ...blocks,
      ...left.map((line) => richText(words(text(line)))),
      ...(people.length > 0 ? [richText(words(...rich(people)))] : []),
      context(plain(foot)),
    ],
  };
}

function tell(transition: InstanceTransition, texts: Texts): Telling {
  const t = texts.instance;
  switch (transition.kind) {
    case "task.failed": {
      const { task, failure } = transition;
      return { what: t.taskFailed(task.type), lines: taskLine(task, texts), failed: true, failure };
    }
    case "instance.error":
      return { what: t.error, lines: [], failed: true, failure: transition.failure };
    case "task.started":
      return { what: t.taskStarted(transition.task.type), lines: taskLine(transition.task, texts) };
    case "task.succeeded":
      return { what: t.taskSucceeded(transition.task.type), lines: taskLine(transition.task, texts) };
    case "instance.vanished":
      return { what: t.vanished, lines: [] };
    default:
      return never(transition);
  }
}
