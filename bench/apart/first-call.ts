import { WebClient } from "@slack/web-api";
import { clientOptions } from "../../lib/slack/web-messenger.ts";

/** A function that answers by its first call to Slack: by our client, or by the stock one. */
const apiUrl = process.env["SLACK_API_URL"] ?? "";
const isOurs = process.env["CLIENT"] === "ours";

export async function handler(): Promise<object> {
  const client = new WebClient("xoxb-x", isOurs ? clientOptions({ apiUrl }) : { slackApiUrl: apiUrl });
  await client.views.open({
    trigger_id: "1.2.x",
    view: { type: "modal", title: { type: "plain_text", text: "x" }, blocks: [] },
  });
  return { statusCode: 200, headers: {}, isBase64Encoded: false, body: "" };
}
