import { LIMITS } from "./limits.ts";
import { checkBlocks } from "./validate-blocks.ts";
import { isFields, Report, type Rules, typeOf, type Violation } from "./validate-report.ts";
import { checkMarkup } from "./validate-text.ts";

export type { Violation };

/**
 * Every rule the message breaks, empty when Slack takes it. Pure and total: hostile JSON gives violations, never an
 * exception; at most 100 are named.
 *
 * Unless told otherwise, stricter than Slack where we hold ourselves to more: `text` is required and short, all texts
 * of the blocks fit our budget, only block types that are checked in full, one table whose rows are equally long, no
 * empty part, no markup that pages anybody but a named person.
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */
export function validateMessage(
  message: { readonly text?: string | undefined; readonly blocks?: readonly unknown[] | undefined },
  rules: Rules = {},
): readonly Violation[] {
  const report = new Report(rules);
  const given: unknown = message;
  if (!isFields(given)) {
    report.add("type", "", "must be an object");
    return report.violations;
  }
  const blocks = given["blocks"];
  checkTopText(report, given["text"], Array.isArray(blocks) && blocks.length > 0);
  if (blocks === undefined) return report.violations;
  if (!Array.isArray(blocks)) report.add("type", "/blocks", "must be an array");
  else if (blocks.length > LIMITS.blocks) {
    report.add("too_many", "/blocks", `no more than ${LIMITS.blocks} items allowed`);
  } else checkAll(report, blocks);
  return report.violations;
}

/** Slack does without text beside blocks, and cuts a text that is too long. */
function checkTopText(report: Report, text: unknown, hasBlocks: boolean): void {
  if (!report.strict && hasBlocks && (text === undefined || text === "")) return;
  if (typeof text !== "string" || text.trim() === "") {
    report.add("no_text", "/text", "must not be empty");
    return;
  }
  if (report.strict && text.length > LIMITS.text) {
    report.add("msg_too_long", "/text", `must be less than ${LIMITS.text + 1} characters`);
    return;
  }
  checkMarkup(report, text, "/text", false);
}

function checkAll(report: Report, blocks: readonly unknown[]): void {
  checkBlocks(report, blocks, "/blocks", "message");
  const tables = blocks.filter((block) => typeOf(block) === "table");
  if (report.strict && tables.length > LIMITS.tables) {
    report.add("too_many", "/blocks", "no more than 1 table allowed");
  }
  if (lengthOfTexts(tables) > LIMITS.tableText) {
    report.add("too_long", "/blocks", `tables hold at most ${LIMITS.tableText} characters in all`);
  }
  const most = report.strict ? LIMITS.messageText : LIMITS.messageTextOfOthers;
  if (lengthOfTexts(blocks) > most) {
    report.add("msg_blocks_too_long", "/blocks", `blocks hold at most ${most} characters in all`);
  }
}

/** UTF-16 units of every `text` string, at any depth; a list of things still to visit, since depth is the sender's. */
function lengthOfTexts(root: unknown): number {
  let length = 0;
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (Array.isArray(value)) for (const item of value) open.push(item);
    else if (isFields(value)) {
      for (const [key, inner] of Object.entries(value)) {
        if (typeof inner !== "string") open.push(inner);
        else if (key === "text") length += inner.length;
      }
    }
  }
  return length;
}
