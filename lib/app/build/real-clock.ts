import { setTimeout as wait } from "node:timers/promises";
import { instant } from "../../model/brand.ts";
import type { Clock } from "../../ports.ts";

/** The machine's clock. */
export const realClock: Clock = {
  now: () => instant(Date.now()),
  sleep: (length) => wait(length),
};
