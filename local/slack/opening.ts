import { type Args, Refused, textOf } from "./call.ts";
import type { Workspace } from "./workspace.ts";

/**
 * conversations.open for one person: the direct messages with them. Conversations of several are not played.
 * @see https://docs.slack.dev/reference/methods/conversations.open
 */
export function openDirect(workspace: Workspace, args: Args): Record<string, unknown> {
  const id = textOf(args, "users");
  if (id === undefined) throw new Refused("users_list_not_supplied");
  if (id === workspace.bot.userId) throw new Refused("cannot_dm_bot");
  const user = workspace.users.find((one) => one.id === id);
  if (!user) throw new Refused("user_not_found");
  if (user.deactivated) throw new Refused("user_disabled");
  const before = workspace.channels().length;
  const channel = workspace.channel(id);
  const isOpen = workspace.channels().length === before;
  return { ...(isOpen ? { no_op: true, already_open: true } : {}), channel: { id: channel?.id } };
}
