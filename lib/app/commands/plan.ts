import type { PlanId } from "../../model/brand.ts";
import { CatalogError, NotThere } from "../../model/errors.ts";
import type { Message } from "../../model/message.ts";
import type { PlanRecord } from "../../notify/record.ts";
import { quoted, sentence } from "../../slack/messages/command-answer.ts";
import { namesakes, planAnswer, planNamesake } from "../../slack/messages/plan-answer.ts";
import { shown } from "../../text/shown.ts";
import { dangerLens } from "../../watch/danger.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import { planLink } from "../deliver/render.ts";
import { planFacts } from "../look/plan-facts.ts";
import { type Asking, listOptions } from "./asking.ts";
import { ageOf, isId, mutesOf, readPlan, readState, type State } from "./state.ts";

/**
 * A plan, as its card shows it: from what is known; one that is not known any more, or not yet, from the catalog.
 * @throws {StoreUnusable} {NewerFormat} {RecordRefused}
 */
export async function plan(asking: Asking, typed: string): Promise<Message> {
  const state = await readState(asking);
  const found = await readPlan(asking, state, typed);
  if (found.kind === "several") return namesakes(typed, found.all.map(planNamesake), listOptions(asking));
  if (found.kind === "none") return fromCatalog(asking, typed, found.nearest);
  return known(asking, state, found.it);
}

function known(asking: Asking, state: State, record: PlanRecord): Message {
  const [mute] = mutesOf(record, state);
  return cardOf(asking, record.facts, ageOf(state, asking), mute);
}

function cardOf(asking: Asking, facts: PlanFacts, age: string, mute?: ReturnType<typeof mutesOf>[number]): Message {
  const { texts, label, consolePlan } = asking.settings;
  return planAnswer({ facts, age, mute }, { texts, label, consoleUrl: planLink(consolePlan, facts) });
}

/** Ids of plans begin so; other words are names, which the catalog cannot be asked for. */
const isPlanId = (typed: string): boolean => isId(typed) && /^plan-/i.test(typed);

async function fromCatalog(asking: Asking, typed: string, nearest: string): Promise<Message> {
  const { ports, settings } = asking;
  const { command } = settings.texts;
  const unknown = (): Message => sentence(command.noPlan(quoted(typed), nearest));
  if (!isPlanId(typed)) return unknown();
  try {
    const detail = await ports.catalog.plan(typed as PlanId);
    const { redactor } = ports;
    const lens = dangerLens(settings.dangerTypes);
    // Nothing is kept of it, so that nobody compares its secrets' marks.
    const facts = planFacts(detail, { before: undefined, detail, task: undefined, salt: "", lens, redactor });
    return cardOf(asking, facts, command.readNow);
  } catch (error) {
    if (error instanceof NotThere) return unknown();
    if (error instanceof CatalogError) return sentence(command.catalogFails(shown(error.code, 60)));
    throw error;
  }
}
