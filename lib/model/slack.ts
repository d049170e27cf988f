import type { Locale } from "./locale.ts";

/** The app itself, as Slack knows its token. */
export interface SlackSelf {
  readonly teamId: string;
  readonly team: string;
  /** Of the app's own user, `U...`. */
  readonly userId: string;
  /** What it may do, of whatever method; undefined when the answer does not say. */
  readonly scopes: readonly string[] | undefined;
}

/** A channel, as the app sees it. */
export interface SlackChannel {
  readonly name: string;
  readonly archived: boolean;
  /** Is the app in it? */
  readonly member: boolean;
  readonly isPrivate: boolean;
  /** Are people of another organisation in it, or invited to it? */
  readonly shared: boolean;
}

/** Somebody with an id of their own: a person, or an app. */
export interface SlackAccount {
  readonly name: string;
  readonly teamId: string;
  readonly deactivated: boolean;
  readonly bot: boolean;
  /** In some channels only. */
  readonly guest: boolean;
  /** Of another organisation. */
  readonly stranger: boolean;
  /** The workspaces of their organisation, where it has several. */
  readonly teams?: readonly string[];
}

export interface SlackGroup {
  /** `S...` */
  readonly id: string;
  readonly disabled: boolean;
  /** How many people are in it. */
  readonly size: number;
}

/** A person of Slack, as far as it decides what they may do. */
export interface SlackPerson {
  readonly id: string;
  /** Their own workspace. */
  readonly team: string | undefined;
  /** The workspaces of their organisation, where it has several: theirs, or all of them, Slack does not say. */
  readonly teams?: readonly string[];
  readonly isBot: boolean;
  /** The account is deactivated. */
  readonly isDeactivated: boolean;
  /** Restricted to some channels, or from another organisation. */
  readonly isGuest: boolean;
  /** Of another workspace, in a channel that is shared with it. */
  readonly isForeign: boolean;
  /** Their language in Slack, where Planbell speaks it. */
  readonly locale: Locale | undefined;
}
