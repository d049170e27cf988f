import { bundledConfig } from "../lib/app/build/bundled-config.ts";
import { buildWorker } from "../lib/app/build/worker.ts";
import { logLine } from "../lib/fc/log.ts";
import { onWork } from "../lib/fc/worker-event.ts";

const app = buildWorker(process.env, bundledConfig(process.env, globalThis.PLANBELL_CONFIG));

export const handler = onWork({
  async heartbeat({ firedAt, requestId }) {
    const report = await app.heartbeat();
    logLine("heartbeat", { requestId, firedAt, ...report });
    if (!report.ok) throw new Error(report.warnings.map((w) => w.text).join("; "));
    return report;
  },
});
