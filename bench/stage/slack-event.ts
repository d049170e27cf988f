import { createHmac } from "node:crypto";

/** Whatever signs here and is asked to check it. */
export const SECRET = "planbell-bench-signing-secret";

/** What is read of an HTTP trigger's event. */
export interface FcEvent {
  readonly headers: { readonly "X-Slack-Request-Timestamp": string; readonly "X-Slack-Signature": string };
  readonly body: string;
}

/** A form as Slack sends it, signed now, as Function Compute hands it to a function: JSON, its body in base64. */
export function eventOf(fields: Readonly<Record<string, string>>): string {
  const body = new URLSearchParams(fields).toString();
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const hmac = createHmac("sha256", SECRET).update(`v0:${timestamp}:${body}`);
  return JSON.stringify({
    version: "v1",
    rawPath: "/slack/events",
    headers: {
      Accept: "application/json,*/*",
      "Content-Type": "application/x-www-form-urlencoded",
      Host: "planbell.example",
      "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
      "X-Slack-Request-Timestamp": timestamp,
      "X-Slack-Signature": `v0=${hmac.digest("hex")}`,
    },
    queryParameters: {},
    body: Buffer.from(body).toString("base64"),
    isBase64Encoded: true,
    requestContext: { accountId: "1", requestId: "1-2", http: { method: "POST", path: "/slack/events" } },
  });
}

/** What somebody typed. */
export const command = (text: string): Readonly<Record<string, string>> => ({
  token: "x",
  team_id: "T0PLANBELL",
  team_domain: "example",
  channel_id: "C0DEFAULT0",
  channel_name: "approvals",
  user_id: "U01ALICE01",
  user_name: "alice",
  command: "/planbell",
  text,
  api_app_id: "A0PLANBELL",
  is_enterprise_install: "false",
  response_url: "https://hooks.slack.com/commands/T0PLANBELL/1234/abcd",
  trigger_id: "13345224609.738474920.8088930838d88f008e0",
});

/** Somebody presses Reject on a card, which opens a modal. */
export const pressReject = (): Readonly<Record<string, string>> => ({
  payload: JSON.stringify({
    type: "block_actions",
    user: { id: "U01ALICE01", username: "alice", team_id: "T0PLANBELL" },
    team: { id: "T0PLANBELL", domain: "example" },
    api_app_id: "A0PLANBELL",
    channel: { id: "C0DEFAULT0", name: "approvals" },
    container: { type: "message", message_ts: "1795680000.000100", channel_id: "C0DEFAULT0", is_ephemeral: false },
    message: { ts: "1795680000.000100", blocks: [{ type: "header", text: { type: "plain_text", text: "Orders DB" } }] },
    trigger_id: "13345224609.738474920.8088930838d88f008e0",
    response_url: "https://hooks.slack.com/actions/T0PLANBELL/1234/abcd",
    actions: [
      {
        type: "button",
        action_id: "plan_reject",
        block_id: "card:actions:0123abcd",
        value: '{"a":"self","p":"plan-bp1234567890abcd","s":"0123abcd0123abcd0123abcd0123abcd"}',
      },
    ],
  }),
});
