import { setTimeout as wait } from "node:timers/promises";
import type { RunningShow } from "./scenario/running-show.ts";

const TICK_MS = 100;

/** Lets a show play in real time, until `stop`; also when its scenario is over, for another may be chosen. */
export async function runShow(show: RunningShow, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    show.tick();
    await wait(TICK_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}
