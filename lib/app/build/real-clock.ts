import { setTimeout as wait } from "node:timers/promises";
import { instant, ms } from "../../model/brand.ts";
import type { Clock } from "../../ports.ts";

/** The machine's clock. */
export const realClock: Clock = {
  now: () => instant(Date.now()),
  elapsed: () => ms(performance.now()),
  sleep: (length) => wait(length),
};
