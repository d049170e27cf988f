import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Command, run } from "./command.ts";
import { openRealStage, type RealStage } from "./real-stage.ts";

describe("npm run serve", { timeout: 120_000 }, () => {
  let stage: RealStage;
  let served: Command | undefined;
  beforeEach(async () => {
    stage = await openRealStage();
  });
  afterEach(async () => {
    served?.process.kill("SIGKILL");
    await stage.close();
  });
  const serve = (env: Record<string, string> = {}): Command => {
    served = new Command("local/serve.ts", [], { ...stage.env, PLANBELL_POLL_SECONDS: "0.2", ...env }, stage.folder);
    return served;
  };
  const health = async (stdout: string): Promise<number> => {
    const origin = /planbell ready (http:\/\/127\.0\.0\.1:\d+)\n/.exec(stdout)?.[1];
    return (await fetch(`${origin}/healthz`)).status;
  };

  it("polls at once and again, answers for its health, and ends well on SIGTERM", async () => {
    const first = await stage.waitingPlan("before");
    const bot = serve();
    const stdout = await bot.prints("planbell ready");
    await vi.waitUntil(() => stage.cards(first).length === 1, 10_000);
    const second = await stage.waitingPlan("after");
    await vi.waitUntil(() => stage.cards(second).length === 1, 10_000);
    expect(await health(stdout)).toBe(200);
    bot.process.kill("SIGTERM");
    const ended = await bot.end();
    expect(ended.code).toBe(0);
    expect(ended.stdout).toBe(stdout);
  });

  it("goes on while the catalog is down, says so, and is well again with it", async () => {
    stage.catalog.faults.next("down");
    const bot = serve();
    const stdout = await bot.prints("planbell ready");
    expect(await health(stdout)).toBe(503);
    const id = await stage.waitingPlan("patience");
    stage.catalog.faults.clear();
    await vi.waitUntil(() => stage.cards(id).length === 1, 20_000);
    await vi.waitUntil(async () => (await health(stdout)) === 200, 10_000);
  });

  it("ends with 1 before it is ready when a setting is wrong, naming all of them", async () => {
    const { SLACK_BOT_TOKEN: _token, ...env } = stage.env;
    const ended = await run("local/serve.ts", [], { ...env, PLANBELL_CHANNEL: "#ops" }, stage.folder);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toBe("");
    expect(ended.stderr).toContain("SLACK_BOT_TOKEN");
    expect(ended.stderr).toContain("PLANBELL_CHANNEL");
  });

  it("ends with 1 before it is ready when it cannot listen, naming the setting", async () => {
    const ended = await run("local/serve.ts", [], { ...stage.env, PLANBELL_HOST: "203.0.113.7" }, stage.folder);
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toBe(
      "planbell: cannot listen on http://203.0.113.7:0 (EADDRNOTAVAIL). " +
        "PLANBELL_HOST: this machine has no such address; 127.0.0.1 and 0.0.0.0 always work.\n",
    );
  });

  it("ends with 1 before it is ready when the state cannot be used", async () => {
    const ended = await run(
      "local/serve.ts",
      [],
      { ...stage.env, PLANBELL_STATE: "sqlite:/dev/null/state.db" },
      stage.folder,
    );
    expect(ended.code).toBe(1);
    expect(ended.stdout).toBe("");
    expect(ended.stderr).toContain("PLANBELL_STATE");
  });
});
