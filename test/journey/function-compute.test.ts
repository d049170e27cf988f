import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildPoll, type PollApp } from "../../lib/app/build/poll.ts";
import { bundle } from "../../local/bundle.ts";
import { ACCOUNT } from "../../local/catalog/ids.ts";
import { DEMO_KEY, type EmulatedCatalog, startCatalog } from "../../local/catalog/server.ts";
import { type SlackStandIn, startSlack } from "../../local/slack/server.ts";
import type { StoredMessage } from "../../local/slack/workspace.ts";
import { type PostgresServer, startPostgres } from "../store/postgres-server.ts";
import { type Instance, openTrigger, startInstance } from "./fc-instance.ts";

const CAROL = "U03CAROL01";
const CHANNEL = "C0DEFAULT0";
const NET = { kind: "RamRole", name: "net-approvers" };
const SECRET = "planbell-test-signing-secret";
const FILE = {
  routes: [{ to: [CHANNEL] }],
  people: { "RamRole:net-approvers": [CAROL] },
  approvals: { enabled: true, roles: { "RamRole:net-approvers": `acs:ram::${ACCOUNT}:role/net-approvers` } },
};

/** The built functions as Function Compute runs them, between the emulated cloud and the workspace. */
describe("planbell on Function Compute", { timeout: 120_000 }, () => {
  let folder: string;
  let database: PostgresServer;
  let catalog: EmulatedCatalog;
  let slack: SlackStandIn;
  let instances: { readonly slack: Instance; readonly worker: Instance };
  let trigger: { close(): Promise<void> };
  let polls: PollApp;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "planbell-fc-"));
    const clock = { now: () => Date.now() };
    let worker: Instance;
    const functions = {
      names: ["planbell-worker"],
      handler: (_: string, payload: Buffer) => worker.invoke(payload.toString("utf8")),
    };
    [database, catalog, slack] = await Promise.all([
      startPostgres(),
      startCatalog({ clock, roles: [{ name: NET.name }], functions }),
      startSlack({
        clock,
        rate: "off",
        users: [{ id: CAROL, name: "carol" }],
        scopes: ["chat:write", "commands", "users:read", "channels:history", "channels:read"],
        // A machine may be busy, and starts an instance meanwhile.
        app: { signingSecret: SECRET, commands: [{ name: "/planbell", description: "", hint: "" }], patience: 30_000 },
      }),
    ]);
    const env = {
      SLACK_BOT_TOKEN: "xoxb-planbell-demo",
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: slack.apiUrl,
      SERVICE_CATALOG_ENDPOINT: catalog.url,
      STS_ENDPOINT: catalog.url,
      ROS_ENDPOINT: catalog.url,
      PLANBELL_FC_ENDPOINT: catalog.url,
      PLANBELL_WORKER: "planbell-worker",
      PLANBELL_STATE: await database.empty(),
    };
    const start = async (name: "slack" | "worker"): Promise<Instance> => {
      const { file } = await bundle(name, FILE, join(folder, "dist"));
      const credentials = { accessKeyId: DEMO_KEY.id, accessKeySecret: DEMO_KEY.secret };
      const context = { requestId: "1-64f6", accountId: ACCOUNT, region: "cn-hangzhou", credentials };
      return startInstance(file, { ...env, FC_FUNCTION_NAME: `planbell-${name}` }, context);
    };
    worker = await start("worker");
    instances = { worker, slack: await start("slack") };
    const open = await openTrigger(instances.slack);
    trigger = open;
    expect(await slack.app.enterRequestUrl(`${open.url}/slack/events`)).toBe(true);
    const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: DEMO_KEY.id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: DEMO_KEY.secret };
    polls = buildPoll({ ...env, ...keys }, FILE);
    await polls.poll();
  }, 120_000);
  afterAll(async () => {
    for (const instance of Object.values(instances ?? {})) instance.stop();
    await Promise.all([trigger?.close(), polls?.close()]);
    await Promise.all([slack?.close(), catalog?.close()]);
    await database?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const told = () => slack.workspace.messages(CHANNEL).flatMap((m) => (m.ephemeralFor === CAROL ? [m.text] : []));
  const cardOf = (plan: string) =>
    slack.workspace
      .messages(CHANNEL)
      .findLast((m) => String(m.metadata?.event_payload["key"]).startsWith(`card:${plan}:`)) as StoredMessage;
  const type = (text: string) => slack.people.command({ user: CAROL, channel: CHANNEL, text });
  async function waitingPlan(name: string): Promise<string> {
    const plan = catalog.world.createPlan({ name, approvers: [NET], previewMs: 1 });
    await vi.waitUntil(() => catalog.world.plan(plan).status === "ApplicationInProgress", 5_000);
    await polls.poll();
    return plan;
  }
  /** What the worker was handed, by the kind of each job. */
  const handed = () =>
    catalog.functions.invocations.map(({ name, type: how, taskId, payload }) => ({
      name,
      how,
      taskId,
      kind: (JSON.parse(payload.toString("utf8")) as { kind: string }).kind,
    }));

  it("answers at once what asks nobody, and hands the rest to the worker, which answers where Slack says", async () => {
    await waitingPlan("vpc-prod");
    const before = handed().length;
    expect(await type("/planbell help")).toEqual({ ok: true });
    expect([told().length, handed().length]).toEqual([1, before]);
    expect(await type("/planbell pending")).toEqual({ ok: true });
    await vi.waitUntil(() => told().length === 2, 20_000);
    expect(told()[1]).toMatch(/^1 plan waits for approval/);
    expect(handed().slice(before)).toEqual([
      {
        name: "planbell-worker",
        how: "Async",
        taskId: expect.stringMatching(/^slack_[0-9a-f]{32}$/),
        kind: "command",
      },
    ]);
  });

  it("decides by a click, in the worker, which tells the audit on its stdout", async () => {
    const plan = await waitingPlan("vpc-next");
    const { ts, blocks } = cardOf(plan);
    const block = blocks.find((one) => (one as { type: string }).type === "actions") as { block_id: string };
    const press = { user: CAROL, at: { channel: CHANNEL, ts }, blockId: block.block_id, actionId: "plan_approve" };
    expect(await slack.people.act(press)).toEqual({ ok: true });
    await vi.waitUntil(() => catalog.world.plan(plan).status === "ApplicationApproved", 20_000);
    await catalog.functions.settled();
    expect(cardOf(plan).text).toMatch(/^Approved, not run yet: vpc-next\n/);
    const audit = instances.worker.output().stdout.trim().split("\n");
    expect(audit.map((line) => JSON.parse(line))).toMatchObject([
      { event: "decision", result: "approved", user: CAROL, principal: "RamRole:net-approvers", plan },
    ]);
    expect(JSON.stringify([instances.slack.output(), instances.worker.output()])).not.toMatch(/xoxb-|\/response\//);
  });

  it("opens a modal by a click without the worker, and fills in the one of a command with it", async () => {
    const plan = await waitingPlan("vpc-last");
    const before = handed().length;
    const { ts, blocks } = cardOf(plan);
    const block = blocks.find((one) => (one as { type: string }).type === "actions") as { block_id: string };
    const press = { user: CAROL, at: { channel: CHANNEL, ts }, blockId: block.block_id, actionId: "plan_reject" };
    expect(await slack.people.act(press)).toEqual({ ok: true });
    const modal = () => slack.views.stackOf(CAROL).at(-1);
    expect([modal()?.callbackId, handed().length]).toEqual(["plan_decide", before]);
    expect(await type(`/planbell approve ${plan}`)).toEqual({ ok: true });
    await vi.waitUntil(() => modal()?.externalId !== undefined && modal()?.submit !== undefined, 20_000);
    expect(JSON.stringify(modal()?.blocks)).toContain("Waiting for approval: vpc-last");
    expect(handed().slice(before)).toMatchObject([{ kind: "form" }]);
  });
});
