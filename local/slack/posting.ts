import { LIMITS } from "../../lib/slack/limits.ts";
import { type Violation, validateMessage } from "../../lib/slack/validate-message.ts";
import { type Args, flagOf, jsonOf, Refused, textOf } from "./call.ts";
import { asWire } from "./wire.ts";
import type { Channel, Content, Metadata, StoredMessage, Workspace } from "./workspace.ts";

/** What the reply to a message that is not there becomes. */
export type OrphanReplies = "refused" | "to-channel";

/**
 * chat.postMessage. Strict where Slack is lenient, so that a message outside our own rules never passes unseen: text is
 * required beside blocks, and our budgets count.
 * @see https://docs.slack.dev/reference/methods/chat.postMessage
 */
export function postMessage(workspace: Workspace, args: Args, orphans: OrphanReplies): Record<string, unknown> {
  const channel = openChannel(workspace, textOf(args, "channel"));
  const content = contentOf(args);
  const metadata = metadataOf(args);
  const threadTs = parentOf(workspace, channel, textOf(args, "thread_ts"), orphans);
  const message = workspace.post({
    channel: channel.id,
    ...content,
    botId: workspace.bot.botId,
    userId: workspace.bot.userId,
    ...(threadTs ? { threadTs } : {}),
    ...(threadTs && flagOf(args, "reply_broadcast") ? { broadcast: true } : {}),
    ...(metadata && metadata !== "none" ? { metadata } : {}),
  });
  return { channel: channel.id, ts: message.ts, message: asWire(workspace, message, "no") };
}

/**
 * chat.update. Text without blocks removes the blocks; metadata stays when omitted and goes with an empty object.
 * `block_mismatch` is not played: Slack says it of rich text that people composed, not of an app's message that holds a
 * rich_text block. Nobody tried that on a live workspace.
 * @see https://docs.slack.dev/reference/methods/chat.update
 */
export function updateMessage(workspace: Workspace, args: Args): Record<string, unknown> {
  const id = textOf(args, "channel") ?? "";
  const channel = /^[UW]/.test(id) ? undefined : workspace.channel(id);
  if (!channel) throw new Refused("channel_not_found");
  const message = workspace.message(channel.id, textOf(args, "ts") ?? "");
  if (!message || message.deleted) throw new Refused("message_not_found");
  if (message.botId !== workspace.bot.botId) throw new Refused("cant_update_message");
  if (channel.archived) throw new Refused("is_inactive");
  const { editWindow = Number.POSITIVE_INFINITY } = workspace;
  if (workspace.clock.now() - message.postedAt > editWindow) throw new Refused("edit_window_closed");
  const content = contentOf(args);
  workspace.edit(message, content, metadataOf(args));
  return { channel: channel.id, ts: message.ts, text: content.text, message: asWire(workspace, message, "no") };
}

/** The channel, or a person's direct messages, which takes posts of the bot. */
export function openChannel(workspace: Workspace, id: string | undefined): Channel {
  const channel = workspace.channel(id ?? "");
  if (!channel) throw new Refused("channel_not_found");
  if (channel.archived) throw new Refused("is_archived");
  if (!channel.member) throw new Refused("not_in_channel");
  if (workspace.personIn(channel.id)?.deactivated) throw new Refused("user_disabled");
  if (channel.refusal) throw new Refused(channel.refusal);
  return channel;
}

function contentOf(args: Args): Content {
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

function metadataOf(args: Args): Metadata | "none" | undefined {
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

/** The parent's ts; undefined when the message goes into the channel. */
export function parentOf(
  workspace: Workspace,
  channel: Channel,
  ts: string | undefined,
  orphans: OrphanReplies,
): string | undefined {
  if (ts === undefined) return undefined;
  const parent: StoredMessage | undefined = workspace.message(channel.id, ts);
  if (!parent || parent.deleted) {
    if (orphans === "to-channel") return undefined;
    throw new Refused("message_not_found");
  }
  if (parent.threadTs) throw new Refused("cannot_reply_to_message");
  return ts;
}
