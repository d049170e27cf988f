import type { StoredView } from "./views.ts";
import type { Workspace } from "./workspace.ts";

/**
 * The view as the Web API returns it and as interactions carry it.
 * @see https://docs.slack.dev/reference/methods/views.open
 */
export function viewAsWire({ team, bot }: Workspace, view: StoredView): Record<string, unknown> {
  return {
    id: view.id,
    team_id: team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values: view.state },
    hash: view.hash,
    title: view.title ?? null,
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    close: view.close ?? null,
    submit: view.submit ?? null,
    previous_view_id: view.previousViewId ?? null,
    root_view_id: view.rootViewId,
    app_id: view.appId,
    external_id: view.externalId ?? "",
    app_installed_team_id: team.id,
    bot_id: bot.botId,
  };
}
