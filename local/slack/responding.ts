import { type Args, flagOf, Refused, textOf } from "./call.ts";
import { contentOf } from "./content.ts";
import type { Desk } from "./desk.ts";
import { parentOf } from "./posting.ts";
import type { ResponsePlace } from "./response-urls.ts";
import type { StoredMessage } from "./workspace.ts";

/**
 * What an app answers to an interaction, at its response_url or at once to a command: a new message, for the person
 * alone unless it says `in_channel`, or another content for what was clicked, which stays for whom it was. The rules
 * about who may post in the channel do not count.
 * @see https://docs.slack.dev/interactivity/handling-user-interaction: "Message responses"
 */
export function respond(desk: Desk, place: ResponsePlace, args: Args): void {
  const { workspace } = desk;
  const original = originalOf(desk, place);
  if (flagOf(args, "delete_original")) {
    if (!original) throw new Refused("message_not_found");
    workspace.delete(original.channel, original.ts);
    return;
  }
  const content = contentOf(args, desk.strict);
  if (place.message !== undefined && flagOf(args, "replace_original")) {
    if (!original) throw new Refused("message_not_found");
    workspace.edit(original, content);
    return;
  }
  const channel = workspace.channel(place.channel);
  if (!channel) throw new Refused("channel_not_found");
  const threadTs = parentOf(desk, channel, textOf(args, "thread_ts"));
  workspace.post({
    channel: channel.id,
    ...content,
    botId: workspace.bot.botId,
    userId: workspace.bot.userId,
    ...(textOf(args, "response_type") === "in_channel" ? {} : { ephemeralFor: place.user }),
    ...(threadTs ? { threadTs } : {}),
  });
}

/** What was clicked, while it is there. */
function originalOf({ workspace }: Desk, { channel, message }: ResponsePlace): StoredMessage | undefined {
  if (message === undefined) return undefined;
  const found =
    "ephemeral" in message
      ? workspace.message(channel, message.ephemeral)
      : workspace.message(message.channel, message.ts);
  return found?.deleted ? undefined : found;
}
