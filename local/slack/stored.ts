/** A file as it came, in one piece of text. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

export interface Metadata {
  event_type: string;
  event_payload: Record<string, unknown>;
}

/** A message as the workspace keeps it. */
export interface StoredMessage {
  channel: string;
  ts: string;
  /** The parent's ts; absent on a message of the channel itself. */
  threadTs?: string;
  /** A reply that the channel shows too. */
  broadcast?: boolean;
  text: string;
  blocks: unknown[];
  /** Of the old style, as they came. */
  attachments?: readonly unknown[];
  /** False: nothing in `text` is formatted. */
  mrkdwn?: false;
  metadata?: Metadata;
  /** What was uploaded with it. */
  files?: readonly StoredFile[];
  /** The one person who sees it: no history holds it, and only a response_url changes it. */
  ephemeralFor?: string;
  /** Empty when a person wrote it. */
  botId: string;
  userId: string;
  edits: number;
  deleted?: boolean;
  /** By the workspace's clock, epoch milliseconds. */
  postedAt: number;
  /** What it said before each edit, oldest first. */
  history: { text: string; blocks: unknown[] }[];
}

export interface Channel {
  id: string;
  name: string;
  /** Is the bot in it? */
  member: boolean;
  archived: boolean;
  /** Its people; everybody when absent. */
  members?: readonly string[];
  /** Only members know of it. A conversation whose id begins with G is private too. */
  isPrivate?: boolean;
  /** Shared with another organisation. */
  isExtShared?: boolean;
  /** The word with which a rule of the channel's admins refuses every post. */
  refusal?: string | undefined;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly realName?: string;
  readonly email?: string;
  /** IETF: "en-US", "zh-CN". */
  readonly locale?: string;
  /** "Asia/Shanghai" */
  readonly tz?: string;
  readonly isBot?: boolean;
  /** A guest. */
  readonly isRestricted?: boolean;
  /** A guest of one channel. */
  readonly isUltraRestricted?: boolean;
  /** Whose people they belong to; this workspace's when absent. */
  readonly teamId?: string;
  /** Their account is closed: nobody can write to them. */
  deactivated?: boolean;
}

/** Some people under one name, `@handle`. */
export interface UserGroup {
  /** Begins with S. */
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
  readonly disabled?: boolean;
}

export interface WorkspaceChange {
  readonly kind: "posted" | "edited" | "deleted";
  readonly message: StoredMessage;
}

export interface WorkspaceOptions {
  readonly clock: { now(): number };
  readonly team?: { readonly id: string; readonly name: string };
  readonly bot?: { readonly botId: string; readonly userId: string; readonly appId: string };
  readonly channels?: readonly {
    readonly id: string;
    readonly name: string;
    readonly member?: boolean;
    readonly archived?: boolean;
    readonly members?: readonly string[];
    readonly isPrivate?: boolean;
    readonly isExtShared?: boolean;
  }[];
  readonly users?: readonly User[];
  readonly userGroups?: readonly UserGroup[];
  /** See `Workspace`. */
  readonly editWindow?: number;
  readonly retention?: number;
}

/** What a message says; without `mrkdwn` its text is formatted. */
export interface Content {
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly attachments?: readonly unknown[];
  readonly mrkdwn?: false;
}
