import type { Message } from "../../model/message.ts";
import { shown } from "../../text/shown.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import { context, plain, richText, words } from "../blocks.ts";
import { LIMITS } from "../limits.ts";
import { type Line, rich, spoken } from "./line.ts";
import { muteLine, type ShownMute } from "./mute-answer.ts";
import { type ListOptions, nameLink } from "./pending-list.ts";
import { planCard } from "./plan-card.ts";
import { labelOf, type PlanMessageOptions, stateOf } from "./plan-words.ts";
import { answerInSections } from "./sections.ts";

const MOST_PARAMETERS = 40;
/** Who has muted it, and its age. */
const BELOW = 400;

/** What an answer about a plan says besides the plan itself. */
export interface PlanAnswer {
  readonly facts: PlanFacts;
  /** How old it is, in words. */
  readonly age: string;
  readonly mute?: ShownMute | undefined;
}

/**
 * The plan as its card shows it, with more of its parameters, and without buttons to decide: what was asked for is not
 * what approvers were shown. Below it who has muted it, and how old all that is; `text` says that where there is room.
 */
export function planAnswer({ facts, age, mute }: PlanAnswer, options: PlanMessageOptions): Message {
  const asking = { log: facts.failure?.taskId };
  const card = planCard(facts, { ...options, asking, parameters: MOST_PARAMETERS, reserve: BELOW });
  const muted: readonly Line[] = mute === undefined ? [] : [muteLine(mute, options.texts)];
  const below = [...muted.map((line) => spoken(line, 300)), spoken([age], 100)].join("\n");
  const isRoom = card.text.length + 1 + below.length <= LIMITS.text;
  return {
    text: isRoom ? `${card.text}\n${below}` : card.text,
    blocks: [...card.blocks, ...(muted.length > 0 ? [richText(words(...rich(muted)))] : []), context(plain(age))],
  };
}

/** Something that a name may mean. */
export type Namesake =
  | { readonly what: "plan"; readonly facts: PlanFacts }
  | { readonly what: "product"; readonly id: string; readonly name: string };

export const planNamesake = ({ facts }: { readonly facts: PlanFacts }): Namesake => ({ what: "plan", facts });

/** What one name may mean, with the ids to choose from. @param namesakes at least 2 */
export function namesakes(typed: string, all: readonly Namesake[], options: ListOptions): Message {
  const { texts, label } = options;
  const entries = all.map((one): readonly Line[] => {
    if (one.what === "product") {
      return [[{ stress: shown(one.name, 60, texts.state.unnamed) }, ` · ${texts.plan.product} ${shown(one.id, 40)}`]];
    }
    const { facts } = one;
    const state = texts.digest.line(shown(facts.id, 40), stateOf(facts, texts), "", false);
    return [[nameLink(facts, options), `${state} · `, { at: facts.since }]];
  });
  const title = texts.command.several(all.length, shown(typed, 40)) + labelOf(label);
  return answerInSections(title, [{ entries: entries.slice(0, MOST_NAMESAKES), total: all.length }], [], texts);
}
const MOST_NAMESAKES = 20;
