import { bundledConfig } from "../lib/app/build/bundled-config.ts";
import { buildSlack } from "../lib/app/build/slack.ts";
import { onHttp } from "../lib/fc/http-event.ts";

const app = buildSlack(process.env, bundledConfig(process.env, globalThis.PLANBELL_CONFIG));

// Socket Mode is refused on Function Compute, so there is a door.
export const handler = onHttp(app.door as NonNullable<typeof app.door>);
