import { type Ms, ms, seconds } from "../../model/brand.ts";
import { PlanbellError, SlackError } from "../../model/errors.ts";
import type { Clock } from "../../ports.ts";
import type { Finding } from "./finding.ts";

/** For one thing, with all tries. Below it each call has limits of its own, which tell more. */
const LONGEST: Ms = seconds(60);
/** How often, and how long, a call that comes too fast is put off. */
const TRIES = 3;
const LONGEST_PAUSE: Ms = seconds(30);

/**
 * Asks for one thing and tells what came of it: never throws what was thrown on purpose. A call that has no end in time
 * is left to itself.
 */
export async function ask<T>(clock: Clock, work: () => Promise<T>, limit: Ms = LONGEST): Promise<Finding<T>> {
  for (let tries = 1; ; tries++) {
    const began = clock.elapsed();
    try {
      const value = await inTime(work(), limit);
      return { kind: "found", value, took: since(clock, began) };
    } catch (error) {
      if (!(error instanceof PlanbellError)) throw error;
      if (!(error instanceof SlackError) || error.fault !== "throttled" || tries === TRIES) {
        return { kind: "failed", code: error.code, why: error.message, took: since(clock, began) };
      }
      await clock.sleep(ms(Math.min(error.retryAfter ?? seconds(1), LONGEST_PAUSE)));
    }
  }
}

const since = (clock: Clock, began: Ms): Ms => ms(clock.elapsed() - began);

class TooLate extends PlanbellError {
  readonly code = "Timeout";
}

/** In real time, whatever the clock. */
function inTime<T>(work: Promise<T>, limit: Ms): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TooLate(`there was no answer within ${limit / 1_000} s`)), limit);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Does the work for each, a few at once; gives the results in their order. */
export async function forEach<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let place = next++; place < items.length; place = next++) results[place] = await work(items[place] as T);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

const AT_ONCE = 4;
