import { install } from "@sinonjs/fake-timers";
import { type EpochMs, instant, ms } from "../../lib/model/brand.ts";
import type { Clock } from "../../lib/ports.ts";

/**
 * Does work that sleeps on the timers of the process, and not on a clock that it is given, in no time: timers, `Date`
 * and chance are the process's again when it is done. Nothing else may go on meanwhile.
 * @param chance what `Math.random` gives: in [0, 1)
 */
export async function inFakeTime<T>(
  start: EpochMs,
  chance: () => number,
  work: (clock: Clock) => Promise<T>,
): Promise<T> {
  const time = install({ now: start, toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
  const random = Math.random;
  Math.random = chance;
  try {
    let done = false;
    const finish = (): void => {
      done = true;
    };
    const going = work({
      now: () => instant(time.now),
      elapsed: () => ms(time.now - start),
      sleep: (length) => new Promise((wake) => time.setTimeout(() => wake(), length)),
    });
    going.then(finish, finish);
    for (;;) {
      // All that can go on without time has gone on by the next turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
      if (done) return await going;
      if (time.countTimers() === 0) throw new Error("everybody waits for something that never comes");
      time.next();
    }
  } finally {
    Math.random = random;
    time.uninstall();
  }
}
