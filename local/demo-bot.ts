import { openState } from "../lib/app/build/adapters.ts";
import { buildPoll } from "../lib/app/build/poll.ts";
import { realClock } from "../lib/app/build/real-clock.ts";
import { buildSlack } from "../lib/app/build/slack.ts";
import { readConfig } from "../lib/app/config/config.ts";
import type { PollReport } from "../lib/app/report.ts";
import type { Demo } from "./demo.ts";
import { openListener } from "./listener.ts";
import { runPolls } from "./poll-loop.ts";

/** A story that is told faster is looked at more often, or cards would skip what the captions tell of. */
const pauseAt = (speed: number): number => Math.min(2_000, Math.max(250, 2_000 / speed));

/**
 * Runs the bot of the demonstration until `stop`, as `serve` does: it polls, and listens at a port of its own, where the
 * workspace sends what people type.
 */
export async function runDemoBot(demo: Demo, stop: AbortSignal): Promise<void> {
  const wiring = { clock: realClock, store: await openState(readConfig(demo.env, demo.file).state, realClock) };
  const polls = buildPoll(demo.env, demo.file, wiring);
  const slack = buildSlack(demo.env, demo.file, wiring);
  let last: PollReport | undefined;
  const listener = await openListener({ host: "127.0.0.1", port: 0 }, { last: () => last, door: slack.door });
  try {
    await slack.warm();
    await demo.slack.app.enterRequestUrl(`${listener.url}/slack/events`);
    const watcher = {
      onReport: (report: PollReport) => {
        last = report;
        for (const { code, text } of report.warnings) console.error(`planbell: ${code}: ${text}`);
      },
      onFault: (fault: Error) => console.error(`planbell: ${fault.message}`),
    };
    await runPolls(polls, stop, watcher, () => pauseAt(demo.show.state().speed));
  } finally {
    await listener.close();
    await slack.settled();
    await wiring.store.close();
  }
}
