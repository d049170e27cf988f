import type { ChannelId, EpochMs, MessageTs } from "../../lib/model/brand.ts";
import { type Ms, ms, seconds } from "../../lib/model/brand.ts";
import { HistoryUnreadable, SlackError } from "../../lib/model/errors.ts";
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
] as const;
export type Fate = (typeof FATES)[number];

/** Calls that meet a fate: so many, beginning with that one, counted from 1. */
export interface Misfortune {
  readonly fate: Fate;
  readonly from: number;
  readonly calls: number;
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
  readonly sends = new Map<string, number>();
  readonly lostAnswers = new Map<string, number>();
  misfortunes: readonly Misfortune[] = [];
  readonly #clock: Clock;
  readonly #readable: boolean;
  readonly #free = new Map<ChannelId, number>();
  #calls = 0;

  /** @param readable may the bot read history? */
  constructor(clock: Clock, readable: boolean) {
    this.#clock = clock;
    this.#readable = readable;
  }

  /** Nobody learnt what became of this message. */
  loseAnswer(key: string): void {
    raise(this.lostAnswers, key);
  }

  standing(key: string): Standing[] {
    return this.messages.filter((m) => m.mark.key === key);
  }

  messenger(way: () => Promise<void>): Messenger {
    return {
      post: async (message, target, mark) => {
        await way();
        const fate = this.#meet();
        refuse(fate, message.blocks.length > 0);
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
        refuse(fate, message.blocks.length > 0);
        if (fate === "never delivered" || fate === "straggling") throw failure("timeout", "transient");
        const found = this.messages.find((m) => m.channel === at.channel && m.ts === at.ts);
        if (found === undefined) throw failure("message_not_found", "stale");
        found.texts.push(message.text);
        if (fate === "answer lost") throw failure("timeout", "transient");
        await way();
      },
      find: async (mark, target, oldest) => {
        await way();
        const fate = this.#meet();
        refuse(fate, false);
        if (fate !== undefined && fate !== "late" && fate !== "blocks refused") throw failure("timeout", "transient");
        if (!this.#readable) throw new HistoryUnreadable(`history of ${target.channel} is closed`);
        const found = this.messages.find((m) => isAt(m, target) && m.mark.key === mark.key && m.at >= oldest);
        await way();
        return found && { channel: found.channel, ts: found.ts };
      },
      upload: async (file, target) => {
        await way();
        this.files.push({ ...file, ...target });
        await way();
      },
    };
  }

  #take(text: string, { channel, thread, broadcast = false }: Target, mark: Mark): Posted {
    const ts = `${this.messages.length + 1}.000000` as MessageTs;
    this.messages.push({ channel, thread, broadcast, mark, ts, at: this.#clock.now(), texts: [text] });
    return { channel, ts };
  }

  async #silence(mark: Mark): Promise<never> {
    this.loseAnswer(mark.key);
    await this.#clock.sleep(TIMEOUT);
    throw failure("timeout", "ambiguous");
  }

  #meet(): Fate | undefined {
    const call = ++this.#calls;
    return this.misfortunes.find((m) => call >= m.from && call < m.from + m.calls)?.fate;
  }

  #demandPace(channel: ChannelId): void {
    const now = this.#clock.now();
    const free = Math.max(this.#free.get(channel) ?? 0, now - BURST);
    if (free > now) throw failure("ratelimited", "throttled", seconds(Math.ceil((free - now) / 1_000)));
    this.#free.set(channel, free + PACE);
  }
}

function isAt(message: Standing, { channel, thread }: Target): boolean {
  if (message.channel !== channel) return false;
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
