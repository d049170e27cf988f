import type { StoredMessage, Workspace } from "./workspace.ts";

/** How much of the metadata an answer carries: readers get the type only, unless they ask for all. */
export type MetadataShown = "no" | "type" | "all";

/** The message as the Web API returns it. */
export function asWire(workspace: Workspace, message: StoredMessage, metadata: MetadataShown): Record<string, unknown> {
  const { bot, team } = workspace;
  const byBot = message.botId !== "";
  return {
    type: "message",
    user: message.userId,
    ...(byBot ? { bot_id: message.botId, app_id: bot.appId } : {}),
    text: message.text,
    ts: message.ts,
    team: team.id,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.attachments ? { attachments: message.attachments } : {}),
    ...(message.edits > 0 && message.blocks.length === 0 ? { edited: { user: message.userId, ts: message.ts } } : {}),
    ...(message.files ? { files: message.files.map(({ id, name, title }) => ({ id, name, title })) } : {}),
    ...threadOf(workspace, message),
    ...metadataOf(message, metadata),
  };
}

function threadOf(workspace: Workspace, message: StoredMessage): Record<string, unknown> {
  if (message.threadTs) {
    return { thread_ts: message.threadTs, ...(message.broadcast ? { subtype: "thread_broadcast" } : {}) };
  }
  const replies = workspace
    .thread(message.channel, message.ts)
    .filter((one) => one.threadTs && !one.deleted && !one.ephemeralFor);
  const latest = replies.at(-1);
  return latest ? { thread_ts: message.ts, reply_count: replies.length, latest_reply: latest.ts } : {};
}

function metadataOf({ metadata }: StoredMessage, shown: MetadataShown): Record<string, unknown> {
  if (!metadata || shown === "no") return {};
  return { metadata: shown === "all" ? metadata : { event_type: metadata.event_type } };
}
