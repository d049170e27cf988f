import { App, AwsLambdaReceiver, LogLevel } from "@slack/bolt";

/** Bolt as its documentation sets it up for a function: a command invokes a worker by the stock client, a button opens a modal. */
const receiver = new AwsLambdaReceiver({
  signingSecret: process.env["SLACK_SIGNING_SECRET"] ?? "",
  logLevel: LogLevel.ERROR,
});
const app = new App({
  receiver,
  logLevel: LogLevel.ERROR,
  authorize: async () => ({ botToken: "xoxb-x", botId: "B1", botUserId: "U1" }),
  clientOptions: { slackApiUrl: process.env["SLACK_API_URL"] ?? "https://slack.com/api/" },
});
app.command("/planbell", async ({ body, ack }) => {
  const { default: FunctionCompute } = await import("@alicloud/fc2");
  const keys = { accessKeyID: "STS.bench", accessKeySecret: "secret", securityToken: "token" };
  const endpoint = process.env["PLANBELL_FC_ENDPOINT"];
  const client = new FunctionCompute("1466115886170001", { ...keys, region: "ap-southeast-1", endpoint });
  client.version = "2023-03-30";
  const headers = { "x-fc-invocation-type": "Async" };
  await client.post("/functions/planbell-worker/invocations", JSON.stringify(body), headers);
  await ack();
});
app.action(/./, async ({ body, client, ack }) => {
  const { trigger_id } = body as { trigger_id: string };
  await client.views.open({
    trigger_id,
    view: { type: "modal", title: { type: "plain_text", text: "x" }, blocks: [] },
  });
  await ack();
});
const answer = receiver.toHandler();

export const handler = (event: Buffer): Promise<object> => answer(JSON.parse(event.toString("utf8")), {});
