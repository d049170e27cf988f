import { buildPoll, type PollApp } from "../lib/app/build/poll.ts";
import type { PollReport } from "../lib/app/report.ts";
import { logLine } from "../lib/fc/log.ts";
import { PlanbellError } from "../lib/model/errors.ts";
import { readConfigFile } from "./config-file.ts";
import { openHealth } from "./health.ts";
import { runPolls } from "./poll-loop.ts";

/** After SIGTERM the running call is waited for; this long at most. Whatever is owed then is in the state. */
const LAST_WAIT_MS = 9_000;

/** `npm run serve`: the bot as one process. Stdout holds the ready line alone; reports are JSON lines on stderr. */
async function main(): Promise<number> {
  const app = buildPoll(process.env, readConfigFile(process.env));
  try {
    return await serve(app);
  } finally {
    await app.close();
  }
}

async function serve(app: PollApp): Promise<number> {
  await app.open();
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  let last: PollReport | undefined;
  const health = await openHealth(app.config, () => last);
  console.log(`planbell ready ${health.url}`);
  const polls = runPolls(app, stop.signal, {
    onReport(report) {
      last = report;
      logLine("poll", report);
    },
    onFault(fault) {
      last = undefined;
      logLine("poll-failed", { code: fault.code, text: fault.message });
    },
  });
  stop.signal.addEventListener("abort", () => setTimeout(() => process.exit(0), LAST_WAIT_MS).unref());
  await polls;
  await health.close();
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof PlanbellError)) throw error;
  console.error(`planbell: ${error.message}`);
  process.exitCode = 1;
}
