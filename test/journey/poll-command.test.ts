import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "./command.ts";
import { openRealStage, type RealStage } from "./real-stage.ts";

describe("npm run poll", { timeout: 120_000 }, () => {
  let stage: RealStage;
  beforeEach(async () => {
    stage = await openRealStage();
  });
  afterEach(() => stage.close());
  const poll = (env: Record<string, string> = {}, args: readonly string[] = []) =>
    run("local/poll.ts", args, { ...stage.env, ...env }, stage.folder);

  it("prints its report as the last line, and tells nothing twice", async () => {
    const id = await stage.waitingPlan("orders-vpc");
    const first = await poll();
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(first.last)).toMatchObject({
      ok: true,
      listed: 1,
      changed: 1,
      kinds: { "plan.awaiting-approval": 1 },
      posted: 1,
      updated: 0,
      replied: 0,
      uploaded: 0,
      waiting: 0,
      failed: 0,
      ambiguous: 0,
      resent: 0,
      dead: 0,
      throttled: 0,
      conflicts: 0,
      // Two lists of plans, one of instances and one Get; the card; scan, snapshot with claim, poll record, settle.
      calls: { catalog: 4, slack: 1, store: 4 },
      warnings: [],
    });
    const second = await poll();
    expect(JSON.parse(second.last)).toMatchObject({ ok: true, changed: 0, posted: 0 });
    expect(stage.cards(id)).toHaveLength(1);
  });

  it("sends and writes nothing in a dry run, but says what it would tell", async () => {
    const id = await stage.waitingPlan("orders-vpc");
    const dry = await poll({}, ["--dry-run"]);
    expect(dry.code).toBe(0);
    expect(JSON.parse(dry.last)).toMatchObject({ ok: true, kinds: { "plan.awaiting-approval": 1 }, posted: 0 });
    expect(stage.slack.calls.total).toBe(0);
    await poll();
    expect(stage.cards(id)).toHaveLength(1);
  });

  it("sends nothing while paused, and everything afterwards", async () => {
    const id = await stage.waitingPlan("orders-vpc");
    const paused = await poll({ PLANBELL_PAUSED: "1" });
    expect(JSON.parse(paused.last)).toMatchObject({ ok: true, changed: 1, posted: 0, waiting: 1 });
    await poll();
    expect(stage.cards(id)).toHaveLength(1);
  });

  it("replays only what was given up, and nothing in a dry run", async () => {
    await poll();
    const unknown = await poll({}, ["--replay", "card:plan-1:1:C0DEFAULT0:0"]);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toBe(
      'planbell: --replay: no message was given up under "card:plan-1:1:C0DEFAULT0:0"; none was.\n',
    );
    const both = await poll({}, ["--dry-run", "--replay", "card:plan-1:1:C0DEFAULT0:0"]);
    expect(both.code).toBe(1);
    expect(both.stderr).toContain("--replay: sends a message, which --dry-run does not; leave one of them out");
  });

  describe("when something is wrong", () => {
    let id: string;
    beforeEach(async () => {
      await poll();
      id = await stage.waitingPlan("orders-vpc");
    });
    afterEach(async () => {
      const good = await poll();
      expect({ code: good.code, stderr: good.stderr }).toEqual({ code: 0, stderr: "" });
      expect(stage.cards(id)).toHaveLength(1);
    });
    const lines = (text: string): string[] => text.trimEnd().split("\n");

    it("names the secret that is wrong", async () => {
      const ended = await poll({ ALIBABA_CLOUD_ACCESS_KEY_SECRET: "not-the-secret" });
      expect(ended.code).toBe(1);
      expect(lines(ended.stderr)).toHaveLength(1);
      expect(ended.stderr).toContain("ALIBABA_CLOUD_ACCESS_KEY_SECRET");
      expect(ended.stderr + ended.stdout).not.toContain("not-the-secret");
      expect(JSON.parse(ended.last)).toMatchObject({ ok: false, posted: 0 });
    });

    it("names the endpoint where nobody answers", async () => {
      const ended = await poll({ SERVICE_CATALOG_ENDPOINT: "http://127.0.0.1:9/" });
      expect(ended.code).toBe(1);
      expect(lines(ended.stderr)).toHaveLength(1);
      expect(ended.stderr).toContain("http://127.0.0.1:9");
      expect(ended.stderr).toContain("SERVICE_CATALOG_ENDPOINT");
    });

    it("names the state file that cannot be written", async () => {
      writeFileSync(join(stage.folder, "a-file"), "");
      const ended = await poll({ PLANBELL_STATE: `sqlite:${stage.folder}/a-file/state.db` });
      expect(ended.code).toBe(1);
      expect(lines(ended.stderr)).toHaveLength(1);
      expect(ended.stderr).toContain("a-file");
      expect(ended.stderr).toContain("PLANBELL_STATE");
      expect(ended.stdout).toBe("");
    });

    it("names the key of the config file that it does not know", async () => {
      const path = join(stage.folder, "odd.yaml");
      writeFileSync(path, "rotes:\n  - to: [C0DEFAULT0]\n");
      const ended = await poll({ PLANBELL_CONFIG: path });
      expect(ended.code).toBe(1);
      expect(ended.stderr).toContain("rotes");
      expect(ended.stdout).toBe("");
    });

    it("names the action whose answer makes no sense", async () => {
      stage.catalog.faults.next("malformed", { times: 2 });
      const ended = await poll();
      expect(ended.code).toBe(1);
      expect(ended.stderr).toContain("ListProvisionedProductPlans");
      expect(JSON.parse(ended.last)).toMatchObject({ ok: false, posted: 0 });
      stage.catalog.faults.clear();
    });

    it("keeps everything while Slack refuses the token, and ends well with a warning", async () => {
      const ended = await poll({ SLACK_BOT_TOKEN: "xoxb-of-somebody-else" });
      expect(ended.code).toBe(0);
      expect(ended.stderr).toContain("SLACK_BOT_TOKEN");
      expect(ended.stderr + ended.stdout).not.toContain("xoxb-of-somebody-else");
      expect(JSON.parse(ended.last)).toMatchObject({
        ok: true,
        posted: 0,
        waiting: 1,
        warnings: [{ code: "slack-token" }],
      });
    });
  });
});
