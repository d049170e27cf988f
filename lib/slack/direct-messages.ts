import type { ChannelId } from "../model/brand.ts";
import { badAnswer, type Call, fields } from "./answer.ts";

/** Is it a person's id, as opposed to a conversation's? */
export const isPerson = (id: ChannelId): boolean => /^[UW]/.test(id);

/**
 * The conversation that a target means: itself, or the direct messages with a person, which are opened for it. Only
 * posts take a person's id; everything else wants the `D...`.
 * @throws {SlackError} `destination` when there can be none, or the scope im:write is not there
 * @see conversations.open: `users`, `channel.id`
 */
export async function conversationOf(call: Call, target: ChannelId): Promise<ChannelId> {
  if (!isPerson(target)) return target;
  const { id } = fields((await call("conversations.open", "repeatable", { users: target }))["channel"]);
  if (typeof id !== "string" || !/^D[A-Z0-9]+$/.test(id)) throw badAnswer("conversations.open", "repeatable");
  return id as ChannelId;
}
