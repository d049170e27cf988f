import type { Modals } from "../ports.ts";
import { createCall, type MessengerOptions } from "./web-messenger.ts";

/**
 * Modals by Slack's Web API. Each is asked for once: its trigger is good for one, and whoever acted waits.
 * @see views.open: `trigger_id`
 */
export function createModals(options: MessengerOptions): Modals {
  const call = createCall(options);
  return {
    async open(trigger, view) {
      await call("views.open", "once", { trigger_id: trigger, view });
    },
  };
}
