import { openState } from "../lib/app/build/adapters.ts";
import { buildPoll, type PollApp } from "../lib/app/build/poll.ts";
import { realClock } from "../lib/app/build/real-clock.ts";
import { buildSlack, type SlackApp } from "../lib/app/build/slack.ts";
import { readConfig } from "../lib/app/config/config.ts";
import type { PollReport } from "../lib/app/report.ts";
import { logLine } from "../lib/fc/log.ts";
import { readConfigFile } from "./config-file.ts";
import { type Listener, openListener } from "./listener.ts";
import { runPolls } from "./poll-loop.ts";
import { runCommand } from "./run-command.ts";

/** After SIGTERM the running call, and what people wait for, are waited for; this long at most. Whatever is owed then is in the state. */
const LAST_WAIT_MS = 9_000;

/** `npm run serve`: the bot as one process. Stdout holds the ready line alone; reports are JSON lines on stderr. */
async function main(): Promise<number> {
  const file = readConfigFile(process.env);
  const { state, slack } = readConfig(process.env, file);
  const heard = slack.appToken !== undefined || slack.signingSecrets.length > 0;
  // One for both: what a poll has just written is what a command answers, also where the state is in memory.
  const store = await openState(state, realClock);
  try {
    const polls = buildPoll(process.env, file, { store });
    return await serve(polls, heard ? buildSlack(process.env, file, { store }) : undefined);
  } finally {
    await store.close();
  }
}

/** @param slack undefined: nobody is heard, since nothing says how to know Slack's requests from others */
async function serve(polls: PollApp, slack: SlackApp | undefined): Promise<number> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  let last: PollReport | undefined;
  const listener = await listen(polls, slack, () => last);
  stop.signal.addEventListener("abort", () => setTimeout(() => process.exit(0), LAST_WAIT_MS).unref());
  const polled = runPolls(polls, stop.signal, {
    onReport(report) {
      last = report;
      logLine("poll", report);
    },
    onFault(fault) {
      last = undefined;
      logLine("poll-failed", { code: fault.code, text: fault.message });
    },
  });
  const closed = new Promise<void>((resolve, reject) => {
    stop.signal.addEventListener("abort", () => (listener?.close() ?? Promise.resolve()).then(resolve, reject));
  });
  await Promise.all([polled, slack?.warm(), hear(slack, stop.signal), closed]);
  await slack?.settled();
  return 0;
}

/** In Socket Mode no port is needed: `/healthz` alone is answered, where a port was asked for. */
async function listen(
  { config }: PollApp,
  slack: SlackApp | undefined,
  last: () => PollReport | undefined,
): Promise<Listener | undefined> {
  const socket = slack !== undefined && slack.door === undefined;
  if (socket && !config.portGiven) return undefined;
  if (slack === undefined) {
    logLine("commands-off", { text: "Slack's commands are not answered: SLACK_SIGNING_SECRET is not set" });
  }
  const listener = await openListener(config, { last, door: slack?.door });
  if (socket) logLine("health", { url: listener.url });
  else console.log(`planbell ready ${listener.url}`);
  return listener;
}

/** Socket Mode, where that is set; its ready line comes with the first connection. */
async function hear(slack: SlackApp | undefined, stop: AbortSignal): Promise<void> {
  let opened = false;
  await slack?.listen(stop, {
    onOpen() {
      if (!opened) console.log("planbell ready socket");
      opened = true;
      logLine("socket-open", {});
    },
    onDown: (code, pause) => logLine("socket-down", { code, againInMs: pause }),
  });
}

await runCommand(main);
