import { createHash } from "node:crypto";

/**
 * The id under which a job is handed over, and done once: the same for the same seed. It is of the form that Function
 * Compute asks for, and tells nothing of the seed.
 * @param seed what is unique to the request: Slack's `trigger_id`, or an event's `event_id`
 */
export const taskIdOf = (seed: string): string =>
  `slack_${createHash("sha256").update(seed).digest("hex").slice(0, 32)}`;
