import { afterEach, describe, expect, it } from "vitest";
import { realClock } from "../../lib/app/build/real-clock.ts";
import type { BotSide } from "../../local/bot-side.ts";
import { type Demo, openDemo } from "../../local/demo.ts";
import { scenarios } from "../../local/scenario/all.ts";
import { lunchApp } from "./slack/foreign-app.ts";
import { isSigned, openListener } from "./slack/listener.ts";
import { QUIET } from "./slack/workplace.ts";

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(botSide: BotSide): Promise<Demo> {
  const show = { scenarios: scenarios(), scenario: "three-plans" };
  const demo = await openDemo({ clock: realClock, port: 0, state: "memory:", locale: undefined, botSide, ...show });
  closing.push(() => demo.close());
  return demo;
}

describe("the workspace of the demonstration, for a bot that runs by itself", () => {
  it("tells it of a command at its address, signed as the env line says", async () => {
    const bot = await openListener();
    const { slack, env } = await open({ kind: "http", url: bot.url });
    const act = { user: "U03WEICHEN", channel: "C0DATABASE", text: "/planbell help" };
    expect(await slack.people.command(act)).toEqual({ ok: true });
    const [heard] = bot.heard;
    expect(heard && isSigned(heard, env["SLACK_SIGNING_SECRET"])).toBe(true);
    expect(heard?.payload).toMatchObject({ command: "/planbell", user_name: "wei.chen", channel_name: "databases" });
    expect(env).not.toHaveProperty("SLACK_APP_TOKEN");
  });

  it("lets it come by itself with the tokens of the env line", async () => {
    const { slack, env } = await open({ kind: "socket" });
    expect(slack.app.link).toEqual({ kind: "socket", connections: 0 });
    const clientOptions = { slackApiUrl: env["SLACK_API_URL"] ?? "", retryConfig: { retries: 0 } };
    const tokens = { token: env["SLACK_BOT_TOKEN"] ?? "", appToken: env["SLACK_APP_TOKEN"] ?? "" };
    const { app } = lunchApp({ ...tokens, socketMode: true, clientOptions, logger: QUIET }, "/planbell");
    await app.start();
    closing.push(() => app.stop());
    const act = { user: "U01ALICE01", channel: "C0DEFAULT0", text: "/planbell menu" };
    expect(await slack.people.command(act)).toEqual({ ok: true });
    expect(slack.workspace.messages()).toMatchObject([{ text: "Soup", ephemeralFor: "U01ALICE01" }]);
  });

  it("has people, a group of them and the command of the app", async () => {
    const { slack } = await open({ kind: "socket" });
    const names = slack.workspace.users.map(({ name }) => name);
    expect(names).toEqual(["alice", "bob", "wei.chen", "li.na"]);
    expect(slack.workspace.userGroups).toMatchObject([
      { handle: "net-approvers", users: ["U02BOB0001", "U04LINA0001"] },
    ]);
    expect(slack.app.commands).toMatchObject([{ name: "/planbell" }]);
  });
});
