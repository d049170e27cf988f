import { App, AwsLambdaReceiver, LogLevel } from "@slack/bolt";

/** Bolt as its documentation sets it up for a function, and a command that is acknowledged at once. */
const receiver = new AwsLambdaReceiver({
  signingSecret: process.env["SLACK_SIGNING_SECRET"] ?? "",
  logLevel: LogLevel.ERROR,
});
const app = new App({
  receiver,
  logLevel: LogLevel.ERROR,
  authorize: async () => ({ botToken: "xoxb-x", botId: "B1", botUserId: "U1" }),
});
app.command("/planbell", async ({ ack }) => ack());
const answer = receiver.toHandler();

export const handler = (event: Buffer): Promise<object> => answer(JSON.parse(event.toString("utf8")), {});
