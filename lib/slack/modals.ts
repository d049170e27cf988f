import type { View } from "../model/view.ts";
import { createCall, type MessengerOptions } from "./web-messenger.ts";

/**
 * Opens modals by Slack's Web API. Each is asked for once: its trigger is good for one, and whoever acted waits.
 * @see views.open: `trigger_id`
 */
export function modalOpener(options: MessengerOptions): (trigger: string, view: View) => Promise<void> {
  const call = createCall(options);
  return async (trigger, view) => {
    await call("views.open", "once", { trigger_id: trigger, view });
  };
}
