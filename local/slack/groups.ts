import { type Args, flagOf, Refused, textOf } from "./call.ts";
import type { UserGroup, Workspace } from "./workspace.ts";

/** usergroups.list @see https://docs.slack.dev/reference/methods/usergroups.list */
export function listGroups(workspace: Workspace, args: Args): Record<string, unknown> {
  const withUsers = flagOf(args, "include_users");
  const withCount = flagOf(args, "include_count");
  const shown = workspace.userGroups.filter((group) => !group.disabled || flagOf(args, "include_disabled"));
  return {
    usergroups: shown.map((group) => ({
      id: group.id,
      team_id: workspace.team.id,
      is_usergroup: true,
      is_subteam: true,
      name: group.name,
      description: "",
      handle: group.handle,
      is_external: false,
      date_create: 0,
      date_update: 0,
      date_delete: group.disabled ? 1 : 0,
      auto_type: null,
      created_by: workspace.bot.userId,
      updated_by: workspace.bot.userId,
      deleted_by: null,
      prefs: { channels: [], groups: [] },
      ...(withUsers ? { users: activeOf(workspace, group) } : {}),
      ...(withCount ? { user_count: activeOf(workspace, group).length } : {}),
    })),
  };
}

/** usergroups.users.list @see https://docs.slack.dev/reference/methods/usergroups.users.list */
export function groupMembers(workspace: Workspace, args: Args): Record<string, unknown> {
  const group = workspace.userGroups.find(({ id }) => id === textOf(args, "usergroup"));
  if (!group || (group.disabled && !flagOf(args, "include_disabled"))) throw new Refused("no_such_subteam");
  return { users: activeOf(workspace, group) };
}

/** Who leaves the workspace leaves its groups. */
function activeOf(workspace: Workspace, group: UserGroup): string[] {
  return group.users.filter((id) => !workspace.user(id)?.deactivated);
}
