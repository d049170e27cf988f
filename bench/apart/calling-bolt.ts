import { stockBolt } from "./stock-bolt.ts";

/** A command invokes a worker by the stock client, a button opens a modal. */
const { app, handler } = stockBolt({ slackApiUrl: process.env["SLACK_API_URL"] ?? "https://slack.com/api/" });
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

export { handler };
