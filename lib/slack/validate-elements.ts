import { LIMITS } from "./limits.ts";
import { checkConfirm, checkOption, checkOptions, checkOptionsOrGroups, type Offer } from "./validate-objects.ts";
import { brief, type Fields, isFields, type Report, typeOf } from "./validate-report.ts";
import { checkText } from "./validate-text.ts";

type Check = (report: Report, element: Fields, pointer: string) => void;

/** Blocks that hold elements; `context_actions` has two of its own. */
export type Place = "actions" | "section" | "input" | "context_actions";

interface Shape {
  /** Where it may stand. */
  readonly in: readonly Place[];
  /** Beside `type` and `action_id`. */
  readonly keys: readonly string[];
  readonly check?: Check;
}

const EVERYWHERE = ["actions", "section", "input"] as const;
const TYPED = ["placeholder", "initial_value", "dispatch_action_config", "focus_on_load"] as const;
const CHOSEN = ["placeholder", "confirm", "focus_on_load"] as const;
const RADIO: Offer = { most: LIMITS.choices, mrkdwn: true };
const OVERFLOW: Offer = { most: LIMITS.overflowOptions, urls: true };
const ONE: Offer = { most: 1 };

/** Every element that people act on, as Slack documents them. */
const SHAPES: { readonly [type: string]: Shape } = {
  button: {
    in: ["actions", "section"],
    keys: ["text", "url", "value", "style", "confirm", "accessibility_label"],
    check: checkButton,
  },
  workflow_button: {
    in: ["actions", "section"],
    keys: ["text", "workflow", "style", "confirm", "accessibility_label"],
    check: checkButton,
  },
  overflow: {
    in: ["actions", "section"],
    keys: ["options", "confirm"],
    check: (report, { options }, pointer) => checkOptions(report, options, `${pointer}/options`, OVERFLOW),
  },
  checkboxes: { in: EVERYWHERE, keys: ["options", "initial_options", "confirm", "focus_on_load"], check: checkChoices },
  radio_buttons: {
    in: EVERYWHERE,
    keys: ["options", "initial_option", "confirm", "focus_on_load"],
    check: checkChoices,
  },
  datepicker: {
    in: EVERYWHERE,
    keys: ["initial_date", ...CHOSEN],
    check: (report, element, pointer) => checkForm(report, element, "initial_date", pointer, /^\d{4}-\d\d-\d\d$/),
  },
  timepicker: {
    in: EVERYWHERE,
    keys: ["initial_time", "timezone", ...CHOSEN],
    check: (report, element, pointer) => checkForm(report, element, "initial_time", pointer, /^\d\d:\d\d$/),
  },
  datetimepicker: { in: ["actions", "input"], keys: ["initial_date_time", "confirm", "focus_on_load"] },
  ...selects("static_select", ["options", "option_groups"], "initial_option", checkStatic),
  ...selects("external_select", ["min_query_length"], "initial_option", checkExternal),
  ...selects("users_select", [], "initial_user"),
  ...selects(
    "conversations_select",
    ["default_to_current_conversation", "filter", "response_url_enabled"],
    "initial_conversation",
  ),
  ...selects("channels_select", ["response_url_enabled"], "initial_channel"),
  plain_text_input: {
    in: ["input"],
    keys: ["multiline", "min_length", "max_length", ...TYPED],
    check: checkPlainInput,
  },
  email_text_input: { in: ["input"], keys: TYPED },
  url_text_input: { in: ["input"], keys: TYPED },
  number_input: {
    in: ["input"],
    keys: ["is_decimal_allowed", "min_value", "max_value", ...TYPED],
    check: (report, { is_decimal_allowed: decimals }, pointer) => {
      if (typeof decimals !== "boolean") report.add("missing", `${pointer}/is_decimal_allowed`, "must be a boolean");
    },
  },
  rich_text_input: { in: ["actions", "input"], keys: ["min_lines", "max_lines", ...TYPED] },
  file_input: {
    in: ["input"],
    keys: ["filetypes", "max_files"],
    check: (report, { max_files: most }, pointer) => report.whole(most, `${pointer}/max_files`, 1, 10),
  },
  feedback_buttons: { in: ["context_actions"], keys: ["positive_button", "negative_button"] },
  icon_button: {
    in: ["context_actions"],
    keys: ["icon", "text", "value", "confirm", "accessibility_label", "visible_to_user_ids"],
  },
};

/** An element that may stand in this place. @returns its action id, when it has one */
export function checkElement(report: Report, value: unknown, pointer: string, place: Place): string | undefined {
  const type = typeOf(value);
  const shape = type !== undefined && Object.hasOwn(SHAPES, type) ? SHAPES[type] : undefined;
  if (!shape?.in.includes(place)) {
    report.add("unknown_type", `${pointer}/type`, `unsupported type: ${brief(type)}`);
    return undefined;
  }
  const element = report.fields(value, pointer, ["type", "action_id", ...shape.keys]);
  if (!element) return undefined;
  shape.check?.(report, element, pointer);
  if (element["confirm"] !== undefined) checkConfirm(report, element["confirm"], `${pointer}/confirm`);
  if (element["placeholder"] !== undefined) {
    checkText(report, element["placeholder"], `${pointer}/placeholder`, LIMITS.placeholder, ["plain_text"]);
  }
  report.boolean(element["focus_on_load"], `${pointer}/focus_on_load`);
  return report.optionalString(element["action_id"], `${pointer}/action_id`, LIMITS.actionId);
}

/** A select and its form for several choices. */
function selects(type: string, keys: readonly string[], initial: string, check?: Check): Record<string, Shape> {
  const shared = { in: EVERYWHERE, ...(check ? { check } : {}) };
  const several = keys.filter((key) => key !== "response_url_enabled");
  return {
    [type]: { ...shared, keys: [...keys, initial, ...CHOSEN] },
    [`multi_${type}`]: { ...shared, keys: [...several, `${initial}s`, "max_selected_items", ...CHOSEN] },
  };
}

function checkButton(report: Report, button: Fields, pointer: string): void {
  checkText(report, button["text"], `${pointer}/text`, LIMITS.buttonText, ["plain_text"]);
  report.optionalString(button["value"], `${pointer}/value`, LIMITS.buttonValue);
  report.optionalString(button["accessibility_label"], `${pointer}/accessibility_label`, LIMITS.accessibilityLabel);
  if (button["url"] !== undefined) report.url(button["url"], `${pointer}/url`, LIMITS.url);
  report.oneOf(button["style"], `${pointer}/style`, ["primary", "danger"]);
}

function checkChoices(report: Report, element: Fields, pointer: string): void {
  checkOptions(report, element["options"], `${pointer}/options`, RADIO);
  checkInitial(report, element, pointer, RADIO);
}

function checkStatic(report: Report, element: Fields, pointer: string): void {
  checkOptionsOrGroups(report, element, pointer);
  checkInitial(report, element, pointer, ONE);
}

function checkExternal(report: Report, element: Fields, pointer: string): void {
  report.whole(element["min_query_length"], `${pointer}/min_query_length`, 0, Number.MAX_SAFE_INTEGER);
}

/** What is chosen at first must be among the options. */
function checkInitial(report: Report, element: Fields, pointer: string, offer: Offer): void {
  const groups = Array.isArray(element["option_groups"]) ? element["option_groups"] : [];
  const lists = [element["options"], ...groups.map((group: unknown) => (isFields(group) ? group["options"] : []))];
  const offered = new Set(lists.flat().map(marksOf));
  const initial = element["initial_option"];
  const several = Array.isArray(element["initial_options"]) ? element["initial_options"] : [];
  for (const [index, option] of (initial === undefined ? several : [initial]).entries()) {
    const at = initial === undefined ? `${pointer}/initial_options/${index}` : `${pointer}/initial_option`;
    checkOption(report, option, at, offer);
    if (!offered.has(marksOf(option))) report.add("not_allowed", at, "must be one of the options");
  }
}

/** What tells an option from another: nothing deeper than these, since depth is the sender's. */
function marksOf(option: unknown): string {
  if (!isFields(option)) return "";
  const { text, value } = option;
  const words = isFields(text) ? text["text"] : undefined;
  return [words, value].filter((mark) => typeof mark === "string").join("\n");
}

function checkPlainInput(report: Report, input: Fields, pointer: string): void {
  report.whole(input["min_length"], `${pointer}/min_length`, 0, LIMITS.inputText);
  report.whole(input["max_length"], `${pointer}/max_length`, 1, LIMITS.inputText);
  report.boolean(input["multiline"], `${pointer}/multiline`);
}

function checkForm(report: Report, element: Fields, key: string, pointer: string, form: RegExp): void {
  const value = element[key];
  if (value !== undefined && (typeof value !== "string" || !form.test(value))) {
    report.add("bad_form", `${pointer}/${key}`, "has not the form that Slack writes");
  }
}
