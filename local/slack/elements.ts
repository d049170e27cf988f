import { type Fields, fieldsOf, wordOf } from "./block-fields.ts";
import type { ViewValues } from "./views.ts";

/** One thing that a person acts on, in the block where it stands. */
export interface Element {
  readonly blockId: string;
  readonly actionId: string;
  /** As the app sent it. */
  readonly fields: Fields;
  /** The whole block, when it is an `input` block. */
  readonly input?: Fields;
}

interface Keeping {
  /** Where the value stands in a payload. */
  readonly field: string;
  /** Where the app may have put the first one. */
  readonly initial: string;
  /** How it stands there when there is none. */
  readonly none: null | readonly [];
}

const typed = { field: "value", initial: "initial_value", none: null } as const;
const one = (what: string) => ({ field: `selected_${what}`, initial: `initial_${what}`, none: null }) as const;
const several = (what: string) => ({ field: `selected_${what}s`, initial: `initial_${what}s`, none: [] }) as const;

/**
 * The elements that keep a value; a button or an overflow menu keeps none.
 * @see https://docs.slack.dev/reference/block-kit/block-elements
 */
const KEEPING: Readonly<Record<string, Keeping>> = {
  plain_text_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  number_input: typed,
  rich_text_input: { field: "rich_text_value", initial: "initial_value", none: null },
  datepicker: one("date"),
  timepicker: one("time"),
  datetimepicker: one("date_time"),
  static_select: one("option"),
  external_select: one("option"),
  radio_buttons: one("option"),
  users_select: one("user"),
  conversations_select: one("conversation"),
  channels_select: one("channel"),
  checkboxes: several("option"),
  multi_static_select: several("option"),
  multi_external_select: several("option"),
  multi_users_select: several("user"),
  multi_conversations_select: several("conversation"),
  multi_channels_select: several("channel"),
  file_input: { field: "files", initial: "initial_files", none: [] },
};

/** Everything with an action id in these blocks, in the order of the page; blocks within blocks count. */
export function elementsOf(blocks: readonly unknown[]): Element[] {
  return blocks.flatMap((block) => inside(block, "", undefined));
}

function inside(part: unknown, blockId: string, input: Fields | undefined): Element[] {
  if (Array.isArray(part)) return part.flatMap((item) => inside(item, blockId, input));
  const fields = fieldsOf(part);
  const home = wordOf(fields["block_id"]) || blockId;
  const actionId = wordOf(fields["action_id"]);
  if (actionId !== "") return [{ blockId: home, actionId, fields, ...(input ? { input } : {}) }];
  const block = fields["type"] === "input" ? fields : input;
  return Object.values(fields).flatMap((value) => (typeof value === "object" ? inside(value, home, block) : []));
}

export function elementAt(blocks: readonly unknown[], blockId: string, actionId: string): Element | undefined {
  return elementsOf(blocks).find((one) => one.blockId === blockId && one.actionId === actionId);
}

/**
 * What the blocks hold for a person who entered `entered`: every element that keeps a value, empty ones included. What
 * keeps several things holds a list; anything else there counts as nothing chosen.
 */
export function valuesOf(blocks: readonly unknown[], entered: ViewValues): ViewValues {
  const values: Record<string, Record<string, Fields>> = {};
  for (const { blockId, actionId, fields } of elementsOf(blocks)) {
    const type = wordOf(fields["type"]);
    const keeping = KEEPING[type];
    if (!keeping) continue;
    const { field, initial, none } = keeping;
    const given = entered[blockId]?.[actionId];
    const value = given ? given[field] : fields[initial];
    const isNone = value === undefined || value === "" || (none !== null && !Array.isArray(value));
    values[blockId] ??= {};
    values[blockId][actionId] = { type, [field]: isNone ? none : value };
  }
  return values;
}

/** What the element holds of these values: null or nothing in a list when it is empty, undefined if it keeps none. */
export function keptIn({ blockId, actionId, fields }: Element, values: ViewValues): unknown {
  const keeping = KEEPING[wordOf(fields["type"])];
  return keeping && (values[blockId]?.[actionId]?.[keeping.field] ?? keeping.none);
}

/**
 * The values after one choice: what was entered before stays.
 * @param choice as Slack sends it, such as `{ selected_user: "U..." }`
 */
export function withChoice(entered: ViewValues, { blockId, actionId, fields }: Element, choice: Fields): ViewValues {
  const keeping = KEEPING[wordOf(fields["type"])];
  if (!keeping) return entered;
  const value = { type: fields["type"], [keeping.field]: choice[keeping.field] };
  return { ...entered, [blockId]: { ...entered[blockId], [actionId]: value } };
}

/** The block ids of `input` blocks, which alone can carry an error. */
export function inputIds(blocks: readonly unknown[]): ReadonlySet<string> {
  return new Set(elementsOf(blocks).flatMap(({ blockId, input }) => (input ? [blockId] : [])));
}
