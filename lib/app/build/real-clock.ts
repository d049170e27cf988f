import { setTimeout as wait } from "node:timers/promises";
import { instant, ms } from "../../model/brand.ts";
import type { Clock } from "../../ports.ts";

/** The machine's clock. */
export const realClock: Clock = {
  now: () => instant(Date.now()),
  // Not performance.now(), whose first touch loads Node's measuring tools: some 3 ms of a cold start.
  elapsed: () => ms(Number(process.hrtime.bigint()) / 1e6),
  sleep: (length) => wait(length),
};
