import { LIMITS } from "./limits.ts";
import { checkBlock } from "./validate-blocks.ts";
import { isFields, Report, typeOf, type Violation } from "./validate-report.ts";
import { checkMarkup } from "./validate-text.ts";

export type { Violation };

/**
 * Every rule the message breaks, empty when Slack takes it. Pure and total: hostile JSON gives violations, never an
 * exception; at most 100 are named.
 *
 * Stricter than Slack where we hold ourselves to more: `text` is required and short, all texts of the blocks fit our
 * budget, only block types that we send, one table whose rows are equally long, no empty part, no markup that pages anybody but a named person.
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */
export function validateMessage(message: {
  readonly text?: string | undefined;
  readonly blocks?: readonly unknown[] | undefined;
}): readonly Violation[] {
  const report = new Report();
  const given: unknown = message;
  if (!isFields(given)) {
    report.add("type", "", "must be an object");
    return report.violations;
  }
  checkTopText(report, given["text"]);
  const blocks = given["blocks"];
  if (blocks === undefined) return report.violations;
  if (!Array.isArray(blocks)) report.add("type", "/blocks", "must be an array");
  else if (blocks.length > LIMITS.blocks) {
    report.add("too_many", "/blocks", `no more than ${LIMITS.blocks} items allowed`);
  } else checkBlocks(report, blocks);
  return report.violations;
}

function checkTopText(report: Report, text: unknown): void {
  if (typeof text !== "string" || text.trim() === "") {
    report.add("no_text", "/text", "must not be empty");
    return;
  }
  if (text.length > LIMITS.text) {
    report.add("msg_too_long", "/text", `must be less than ${LIMITS.text + 1} characters`);
    return;
  }
  checkMarkup(report, text, "/text", false);
}

function checkBlocks(report: Report, blocks: readonly unknown[]): void {
  for (const [index, block] of blocks.entries()) checkBlock(report, block, `/blocks/${index}`);
  checkBlockIds(report, blocks);
  const tables = blocks.filter((block) => typeOf(block) === "table");
  if (tables.length > LIMITS.tables) report.add("too_many", "/blocks", "no more than 1 table allowed");
  if (lengthOfTexts(tables) > LIMITS.tableText) {
    report.add("too_long", "/blocks", `tables hold at most ${LIMITS.tableText} characters in all`);
  }
  if (lengthOfTexts(blocks) > LIMITS.messageText) {
    report.add("msg_blocks_too_long", "/blocks", `blocks hold at most ${LIMITS.messageText} characters in all`);
  }
}

function checkBlockIds(report: Report, blocks: readonly unknown[]): void {
  const seen = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    const id = isFields(block) ? block["block_id"] : undefined;
    if (typeof id !== "string") continue;
    if (seen.has(id)) report.add("duplicate", `/blocks/${index}/block_id`, "must be unique in the message");
    seen.add(id);
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
