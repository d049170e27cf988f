import { type Args, flagOf, Refused, textOf } from "./call.ts";
import type { Desk } from "./desk.ts";
import { pageOf } from "./paging.ts";
import type { User } from "./workspace.ts";

/** users.info @see https://docs.slack.dev/reference/methods/users.info */
export function userOf(desk: Desk, args: Args): Record<string, unknown> {
  const user = everybody(desk).find(({ id }) => id === textOf(args, "user"));
  if (!user) throw new Refused("user_not_found");
  return { user: asMember(desk, user, flagOf(args, "include_locale")) };
}

/** users.list, deactivated people included @see https://docs.slack.dev/reference/methods/users.list */
export function listUsers(desk: Desk, args: Args): Record<string, unknown> {
  const { rows, response_metadata } = pageOf(args, everybody(desk), 1_000);
  return {
    members: rows.map((user) => asMember(desk, user, flagOf(args, "include_locale"))),
    cache_ts: Math.floor(desk.workspace.clock.now() / 1_000),
    response_metadata,
  };
}

/** users.lookupByEmail @see https://docs.slack.dev/reference/methods/users.lookupByEmail */
export function userByEmail(desk: Desk, args: Args): Record<string, unknown> {
  const email = textOf(args, "email")?.toLowerCase();
  const user = desk.workspace.users.find((one) => one.email !== undefined && one.email.toLowerCase() === email);
  if (!user || user.deactivated) throw new Refused("users_not_found");
  return { user: asMember(desk, user, false) };
}

/** The people, then the bot, which is a user too. */
function everybody({ workspace }: Desk): readonly User[] {
  const { bot, users } = workspace;
  const own: User = { id: bot.userId, name: "planbell", realName: "Planbell", isBot: true };
  return users.some(({ id }) => id === own.id) ? users : [...users, own];
}

function asMember({ workspace, scopes }: Desk, user: User, withLocale: boolean): Record<string, unknown> {
  const { team, bot } = workspace;
  const realName = user.realName ?? user.name;
  const teamId = user.teamId ?? team.id;
  const withEmail = user.email !== undefined && scopes.includes("users:read.email");
  return {
    id: user.id,
    team_id: teamId,
    name: user.name,
    deleted: user.deactivated === true,
    real_name: realName,
    tz: user.tz ?? "Etc/UTC",
    tz_label: user.tz ?? "Coordinated Universal Time",
    tz_offset: offsetOf(user.tz ?? "Etc/UTC", workspace.clock.now()),
    profile: {
      real_name: realName,
      real_name_normalized: realName,
      display_name: user.name,
      display_name_normalized: user.name,
      team: teamId,
      ...(withEmail ? { email: user.email } : {}),
      ...(user.id === bot.userId ? { api_app_id: bot.appId, bot_id: bot.botId } : {}),
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: user.isRestricted === true || user.isUltraRestricted === true,
    is_ultra_restricted: user.isUltraRestricted === true,
    is_bot: user.isBot === true,
    is_app_user: false,
    ...(teamId === team.id ? {} : { is_stranger: true }),
    updated: 0,
    ...(withLocale ? { locale: user.locale ?? "en-US" } : {}),
  };
}

/** Seconds east of UTC at this instant. */
function offsetOf(timeZone: string, now: number): number {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" }).formatToParts(now);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60);
}
