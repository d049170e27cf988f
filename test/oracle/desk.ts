import type { ChannelId, MessageTs } from "../../lib/model/brand.ts";
import { SlackError } from "../../lib/model/errors.ts";
import type { Message } from "../../lib/model/message.ts";
import type { Clock, Messenger } from "../../lib/ports.ts";
import { validateMessage } from "../../lib/slack/validate-message.ts";

/** What a message said from an instant on. */
interface Version {
  readonly at: number;
  readonly text: string;
  readonly blocks: readonly unknown[];
}

/** A message with all that it ever said. */
export interface Posted {
  readonly type: string;
  readonly ts: string;
  /** The message whose thread it stands in. */
  readonly thread: string | undefined;
  readonly broadcast: boolean;
  /** Oldest first, never empty. */
  readonly versions: Version[];
}

/** A Slack of one channel that keeps every message, with every edit and its time, and refuses what Slack would. */
export class Desk {
  /** In the order in which they came. */
  readonly messages: Posted[] = [];
  readonly files: string[] = [];
  /** Rules of Slack that messages broke. */
  readonly refused: string[] = [];
  readonly #clock: Clock;
  /** By the key that the sender gave them. */
  readonly #sent = new Map<string, MessageTs>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  messenger(channel: ChannelId): Messenger {
    return {
      post: async (message, target, mark) => {
        const ts = `${String(this.messages.length + 1).padStart(10, "0")}.000000` as MessageTs;
        const { thread, broadcast = false } = target;
        this.messages.push({ type: mark.type, ts, thread, broadcast, versions: [this.#version(message)] });
        this.#sent.set(mark.key, ts);
        return { channel, ts };
      },
      update: async (message, at) => {
        this.#demand(at.ts).versions.push(this.#version(message));
      },
      find: async (mark) => {
        const ts = this.#sent.get(mark.key);
        return ts && { channel, ts };
      },
      upload: async (file) => {
        this.files.push(file.text);
      },
    };
  }

  #demand(ts: string): Posted {
    const found = this.messages.find((m) => m.ts === ts);
    if (found === undefined) throw new SlackError("not there", { code: "message_not_found", fault: "stale" });
    return found;
  }

  #version({ text, blocks }: Message): Version {
    for (const { code, pointer } of validateMessage({ text, blocks }))
      this.refused.push(`${code} at ${pointer}: ${text}`);
    return { at: this.#clock.now(), text, blocks };
  }
}
