import { type Args, Refused, textOf } from "./call.ts";
import { contentOf } from "./content.ts";
import type { Desk } from "./desk.ts";
import { openChannel, parentOf } from "./posting.ts";

/**
 * chat.postEphemeral: for one person of the channel, and gone for everybody else.
 * @see https://docs.slack.dev/reference/methods/chat.postEphemeral
 */
export function postEphemeral(desk: Desk, args: Args): Record<string, unknown> {
  const { workspace } = desk;
  const channel = openChannel(desk, textOf(args, "channel"));
  const user = textOf(args, "user");
  const content = contentOf(args, desk.strict);
  if (user === undefined || !workspace.isIn(channel.id, user)) throw new Refused("user_not_in_channel");
  const threadTs = parentOf(desk, channel, textOf(args, "thread_ts"));
  const message = workspace.post({
    channel: channel.id,
    ...content,
    botId: workspace.bot.botId,
    userId: workspace.bot.userId,
    ephemeralFor: user,
    ...(threadTs ? { threadTs } : {}),
  });
  return { message_ts: message.ts };
}
