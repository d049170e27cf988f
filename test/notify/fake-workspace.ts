import type { ChannelId, MessageTs } from "../../lib/model/brand.ts";
import type { Call } from "../../lib/notify/delivery.ts";
import type { Failed, Outcome } from "../../lib/notify/outcome.ts";
import { ts } from "../build/records.ts";

/** What happens to one call on its way: the answer may be lost, and so may the process that waits for it. */
export type Fate = "answered" | "answer lost" | "call lost" | "died before" | "died after" | "no files" | Refusal;
type Refusal = Exclude<Failed["fault"], "stale" | "ambiguous">;

/** Slack as far as delivery can tell: which messages stand, by key, and in which thread. */
export class FakeWorkspace {
  readonly #standing = new Map<string, { readonly ts: MessageTs; readonly thread: MessageTs | undefined }>();
  /** Every key that was ever taken. */
  readonly posted = new Set<string>();
  /** Keys that stood twice at the same time. */
  readonly doubled: string[] = [];
  /** Notes that a channel was told under two keys. */
  readonly repeated: string[] = [];
  /** In which language each conversation was spoken to: `C0DEFAULT0 en`. */
  readonly heard = new Set<string>();
  readonly #notes = new Map<string, string>();
  #count = 0;

  /** What the caller learns; undefined when it died. */
  answer(call: Call, fate: Fate): Outcome | undefined {
    switch (fate) {
      case "answered":
        return this.#take(call);
      case "died after":
        this.#take(call);
        return undefined;
      case "died before":
        return undefined;
      case "answer lost":
        this.#take(call);
        return { kind: "failed", fault: "ambiguous", code: "timeout" };
      case "call lost":
        return { kind: "failed", fault: "ambiguous", code: "timeout" };
      case "no files":
        return call.do === "upload" ? { kind: "no-files", code: "missing_scope" } : this.#take(call);
      default:
        return { kind: "failed", fault: fate, code: fate };
    }
  }

  /** Somebody deletes a message, and its thread with it. */
  delete(at: MessageTs): void {
    for (const [key, message] of this.#standing) {
      if (message.ts === at || message.thread === at) this.#standing.delete(key);
    }
  }

  #take(call: Call): Outcome {
    this.#hear(call);
    if (call.do === "update") return this.#has(call.card.ts) ? { kind: "edited" } : stale("message_not_found");
    const thread = call.do === "post" ? undefined : call.thread;
    if (thread !== undefined && !this.#has(thread)) return stale("thread_not_found");
    if (call.do === "upload") {
      this.posted.add(call.draft.key);
      return { kind: "uploaded" };
    }
    const channel = call.do === "post" ? call.draft.destination : call.channel;
    if (call.do === "find") {
      const found = this.#standing.get(call.draft.key);
      return found === undefined ? { kind: "absent" } : { kind: "found", channel, ts: found.ts };
    }
    if (call.do === "reply") this.#read(channel, call.draft.key, call.body.seq);
    return { kind: "sent", channel, ts: this.stand(call.draft.key, thread) };
  }

  /** A message under this key, taken from anywhere. */
  stand(key: string, thread?: MessageTs): MessageTs {
    if (this.#standing.has(key)) this.doubled.push(key);
    const at = ts(`${++this.#count}.000000`);
    this.#standing.set(key, { ts: at, thread });
    this.posted.add(key);
    return at;
  }

  /** A note that stands alone speaks as whoever sends it has it. */
  #hear(call: Call): void {
    if (call.do === "update") this.heard.add(`${call.card.channel} ${call.card.locale}`);
    else if (call.do === "post") this.heard.add(`${call.draft.destination} ${call.draft.locale}`);
    else if (call.do !== "find" && call.thread !== undefined) this.heard.add(`${call.channel} ${call.draft.locale}`);
  }

  #read(channel: ChannelId, key: string, seq: number): void {
    const before = this.#notes.get(`${channel} ${seq}`) ?? key;
    if (before !== key) this.repeated.push(key);
    this.#notes.set(`${channel} ${seq}`, before);
  }

  #has(at: MessageTs): boolean {
    return [...this.#standing.values()].some((message) => message.ts === at);
  }
}

const stale = (code: string): Outcome => ({ kind: "failed", fault: "stale", code });

export const FATES: readonly Fate[] = [
  "answered",
  "answer lost",
  "call lost",
  "died before",
  "died after",
  "no files",
  "token",
  "destination",
  "payload",
  "transient",
  "throttled",
];
