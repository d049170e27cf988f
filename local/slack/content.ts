import { LIMITS } from "../../lib/slack/limits.ts";
import { type Violation, validateMessage } from "../../lib/slack/validate-message.ts";
import { type Args, flagOf, jsonOf, Refused, textOf } from "./call.ts";
import type { Content, Metadata } from "./workspace.ts";

/** What the message says. @throws {Refused} with the places where it breaks a rule */
export function contentOf(args: Args, _strict: boolean): Content {
  const text = textOf(args, "text") ?? "";
  const blocks = jsonOf(args, "blocks", "invalid_blocks_format") ?? [];
  if (!Array.isArray(blocks)) throw new Refused("invalid_blocks_format");
  const violations = validateMessage({ text, blocks });
  if (violations.length > 0) throw refusalOf(violations);
  return { text, blocks, ...(args["mrkdwn"] === undefined || flagOf(args, "mrkdwn") ? {} : { mrkdwn: false }) };
}

/** Slack's word for a message that breaks rules, with the rules in the places where Slack names them. */
function refusalOf(violations: readonly Violation[]): Refused {
  const errors = violations.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`);
  const codes = new Set(violations.map(({ code }) => code));
  const word = codes.has("no_text")
    ? "no_text"
    : codes.has("msg_too_long")
      ? "msg_too_long"
      : violations.every(({ code }) => code === "msg_blocks_too_long")
        ? "msg_blocks_too_long"
        : violations.every(({ pointer }) => pointer === "/text")
          ? "invalid_arguments"
          : "invalid_blocks";
  return new Refused(word, {
    errors,
    response_metadata: { messages: errors.map((error) => `[ERROR] ${error}`) },
  });
}

/** "none" for an empty object, which takes away what is there. @throws {Refused} */
export function metadataOf(args: Args): Metadata | "none" | undefined {
  const given = jsonOf(args, "metadata", "invalid_metadata_format");
  if (given === undefined) return undefined;
  if (!isObject(given)) throw new Refused("invalid_metadata_format");
  if (Object.keys(given).length === 0) return "none";
  const { event_type, event_payload } = given;
  if (typeof event_type !== "string" || event_type === "" || !isObject(event_payload)) {
    throw new Refused("invalid_metadata_format");
  }
  if (!Object.values(event_payload).every(isPayloadValue)) throw new Refused("invalid_metadata_schema");
  if (JSON.stringify(given).length > LIMITS.metadata) throw new Refused("metadata_too_large");
  return { event_type, event_payload: { ...event_payload } };
}

function isPayloadValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => isObject(item) && isFlat(item));
  return isScalar(value) || (isObject(value) && isFlat(value));
}

const isFlat = (object: Record<string, unknown>): boolean => Object.values(object).every(isScalar);
const isScalar = (value: unknown): boolean => ["string", "number", "boolean"].includes(typeof value);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
