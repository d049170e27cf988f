import { validateMessage } from "../../lib/slack/validate-message.ts";
import type { Violation } from "../../lib/slack/validate-report.ts";
import { validateView } from "../../lib/slack/validate-view.ts";
import { fieldsOf } from "./block-fields.ts";
import { type Args, jsonOf, Refused } from "./call.ts";
import type { MethodTable } from "./desk.ts";

/** The method that looks at blocks without sending them; by Slack's rules alone, and for anybody. */
export const BLOCK_METHODS: MethodTable = {
  "blocks.validate": { token: "none", run: (_desk, args) => validate(args) },
};

/** @see https://docs.slack.dev/reference/methods/blocks.validate */
function validate(args: Args): Record<string, unknown> {
  const given = ["blocks", "message", "view"].filter((name) => args[name] !== undefined && args[name] !== "");
  const [name, more] = given;
  if (name === undefined || more !== undefined) {
    const messages = ["must provide exactly one of `blocks`, `view`, or `message`"];
    throw new Refused("invalid_arguments", { response_metadata: { messages } });
  }
  const value = jsonOf(args, name, "invalid_arguments");
  const errors = brokenBy(name, value).map(({ message, pointer }) => ({ code: "failed_constraint", message, pointer }));
  if (errors.length > 0) throw new Refused("invalid_blocks", { errors });
  return {};
}

/** The broken rules; places count from what was given. */
function brokenBy(name: string, value: unknown): readonly Violation[] {
  if (name === "view") return withoutPrefix("/view", validateView(value, { strict: false }));
  const blocks = name === "blocks" ? value : fieldsOf(value)["blocks"];
  // Text is no matter of this method.
  const violations = validateMessage({ text: "-", blocks } as Parameters<typeof validateMessage>[0], { strict: false });
  return name === "blocks" ? withoutPrefix("/blocks", violations) : violations;
}

const withoutPrefix = (prefix: string, violations: readonly Violation[]): readonly Violation[] =>
  violations.map((violation) => ({ ...violation, pointer: violation.pointer.slice(prefix.length) }));
