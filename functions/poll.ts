import { bundledConfig } from "../lib/app/build/bundled-config.ts";
import { buildPoll } from "../lib/app/build/poll.ts";
import { reported } from "../lib/fc/reported.ts";
import { onTimer } from "../lib/fc/timer.ts";

const app = buildPoll(process.env, bundledConfig(process.env, globalThis.PLANBELL_CONFIG));

export const handler = onTimer(async (tick) => {
  const { credentials } = tick;
  return reported("poll", tick, await app.poll(credentials === undefined ? {} : { credentials }));
});
