import type { App } from "./app/app.ts";
import type { Args } from "./call.ts";
import type { CallRate } from "./rate.ts";
import type { ResponseUrls } from "./response-urls.ts";
import type { Triggers } from "./triggers.ts";
import type { Uploads } from "./uploading.ts";
import type { Views } from "./views.ts";
import type { Workspace } from "./workspace.ts";

/** What the reply to a message that is not there becomes. */
export type OrphanReplies = "refused" | "to-channel";

/** What the methods work on. */
export interface Desk {
  readonly workspace: Workspace;
  readonly uploads: Uploads;
  readonly views: Views;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly app: App;
  /** Of posts, by channel. */
  readonly rate: CallRate | undefined;
  /** Of edits, all together. */
  readonly updateRate: CallRate | undefined;
  readonly scopes: readonly string[];
  readonly orphanReplies: OrphanReplies;
  /** Planbell's own rules for messages count beside Slack's. */
  readonly strict: boolean;
}

/** One method of the Web API. */
export interface Method {
  /** The scope it needs, any of several when they come as a list; undefined when none. */
  readonly scope?: (args: Args, desk: Desk) => string | readonly string[] | undefined;
  /** Which token it takes: a bot's when absent, an app's, or none at all. */
  readonly token?: "app" | "none";
  /** @returns the answer's fields beside `ok` */
  readonly run: (desk: Desk, args: Args) => Record<string, unknown>;
}

/** Methods of one area by their names. */
export type MethodTable = { readonly [name: string]: Method };
