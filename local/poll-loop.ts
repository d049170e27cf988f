import { setTimeout as wait } from "node:timers/promises";
import type { PollApp } from "../lib/app/build/poll.ts";
import type { PollReport } from "../lib/app/report.ts";
import { PlanbellError } from "../lib/model/errors.ts";

/** Who wants to know how the polls go. */
export interface Watcher {
  onReport(report: PollReport): void;
  /** A poll that could not even report: the state is unusable, for one. The next is tried all the same. */
  onFault(fault: PlanbellError): void;
}

/**
 * Polls at once and then every interval, one at a time, until `stop`; a poll under way then sends nothing more.
 * @param interval milliseconds, asked for after each poll; the settings' own when absent
 */
export async function runPolls(
  app: PollApp,
  stop: AbortSignal,
  watcher: Watcher,
  interval: () => number = () => app.config.interval,
): Promise<void> {
  while (!stop.aborted) {
    const began = Date.now();
    try {
      watcher.onReport(await app.poll({ stop }));
    } catch (error) {
      if (!(error instanceof PlanbellError)) throw error;
      watcher.onFault(error);
    }
    const rest = Math.max(0, began + interval() - Date.now());
    await wait(rest, undefined, { signal: stop }).catch(() => undefined);
  }
}
