import { fieldsOf, itemsOf, wordOf } from "./block-fields.ts";

/** Elements that people act on. Each has an action id, its own or one that Slack gives it. */
const INTERACTIVE = new Set([
  "button",
  "channels_select",
  "checkboxes",
  "conversations_select",
  "datepicker",
  "datetimepicker",
  "email_text_input",
  "external_select",
  "feedback_buttons",
  "file_input",
  "icon_button",
  "multi_channels_select",
  "multi_conversations_select",
  "multi_external_select",
  "multi_static_select",
  "multi_users_select",
  "number_input",
  "overflow",
  "plain_text_input",
  "radio_buttons",
  "rich_text_input",
  "static_select",
  "timepicker",
  "url_text_input",
  "users_select",
  "workflow_button",
]);

/** Is it an element that people act on? */
const isInteractive = (element: unknown): boolean => INTERACTIVE.has(wordOf(fieldsOf(element)["type"]));

/**
 * Gives every block an id, and every element that people act on an action id, where the sender gave none.
 * @see https://docs.slack.dev/reference/block-kit/blocks: "If not specified, a block_id will be generated"
 */
export class BlockIds {
  #blocks = 0;
  #actions = 0;

  /** A copy of the blocks, ids added. */
  give(blocks: readonly unknown[]): unknown[] {
    return structuredClone(blocks).map((block) => this.#block(block));
  }

  #block(block: unknown): unknown {
    if (typeof block !== "object" || block === null || Array.isArray(block)) return block;
    this.#blocks += 1;
    const given: Record<string, unknown> = { block_id: `auto${this.#blocks}`, ...block };
    for (const place of ["elements", "actions"]) {
      if (Array.isArray(given[place])) given[place] = itemsOf(given[place]).map((item) => this.#element(item));
    }
    for (const place of ["accessory", "element"]) {
      if (given[place] !== undefined) given[place] = this.#element(given[place]);
    }
    if (Array.isArray(given["child_blocks"])) {
      given["child_blocks"] = itemsOf(given["child_blocks"]).map((child) => this.#block(child));
    }
    return given;
  }

  #element(element: unknown): unknown {
    if (fieldsOf(element)["type"] === "card") return this.#block(element);
    if (!isInteractive(element)) return element;
    this.#actions += 1;
    return { action_id: `act${this.#actions}`, ...fieldsOf(element) };
  }
}
