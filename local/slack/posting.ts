import { LIMITS } from "../../lib/slack/limits.ts";
import { type Args, flagOf, Refused, textOf } from "./call.ts";
import { contentOf, metadataOf } from "./content.ts";
import type { Desk } from "./desk.ts";
import { isPrivate } from "./reading.ts";
import { asWire } from "./wire.ts";
import type { Channel, StoredMessage, Workspace } from "./workspace.ts";

/**
 * chat.postMessage. Strict where Slack is lenient, so that a message outside our own rules never passes unseen: text is
 * required beside blocks, and our budgets count.
 * @see https://docs.slack.dev/reference/methods/chat.postMessage
 */
export function postMessage(desk: Desk, args: Args): Record<string, unknown> {
  const { workspace } = desk;
  const channel = openChannel(desk, textOf(args, "channel"));
  const content = contentOf(args, desk.strict);
  const metadata = metadataOf(args, desk.strict);
  const threadTs = parentOf(desk, channel, textOf(args, "thread_ts"));
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
export function updateMessage({ workspace, strict }: Desk, args: Args): Record<string, unknown> {
  const { channel, message } = named(workspace, args);
  if (message.botId !== workspace.bot.botId) throw new Refused("cant_update_message");
  if (channel.archived) throw new Refused("is_inactive");
  const { editWindow = Number.POSITIVE_INFINITY } = workspace;
  if (workspace.clock.now() - message.postedAt > editWindow) throw new Refused("edit_window_closed");
  const content = contentOf(args, strict);
  if (content.text.length > LIMITS.updateText) throw new Refused("msg_too_long");
  workspace.edit(message, content, metadataOf(args, strict));
  return { channel: channel.id, ts: message.ts, text: content.text, message: asWire(workspace, message, "no") };
}

/**
 * chat.delete
 * @see https://docs.slack.dev/reference/methods/chat.delete
 */
export function deleteMessage({ workspace }: Desk, args: Args): Record<string, unknown> {
  const { channel, message } = named(workspace, args);
  if (message.botId !== workspace.bot.botId) throw new Refused("cant_delete_message");
  workspace.delete(channel.id, message.ts);
  return { channel: channel.id, ts: message.ts };
}

/**
 * chat.getPermalink
 * @see https://docs.slack.dev/reference/methods/chat.getPermalink
 */
export function permalink({ workspace }: Desk, args: Args): Record<string, unknown> {
  const ts = textOf(args, "message_ts") ?? "";
  const { channel, message } = named(workspace, { ...args, ts });
  if (!channel.member && isPrivate(channel)) throw new Refused("channel_not_found");
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : "";
  return {
    channel: channel.id,
    permalink: `${workspace.url}archives/${channel.id}/p${message.ts.replace(".", "")}${thread}`,
  };
}

/** The message that a call is about; none for one person only is found this way. */
function named(workspace: Workspace, args: Args): { channel: Channel; message: StoredMessage } {
  const id = textOf(args, "channel") ?? "";
  const channel = /^[UW]/.test(id) ? undefined : workspace.channel(id);
  if (!channel) throw new Refused("channel_not_found");
  const message = workspace.message(channel.id, textOf(args, "ts") ?? "");
  if (!message || message.deleted || message.ephemeralFor) throw new Refused("message_not_found");
  return { channel, message };
}

/** The channel, or a person's direct messages, which takes posts of the bot. */
export function openChannel({ workspace, scopes }: Desk, id: string | undefined): Channel {
  const channel = workspace.channel(id ?? "");
  if (!channel || (!channel.member && isPrivate(channel))) throw new Refused("channel_not_found");
  if (channel.archived) throw new Refused("is_archived");
  if (!channel.member && !scopes.includes("chat:write.public")) throw new Refused("not_in_channel");
  if (workspace.personIn(channel.id)?.deactivated) throw new Refused("user_disabled");
  if (channel.refusal) throw new Refused(channel.refusal);
  return channel;
}

/** The parent's ts; undefined when the message goes into the channel. */
export function parentOf(desk: Desk, channel: Channel, ts: string | undefined): string | undefined {
  if (ts === undefined) return undefined;
  const parent = desk.workspace.message(channel.id, ts);
  if (!parent || parent.deleted || parent.ephemeralFor) {
    if (desk.orphanReplies === "to-channel") return undefined;
    throw new Refused("message_not_found");
  }
  if (parent.threadTs) throw new Refused("cannot_reply_to_message");
  return ts;
}
