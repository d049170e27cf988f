import type { MessageTs } from "../../lib/model/brand.ts";
import { SlackError } from "../../lib/model/errors.ts";
import type { Message } from "../../lib/model/message.ts";
import type { SlackPerson } from "../../lib/model/slack.ts";
import type { View } from "../../lib/model/view.ts";
import type { Answers, Clock, Directory, Messenger } from "../../lib/ports.ts";
import { validateMessage } from "../../lib/slack/validate-message.ts";
import { CHANNEL, DORA, EVERYBODY, GROUP, GUEST, LEAVER, PARTNER, ROBOT, TEAM } from "./people.data.ts";

interface Version {
  readonly at: number;
  readonly text: string;
  readonly blocks: readonly object[];
}

/** A message of the channel, with all that it ever said; oldest first, never empty. */
export interface Shown {
  readonly key: string;
  readonly ts: MessageTs;
  readonly thread: string | undefined;
  readonly versions: Version[];
}

/** What somebody alone was told. */
interface Told {
  /** The address that came with a click, or the person. */
  readonly to: string;
  readonly run: number;
  readonly at: number;
  readonly text: string;
}

/** A Slack of one channel: what is said in it and to whom, and who is who. */
export class Workspace {
  readonly messages: Shown[] = [];
  readonly told: Told[] = [];
  /** Modals by their own names. */
  readonly views = new Map<string, View>();
  readonly refused: string[] = [];
  /** Spans of time in which nothing is answered. */
  readonly outages: { readonly from: number; readonly to: number }[] = [];
  leavesAt = Number.POSITIVE_INFINITY;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  isDown(from: number = this.#clock.now(), to = from): boolean {
    return this.outages.some((outage) => outage.from <= to && from <= outage.to);
  }

  messenger(travel: () => Promise<void>): Messenger {
    const reach = this.#reach(travel);
    return {
      post: async (message, { thread }, { key }) => {
        await reach();
        const ts = `${String(this.messages.length + 1).padStart(10, "0")}.000000` as MessageTs;
        this.messages.push({ key, ts, thread, versions: [this.#version(message)] });
        await travel();
        return { channel: CHANNEL, ts };
      },
      update: async (message, { ts }) => {
        await reach();
        this.messages.find((one) => one.ts === ts)?.versions.push(this.#version(message));
        await travel();
      },
      find: async ({ key }) => {
        await reach();
        const ts = this.messages.find((one) => one.key === key)?.ts;
        return ts && { channel: CHANNEL, ts };
      },
      upload: async () => reach(),
    };
  }

  /** @param run that of the bot which says it */
  answers(run: number, travel: () => Promise<void>): Answers {
    const reach = this.#reach(travel);
    const tell = async (to: string, { text, blocks }: Message): Promise<void> => {
      await reach();
      this.#check({ text, blocks });
      this.told.push({ to, run, at: this.#clock.now(), text });
    };
    return {
      respond: (address, message) => tell(address, message),
      whisper: (message, { user }) => tell(user, message),
      fillIn: async (name, view) => {
        await reach();
        if (!this.views.has(name)) throw new SlackError("not there", { code: "not_found", fault: "stale" });
        this.views.set(name, view);
      },
      publishHome: async () => reach(),
    };
  }

  directory(travel: () => Promise<void>): Directory {
    const reach = this.#reach(travel);
    return {
      team: async () => TEAM,
      person: async (id) => {
        await reach();
        return this.#person(id);
      },
      members: async (group) => {
        await reach();
        return group === GROUP ? [DORA] : [];
      },
      isShared: async () => {
        await reach();
        return false;
      },
    };
  }

  #person(id: string): SlackPerson | undefined {
    if (!EVERYBODY.some((one) => one === id)) return undefined;
    return {
      id,
      team: id === PARTNER ? "T0PARTNERS" : TEAM,
      isBot: id === ROBOT,
      isDeactivated: id === LEAVER && this.#clock.now() >= this.leavesAt,
      isGuest: id === GUEST,
      isForeign: id === PARTNER,
      locale: undefined,
    };
  }

  #reach(travel: () => Promise<void>): () => Promise<void> {
    return async () => {
      await travel();
      if (this.isDown()) throw new SlackError("Slack is down", { code: "service_unavailable", fault: "transient" });
    };
  }

  #version(message: Message): Version {
    this.#check(message);
    return { at: this.#clock.now(), text: message.text, blocks: message.blocks };
  }

  #check({ text, blocks }: Message): void {
    for (const { code, pointer } of validateMessage({ text, blocks })) this.refused.push(`${code} ${pointer}: ${text}`);
  }
}
