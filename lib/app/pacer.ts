import { type ChannelId, type EpochMs, later, type Ms, ms } from "../model/brand.ts";

/** Slack takes one message a second and channel; half a percent keeps two clocks from disagreeing about it. */
const SPACING: Ms = ms(1_005);

/**
 * Whose turn it is in each channel. Reserving is immediate, waiting is the caller's.
 * @see Slack, rate limits: "1 message per second per channel"
 */
export class Pacer {
  readonly #free = new Map<ChannelId, EpochMs>();

  /** The instant at which the caller may post; undefined when that lies beyond `until`, and nothing is reserved. */
  reserve(channel: ChannelId, now: EpochMs, until: EpochMs): EpochMs | undefined {
    const free = this.#free.get(channel) ?? now;
    const slot = free > now ? free : now;
    if (slot > until) return undefined;
    this.#free.set(channel, later(slot, SPACING));
    return slot;
  }

  /** Slack said "too fast": nobody posts there before. */
  hold(channel: ChannelId, until: EpochMs): void {
    if (until > (this.#free.get(channel) ?? 0)) this.#free.set(channel, until);
  }
}
