import { LIMITS } from "../../lib/slack/limits.ts";
import { type Violation, validateMessage } from "../../lib/slack/validate-message.ts";
import { fieldsOf } from "./block-fields.ts";
import { type Args, flagOf, jsonOf, Refused, textOf } from "./call.ts";
import { namedPlaces, placesOf } from "./places.ts";
import type { Content, Metadata } from "./workspace.ts";

/**
 * What the message says.
 * @param strict Planbell's own rules count beside Slack's
 * @throws {Refused} with the places where it breaks a rule
 */
export function contentOf(args: Args, strict: boolean): Content {
  const given = textOf(args, "text") ?? "";
  const attachments = attachmentsOf(args, strict);
  const markdown = textOf(args, "markdown_text");
  if (markdown !== undefined && (given !== "" || !isEmpty(args["blocks"]))) throw new Refused("markdown_text_conflict");
  const blocks =
    markdown === undefined
      ? (jsonOf(args, "blocks", "invalid_blocks_format") ?? [])
      : [{ type: "markdown", text: markdown }];
  if (!Array.isArray(blocks)) throw new Refused("invalid_blocks_format");
  const text = markdown ?? given;
  if (text !== "" || blocks.length > 0 || attachments.length === 0) check({ text, blocks }, strict);
  return {
    text: text.slice(0, LIMITS.cutText),
    blocks,
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(args["mrkdwn"] === undefined || flagOf(args, "mrkdwn") ? {} : { mrkdwn: false }),
  };
}

const isEmpty = (value: unknown): boolean => value === undefined || value === "" || value === "[]";

function check(message: { readonly text: string; readonly blocks: readonly unknown[] }, strict: boolean): void {
  const violations = validateMessage(message, { strict });
  if (violations.length > 0) throw refusalOf(violations);
}

/** Old-style attachments, which Planbell's own rules do not know. Only the blocks in them are looked at. */
function attachmentsOf(args: Args, strict: boolean): readonly unknown[] {
  const given = jsonOf(args, "attachments", "invalid_attachments") ?? [];
  if (!Array.isArray(given) || (strict && given.length > 0)) throw new Refused("invalid_attachments");
  if (given.length > LIMITS.attachments) throw new Refused("too_many_attachments");
  for (const attachment of given) {
    const blocks = fieldsOf(attachment)["blocks"];
    if (blocks === undefined) continue;
    if (!Array.isArray(blocks) || validateMessage({ blocks }, { strict }).length > 0) {
      throw new Refused("invalid_attachments");
    }
  }
  return given;
}

/** Slack's word for a message that breaks rules, with the rules in the places where Slack names them. */
function refusalOf(violations: readonly Violation[]): Refused {
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
  return new Refused(word, { errors: placesOf(violations), ...namedPlaces(violations) });
}

/**
 * "none" for an empty object, which takes away what is there.
 * @param strict Planbell's own budget counts; how much Slack takes is not known
 * @throws {Refused}
 */
export function metadataOf(args: Args, strict: boolean): Metadata | "none" | undefined {
  const given = jsonOf(args, "metadata", "invalid_metadata_format");
  if (given === undefined) return undefined;
  if (!isObject(given)) throw new Refused("invalid_metadata_format");
  if (Object.keys(given).length === 0) return "none";
  const { event_type, event_payload } = given;
  if (typeof event_type !== "string" || event_type === "" || !isObject(event_payload)) {
    throw new Refused("invalid_metadata_format");
  }
  if (!Object.values(event_payload).every(isPayloadValue)) throw new Refused("invalid_metadata_schema");
  if (strict && JSON.stringify(given).length > LIMITS.metadata) throw new Refused("metadata_too_large");
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
