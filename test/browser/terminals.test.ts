import { createServer } from "node:net";
import { tmpdir } from "node:os";
import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { Command } from "../journey/command.ts";
import { eventually, useBrowser, visit, WIDE } from "./visit.ts";

useBrowser();

const running: Command[] = [];
afterEach(async () => {
  for (const command of running.reverse()) command.process.kill("SIGTERM");
  await Promise.all(running.splice(0).map((command) => command.end()));
});

function run(entry: string, args: readonly string[], env: Record<string, string> = {}): Command {
  const command = new Command(entry, args, env, tmpdir());
  running.push(command);
  return command;
}

/** `npm start` with these options; gives what it printed by the time it plays. */
async function start(
  ...args: string[]
): Promise<{ readonly command: Command; readonly page: string; readonly env: Record<string, string> }> {
  const command = run("local/start.ts", ["--port", "0", ...args]);
  const stdout = await command.prints("Ctrl-C ends it.");
  const line = /^env (.*)$/m.exec(stdout)?.[1] ?? "";
  return {
    command,
    page: /^page (\S+)$/m.exec(stdout)?.[1] ?? "",
    env: Object.fromEntries(line.split(" ").map((word) => [word.split("=", 1)[0], word.replace(/^[^=]*=/, "")])),
  };
}

/** Types it until the answer says so: what is asked before the first card came is answered too. */
async function asks(page: Page, words: RegExp): Promise<void> {
  const field = page.getByRole("textbox", { name: "Message #platform" });
  await eventually(async () => {
    await field.fill("/planbell pending");
    await field.press("Enter");
    return (await page.locator(".message.ephemeral").allInnerTexts()).join("\n");
  }, 40_000).toMatch(words);
}

/** What may stand in the shell into which the env line is pasted: none of it is for this bot. */
const SOMEBODYS_SHELL = {
  SLACK_APP_TOKEN: "xapp-1-of-somebody",
  SLACK_BOT_TOKEN: "xoxb-of-somebody",
  SLACK_API_URL: "https://slack.com/api/",
  ALIBABA_CLOUD_SECURITY_TOKEN: "sts-of-somebody",
  PLANBELL_PAUSED: "1",
  PORT: "9",
};

const WAITS = /\d plans? waits? for approval/;

/** Approves the harmless plan of `decide-in-slack`, as somebody who may. */
async function approves(page: Page): Promise<void> {
  await page.getByRole("combobox", { name: "You are" }).selectOption("U02BOB0001");
  await page.getByRole("button", { name: "Approve build-cache" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
}

describe("in one terminal", () => {
  it("npm start shows the first card, and its bot answers what one types", async () => {
    const { page: url } = await start();
    const { page } = await visit(url, WIDE);
    await page.getByText("Waiting for approval: ").first().waitFor({ timeout: 40_000 });
    await asks(page, WAITS);
  }, 120_000);
});

describe("in two terminals, npm start -- --no-bot and npm run serve with its env line", () => {
  it.each([
    ["over HTTP", async () => ["--bot-url", `http://127.0.0.1:${await freePort()}/slack/events`]],
    ["in Socket Mode", async () => ["--socket"]],
  ])(
    "the plans are told, what one types is answered and what one decides is done, %s",
    async (_, options) => {
      const demo = await start("--no-bot", "--scenario", "decide-in-slack", ...(await options()));
      const { page } = await visit(demo.page, WIDE);
      await demo.command.prints("submits build-cache");
      await page.getByRole("button", { name: "Pause" }).click();
      const bot = run("local/serve.ts", [], { ...SOMEBODYS_SHELL, ...demo.env });
      await bot.prints("planbell ready");
      await page.getByText("Waiting for approval: build-cache").first().waitFor({ timeout: 40_000 });
      await asks(page, WAITS);
      await approves(page);
      await bot.prints('"result":"approved"');
      expect(await page.locator(".app-link.connected").count()).toBe(1);
    },
    120_000,
  );
});

/** One that nobody listens at, just now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
