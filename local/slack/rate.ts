export interface Rate {
  readonly perSecond: number;
  /** How many may come at once after a rest. */
  readonly burst: number;
}

/**
 * Calls that are taken by name, of a channel or a method: each has a bucket that fills by `perSecond` and holds `burst`.
 * @see Slack rate limits: one message a second and channel, methods by tiers, short bursts tolerated, `Retry-After` in
 *   whole seconds
 */
export class CallRate {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  readonly #rate: Rate;
  readonly #clock: { now(): number };

  constructor(rate: Rate, clock: { now(): number }) {
    this.#rate = rate;
    this.#clock = clock;
  }

  /** Undefined when the call may go on; otherwise the whole seconds to stay away. */
  take(name: string): number | undefined {
    const { perSecond, burst } = this.#rate;
    const now = this.#clock.now();
    const before = this.#buckets.get(name) ?? { tokens: burst, at: now };
    const filled = before.tokens + (Math.max(0, now - before.at) / 1_000) * perSecond;
    const bucket = { tokens: Math.min(burst, filled), at: now };
    this.#buckets.set(name, bucket);
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
    bucket.tokens -= 1;
    return undefined;
  }
}
