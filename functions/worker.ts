import { bundledConfig } from "../lib/app/build/bundled-config.ts";
import { buildWorker } from "../lib/app/build/worker.ts";
import { reported } from "../lib/fc/reported.ts";
import { onWork } from "../lib/fc/worker-event.ts";

const app = buildWorker(process.env, bundledConfig(process.env, globalThis.PLANBELL_CONFIG));

export const handler = onWork({
  heartbeat: async (tick) => reported("heartbeat", tick, await app.heartbeat()),
  job: ({ job, credentials }) => app.work(job, { credentials }),
});
