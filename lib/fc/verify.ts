import { createHmac, timingSafeEqual } from "node:crypto";
import { type EpochMs, seconds } from "../model/brand.ts";
import { ConfigFault } from "../model/errors.ts";
import { type HttpRequest, soleHeader } from "./http.ts";

/** What a request's signature says of it; only a `genuine` one is Slack's, and recent. */
type Verdict = "genuine" | "unsigned" | "stale" | "forged";

export type Verify = (request: Pick<HttpRequest, "headers" | "body">, now: EpochMs) => Verdict;

/** A request this much older or newer than our clock is refused: older ones may be played again by somebody else. */
const TOLERANCE = seconds(5 * 60);

/**
 * Checks Slack's signature, version 0, over the bytes as they came: nothing of the body is read before. As long as
 * comparing takes tells nothing of a secret.
 * @param secrets any of them may have signed: during a rotation the old one stays valid for a day
 * @throws {ConfigFault} without a secret, or with an empty one: anybody could sign with it
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function createVerify(secrets: readonly string[]): Verify {
  if (secrets.length === 0 || secrets.some((secret) => secret.trim() === "")) {
    throw new ConfigFault(["SLACK_SIGNING_SECRET: expected the app's signing secret; found an empty one"]);
  }
  return ({ headers, body }, now) => {
    const signature = soleHeader(headers, "x-slack-signature");
    const timestamp = soleHeader(headers, "x-slack-request-timestamp");
    if (signature === undefined || !/^v0=[0-9a-f]{64}$/.test(signature)) return "unsigned";
    if (timestamp === undefined || !/^[1-9]\d{0,10}$/.test(timestamp)) return "unsigned";
    if (Math.abs(now - Number(timestamp) * 1_000) > TOLERANCE) return "stale";
    const claimed = Buffer.from(signature.slice("v0=".length), "hex");
    const matches = secrets.map((secret) => timingSafeEqual(claimed, signatureOf(secret, timestamp, body)));
    return matches.includes(true) ? "genuine" : "forged";
  };
}

const signatureOf = (secret: string, timestamp: string, body: Buffer): Buffer =>
  createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest();
