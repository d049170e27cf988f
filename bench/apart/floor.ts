import { createHmac, timingSafeEqual } from "node:crypto";
import type { FcEvent } from "../stage/slack-event.ts";

/** As little as acknowledges a command: the signature, the command's name, an empty answer. */
const secret = process.env["SLACK_SIGNING_SECRET"] ?? "";

export async function handler(event: Buffer): Promise<object> {
  const { headers, body } = JSON.parse(event.toString("utf8")) as FcEvent;
  const raw = Buffer.from(body, "base64");
  const timestamp = headers["X-Slack-Request-Timestamp"];
  const hmac = createHmac("sha256", secret).update(`v0:${timestamp}:`).update(raw).digest();
  const claimed = Buffer.from(headers["X-Slack-Signature"].slice(3), "hex");
  const isRecent = Math.abs(Date.now() / 1_000 - Number(timestamp)) < 300;
  if (!isRecent || claimed.length !== hmac.length || !timingSafeEqual(hmac, claimed)) return { statusCode: 401 };
  const isOurs = new URLSearchParams(raw.toString("utf8")).get("command") === "/planbell";
  return { statusCode: isOurs ? 200 : 404, headers: {}, isBase64Encoded: false, body: "" };
}
