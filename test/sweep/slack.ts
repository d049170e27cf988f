import type { ChannelId, EpochMs, MessageTs } from "../../lib/model/brand.ts";
import { type Ms, ms, seconds } from "../../lib/model/brand.ts";
import { FilesRefused, HistoryUnreadable, SlackError } from "../../lib/model/errors.ts";
import type { Clock, LogFile, Mark, Messenger, Posted, Target } from "../../lib/ports.ts";

/** What can happen to a call on its way; the first four only to messages, whose answer is then lost or late. */
export const FATES = [
  /** Slack took it, nobody hears of it. */
  "answer lost",
  "never delivered",
  /** It arrives when the caller has given up already. */
  "straggling",
  /** It takes nearly as long as a call may. */
  "late",
  "server error",
  "throttled",
  "blocks refused",
  "not in channel",
  "token refused",
  /** Only to edits. */
  "edit refused",
  /** Only to files. */
  "files refused",
] as const;
export type Fate = (typeof FATES)[number];

/** Calls that meet a fate: so many, beginning with that one, counted from 1. */
export interface Misfortune {
  readonly fate: Fate;
  readonly from: number;
  readonly calls: number;
  /** Only files, which are few, and only they are counted. */
  readonly files?: true;
}

/** A message as people see it. */
export interface Standing {
  readonly channel: ChannelId;
  readonly thread: MessageTs | undefined;
  readonly broadcast: boolean;
  readonly mark: Mark;
  readonly ts: MessageTs;
  readonly at: EpochMs;
  /** Its texts, from the first to the one it has now. */
  readonly texts: string[];
  /** A person deleted it, or the message whose thread it was in. */
  deleted?: true;
  /** Slack does not let it be edited: it goes on saying what it said. */
  closed?: true;
}

/** A caller gives up after this. */
const TIMEOUT: Ms = ms(4_500);
const LATE: Ms = ms(4_000);
/** A straggler arrives so long after its call began. */
const STRAGGLES: Ms = seconds(25);
/** One message a second and channel, five of them at once. */
const PACE: Ms = seconds(1);
const BURST: Ms = seconds(5);

/** A workspace of channels that counts what was sent to it, and what its callers were not told. */
export class Workspace {
  readonly messages: Standing[] = [];
  readonly files: (LogFile & Target)[] = [];
  /** By the name of the file. */
  readonly filesLost = new Set<string>();
  readonly filesRefused = new Set<string>();
  readonly sends = new Map<string, number>();
  readonly lostAnswers = new Map<string, number>();
  misfortunes: readonly Misfortune[] = [];
  /** Channels that take nothing: archived, or without the bot. */
  readonly refusing = new Set<ChannelId>();
  /** Channels that ever did. */
  readonly everRefused = new Set<ChannelId>();
  readonly #clock: Clock;
  readonly #readable: boolean;
  readonly #takesFiles: boolean;
  readonly #free = new Map<ChannelId, number>();
  #calls = 0;
  #uploads = 0;

  /** What the bot may do: read history, send files. */
  constructor(clock: Clock, may: { readonly readable: boolean; readonly files: boolean }) {
    this.#clock = clock;
    this.#readable = may.readable;
    this.#takesFiles = may.files;
  }

  /** Nobody learnt what became of this message. */
  loseAnswer(key: string): void {
    raise(this.lostAnswers, key);
  }

  /** Messages that were posted under this key, deleted ones too. */
  posted(key: string): Standing[] {
    return this.messages.filter((m) => m.mark.key === key);
  }

  standing(key: string): Standing[] {
    return this.posted(key).filter((m) => !m.deleted);
  }

  /** A person deletes a message of the channel; its thread goes with it. */
  delete(place: number): void {
    const parents = this.messages.filter((m) => m.thread === undefined && !m.deleted);
    const gone = parents[place % Math.max(1, parents.length)];
    for (const message of this.messages) {
      if (message === gone || (gone !== undefined && message.thread === gone.ts)) message.deleted = true;
    }
  }

  messenger(way: () => Promise<void>): Messenger {
    return {
      post: async (message, target, mark) => {
        await way();
        const fate = this.#meet();
        this.#refuse(fate, message.blocks.length > 0, target.channel);
        this.#demandOpen(target.channel);
        if (target.thread !== undefined) this.#demandThere(target.thread, "thread_not_found");
        this.#demandPace(target.channel);
        raise(this.sends, mark.key);
        if (fate === "never delivered") return this.#silence(mark);
        if (fate === "straggling") {
          void this.#clock.sleep(STRAGGLES).then(() => this.#take(message.text, target, mark));
          return this.#silence(mark);
        }
        if (fate === "late") await this.#clock.sleep(LATE);
        const posted = this.#take(message.text, target, mark);
        if (fate === "answer lost") return this.#silence(mark);
        await way();
        return posted;
      },
      update: async (message, at) => {
        await way();
        const fate = this.#meet();
        this.#refuse(fate, message.blocks.length > 0, at.channel);
        if (fate === "edit refused") {
          this.#demandThere(at.ts, "message_not_found").closed = true;
          throw failure("edit_window_closed", "stale");
        }
        this.#demandOpen(at.channel);
        if (fate === "never delivered" || fate === "straggling") throw failure("timeout", "transient");
        const found = this.#demandThere(at.ts, "message_not_found");
        found.texts.push(message.text);
        if (fate === "answer lost") throw failure("timeout", "transient");
        await way();
      },
      find: async (mark, target, oldest, latest) => {
        await way();
        const fate = this.#meet();
        this.#refuse(fate, false, target.channel);
        if (fate !== undefined && fate !== "late" && fate !== "blocks refused") throw failure("timeout", "transient");
        this.#demandOpen(target.channel);
        if (!this.#readable) throw new HistoryUnreadable(`history of ${target.channel} is closed`);
        const found = this.standing(mark.key).find(
          (m) => isAt(m, target) && m.at >= oldest && m.at <= (latest ?? m.at),
        );
        await way();
        return found && { channel: found.channel, ts: found.ts };
      },
      upload: async (file, target) => {
        await way();
        const fate = this.#meet("file");
        this.#refuse(fate, false, target.channel);
        if (fate === "files refused" || fate === "blocks refused" || !this.#takesFiles) {
          this.filesRefused.add(file.name);
          if (fate === "blocks refused") throw failure("snippet_too_large", "payload");
          throw new FilesRefused("no files here", "missing_scope");
        }
        this.#demandOpen(target.channel);
        if (target.thread !== undefined) this.#demandThere(target.thread, "thread_not_found");
        this.#demandPace(target.channel);
        if (fate === "late") await this.#clock.sleep(LATE);
        if (fate !== "never delivered") this.files.push({ ...file, ...target });
        if (fate === "answer lost" || fate === "never delivered" || fate === "straggling") {
          this.filesLost.add(file.name);
          await this.#clock.sleep(TIMEOUT);
          throw failure("timeout", "ambiguous");
        }
        await way();
      },
    };
  }

  #take(text: string, { channel, thread, broadcast = false }: Target, mark: Mark): Posted {
    const ts = `${this.messages.length + 1}.000000` as MessageTs;
    // A straggler whose thread is gone by now goes with it.
    const gone = this.messages.some((m) => m.ts === thread && m.deleted) ? ({ deleted: true } as const) : {};
    this.messages.push({
      ...gone,
      channel: conversation(channel),
      thread,
      broadcast,
      mark,
      ts,
      at: this.#clock.now(),
      texts: [text],
    });
    return { channel: conversation(channel), ts };
  }

  async #silence(mark: Mark): Promise<never> {
    this.loseAnswer(mark.key);
    await this.#clock.sleep(TIMEOUT);
    throw failure("timeout", "ambiguous");
  }

  #meet(what?: "file"): Fate | undefined {
    const call = ++this.#calls;
    const file = what === "file" ? ++this.#uploads : 0;
    return this.misfortunes.find(({ from, calls, files }) => {
      const number = files ? file : call;
      return number >= from && number < from + calls;
    })?.fate;
  }

  #refuse(fate: Fate | undefined, hasBlocks: boolean, channel: ChannelId): void {
    if (fate === "not in channel") this.everRefused.add(conversation(channel));
    refuse(fate, hasBlocks);
  }

  #demandOpen(channel: ChannelId): void {
    if (!this.refusing.has(conversation(channel))) return;
    this.everRefused.add(conversation(channel));
    throw failure("is_archived", "destination");
  }

  #demandThere(ts: MessageTs, word: string): Standing {
    const found = this.messages.find((m) => m.ts === ts && !m.deleted);
    if (found === undefined) throw failure(word, "stale");
    return found;
  }

  #demandPace(channel: ChannelId): void {
    const now = this.#clock.now();
    const free = Math.max(this.#free.get(conversation(channel)) ?? 0, now - BURST + PACE);
    if (free > now) throw failure("ratelimited", "throttled", seconds(Math.ceil((free - now) / 1_000)));
    this.#free.set(conversation(channel), free + PACE);
  }
}

/** What is sent to a person stands in their direct messages with the bot. */
export const conversation = (channel: ChannelId): ChannelId => channel.replace(/^U/, "D") as ChannelId;

function isAt(message: Standing, { channel, thread }: Target): boolean {
  if (message.channel !== conversation(channel)) return false;
  return thread === undefined ? message.thread === undefined || message.broadcast : message.thread === thread;
}

/** Throws for fates with which Slack says no. */
function refuse(fate: Fate | undefined, hasBlocks: boolean): void {
  if (fate === "server error") throw failure("internal_error", "transient");
  if (fate === "throttled") throw failure("ratelimited", "throttled", seconds(7));
  if (fate === "not in channel") throw failure("not_in_channel", "destination");
  if (fate === "token refused") throw failure("invalid_auth", "token");
  if (fate === "blocks refused" && hasBlocks) throw failure("invalid_blocks", "payload");
}

const failure = (code: string, fault: SlackError["fault"], retryAfter?: Ms): SlackError =>
  new SlackError(code, { code, fault, retryAfter });

const raise = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};
