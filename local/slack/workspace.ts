import { BlockIds } from "./block-ids.ts";
import type {
  Channel,
  Content,
  Metadata,
  StoredFile,
  StoredMessage,
  User,
  UserGroup,
  WorkspaceChange,
  WorkspaceOptions,
} from "./stored.ts";
import { formatTs, type Micros } from "./timestamp.ts";

export type { Channel, Content, Metadata, StoredFile, StoredMessage, User, UserGroup, WorkspaceOptions };

type Draft = Pick<StoredMessage, "channel" | "text" | "botId" | "userId"> &
  Partial<
    Pick<StoredMessage, "attachments" | "threadTs" | "broadcast" | "mrkdwn" | "metadata" | "files" | "ephemeralFor">
  > & {
    readonly blocks: readonly unknown[];
  };

/** One Slack workspace in memory: its channels, people and messages, and what people may do to them. */
export class Workspace {
  readonly clock: { now(): number };
  /** Where its people would see it. */
  readonly url = "https://planbell-demo.slack.com/";
  readonly team: { readonly id: string; readonly name: string };
  readonly bot: { readonly botId: string; readonly userId: string; readonly appId: string };
  readonly users: readonly User[];
  readonly userGroups: readonly UserGroup[];
  /** Milliseconds after which nobody edits a message; for ever when undefined. Admins change it at any time. */
  editWindow: number | undefined;
  /** Milliseconds that messages are kept; for ever when undefined. Admins change it at any time. */
  retention: number | undefined;
  readonly #channels = new Map<string, Channel>();
  readonly #messages: StoredMessage[] = [];
  /** By channel and ts: a message and its replies. */
  readonly #threads = new Map<string, StoredMessage[]>();
  readonly #listeners = new Set<(change: WorkspaceChange) => void>();
  /** Gives ids to the blocks of its messages and views. */
  readonly blockIds = new BlockIds();
  #last: Micros = 0;

  constructor(options: WorkspaceOptions) {
    this.clock = options.clock;
    this.team = options.team ?? { id: "T0PLANBELL", name: "Planbell demo" };
    this.bot = options.bot ?? { botId: "B0PLANBELL", userId: "U0PLANBELL", appId: "A0PLANBELL" };
    this.users = (options.users ?? []).map((user) => ({ ...user }));
    this.userGroups = options.userGroups ?? [];
    this.editWindow = options.editWindow;
    this.retention = options.retention;
    for (const channel of options.channels ?? [{ id: "C0DEFAULT0", name: "platform" }]) {
      this.#channels.set(channel.id, {
        ...channel,
        member: channel.member ?? true,
        archived: channel.archived ?? false,
      });
    }
  }

  channels(): readonly Channel[] {
    return [...this.#channels.values()];
  }

  /** The conversation of this id. A user's id opens the direct messages with them, which have an id of their own. */
  channel(id: string): Channel | undefined {
    const known = this.#channels.get(id);
    const user = this.user(id);
    if (known || !user) return known;
    const direct = directOf(user);
    const open = this.#channels.get(direct) ?? {
      id: direct,
      name: user.name,
      member: true,
      archived: false,
      members: [user.id],
      isPrivate: true,
    };
    this.#channels.set(direct, open);
    return open;
  }

  user(id: string): User | undefined {
    return this.users.find((user) => user.id === id);
  }

  /** Is this person in the conversation? Nobody is whose account is closed. */
  isIn(channel: string, userId: string): boolean {
    const user = this.user(userId);
    const members = this.#channels.get(channel)?.members;
    return user !== undefined && !user.deactivated && (members === undefined || members.includes(userId));
  }

  /** Whose direct messages these are. */
  personIn(channel: string): User | undefined {
    return this.users.find((user) => directOf(user) === channel);
  }

  /** In the order of their ts; deleted ones are included and marked so, those for one person too. */
  messages(channel?: string): StoredMessage[] {
    this.#expire();
    return this.#messages.filter((message) => channel === undefined || message.channel === channel);
  }

  message(channel: string, ts: string): StoredMessage | undefined {
    this.#expire();
    return this.#threads.get(`${channel} ${ts}`)?.[0];
  }

  /** The message first, then its replies as they came, deleted ones included and marked so. */
  thread(channel: string, ts: string): StoredMessage[] {
    this.#expire();
    return [...(this.#threads.get(`${channel} ${ts}`) ?? [])];
  }

  /** Every message ever posted whose metadata carries this key: one means told exactly once. */
  byKey(key: string): StoredMessage[] {
    return this.#messages.filter((message) => message.metadata?.event_payload["key"] === key);
  }

  /** The files of every message ever posted, in the order they came. */
  files(): StoredFile[] {
    return this.#messages.flatMap((message) => message.files ?? []);
  }

  /** Adds a message at the clock's instant, a little later when the last one has it already. */
  post(draft: Draft): StoredMessage {
    const now = this.clock.now();
    this.#last = Math.max(Math.floor(now * 1_000) + 100, this.#last + 100);
    const message: StoredMessage = {
      ...draft,
      blocks: this.blockIds.give(draft.blocks),
      ts: formatTs(this.#last),
      edits: 0,
      postedAt: now,
      history: [],
    };
    this.#messages.push(message);
    this.#threads.set(`${message.channel} ${message.ts}`, [message]);
    if (message.threadTs) this.#threads.get(`${message.channel} ${message.threadTs}`)?.push(message);
    this.#tell({ kind: "posted", message });
    return message;
  }

  /** What a person writes. */
  say(channel: string, userId: string, text: string, threadTs?: string): StoredMessage {
    return this.post({ channel, userId, botId: "", text, blocks: [], ...(threadTs ? { threadTs } : {}) });
  }

  /** @param metadata undefined keeps what is there, "none" removes it */
  edit(message: StoredMessage, content: Content, metadata?: Metadata | "none"): void {
    message.history.push({ text: message.text, blocks: message.blocks });
    message.text = content.text;
    message.blocks = this.blockIds.give(content.blocks);
    if (content.attachments) message.attachments = content.attachments;
    else delete message.attachments;
    if (content.mrkdwn === false) message.mrkdwn = false;
    else delete message.mrkdwn;
    message.edits += 1;
    if (metadata === "none") delete message.metadata;
    else if (metadata) message.metadata = metadata;
    this.#tell({ kind: "edited", message });
  }

  /** As a person would. */
  delete(channel: string, ts: string): void {
    const message = this.message(channel, ts);
    if (message) this.#remove(message);
  }

  archive(channel: string): void {
    this.#change(channel, { archived: true });
  }

  unarchive(channel: string): void {
    this.#change(channel, { archived: false });
  }

  removeBot(channel: string): void {
    this.#change(channel, { member: false });
  }

  inviteBot(channel: string): void {
    this.#change(channel, { member: true });
  }

  /** @param members undefined: everybody */
  setMembers(channel: string, members: readonly string[] | undefined): void {
    const found = this.#channels.get(channel);
    if (members) this.#change(channel, { members });
    else if (found) delete found.members;
  }

  /** Posts to the channel are refused with this word from now on, such as `restricted_action_read_only_channel`. */
  refusePosts(channel: string, word: string): void {
    this.#change(channel, { refusal: word });
  }

  allowPosts(channel: string): void {
    this.#change(channel, { refusal: undefined });
  }

  deactivate(userId: string): void {
    const user = this.user(userId);
    if (user) user.deactivated = true;
  }

  reactivate(userId: string): void {
    const user = this.user(userId);
    if (user) user.deactivated = false;
  }

  /** Calls `listener` after each change; gives the way to stop it. */
  onChange(listener: (change: WorkspaceChange) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #change(channel: string, to: Partial<Channel>): void {
    const found = this.#channels.get(channel);
    if (found) Object.assign(found, to);
  }

  #remove(message: StoredMessage): void {
    if (message.deleted) return;
    message.deleted = true;
    this.#tell({ kind: "deleted", message });
  }

  /** The retention rule at work, as late as somebody looks. */
  #expire(): void {
    if (this.retention === undefined) return;
    const end = this.clock.now() - this.retention;
    for (const message of this.#messages) if (message.postedAt < end) this.#remove(message);
  }

  #tell(change: WorkspaceChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

const directOf = (user: User): string => `D${user.id.slice(1)}`;
