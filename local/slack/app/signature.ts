import { createHmac } from "node:crypto";

/**
 * The headers by which an app knows that a request came from Slack.
 * @param seconds the instant of sending, whole seconds since 1970; an app refuses what is older than five minutes by its
 *   own clock, so it is real time even where the workspace's clock is not
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function signatureOf(secret: string, body: string, seconds: number): Record<string, string> {
  const digest = createHmac("sha256", secret).update(`v0:${seconds}:${body}`).digest("hex");
  return { "x-slack-request-timestamp": String(seconds), "x-slack-signature": `v0=${digest}` };
}
