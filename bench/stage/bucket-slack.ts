import { type ChannelId, type EpochMs, type MessageTs, type Ms, ms } from "../../lib/model/brand.ts";
import type { Clock } from "../../lib/ports.ts";
import type { Chance } from "../../test/sweep/chance.ts";

/** A message that Slack took. */
export interface Taken {
  readonly channel: ChannelId;
  readonly thread: MessageTs | undefined;
  readonly ts: MessageTs;
  readonly at: EpochMs;
  readonly text: string;
  readonly metadata: { readonly event_type: string; readonly event_payload: { readonly key: string } };
}

export interface Temper {
  /** So many messages a channel takes at once; then one a second. */
  readonly capacity: number;
  /** A call takes 80 ms and up to so much more. */
  readonly jitter: Ms;
  /** The share of posts whose answer is lost after the message was taken. */
  readonly lossShare: number;
}

/** A call's way there, or back, without jitter. */
export const ONE_WAY: Ms = ms(40);
const PACE: Ms = ms(1_000);
const BOT = "B0BENCH000";

/**
 * Slack's Web API as the `fetch` of a client, in the time of a clock that is given: a token bucket for each channel,
 * and history that can be read. It counts what it took and what it refused; what a sender believes does not matter.
 * @see Slack, rate limits: "1 message per second per channel", short bursts beyond that, `Retry-After` in whole seconds
 */
export class BucketSlack {
  readonly taken: Taken[] = [];
  /** When it answered 429. */
  readonly refused: EpochMs[] = [];
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #temper: Temper;
  /** When each channel's bucket is full again. */
  readonly #full = new Map<ChannelId, number>();

  constructor(clock: Clock, chance: Chance, temper: Temper) {
    this.#clock = clock;
    this.#chance = chance;
    this.#temper = temper;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const method = new URL(String(input)).pathname.split("/").pop();
    const values = new URLSearchParams(String(init?.body));
    await this.#way();
    switch (method) {
      case "chat.postMessage":
        return this.#post(values);
      case "auth.test":
        return this.#answer({ bot_id: BOT });
      case "conversations.replies":
        return this.#answer({ messages: this.#thread(values).map(asListed), has_more: false });
      default:
        return this.#answer({ ok: false, error: "unknown_method" });
    }
  };

  async #post(values: URLSearchParams): Promise<Response> {
    const now = this.#clock.now();
    const channel = values.get("channel") as ChannelId;
    const full = Math.max(this.#full.get(channel) ?? 0, now);
    const wait = full - now - (this.#temper.capacity - 1) * PACE;
    if (wait > 0) {
      this.refused.push(now);
      await this.#way();
      const headers = { "retry-after": String(Math.ceil(wait / 1_000)) };
      return Response.json({ ok: false, error: "ratelimited" }, { status: 429, headers });
    }
    this.#full.set(channel, full + PACE);
    const ts = tsAt(now, this.taken.length);
    const thread = (values.get("thread_ts") ?? undefined) as MessageTs | undefined;
    const metadata = JSON.parse(values.get("metadata") ?? "{}") as Taken["metadata"];
    this.taken.push({ channel, thread, ts, at: now, text: values.get("text") ?? "", metadata });
    if (!this.#chance.happens(this.#temper.lossShare)) return this.#answer({ channel, ts });
    await this.#way();
    throw new TypeError("fetch failed", { cause: Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }) });
  }

  #thread(values: URLSearchParams): Taken[] {
    const oldest = Number(values.get("oldest")) * 1_000;
    return this.taken.filter(
      (m) => m.channel === values.get("channel") && m.thread === values.get("ts") && m.at >= oldest,
    );
  }

  async #answer(values: object): Promise<Response> {
    await this.#way();
    return Response.json({ ok: true, ...values });
  }

  #way(): Promise<void> {
    return this.#clock.sleep(ms(ONE_WAY + Math.round((this.#chance.next() * this.#temper.jitter) / 2)));
  }
}

const asListed = ({ thread, ts, text, metadata }: Taken) => ({ thread_ts: thread, ts, bot_id: BOT, text, metadata });

/** Seconds, then the millisecond and a count. */
function tsAt(at: EpochMs, count: number): MessageTs {
  const [part, nth] = [at % 1_000, count % 1_000].map((n) => String(n).padStart(3, "0"));
  return `${Math.floor(at / 1_000)}.${part}${nth}` as MessageTs;
}
