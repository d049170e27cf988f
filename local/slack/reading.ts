import { type Args, flagOf, Refused, textOf } from "./call.ts";
import { type Micros, parseTs } from "./timestamp.ts";
import { asWire } from "./wire.ts";
import type { Channel, StoredMessage, Workspace } from "./workspace.ts";

/**
 * conversations.history: messages of the channel and broadcast replies, newest first.
 * @see https://docs.slack.dev/reference/methods/conversations.history
 */
export function history(workspace: Workspace, args: Args): Record<string, unknown> {
  const channel = readable(workspace, args);
  const shown = workspace
    .messages(channel.id)
    .filter((message) => isShown(message) && (!message.threadTs || message.broadcast));
  return page(workspace, args, shown.reverse(), 100, 999);
}

/**
 * conversations.replies: the parent, then its replies, oldest first. The window never hides the parent.
 * @see https://docs.slack.dev/reference/methods/conversations.replies
 */
export function replies(workspace: Workspace, args: Args): Record<string, unknown> {
  const channel = readable(workspace, args);
  const named = workspace.message(channel.id, textOf(args, "ts") ?? "");
  if (!named || !isShown(named)) throw new Refused("thread_not_found");
  const thread = workspace.thread(channel.id, named.threadTs ?? named.ts).filter(isShown);
  return page(workspace, args, thread, 1_000, 1_000, named.threadTs ?? named.ts);
}

/** Does everybody in the channel see it? */
const isShown = (message: StoredMessage): boolean => !message.deleted && !message.ephemeralFor;

/** Do only its members know of it? */
export const isPrivate = ({ id, isPrivate: marked }: Channel): boolean => marked === true || !id.startsWith("C");

/** The scope without which this conversation's messages cannot be read. */
export function historyScope(workspace: Workspace, id: string): string {
  if (id.startsWith("D")) return "im:history";
  const channel = workspace.channels().find((one) => one.id === id);
  return id.startsWith("G") || channel?.isPrivate ? "groups:history" : "channels:history";
}

function readable(workspace: Workspace, args: Args): Channel {
  const channel = workspace.channels().find((one) => one.id === textOf(args, "channel"));
  if (!channel || (!channel.member && isPrivate(channel))) throw new Refused("channel_not_found");
  if (!channel.member) throw new Refused("not_in_channel");
  return channel;
}

function page(
  workspace: Workspace,
  args: Args,
  messages: readonly StoredMessage[],
  usual: number,
  most: number,
  parent?: string,
): Record<string, unknown> {
  const limit = Number(textOf(args, "limit") ?? usual);
  if (!Number.isInteger(limit) || limit < 1 || limit > most) throw new Refused("invalid_limit");
  const oldest = instantOf(args, "oldest", 0);
  const latest = instantOf(args, "latest", Number.MAX_SAFE_INTEGER);
  const inclusive = flagOf(args, "inclusive");
  const within = messages.filter((message) => {
    const at = parseTs(message.ts) ?? 0;
    if (message.ts === parent) return true;
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  });
  const start = startOf(args, within);
  const rows = within.slice(start, start + limit);
  const next = within[start + limit];
  const metadata = flagOf(args, "include_all_metadata") ? "all" : "type";
  return {
    messages: rows.map((message) => asWire(workspace, message, metadata)),
    has_more: next !== undefined,
    ...(next ? { response_metadata: { next_cursor: cursorOf(next.ts) } } : {}),
  };
}

function instantOf(args: Args, name: "oldest" | "latest", usual: Micros): Micros {
  const given = textOf(args, name);
  if (given === undefined) return usual;
  const instant = parseTs(given);
  if (instant === undefined) throw new Refused(`invalid_ts_${name}`);
  return instant;
}

const cursorOf = (ts: string): string => Buffer.from(`next_ts:${ts}`).toString("base64");

function startOf(args: Args, messages: readonly StoredMessage[]): number {
  const cursor = textOf(args, "cursor");
  if (cursor === undefined) return 0;
  const start = messages.findIndex((message) => cursorOf(message.ts) === cursor);
  if (start < 0) throw new Refused("invalid_cursor");
  return start;
}
