import type { KnownBlock } from "@slack/types";
import type { Message } from "../../model/message.ts";
import { never } from "../../model/never.ts";
import type { OperationRecord } from "../../model/plan.ts";
import { shown } from "../../text/shown.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import type { Transition } from "../../watch/transition.ts";
import { context, plain, richText, words } from "../blocks.ts";
import { LIMITS } from "../limits.ts";
import { behind, clipSpoken, type Line, mentionOf, rich, spoken, woven } from "./line.ts";
import { dangerMark } from "./plan-dangers.ts";
import { differenceLines } from "./plan-differences.ts";
import { PlanPeople, spokenPeople } from "./plan-people.ts";
import {
  consoleBlocks,
  consoleText,
  failureBlock,
  failureText,
  labelOf,
  type PlanMessageOptions,
  statusOf,
  type Telling,
  titleOf,
  whoOf,
} from "./plan-words.ts";

/** UTF-16 units of the plan's name in the first title, and where it is repeated. */
const FIRST_NAME = 256;
const LATER_NAME = 80;

export interface PlanNoteOptions extends PlanMessageOptions {
  /** Who in Slack stands behind what a role did, by their id; undefined: nobody, or somebody unknown. */
  readonly deciderOf?: ((done: OperationRecord) => string | undefined) | undefined;
}

/**
 * What changed, as a reply to the plan's card; several transitions in the order given.
 *
 * Names the plan, since a reply may also be shown in the channel, and `text` says it all without the blocks. Whatever
 * the facts hold, Slack takes the message and nobody is mentioned but those of `mentions`, and whoever decided in Slack.
 */
export function planNote(facts: PlanFacts, transitions: readonly Transition[], options: PlanNoteOptions): Message {
  const { texts } = options;
  const label = labelOf(options.label);
  const mark = dangerMark(facts, texts);
  const people = new PlanPeople(options.mentions, texts);
  const told = transitions.map((transition) => tell(transition, facts, people, options));
  const besides = people.besides(facts.requester);
  const titles = told.map(
    ({ what }, index) => titleOf(what, facts, texts, index === 0 ? FIRST_NAME : LATER_NAME) + mark + label,
  );
  const plan = `${texts.plan.plan} ${shown(facts.id, 128)}`;

  const blocks: KnownBlock[] = told.flatMap(({ lines, failed, failure }, index) => [
    richText(words(...rich([[{ stress: titles[index] ?? "" }], ...lines]))),
    ...(failed ? [failureBlock(failure, texts)] : []),
  ]);
  const said = told.flatMap(({ lines, failed, failure }, index) => [
    spoken([titles[index] ?? ""], 440),
    ...lines.map((line) => spokenPeople(line, 250)),
    ...(failed ? failureText(failure, texts) : []),
  ]);
  said.push(...besides.map((line) => spokenPeople(line, 250)));
  // The plan and its address must survive whatever the rest holds.
  const foot = [spoken([plan], 250), ...consoleText(options)].join("\n");
  return {
    text: `${clipSpoken(said.join("\n"), LIMITS.text - foot.length - 1)}\n${foot}`,
    blocks: [
      ...blocks,
      ...(besides.length > 0 ? [richText(words(...rich(besides)))] : []),
      ...consoleBlocks(options),
      context(plain(plan)),
    ],
  };
}

function tell(
  transition: Transition,
  facts: PlanFacts,
  people: PlanPeople,
  { texts, deciderOf }: PlanNoteOptions,
): Telling {
  const t = texts.note;
  switch (transition.kind) {
    case "plan.awaiting-approval":
      return { what: t.awaitingApproval, lines: transition.passed ? [] : waiting(transition.pending) };
    case "plan.handed-over": {
      const { decision, pending } = transition;
      return { what: t.handedOver, lines: [...by(decision), ...(transition.passed ? [] : waiting(pending))] };
    }
    case "plan.approved":
      return { what: t.approved, lines: [...by(transition.decision), ...next(t.runIt)] };
    case "plan.rejected":
      return { what: t.rejected, lines: [...by(transition.decision), ...next(t.afterRejection)] };
    case "plan.canceled":
      return { what: t.canceled, lines: by(transition.decision) };
    case "plan.changed":
      return { what: t.changed, lines: [...differenceLines(transition, texts), [t.readAgain]] };
    case "plan.vanished":
      return { what: t.vanished, lines: [[t.vanishedMeans]] };
    case "plan.succeeded":
      return { what: t.succeeded, lines: [] };
    case "plan.moved":
      return { what: t.moved, lines: [[t.fromTo(statusOf(transition.from, texts), statusOf(transition.to, texts))]] };
    case "plan.executing":
      return { what: t.executing, lines: [] };
    case "plan.preview-failed":
      return { what: t.previewFailed, lines: [], failed: true, failure: transition.failure };
    case "plan.failed":
      return { what: t.failed, lines: [], failed: true, failure: transition.failure };
    default:
      return never(transition);
  }

  /** What is to be done now; nothing where the plan has gone on already. */
  function next(said: Parameters<PlanPeople["sentence"]>[1]): readonly Line[] {
    return "passed" in transition && transition.passed ? [] : [people.sentence(facts.requester, said)];
  }

  function waiting(pending: PlanFacts["pending"]): readonly Line[] {
    return people.approvers(pending).map((line) => behind(texts.join.label(texts.plan.waitingFor), line));
  }

  function by(decision: OperationRecord | undefined): readonly Line[] {
    if (decision === undefined) return [];
    const decider = deciderOf?.(decision);
    return [
      [t.by(whoOf(decision.by, texts), shown(decision.comment, 300, "")), " · ", { at: decision.at }],
      ...(decider === undefined
        ? []
        : [woven([mentionOf(decider) ?? shown(decider, 40)], ([who = ""]) => t.inSlack(who))]),
    ];
  }
}
