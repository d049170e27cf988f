import type { AddressInfo } from "node:net";
import type { AppOptions } from "@slack/bolt";
import { afterEach, describe, expect, it } from "vitest";
import type { AppOptions as Settings } from "../../../local/slack/app/app.ts";
import { lunchApp } from "./foreign-app.ts";
import { openWorkplace, QUIET, type Workplace } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";
const ALICE = "U01ALICE01";
const TOKEN = "xoxb-planbell-demo";
const SECRET = "the-lunch-app's-own-secret";
const APP_TOKEN = "xapp-1-lunch";
const COMMANDS = [{ name: "/lunch", description: "What there is", hint: "menu" }];

interface Lunch extends Workplace {
  readonly retries: readonly unknown[];
}
type Connect = (app: Partial<AppOptions>, slack?: Partial<Settings>) => Promise<Lunch>;

const running: { stop(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((app) => app.stop()));
});

async function openPlace(settings: Partial<Settings>): Promise<Workplace & { clientOptions: object }> {
  const app = { signingSecret: SECRET, commands: COMMANDS, patience: 20_000, ...settings };
  const place = await openWorkplace({ users: [{ id: ALICE, name: "alice" }], strict: false, app });
  const clientOptions = { slackApiUrl: place.slack.apiUrl, retryConfig: { retries: 0 } };
  return { ...place, clientOptions };
}

/** Bolt's own server for requests; its address is entered in the app's settings when it listens. */
const byHttp: Connect = async (options, settings = {}) => {
  const { clientOptions, ...place } = await openPlace(settings);
  const { app, retries } = lunchApp({ token: TOKEN, signingSecret: SECRET, clientOptions, logger: QUIET, ...options });
  const server = await app.start(0);
  running.push({
    stop() {
      server.closeAllConnections();
      return app.stop();
    },
  });
  const { port } = server.address() as AddressInfo;
  await place.slack.app.enterRequestUrl(`http://127.0.0.1:${port}/slack/events`);
  return { ...place, retries };
};

const bySocket: Connect = async (options, settings = {}) => {
  const { clientOptions, ...place } = await openPlace({ appToken: APP_TOKEN, ...settings });
  const tokens = { token: TOKEN, appToken: APP_TOKEN, socketMode: true };
  const { app, retries } = lunchApp({ ...tokens, clientOptions, logger: QUIET, ...options });
  running.push(app);
  await app.start();
  return { ...place, retries };
};

const lunch = (text: string) => ({ user: ALICE, channel: CHANNEL, text: `/lunch ${text}` });
const shown = ({ slack }: Workplace): unknown[] =>
  slack.workspace.messages().map(({ ephemeralFor = "all", channel, text }) => [channel, ephemeralFor, text]);
const soon = { timeout: 20_000 };

describe.each([
  ["over HTTP", "http", byHttp],
  ["in Socket Mode", "socket", bySocket],
] as const)("an app that knows nothing of the stand-in, %s", (_, kind, connect) => {
  it("is connected", async () => {
    const { slack } = await connect({});
    expect(slack.app.link).toMatchObject({ kind });
  });

  it("answers a command at once, to the person alone", async () => {
    const place = await connect({});
    expect(await place.slack.people.command(lunch("menu"))).toEqual({ ok: true });
    expect(shown(place)).toEqual([[CHANNEL, ALICE, "Soup"]]);
  });

  it("answers a command later, at its response_url", async () => {
    const place = await connect({});
    expect(await place.slack.people.command(lunch("later"))).toEqual({ ok: true });
    await expect.poll(() => shown(place), soon).toEqual([[CHANNEL, ALICE, "Soup, after a while"]]);
  });

  it("updates the message whose button is clicked", async () => {
    const place = await connect({});
    const { slack } = place;
    await slack.people.command(lunch("card"));
    await expect.poll(() => shown(place), soon).toEqual([[CHANNEL, "all", "Soup"]]);
    const at = { channel: CHANNEL, ts: slack.workspace.messages()[0]?.ts ?? "" };
    expect(await slack.people.act({ user: ALICE, at, blockId: "row", actionId: "take" })).toEqual({ ok: true });
    await expect.poll(() => shown(place), soon).toEqual([[CHANNEL, "all", `Taken by ${ALICE}`]]);
  });

  it("opens a modal, refuses what was entered, and takes what is entered then", async () => {
    const place = await connect({});
    const { slack } = place;
    await slack.people.command(lunch("order"));
    await expect.poll(() => slack.views.stackOf(ALICE).length, soon).toBe(1);
    const viewId = slack.views.stackOf(ALICE)[0]?.id ?? "";
    const order = (value: string) =>
      slack.people.submit({ user: ALICE, viewId, values: { dish: { dish: { type: "plain_text_input", value } } } });
    const errors = { dish: "No cake today" };
    expect(await order("cake")).toEqual({ ok: false, reason: "errors", said: "No cake today", errors });
    expect(slack.views.stackOf(ALICE)).toHaveLength(1);
    expect(await order("soup")).toEqual({ ok: true });
    expect(slack.views.stackOf(ALICE)).toHaveLength(0);
    await expect.poll(() => shown(place), soon).toEqual([["D01ALICE01", "all", "You get soup"]]);
  });

  it("publishes Home when it is opened", async () => {
    const { slack, retries } = await connect({});
    expect(await slack.people.openHome({ user: ALICE })).toEqual({ ok: true });
    await expect.poll(() => slack.views.homeOf(ALICE)?.blocks, soon).toMatchObject([{ block_id: "home" }]);
    expect(retries.map((number) => number ?? 0)).toEqual([0]);
  });

  it("gets an event again that it was too slow for", async () => {
    const slow = [new Promise<never>(() => undefined)];
    const { slack, retries } = await connect(
      {
        token: undefined,
        authorize: async () =>
          (await slow.shift()) ?? { botToken: TOKEN, botId: "B0PLANBELL", botUserId: "U0PLANBELL" },
      },
      { patience: 2_000, wait: async () => undefined },
    );
    expect(await slack.people.openHome({ user: ALICE })).toMatchObject({ ok: false, reason: "timeout" });
    await slack.app.delivery.settled();
    await expect.poll(() => slack.views.homeOf(ALICE)?.blocks, soon).toMatchObject([{ block_id: "home" }]);
    // Of a header Bolt makes no number.
    expect(Number(retries[0])).toBe(1);
  });

  it("does not know a command, which the person sees", async () => {
    const { slack } = await connect({}, { patience: 2_000, commands: [{ ...COMMANDS[0]!, name: "/dinner" }] });
    expect(await slack.people.command({ ...lunch(""), text: "/dinner" })).toMatchObject({
      ok: false,
      said: expect.stringMatching(/^\/dinner failed with the error "(operation_timeout|dispatch_failed)"$/),
    });
  });
});

describe("an app with another signing secret than Slack's", () => {
  it("answers 401: its address is not taken, and where it was, a command is seen to fail", async () => {
    const { slack } = await byHttp({});
    const { link } = slack.app;
    const other = await openPlace({
      signingSecret: "another secret",
      requestUrl: link.kind === "http" ? link.url : "",
    });
    const said = '/lunch failed with the error "http_client_error"';
    expect(await other.slack.people.command(lunch("menu"))).toEqual({ ok: false, reason: "refused", said });
    expect(other.slack.traffic.all().at(-1)).toMatchObject({ name: "slash command", status: 401, ok: false });
    const refused = await byHttp({ signingSecret: "another secret" });
    expect(refused.slack.app.link).toEqual({ kind: "none" });
  });
});

describe("an app in Socket Mode that Slack asks to come anew", () => {
  it("does so, and hears of what people do then", async () => {
    const place = await bySocket({});
    place.slack.app.reconnect("refresh_requested");
    expect(place.slack.app.link).toEqual({ kind: "socket", connections: 0 });
    await expect.poll(() => place.slack.app.link, soon).toEqual({ kind: "socket", connections: 1 });
    expect(await place.slack.people.command(lunch("menu"))).toEqual({ ok: true });
    expect(shown(place)).toEqual([[CHANNEL, ALICE, "Soup"]]);
  });
});
