import { bundledConfig } from "../lib/app/build/bundled-config.ts";
import { buildPoll } from "../lib/app/build/poll.ts";
import { logLine } from "../lib/fc/log.ts";
import { onTimer } from "../lib/fc/timer.ts";

const app = buildPoll(process.env, bundledConfig(process.env, globalThis.PLANBELL_CONFIG));

export const handler = onTimer(async ({ firedAt, requestId, credentials }) => {
  const report = await app.poll(credentials === undefined ? {} : { credentials });
  logLine("poll", { requestId, firedAt, ...report });
  if (!report.ok) throw new Error(report.warnings.map((w) => w.text).join("; "));
  return report;
});
