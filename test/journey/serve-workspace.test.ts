import { once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { afterEach, describe, expect, it, vi } from "vitest";
import { realClock } from "../../lib/app/build/real-clock.ts";
import type { BotSide } from "../../local/bot-side.ts";
import { type Demo, openDemo } from "../../local/demo.ts";
import { scenarios } from "../../local/scenario/all.ts";
import { Command } from "./command.ts";

const CHANNEL = "C0DEFAULT0";

/** The workspace of `npm start -- --no-bot`, and `npm run serve` with the variables of its env line beside it. */
describe("a person in the demonstration's workspace", { timeout: 120_000 }, () => {
  let demo: Demo;
  let bot: Command | undefined;
  afterEach(async () => {
    bot?.process.kill("SIGKILL");
    bot = undefined;
    await demo.close();
  });

  async function open(botSide: BotSide): Promise<void> {
    const show = { scenarios: scenarios(), scenario: "three-plans" };
    demo = await openDemo({ clock: realClock, port: 0, state: "memory:", locale: undefined, botSide, ...show });
  }
  function serve(env: Record<string, string> = {}): Command {
    bot = new Command("local/serve.ts", [], { ...demo.env, ...env }, tmpdir());
    return bot;
  }
  /** Types until the answer says it: a machine may be busy, and Slack waits three seconds for an answer. */
  async function types(text: string, expected: RegExp): Promise<void> {
    await vi.waitFor(
      async () => {
        const act = { user: "U02BOB0001", channel: CHANNEL, text };
        expect(await demo.slack.people.command(act)).toEqual({ ok: true });
        const { text: said, ephemeralFor } = demo.slack.workspace.messages(CHANNEL).at(-1) ?? {};
        expect({ said, ephemeralFor }).toEqual({ said: expect.stringMatching(expected), ephemeralFor: act.user });
      },
      { timeout: 25_000, interval: 200 },
    );
  }
  function waitingPlan(): string {
    const approvers = [{ kind: "RamUser", name: "bob" }];
    return demo.catalog.world.createPlan({ name: "vpc-prod", approvers, previewMs: 1 });
  }
  const LISTED =
    /^1 plan waits for approval\nvpc-prod \(\S+\) has waited .* for bob \(RAM user\)\n.*\nAs of \d+ s ago$/;

  it("types /planbell pending and is answered over HTTP", async () => {
    await open({ kind: "http", url: `http://127.0.0.1:${await freePort()}/slack/events` });
    waitingPlan();
    await serve().prints("planbell ready http://127.0.0.1:");
    await types("/planbell pending", LISTED);
  });

  it("types /planbell pending and is answered in Socket Mode, and what it says names no socket", async () => {
    await open({ kind: "socket" });
    waitingPlan();
    const served = serve();
    await served.prints("planbell ready socket\n");
    expect(demo.slack.app.link).toEqual({ kind: "socket", connections: 1 });
    await types("/planbell pending", LISTED);
    served.process.kill("SIGTERM");
    const { code, stdout, stderr } = await served.end();
    expect([code, stdout]).toEqual([0, "planbell ready socket\n"]);
    expect(stderr).toMatch(/\{"event":"command","kind":"pending","ms":\d+\}/);
    expect(stderr).not.toMatch(/ticket|xapp-|xoxb-/);
    expect(demo.slack.app.link).toEqual({ kind: "socket", connections: 0 });
  });

  it("is asked for no port in Socket Mode; one that is set answers for the bot's health, and for nothing else", async () => {
    await open({ kind: "socket" });
    const port = await freePort();
    await serve({ PORT: String(port) }).prints("planbell ready socket\n");
    const url = `http://127.0.0.1:${port}`;
    await vi.waitUntil(async () => (await fetch(`${url}/healthz`)).status === 200, 20_000);
    expect((await fetch(`${url}/slack/events`, { method: "POST" })).status).toBe(404);
  });

  it("is answered again after Slack has asked for a new connection", async () => {
    await open({ kind: "socket" });
    const served = serve();
    await served.prints("planbell ready socket\n");
    demo.slack.app.reconnect("refresh_requested");
    await types("/planbell help", /^What \/planbell can do\n/);
  });

  it("has the plans told while Socket Mode is down, and is answered once it is up", async () => {
    await open({ kind: "socket" });
    demo.slack.faults.next("error", { method: "apps.connections.open", times: 2 });
    const planId = waitingPlan();
    const served = serve();
    await vi.waitUntil(() => demo.slack.workspace.messages(CHANNEL).some(({ text }) => text.includes(planId)), 20_000);
    await served.prints("planbell ready socket\n");
    await types("/planbell help", /^What \/planbell can do\n/);
    served.process.kill("SIGTERM");
    const { stderr } = await served.end();
    expect(stderr).toContain('{"event":"socket-down","code":"internal_error","againInMs":1000}');
    expect(stderr).toContain('{"event":"socket-down","code":"internal_error","againInMs":2000}');
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
