import { App, AwsLambdaReceiver, LogLevel } from "@slack/bolt";

interface StockBolt {
  /** To be told what to do with commands and clicks. */
  readonly app: App;
  /** What a function exports: takes Function Compute's event as it comes. */
  readonly handler: (event: Buffer) => Promise<object>;
}

/** Bolt as its documentation sets it up for a function. */
export function stockBolt(clientOptions?: { readonly slackApiUrl: string }): StockBolt {
  const receiver = new AwsLambdaReceiver({
    signingSecret: process.env["SLACK_SIGNING_SECRET"] ?? "",
    logLevel: LogLevel.ERROR,
  });
  const app = new App({
    receiver,
    logLevel: LogLevel.ERROR,
    authorize: async () => ({ botToken: "xoxb-x", botId: "B1", botUserId: "U1" }),
    ...(clientOptions && { clientOptions }),
  });
  const answer = receiver.toHandler();
  return { app, handler: (event) => answer(JSON.parse(event.toString("utf8")), {}) };
}
