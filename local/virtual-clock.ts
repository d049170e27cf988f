import { type EpochMs, later, type Ms, ms } from "../lib/model/brand.ts";
import type { Clock } from "../lib/ports.ts";

/** Time that passes only when somebody waits for it or moves it: a day takes as long as its work. */
export class VirtualClock implements Clock {
  readonly #start: EpochMs;
  #now: EpochMs;

  constructor(start: EpochMs) {
    this.#start = start;
    this.#now = start;
  }

  now(): EpochMs {
    return this.#now;
  }

  elapsed(): Ms {
    return ms(this.#now - this.#start);
  }

  /** Whoever waits moves time; it never goes back. */
  async sleep(length: Ms): Promise<void> {
    this.advanceTo(later(this.#now, length));
    await new Promise((resolve) => setImmediate(resolve));
  }

  advance(length: Ms): void {
    this.advanceTo(later(this.#now, length));
  }

  advanceTo(instant: EpochMs): void {
    if (instant > this.#now) this.#now = instant;
  }
}
