import { type EpochMs, later, type Ms, ms } from "../../lib/model/brand.ts";
import type { Clock } from "../../lib/ports.ts";

interface Sleeper {
  readonly at: EpochMs;
  readonly wake: () => void;
}

/**
 * Time that stands still while anybody has something to do, and then jumps to whoever wakes next.
 *
 * Sleepers wake one by one, by their time and then in the order in which they fell asleep: the same work gives the same
 * run, however many tasks go on beside each other.
 */
export class EventClock implements Clock {
  readonly #start: EpochMs;
  #now: EpochMs;
  /** Ordered: whoever wakes next comes first. */
  readonly #sleepers: Sleeper[] = [];

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

  /** Falls asleep also for no time at all: others that are due then go first. */
  sleep(length: Ms): Promise<void> {
    const at = later(this.#now, Math.max(0, length) as Ms);
    return new Promise((wake) => {
      let place = this.#sleepers.length;
      while (place > 0 && (this.#sleepers[place - 1] as Sleeper).at > at) place--;
      this.#sleepers.splice(place, 0, { at, wake });
    });
  }

  /** Lets time pass until `work` is done. @throws when it waits for something that never comes */
  async run<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const finish = (): void => {
      done = true;
    };
    work.then(finish, finish);
    for (;;) {
      // All that can go on without time has gone on by the next turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
      if (done) return work;
      const next = this.#sleepers.shift();
      if (next === undefined) throw new Error("everybody waits for something that never comes");
      if (next.at > this.#now) this.#now = next.at;
      next.wake();
    }
  }
}

/** The same time on a machine whose clock is `ahead` of it. */
export const skewed = (clock: Clock, ahead: Ms): Clock => ({
  now: () => later(clock.now(), ahead),
  elapsed: () => clock.elapsed(),
  sleep: (length) => clock.sleep(length),
});
