import { describe, expect, it } from "vitest";
import { envOf, readBotSide, settingsFor } from "../../local/bot-side.ts";
import { UsageFault } from "../../local/usage-fault.ts";

const own = { "no-bot": true, socket: false };
const SECRET = "planbell-demo-signing-secret";

describe("a bot that runs by itself", () => {
  it("is called where serve listens, or where it is said to be", () => {
    expect(readBotSide(own)).toEqual({ kind: "http", url: "http://127.0.0.1:3000/slack/events" });
    for (const url of ["http://localhost:3100/events", "https://[::1]/slack/events", "http://127.1.2.3:80/"]) {
      expect(readBotSide({ ...own, "bot-url": url })).toEqual({ kind: "http", url: new URL(url).href });
    }
  });

  it("calls itself with --socket", () => {
    expect(readBotSide({ ...own, socket: true })).toEqual({ kind: "socket" });
  });

  it.each([
    "http://example.com/slack/events",
    "http://127.0.0.1.example.com/slack/events",
    "http://localhost@example.com/",
    "http://192.168.0.1:3000/slack/events",
    "ftp://127.0.0.1/slack/events",
    "127.0.0.1:3000/slack/events",
    "",
  ])("is on this machine, not at %j", (url) => {
    expect(() => readBotSide({ ...own, "bot-url": url })).toThrow(
      new UsageFault(
        "--bot-url: expected an http or https URL on this machine such as http://127.0.0.1:3000/slack/events, " +
          `found ${url}`,
      ),
    );
  });

  it.each([
    ["--bot-url", { "no-bot": false, socket: false, "bot-url": "http://127.0.0.1:3000/" }],
    ["--socket", { "no-bot": false, socket: true }],
    ["--bot-url", { "no-bot": true, socket: true, "bot-url": "http://127.0.0.1:3000/" }],
  ])("is what %s is about, and nothing else", (option, values) => {
    expect(() => readBotSide(values)).toThrow(option);
  });
});

describe("the env line and the app's settings", () => {
  it("agree on the secret, and on the app's token only where it is used", () => {
    const here = { kind: "http", url: "http://127.0.0.1:3000/slack/events" } as const;
    expect(settingsFor(here)).toEqual({ signingSecret: SECRET, requestUrl: here.url });
    expect(envOf(here)).toEqual({ SLACK_SIGNING_SECRET: SECRET, PORT: "3000" });
    expect(settingsFor({ kind: "socket" })).toEqual({ signingSecret: SECRET, appToken: "xapp-1-planbell-demo" });
    expect(envOf({ kind: "socket" })).toEqual({
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_APP_TOKEN: "xapp-1-planbell-demo",
    });
    expect(settingsFor(undefined)).toEqual({ signingSecret: SECRET });
    expect(envOf(undefined)).toEqual({ SLACK_SIGNING_SECRET: SECRET });
  });

  it.each([
    ["http://127.0.0.1:3100/slack/events", "3100"],
    ["http://127.0.0.1/slack/events", "80"],
    ["https://localhost/slack/events", "443"],
  ])("let serve listen where it is called: %s", (url, port) => {
    expect(envOf({ kind: "http", url })).toEqual({ SLACK_SIGNING_SECRET: SECRET, PORT: port });
  });
});
