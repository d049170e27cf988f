import { createHmac } from "node:crypto";
import type { HttpRequest } from "../../lib/fc/http.ts";
import { at } from "./rows.ts";

export const SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
/** When everything below is signed, unless it says otherwise. */
export const SIGNED_AT = at("18:00:00");

export const FORM = "application/x-www-form-urlencoded";
export const JSON_TYPE = "application/json";

interface How {
  readonly secret?: string;
  /** Milliseconds since 1970. */
  readonly signedAt?: number;
  readonly type?: string;
}

/** The two headers with which Slack signs a body, version 0. */
export function signatureHeaders(body: string | Buffer, { secret = SECRET, signedAt = SIGNED_AT }: How = {}) {
  const timestamp = String(Math.floor(signedAt / 1_000));
  const hmac = createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body);
  return { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${hmac.digest("hex")}` };
}

/** A request as Slack sends it; a form unless it says otherwise. */
export function signed(body: string | Buffer, how: How = {}): HttpRequest {
  return {
    method: "POST",
    path: "/slack/events",
    headers: { "content-type": how.type ?? FORM, ...signatureHeaders(body, how) },
    body: Buffer.from(body),
  };
}

/** The form of a slash command; fields that are undefined are left out. */
export function commandForm(text: string, over: Readonly<Record<string, string | undefined>> = {}): string {
  const fields = {
    command: "/planbell",
    text,
    api_app_id: "A0PLANBELL",
    team_id: "T0PLANBELL",
    channel_id: "C0DEFAULT0",
    user_id: "U01ALICE01",
    trigger_id: "1.2.abc",
    response_url: "https://hooks.slack.com/commands/T0PLANBELL/1/abc",
    ...over,
  };
  const given = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined);
  return new URLSearchParams(given).toString();
}

/** The form of what somebody did in a message, a modal or a menu. */
export const interactionForm = (payload: unknown): string =>
  new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
