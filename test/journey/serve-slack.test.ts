import { request as send } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { validateMessage } from "../../lib/slack/validate-message.ts";
import { commandForm, FORM, interactionForm, JSON_TYPE, signatureHeaders } from "../build/signed.ts";
import { Command, run } from "./command.ts";
import { openRealStage, type RealStage, SIGNING_SECRET } from "./real-stage.ts";

const CAROL = "U03CAROL01";

describe("npm run serve, asked by Slack", { timeout: 120_000 }, () => {
  let stage: RealStage;
  let served: Command | undefined;
  beforeEach(async () => {
    const commands = [{ name: "/planbell", description: "", hint: "" }];
    const app = { signingSecret: SIGNING_SECRET, commands, patience: 20_000 };
    stage = await openRealStage({ users: [{ id: CAROL, name: "carol" }], app });
  });
  afterEach(async () => {
    served?.process.kill("SIGKILL");
    served = undefined;
    await stage.close();
  });

  async function serve(env: Record<string, string> = {}): Promise<string> {
    const settings = { ...stage.env, PLANBELL_POLL_SECONDS: "0.2", ...env };
    served = new Command("local/serve.ts", [], settings, stage.folder);
    const stdout = await served.prints("planbell ready");
    return `${/planbell ready (http:\S+)\n/.exec(stdout)?.[1]}/slack/events`;
  }

  /** Posts a body as Slack does, signed now. */
  const post = (url: string, body: string, type = FORM, secret = SIGNING_SECRET): Promise<Response> =>
    fetch(url, {
      method: "POST",
      headers: { "content-type": type, ...signatureHeaders(body, { secret, signedAt: Date.now() }) },
      body,
    });
  const ask = async (url: string, text: string) => (await post(url, commandForm(text))).json() as Promise<Answer>;
  interface Answer {
    readonly response_type: string;
    readonly text: string;
    readonly blocks: readonly unknown[];
  }

  it("lists what waits, from what its polls have seen", async () => {
    const id = await stage.waitingPlan("Orders <!channel> DB");
    const url = await serve();
    await vi.waitUntil(() => stage.cards(id).length === 1, 20_000);
    const answer = await ask(url, "pending");
    expect(answer.response_type).toBe("ephemeral");
    expect(answer.text).toMatch(
      new RegExp(
        "^1 plan waits for approval\n" +
          `Orders &lt;!channel&gt; DB \\(${id}\\) has waited \\d+ s for alice \\(RAM user\\)\n` +
          "Launch · .*\nAs of \\d+ s ago$",
      ),
    );
    expect(validateMessage(answer)).toEqual([]);
  });

  it("answers from a state in memory, too: polls and commands share it", async () => {
    const id = await stage.waitingPlan("in memory");
    const url = await serve({ PLANBELL_STATE: "memory:" });
    await vi.waitUntil(() => stage.cards(id).length === 1, 20_000);
    expect((await ask(url, "pending")).text).toMatch(/^1 plan waits for approval\nin memory /);
  });

  it("answers while the catalog is down", async () => {
    stage.catalog.faults.next("down");
    const url = await serve();
    expect((await ask(url, "pending")).text).toBe("Planbell has not read Service Catalog yet. Try again in a minute.");
    expect((await ask(url, "")).text).toMatch(/^What \/planbell can do\n/);
    expect((await ask(url, "whoami root")).text).toBe("/planbell whoami takes nothing behind it: leave that out.");
  });

  it("takes what nobody handles yet, answers the challenge, and refuses everybody else", async () => {
    const url = await serve({ SLACK_SIGNING_SECRET: `new-secret,${SIGNING_SECRET}` });
    const press = interactionForm({ type: "block_actions", user: { id: "U01ALICE01" }, actions: [] });
    const event = JSON.stringify({ type: "event_callback", event: { type: "app_home_opened" } });
    const challenge = JSON.stringify({ type: "url_verification", challenge: "abc" });
    const said = async (answer: Promise<Response>) => [(await answer).status, await (await answer).text()];
    expect(await said(post(url, press))).toEqual([200, ""]);
    expect(await said(post(url, event, JSON_TYPE))).toEqual([200, ""]);
    expect(await said(post(url, challenge, JSON_TYPE))).toEqual([200, '{"challenge":"abc"}']);
    expect(await said(post(url, commandForm("help"), FORM, "stolen"))).toEqual([401, ""]);
    expect((await post(url, commandForm("help"), `${FORM}; charset=utf-8`, "new-secret")).status).toBe(200);
    expect(await said(post(url, "{", JSON_TYPE))).toEqual([400, ""]);
    expect(await said(post(url, "x".repeat(2_000_000)))).toEqual([413, ""]);
    expect(await said(fetch(url))).toEqual([405, ""]);
    expect(await said(post(`${url}/x`, commandForm("help")))).toEqual([404, ""]);
    expect((await post(`${url}?x=1`, commandForm("help"))).status).toBe(200);
  });

  it("refuses a signature that comes twice", async () => {
    const url = await serve();
    const body = commandForm("help");
    const headers = signatureHeaders(body, { secret: SIGNING_SECRET, signedAt: Date.now() });
    const twice = { ...headers, "x-slack-signature": [headers["x-slack-signature"], headers["x-slack-signature"]] };
    const status = await new Promise((resolve, reject) => {
      const post = send(url, { method: "POST", headers: { "content-type": FORM, ...twice } });
      post.on("response", (answer) => resolve(answer.resume().statusCode));
      post.on("error", reject);
      post.end(body);
    });
    expect(status).toBe(401);
  });

  it("tells the log of it, and neither who asked nor what", async () => {
    const url = await serve();
    await post(url, commandForm("CANARY", { user_id: "U0CANARY00", response_url: "https://hooks.slack.com/CANARY" }));
    await post(url, "payload=CANARY");
    await post(url, commandForm("CANARY"), FORM, "CANARY");
    served?.process.kill("SIGTERM");
    const { code, stdout, stderr } = await (served as Command).end();
    expect([code, stdout]).toEqual([0, `planbell ready ${new URL(url).origin}\n`]);
    expect(stderr).toMatch(/\{"event":"command","kind":"unknown","ms":\d+\}/);
    expect(stderr).toContain('{"event":"slack-refused","status":400,"why":"malformed","bytes":14}');
    expect(stderr).toMatch(/\{"event":"slack-refused","status":401,"why":"forged","bytes":\d+\}/);
    expect(stderr).not.toContain("CANARY");
    expect(stderr).not.toContain(SIGNING_SECRET);
  });

  it("asks Slack once for the language of whoever asks, and Service Catalog for nothing", async () => {
    const url = await serve({ PLANBELL_POLL_SECONDS: "3600" });
    await vi.waitUntil(async () => (await fetch(url.replace("slack/events", "healthz"))).status === 200, 20_000);
    const before = [stage.slack.calls.total, stage.catalog.calls.total] as const;
    await ask(url, "pending");
    expect([stage.slack.calls.total, stage.catalog.calls.total]).toEqual([before[0] + 1, before[1]]);
  });

  it("hears nobody without a secret, and says so; with one that is none it does not start", async () => {
    const { SLACK_SIGNING_SECRET: _secret, ...env } = stage.env;
    served = new Command("local/serve.ts", [], env, stage.folder);
    const url = (await served.prints("planbell ready ")).match(/http:\S+/)?.[0] ?? "";
    expect((await fetch(`${url}/slack/events`, { method: "POST" })).status).toBe(404);
    await vi.waitUntil(async () => (await fetch(`${url}/healthz`)).status === 200, 20_000);
    served.process.kill("SIGTERM");
    expect((await served.end()).stderr).toContain('"event":"commands-off"');
    const ended = await run("local/serve.ts", [], { ...env, SLACK_SIGNING_SECRET: "," }, stage.folder);
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toContain("- SLACK_SIGNING_SECRET: expected the app's signing secret");
  });

  it("goes by the name that the config file gives the command", async () => {
    const url = await serve({ PLANBELL_CONFIG: stage.file("planbell.yaml", "command: /bell") });
    const { text } = (await (await post(url, commandForm("", { command: "/bell" }))).json()) as Answer;
    expect(text).toMatch(/^What \/bell can do\n/);
    expect((await ask(url, "")).text).toMatch(/^Planbell answers to \/bell here/);
  });

  it("finishes what somebody waits for before it ends", async () => {
    const id = await stage.waitingPlan("vpc");
    const config = "people: { 'RamUser:alice': [U03CAROL01] }\napprovals: { enabled: true }";
    const url = await serve({ PLANBELL_CONFIG: stage.file("planbell.yaml", config) });
    await vi.waitUntil(() => stage.cards(id).length === 1, 20_000);
    expect(await stage.slack.app.enterRequestUrl(url)).toBe(true);
    stage.slack.faults.next("delay", { method: "users.info", ms: 800 });
    const typed = { user: CAROL, channel: "C0DEFAULT0", text: `/planbell approve ${id}` };
    expect(await stage.slack.people.command(typed)).toEqual({ ok: true });
    served?.process.kill("SIGTERM");
    expect((await (served as Command).end()).code).toBe(0);
    expect(stage.slack.views.stackOf(CAROL)[0]?.submit).toBeDefined();
  });
});
