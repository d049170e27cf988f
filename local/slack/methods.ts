import { type Args, Refused, Throttled, textOf } from "./call.ts";
import { openDirect } from "./opening.ts";
import { type OrphanReplies, postMessage, updateMessage } from "./posting.ts";
import type { CallRate } from "./rate.ts";
import { history, historyScope, replies } from "./reading.ts";
import type { Uploads } from "./uploading.ts";
import type { Workspace } from "./workspace.ts";

/** What the methods work on. */
export interface Desk {
  readonly workspace: Workspace;
  readonly uploads: Uploads;
  /** Of posts, by channel. */
  readonly rate: CallRate | undefined;
  /** Of edits, all together. */
  readonly updateRate: CallRate | undefined;
  readonly scopes: readonly string[];
  readonly orphanReplies: OrphanReplies;
}

interface Method {
  /** The scope it needs; undefined when none. */
  readonly scope?: (args: Args) => string;
  readonly open?: true;
  readonly run: (desk: Desk, args: Args) => Record<string, unknown>;
}

const METHODS: { readonly [name: string]: Method } = {
  "api.test": { open: true, run: (_desk, args) => ({ args }) },
  "auth.test": { run: ({ workspace }) => whoAmI(workspace) },
  "chat.postMessage": {
    scope: () => "chat:write",
    run: (desk, args) => {
      const channel = desk.workspace.channel(textOf(args, "channel") ?? "");
      if (channel) pace(desk.rate, channel.id);
      return postMessage(desk.workspace, args, desk.orphanReplies);
    },
  },
  "chat.update": {
    scope: () => "chat:write",
    run: (desk, args) => {
      pace(desk.updateRate, "chat.update");
      return updateMessage(desk.workspace, args);
    },
  },
  "conversations.open": { scope: () => "im:write", run: ({ workspace }, args) => openDirect(workspace, args) },
  "conversations.history": { scope: scopeToRead, run: ({ workspace }, args) => history(workspace, args) },
  "conversations.replies": { scope: scopeToRead, run: ({ workspace }, args) => replies(workspace, args) },
  "files.getUploadURLExternal": { scope: () => "files:write", run: ({ uploads }, args) => uploads.begin(args) },
  "files.completeUploadExternal": {
    scope: () => "files:write",
    run: (desk, args) => desk.uploads.complete(desk.workspace, args, desk.orphanReplies),
  },
};

/** Is it a method of this workspace? Counting by name asks, since a caller may send any name. */
export const isMethod = (name: string): boolean => Object.hasOwn(METHODS, name);

/**
 * The answer's fields beside `ok`.
 * @throws {Refused} with Slack's error word
 * @throws {Throttled} when the channel had too many posts, or the method too many calls
 */
export function runMethod(desk: Desk, name: string, args: Args, token: string | undefined, expected: string) {
  const method = isMethod(name) ? METHODS[name] : undefined;
  if (!method) throw new Refused("unknown_method", { req_method: name.slice(0, 80) });
  if (!method.open) {
    if (token === undefined) throw new Refused("not_authed");
    if (token !== expected) throw new Refused("invalid_auth");
  }
  const needed = method.scope?.(args);
  if (needed !== undefined && !desk.scopes.includes(needed)) {
    throw new Refused("missing_scope", { needed, provided: desk.scopes.join(",") });
  }
  return method.run(desk, args);
}

function pace(rate: CallRate | undefined, name: string): void {
  const wait = rate?.take(name);
  if (wait !== undefined) throw new Throttled(wait);
}

function scopeToRead(args: Args): string {
  return historyScope(textOf(args, "channel") ?? "");
}

function whoAmI({ team, bot }: Workspace): Record<string, unknown> {
  return {
    url: "https://planbell-demo.slack.com/",
    team: team.name,
    user: "planbell",
    team_id: team.id,
    user_id: bot.userId,
    bot_id: bot.botId,
    is_enterprise_install: false,
  };
}
