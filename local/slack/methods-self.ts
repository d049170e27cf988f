import { Refused, textOf } from "./call.ts";
import type { MethodTable } from "./desk.ts";
import type { Workspace } from "./workspace.ts";

/** What an app asks about itself. */
export const SELF_METHODS: MethodTable = {
  "api.test": { token: "none", run: (_desk, args) => ({ args }) },
  "auth.test": { run: ({ workspace }) => whoAmI(workspace) },
  "bots.info": {
    scope: () => "users:read",
    run: ({ workspace }, args) => ({ bot: botOf(workspace, textOf(args, "bot")) }),
  },
};

/** @see https://docs.slack.dev/reference/methods/auth.test */
function whoAmI({ url, team, bot }: Workspace): Record<string, unknown> {
  return {
    url,
    team: team.name,
    user: "planbell",
    team_id: team.id,
    user_id: bot.userId,
    bot_id: bot.botId,
    is_enterprise_install: false,
  };
}

/** @see https://docs.slack.dev/reference/methods/bots.info */
function botOf({ bot }: Workspace, id: string | undefined): Record<string, unknown> {
  if (id !== bot.botId) throw new Refused("bot_not_found");
  return { id: bot.botId, deleted: false, name: "planbell", app_id: bot.appId, user_id: bot.userId, icons: {} };
}
