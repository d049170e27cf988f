import type { ChannelId, MessageTs } from "../model/brand.ts";
import { SlackError } from "../model/errors.ts";
import { type Effect, lostAnswer } from "./slack-faults.ts";

/** One call of the Web API; gives the fields of an answer that said `ok`. @throws {SlackError} */
export type Call = (method: string, effect: Effect, values: Record<string, unknown>) => Promise<Answer>;

/** An answer's fields, none of which is believed before it was looked at. */
export type Answer = Readonly<Record<string, unknown>>;

/** The fields of something that should be an object; none of anything else. */
export const fields = (value: unknown): { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** A message's name in its channel: seconds and a count. Anything else is no answer about a message. */
export const isTs = (value: unknown): value is MessageTs => typeof value === "string" && /^\d+\.\d+$/.test(value);

/** The name of a channel or of direct messages: it is kept, and may be shown. */
export const isConversation = (value: unknown): value is ChannelId =>
  typeof value === "string" && /^[CDG][A-Z0-9]{1,24}$/.test(value);

/** An answer with status 200 that is not Slack's: a proxy's page, or half of one. */
export const badAnswer = (method: string, effect: Effect): SlackError =>
  new SlackError(`Slack, ${method}: the answer is not one of Slack's`, {
    code: "bad_answer",
    fault: lostAnswer(effect),
  });

/**
 * Of a user: the workspaces of their organisation, where it has several.
 * @see https://docs.slack.dev/reference/objects/user-object, enterprise_user.teams
 */
export function teamsOf(user: ReturnType<typeof fields>): { readonly teams?: readonly string[] } {
  const { teams } = fields(user["enterprise_user"]);
  return Array.isArray(teams) ? { teams: teams.filter((id): id is string => typeof id === "string") } : {};
}
