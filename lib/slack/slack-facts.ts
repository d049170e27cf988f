import type { Ms } from "../model/brand.ts";
import type { SlackAccount, SlackChannel, SlackGroup } from "../model/slack.ts";
import type { SlackFacts } from "../ports.ts";
import { badAnswer, fields, teamsOf } from "./answer.ts";
import { createCall, type MessengerOptions } from "./web-messenger.ts";

export interface FactsOptions extends Pick<MessengerOptions, "token" | "apiUrl" | "fetch"> {
  readonly timeout?: Ms | undefined;
  /** Gets the header `Date` of every answer, of refusals too. */
  readonly onDate?: (date: string) => void;
}

/** Before any message: none is given. */
const NEVER = "1";

/**
 * What Slack's Web API says of the app, its channels and its people. Reads are repeated twice when the network or a
 * server fails; a 429 is thrown at once.
 * @see auth.test, conversations.info, conversations.history, users.info, usergroups.list, apps.connections.open
 */
export function createFacts({ onDate, ...options }: FactsOptions): SlackFacts {
  const common = { ...options, fetch: datedFetch(options.fetch, onDate) };
  const call = createCall(common);
  return {
    async self() {
      const { team_id, team, user_id, response_metadata } = await call("auth.test", "repeatable", {});
      if (!isText(team_id) || !isText(user_id)) throw badAnswer("auth.test", "repeatable");
      const { scopes } = fields(response_metadata);
      return { teamId: team_id, team: textOf(team), userId: user_id, scopes: listOfTexts(scopes) };
    },
    async channel(id) {
      const method = "conversations.info";
      return channelOf((await call(method, "repeatable", { channel: id }))["channel"], method);
    },
    async enter(id) {
      await call("conversations.history", "repeatable", { channel: id, latest: NEVER, limit: 1 });
    },
    async person(id) {
      const method = "users.info";
      return personOf((await call(method, "repeatable", { user: id }))["user"], method);
    },
    async groups() {
      const method = "usergroups.list";
      const { usergroups } = await call(method, "repeatable", { include_disabled: true, include_count: true });
      if (!Array.isArray(usergroups)) throw badAnswer(method, "repeatable");
      return usergroups.flatMap((one: unknown) => groupOf(one) ?? []);
    },
    async socket(appToken) {
      await createCall({ ...common, token: appToken })("apps.connections.open", "repeatable", {});
    },
  };
}

/** What is absent is taken for false: Slack leaves out what is not so. */
function channelOf(given: unknown, method: string): SlackChannel {
  const channel = fields(given);
  if (!isText(channel["id"])) throw badAnswer(method, "repeatable");
  return {
    name: textOf(channel["name"]),
    archived: channel["is_archived"] === true,
    member: channel["is_member"] === true,
    isPrivate: channel["is_private"] === true,
    shared: channel["is_ext_shared"] === true || channel["is_pending_ext_shared"] === true,
  };
}

function personOf(given: unknown, method: string): SlackAccount {
  const user = fields(given);
  if (!isText(user["id"])) throw badAnswer(method, "repeatable");
  return {
    name: textOf(user["real_name"]) || textOf(user["name"]),
    teamId: textOf(user["team_id"]),
    deactivated: user["deleted"] === true,
    bot: user["is_bot"] === true,
    guest: user["is_restricted"] === true || user["is_ultra_restricted"] === true,
    stranger: user["is_stranger"] === true,
    ...teamsOf(user),
  };
}

function groupOf(given: unknown): SlackGroup | undefined {
  const { id, date_delete, user_count } = fields(given);
  if (!isText(id)) return undefined;
  return { id, disabled: Number(date_delete ?? 0) > 0, size: Number(user_count ?? 0) };
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const listOfTexts = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) ? value.filter(isText) : undefined;

function datedFetch(base: typeof fetch | undefined, onDate: FactsOptions["onDate"]): typeof fetch {
  return async (input, init) => {
    const answer = await (base ?? globalThis.fetch)(input, init);
    const date = answer.headers.get("date");
    if (date !== null) onDate?.(date);
    return answer;
  };
}
