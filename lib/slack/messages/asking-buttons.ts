import type { ActionsBlock, Button, StaticSelect } from "@slack/types";
import type { PlanId, TaskId } from "../../model/brand.ts";
import type { Texts } from "../../text/catalogue.ts";
import { shown } from "../../text/shown.ts";
import { plain } from "../blocks.ts";
import { LIMITS } from "../limits.ts";

/*
 * What asks without typing: a press is answered as the command is, to whoever pressed, alone. Each holds an id as Service
 * Catalog gave it out; an id of another form is in no button.
 */

const ID = /^[\w*-]{1,128}$/;
/** A task's id, and behind it the page of its log where it is not the first. */
const PAGE = /^[\w*-]{1,128}(?: [1-9]\d{0,5})?$/;

/** The command behind each, and the values that complete it. */
const COMMANDS: ReadonlyMap<string, readonly ["plan" | "task", RegExp]> = new Map([
  ["plan_details", ["plan", ID]],
  ["digest_show", ["plan", ID]],
  ["log_open", ["task", PAGE]],
]);

/** What a card may offer. */
export interface Asking {
  /** All that is known of the plan by now. */
  readonly details?: PlanId | undefined;
  /** The log of the task that failed. */
  readonly log?: TaskId | undefined;
}

/**
 * What the press of such a button asks, as it would be typed behind the command: `task task-1 2`. Undefined of another
 * button, and of a value that Planbell never wrote.
 */
export function askedBy(action: string, value: string): string | undefined {
  const [command, form] = COMMANDS.get(action) ?? [];
  return form?.test(value) ? `${command} ${value}` : undefined;
}

/** As many as have something to ask. @param name of what it is about, for those who hear the screen */
export function askingButtons({ details, log }: Asking, name: string, { button: t, state }: Texts): Button[] {
  const named = (say: (name: string) => string): string => say(shown(name, LONGEST_NAME, state.unnamed));
  return [
    ...(details === undefined ? [] : ask("plan_details", details, t.details, named(t.detailsOf))),
    ...(log === undefined ? [] : ask("log_open", log, t.log, named(t.logOf))),
  ];
}

/** What stands around a name in a label takes 20. */
const LONGEST_NAME = LIMITS.accessibilityLabel - 20;

/** To the next page of a task's log. @param page from 2 */
export const nextPageButton = (task: TaskId, page: number, name: string, { button: t, state }: Texts): Button[] =>
  ask("log_open", `${task} ${page}`, t.nextPage, t.nextPageOf(shown(name, LONGEST_NAME, state.unnamed)));

function ask(action: string, value: string, words: string, label: string): Button[] {
  if (askedBy(action, value) === undefined) return [];
  return [{ type: "button", action_id: action, value, text: plain(words), accessibility_label: label }];
}

/** UTF-16 units: the list above says all of it, and both have to fit a message. */
const OPTION = 40;
/** So much of an id tells plans of the same name apart. */
const TAIL = 8;

/** Below a list of plans: a menu of them, of which one is shown. None where there is none to show. */
export function showMenu(
  plans: readonly { readonly id: string; readonly name: string }[],
  { button: t, state }: Texts,
): ActionsBlock[] {
  const known = plans.filter(({ id }) => ID.test(id) && id.length <= LIMITS.optionValue).slice(0, LIMITS.options);
  const names = known.map(({ name }) => shown(name, OPTION, state.unnamed));
  const options = known.map(({ id, name }, n) => {
    const isAlone = names.filter((one) => one === names[n]).length === 1;
    const text = isAlone ? names[n] : `${shown(name, OPTION - TAIL - 3, state.unnamed)} (${id.slice(-TAIL)})`;
    return { text: plain(text ?? state.unnamed), value: id };
  });
  if (options.length === 0) return [];
  const menu: StaticSelect = { type: "static_select", action_id: "digest_show", placeholder: plain(t.show), options };
  return [{ type: "actions", block_id: "digest:show", elements: [menu] }];
}
