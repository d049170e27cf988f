import { describe, expect, it } from "vitest";
import type { AppOptions } from "../../../local/slack/app/app.ts";
import { isSigned, type Listener, openListener, SIGNING_SECRET } from "./listener.ts";
import { openWorkplace, type Workplace } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";
const USERS = [
  { id: "U01ALICE01", name: "alice" },
  { id: "U02BOB0001", name: "bob" },
];
const COMMANDS = [{ name: "/planbell", description: "Plans that wait", hint: "help" }];
const help = { user: "U01ALICE01", channel: CHANNEL, text: "/planbell help" };

/** A workspace and an app that hears of what its people do. */
async function openBoth(options: Partial<AppOptions> = {}): Promise<Workplace & { app: Listener }> {
  const app = await openListener();
  const settings = { requestUrl: app.url, signingSecret: SIGNING_SECRET, commands: COMMANDS, ...options };
  return { app, ...(await openWorkplace({ users: USERS, app: settings })) };
}

/** What the channel holds: who sees it, and what it says. */
const shownIn = ({ slack }: Workplace): unknown[] =>
  slack.workspace.messages(CHANNEL).map(({ ephemeralFor = "all", text }) => [ephemeralFor, text]);

describe("a command", () => {
  it("reaches the app as a signed form with everything that Slack says of it", async () => {
    const { slack, app } = await openBoth();
    expect(await slack.people.command({ ...help, text: "/planbell plan  plan-1 & more " })).toEqual({ ok: true });
    const [heard] = app.heard;
    expect(heard && isSigned(heard)).toBe(true);
    expect(heard?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(heard?.payload).toEqual({
      token: "stand-in-verification-token",
      team_id: "T0PLANBELL",
      team_domain: "planbell-demo",
      channel_id: CHANNEL,
      channel_name: "platform",
      user_id: "U01ALICE01",
      user_name: "alice",
      command: "/planbell",
      text: "plan  plan-1 & more",
      api_app_id: "A0PLANBELL",
      is_enterprise_install: "false",
      response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/response\/\w+$/),
      trigger_id: expect.stringMatching(/^\d+\.\d+\.\w+$/),
    });
  });

  it("brings a trigger that opens one modal for who typed it", async () => {
    const { slack, app, client } = await openBoth();
    await slack.people.command(help);
    const view = {
      type: "modal" as const,
      title: { type: "plain_text" as const, text: "Help" },
      blocks: [{ type: "divider" as const }],
    };
    await client.views.open({ trigger_id: String(app.heard[0]?.payload["trigger_id"]), view });
    expect(slack.views.stackOf("U01ALICE01")).toHaveLength(1);
    expect(slack.views.stackOf("U02BOB0001")).toHaveLength(0);
  });

  it("is answered to the person alone, as text or as a message", async () => {
    const both = await openBoth();
    both.app.script.push({ body: "plain" });
    both.app.script.push({ headers: { "content-type": "application/json" }, body: '{"text":"from JSON"}' });
    await both.slack.people.command(help);
    await both.slack.people.command(help);
    expect(shownIn(both)).toEqual([
      ["U01ALICE01", "plain"],
      ["U01ALICE01", "from JSON"],
    ]);
  });

  it("is answered to the channel when the app says so, below the typed line", async () => {
    const both = await openBoth();
    const body = '{"response_type":"in_channel","text":"for all"}';
    both.app.script.push({ headers: { "content-type": "application/json; charset=utf-8" }, body });
    await both.slack.people.command(help);
    expect(shownIn(both)).toEqual([
      ["all", "/planbell help"],
      ["all", "for all"],
    ]);
  });

  it("fails with Slack's word for a message that Slack would not show", async () => {
    const both = await openBoth();
    both.app.script.push({ headers: { "content-type": "application/json" }, body: '{"blocks":[{"type":"nonsense"}]}' });
    expect(await both.slack.people.command(help)).toMatchObject({
      reason: "refused",
      said: expect.stringMatching(/^\/planbell failed with the error "(invalid_blocks|no_text)"$/),
    });
    expect(shownIn(both)).toEqual([]);
  });

  it("can be answered five times at its response_url", async () => {
    const both = await openBoth();
    await both.slack.people.command(help);
    const url = String(both.app.heard[0]?.payload["response_url"]);
    const answer = { method: "POST", headers: { "content-type": "application/json" }, body: '{"text":"later"}' };
    const statuses = [];
    for (let n = 0; n < 6; n++) statuses.push((await fetch(url, answer)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    expect(shownIn(both)).toEqual(Array.from({ length: 5 }, () => ["U01ALICE01", "later"]));
  });
});

describe("a command that the app does not take", () => {
  it.each([
    [404, "http_client_error"],
    [401, "http_client_error"],
    [500, "http_service_error"],
    [302, "dispatch_failed"],
  ])("with HTTP %i is shown to fail with %s, and is not sent again", async (status, word) => {
    const { slack, app } = await openBoth();
    app.script.push({ status, headers: { location: app.url } });
    const said = `/planbell failed with the error "${word}"`;
    expect(await slack.people.command(help)).toEqual({ ok: false, reason: "refused", said });
    expect(app.heard).toHaveLength(1);
  });

  it("in time is shown as a timeout, and is not sent again", async () => {
    const { slack, app } = await openBoth({ patience: 1_000 });
    app.script.push("never");
    const said = '/planbell failed with the error "operation_timeout"';
    expect(await slack.people.command(help)).toEqual({ ok: false, reason: "timeout", said });
    expect(app.heard).toHaveLength(1);
  });

  it.each([
    ["since nobody listens there", { requestUrl: "http://127.0.0.1:1/slack/events", signingSecret: "secret" }],
    ["since there is no app", {}],
  ])("%s is shown as not dispatched", async (_, settings) => {
    const { slack } = await openWorkplace({ users: USERS, app: { commands: COMMANDS, ...settings } });
    const said = '/planbell failed with the error "dispatch_failed"';
    expect(await slack.people.command(help)).toEqual({ ok: false, reason: "no-app", said });
  });
});

describe("a line that Slack does not send to the app", () => {
  it.each([
    ["an unknown command", { text: "/plan help" }, "/plan is not a valid command."],
    ["a command in a thread", { threadTs: "1764000000.000100" }, "/planbell is not supported in threads. Sorry!"],
    ["a command where the person is not", { channel: "C0PRIVATE0" }, "You cannot write here."],
  ])("is %s", async (_, change, said) => {
    const app = await openListener();
    const { slack } = await openWorkplace({
      users: USERS,
      channels: [
        { id: CHANNEL, name: "platform" },
        { id: "C0PRIVATE0", name: "private", members: ["U02BOB0001"] },
      ],
      app: { requestUrl: app.url, signingSecret: SIGNING_SECRET, commands: COMMANDS },
    });
    expect(await slack.people.command({ ...help, ...change })).toEqual({ ok: false, reason: "refused", said });
    expect(app.heard).toEqual([]);
  });
});

describe("the record of traffic", () => {
  it("holds what was sent, without its token, and what came back", async () => {
    const { slack, app } = await openBoth();
    app.script.push({ body: "hello" }, { status: 500 });
    await slack.people.command(help);
    await slack.people.command(help);
    const told = slack.traffic.all().filter(({ direction }) => direction === "app");
    expect(told).toMatchObject([
      { name: "slash command", at: 1_764_000_000_000, status: 200, answer: "hello", ok: true },
      { name: "slash command", status: 500, ok: false },
    ]);
    expect(told[0]?.sent).toMatchObject({ command: "/planbell", text: "help", user_id: "U01ALICE01" });
    expect(told[0]?.sent).not.toHaveProperty("token");
  });
});

describe("the app's settings", () => {
  it("are what the workspace shows of it", async () => {
    const { slack, app } = await openBoth();
    expect(slack.app.commands).toEqual(COMMANDS);
    expect(slack.app.link).toEqual({ kind: "http", url: app.url });
    expect((await openWorkplace()).slack.app).toMatchObject({ commands: [], link: { kind: "none" } });
  });

  it("take a request URL where the challenge is answered, in JSON or as text", async () => {
    const { slack, app } = await openBoth({ requestUrl: undefined });
    expect(await slack.app.enterRequestUrl(app.url)).toBe(false);
    expect(slack.app.link).toEqual({ kind: "none" });
    const challenge = String(app.heard[0]?.payload["challenge"]);
    expect(app.heard[0]?.payload).toEqual({
      token: "stand-in-verification-token",
      challenge,
      type: "url_verification",
    });
    const next = challenge.replace("challenge-1", "challenge-2");
    app.script.push({ headers: { "content-type": "application/json" }, body: JSON.stringify({ challenge: next }) });
    expect(await slack.app.enterRequestUrl(app.url)).toBe(true);
    expect(slack.app.link).toEqual({ kind: "http", url: app.url });
    app.script.push({ body: challenge.replace("challenge-1", "challenge-3") });
    expect(await slack.app.enterRequestUrl(app.url)).toBe(true);
    expect(app.heard.every((one) => isSigned(one))).toBe(true);
  });
});
