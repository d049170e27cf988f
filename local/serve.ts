import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buildPoll, type PollApp } from "../lib/app/build/poll.ts";
import type { PollReport } from "../lib/app/report.ts";
import { logLine } from "../lib/fc/log.ts";
import { PlanbellError } from "../lib/model/errors.ts";
import { readConfigFile } from "./config-file.ts";
import { runPolls } from "./poll-loop.ts";

/** After SIGTERM the running call is waited for; this long at most. Whatever is owed then is in the state. */
const LAST_WAIT_MS = 9_000;

/** `npm run serve`: the bot as one process. Stdout holds the ready line alone; reports are JSON lines on stderr. */
async function main(): Promise<number> {
  const app = buildPoll(process.env, readConfigFile(process.env));
  await app.open();
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  let last: PollReport | undefined;
  const server = await listen(app, () => last);
  const { port } = server.address() as AddressInfo;
  console.log(`planbell ready http://${app.config.host}:${port}`);
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
  server.close();
  server.closeAllConnections();
  await app.close();
  return 0;
}

function listen(app: PollApp, last: () => PollReport | undefined): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== "/healthz" || request.method !== "GET") {
      response.writeHead(404).end();
      return;
    }
    const report = last();
    response.writeHead(report?.ok ? 200 : 503, { "content-type": "application/json" });
    response.end(JSON.stringify(report ?? { ok: false }));
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(app.config.port, app.config.host, () => resolve(server));
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") console.error("planbell: PORT: the port is taken; choose another");
  else if (error instanceof PlanbellError) console.error(`planbell: ${error.message}`);
  else throw error;
  process.exitCode = 1;
}
