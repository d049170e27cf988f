import { join } from "node:path";
import Database from "libsql";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { realClock } from "../../lib/app/build/real-clock.ts";
import { askCloud } from "../../lib/app/doctor/ask-cloud.ts";
import type { Checkup } from "../../lib/app/doctor/check.ts";
import { STS } from "../../lib/catalog/api.ts";
import { createRpc } from "../../lib/catalog/rpc.ts";
import { createIdentities } from "../../lib/catalog/sts.ts";
import { instant } from "../../lib/model/brand.ts";
import { openSqlite } from "../../lib/store/sqlite-store.ts";
import { DEMO_KEY } from "../../local/catalog/server.ts";
import { main } from "../../local/doctor-command.ts";
import { type SlackStandIn, startSlack } from "../../local/slack/server.ts";
import { run } from "./command.ts";
import { openRealStage, type RealStage } from "./real-stage.ts";

const SCOPES = [
  ...["chat:write", "commands", "users:read", "channels:history", "groups:history", "im:write", "im:history"],
  ...["files:write", "usergroups:read", "channels:read", "groups:read"],
];
const APP_TOKEN = "xapp-1-A0-doctor";
const WORKSPACE = {
  token: "xoxb-planbell-demo",
  rate: "off",
  app: { appToken: APP_TOKEN },
  channels: [
    { id: "C0DEFAULT0", name: "platform" },
    { id: "C0FAILURES", name: "failures" },
    { id: "C0PARTNERS", name: "partners", isExtShared: true },
  ],
  users: [
    { id: "U01ALICE01", name: "alice", realName: "Alice Liu" },
    { id: "U02GUEST01", name: "gus", isRestricted: true },
  ],
  userGroups: [{ id: "S03GROUP01", name: "Network", handle: "net", users: ["U01ALICE01"] }],
} as const;

const FILE = `
routes:
  - { when: { kind: plan.failed }, to: [C0FAILURES], mention: [S03GROUP01] }
  - { to: [C0DEFAULT0] }
people: { "RamUser:alice": [U01ALICE01] }
`;
const NOBODY = "http://127.0.0.1:9/";

describe("npm run doctor", { timeout: 60_000 }, () => {
  let stage: RealStage;
  let env: Record<string, string>;
  const others: SlackStandIn[] = [];
  beforeAll(async () => {
    stage = await openRealStage({ ...WORKSPACE, scopes: SCOPES } as never);
    env = {
      ...stage.env,
      STS_ENDPOINT: stage.catalog.url,
      SLACK_APP_TOKEN: APP_TOKEN,
      PLANBELL_CONFIG: stage.file("planbell.yaml", FILE),
    };
  });
  beforeEach(() => {
    stage.slack.calls.clear();
    stage.catalog.faults.clear();
  });
  afterAll(() => Promise.all([stage.close(), ...others.map((one) => one.close())]));

  /** The command in this process: what it printed, and how it ended. */
  async function doctor(more: Record<string, string> = {}, args: readonly string[] = [], ahead = 0) {
    const lines: string[] = [];
    const clock = { ...realClock, now: () => instant(Date.now() + ahead) };
    const code = await main(args, { ...env, ...more }, (line) => lines.push(line), clock);
    const all = lines.join("\n");
    expect(all).not.toMatch(/planbell-demo-secret|xoxb-planbell-demo|planbell-test-signing-secret|xapp-1-A0-doctor/);
    return { code, lines, all };
  }
  const starting = (lines: readonly string[], sign: string): string[] => lines.filter((line) => line.startsWith(sign));

  it("finds all well, and sends and leaves nothing", async () => {
    const { code, lines } = await doctor();
    const names = ["config", "identity", "catalog", "permissions", "stacks", "slack", "scopes"];
    const more = ["channel C0FAILURES", "channel C0DEFAULT0", "people", "socket", "store", "clock", "ways"];
    expect(lines.map((line) => line.slice(6).split("  ")[0])).toEqual([
      ...names,
      ...more,
      "test message",
      expect.stringContaining("0 to mend, 1 not looked at"),
    ]);
    expect([starting(lines, "FAIL"), code]).toEqual([[], 0]);
    expect(lines).toContain(
      "ok    identity            account 1466115886170001, acs:ram::1466115886170001:user/planbell",
    );
    expect(lines).toContain("ok    people              1 person and 1 user group are as they should be");
    expect(stage.slack.workspace.messages()).toEqual([]);
    const store = await openSqlite(join(stage.folder, "state.db"), Date.now);
    expect(await store.scan("")).toEqual([]);
    await store.close();
  });

  it("sends one message when it is told to, and says where", async () => {
    const { code, lines } = await doctor({}, ["--send-test"]);
    expect(starting(lines, "ok    test message")).toEqual(["ok    test message        sent to C0DEFAULT0"]);
    expect(code).toBe(0);
    expect(stage.slack.workspace.messages().map(({ channel, text }) => [channel, text])).toEqual([
      ["C0DEFAULT0", "A test of Planbell, sent by its doctor: messages arrive here. Nothing has happened."],
    ]);
  });

  it("ends by itself in a process of its own, with one object as the last line", async () => {
    const { code, last, stderr } = await run("local/doctor.ts", ["--json"], env, stage.folder);
    const checkup = JSON.parse(last) as Checkup;
    expect([code, stderr, checkup.ok]).toEqual([0, "", true]);
    expect(checkup.checks.find(({ name }) => name === "slack")).toEqual({
      name: "slack",
      state: "ok",
      text: "the app is U0PLANBELL in Planbell demo (T0PLANBELL)",
    });
    await expect(doctor({}, ["--send"])).rejects.toThrow("Unknown option '--send'");
  });

  /** Another workspace with the same people, whose app may do less. What it is called is nobody's to see. */
  async function withScopes(scopes: readonly string[]): Promise<Record<string, string>> {
    const team = { id: "T0OTHER001", name: "planbell-demo-secret" };
    const slack = await startSlack({ ...WORKSPACE, clock: Date, scopes, team } as never);
    others.push(slack);
    return { SLACK_API_URL: slack.apiUrl };
  }
  const allBut = (...scopes: string[]) => withScopes(SCOPES.filter((scope) => !scopes.includes(scope)));

  it("tells a required scope that is missing", async () => {
    const { code, all } = await doctor(await allBut("users:read"));
    expect(all).toContain("missing: users:read -> add users:read to the bot's scopes and install the app again");
    expect(code).toBe(1);
  });

  it("tells what cannot be seen, and goes by the history where it may", async () => {
    const { code, all } = await doctor(await allBut("channels:read", "groups:read", "usergroups:read"));
    expect(all).toContain("without channels:read and groups:read decisions in channels are refused");
    expect(all).toContain(
      "channel C0DEFAULT0  the app is in it, but whether it is archived or shared with others cannot",
    );
    expect(all).toContain("user groups         1 user group cannot be seen without usergroups:read");
    expect(code).toBe(0);
  });

  it("tells an archived channel, and one without the app", async () => {
    const { workspace } = stage.slack;
    workspace.archive("C0FAILURES");
    workspace.removeBot("C0DEFAULT0");
    const { code, all } = await doctor();
    workspace.unarchive("C0FAILURES");
    workspace.inviteBot("C0DEFAULT0");
    expect(all).toContain("FAIL  channel C0FAILURES  #failures is archived: nobody can write to it -> unarchive it");
    expect(all).toContain("FAIL  channel C0DEFAULT0  #platform: the app is not in it: messages are refused -> /invite");
    expect(code).toBe(1);
  });

  it("tells whom and what Slack does not know, guests, and shared channels", async () => {
    const file = `
routes: [{ to: [C0NOWHERE0], mention: [S09NOBODY1], continue: true }, { to: [C0PARTNERS] }]
people: { "RamUser:bob": [U09NOBODY1], "RamUser:gus": [U02GUEST01] }
`;
    const { code, all } = await doctor({ PLANBELL_CONFIG: stage.file("other.yaml", file) });
    expect(all).toContain("FAIL  channel C0NOWHERE0     Slack knows no such channel");
    expect(all).toContain("WARN  channel C0PARTNERS     #partners is shared with another organisation");
    expect(all).toContain("FAIL  person U09NOBODY1      Slack knows nobody of this id (people, RamUser:bob)");
    expect(all).toContain("WARN  person U02GUEST01      gus (people, RamUser:gus) is a guest");
    expect(all).toContain("FAIL  user group S09NOBODY1  Slack knows no such user group (routes[0].mention)");
    expect(code).toBe(1);
  });

  it("tells a wrong key and a wrong token, and looks at the rest", async () => {
    const wrong = { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "another-secret-1", SLACK_BOT_TOKEN: "xoxb-another-token-1" };
    const { code, lines, all } = await doctor(wrong, ["--send-test"]);
    expect(starting(lines, "FAIL").map((line) => line.slice(6).split("  ")[0])).toEqual([
      "identity",
      "catalog",
      "slack",
      "test message",
    ]);
    expect(all).toContain("the AccessKey secret is wrong: check ALIBABA_CLOUD_ACCESS_KEY_SECRET -> copy AccessKey id");
    expect(all).toContain("Slack, auth.test: invalid_auth -> copy the app's bot token to SLACK_BOT_TOKEN");
    expect(all).not.toMatch(/another-secret-1|another-token-1/);
    expect(starting(lines, "ok    store")).toHaveLength(1);
    expect(code).toBe(1);
  });

  it("tells a permission that is missing, by its name", async () => {
    const planbell = { kind: "RamUser", name: "planbell" };
    stage.catalog.ram.allow(planbell, ["servicecatalog:ListTasks", "servicecatalog:GetTask"]);
    const { code, all } = await doctor();
    stage.catalog.ram.allow(planbell, ["*"]);
    expect(all).toContain("permission servicecatalog:ListProvisionedProductPlans is missing");
    expect(all).toContain("servicecatalog:ListProvisionedProducts is not allowed: what no plan started is not seen");
    expect(all).toContain("servicecatalog:GetProvisionedProductPlan is not allowed: no plan can be told -> grant");
    expect(all).toContain("servicecatalog:GetProvisionedProduct is not allowed: nobody learns that");
    expect(all).toContain("WARN  stacks              ros:GetStack is not allowed");
    expect(code).toBe(1);
  });

  it("plays each role for a moment, with no right", async () => {
    const { catalog } = stage;
    catalog.ram.addRole({ name: "net-approvers" });
    catalog.ram.addRole({ name: "closed", trusts: [] });
    const credentials = { accessKeyId: DEMO_KEY.id, accessKeySecret: DEMO_KEY.secret };
    const identities = createIdentities(createRpc({ endpoint: catalog.url, api: STS, credentials, clock: realClock }));
    const roles = ["net-approvers", "closed", "gone"].map((name) => ({
      principal: `RamRole:${name}`,
      arn: `acs:ram::1466115886170001:role/${name}`,
    }));
    const cloud = { clock: realClock, identities, catalog: undefined, stacks: undefined };
    const { checks } = await askCloud(cloud, { region: "cn-hangzhou", instances: true, roles });
    expect(checks.filter(({ name }) => name.startsWith("role ")).map(({ state, fix }) => [state, fix])).toEqual([
      ["ok", undefined],
      ["fail", "allow the caller sts:AssumeRole on it, and name the caller in the role's trust policy"],
      ["fail", "correct approvals.roles"],
    ]);
  });

  it("looks at the other side when one is down, and at everything else when both are", async () => {
    const noCloud = { SERVICE_CATALOG_ENDPOINT: NOBODY, STS_ENDPOINT: NOBODY, ROS_ENDPOINT: NOBODY };
    const first = await doctor(noCloud);
    expect(starting(first.lines, "FAIL").map((line) => line.slice(6, 14))).toEqual(["identity", "catalog "]);
    expect(first.all).toContain("check SERVICE_CATALOG_ENDPOINT, and that this machine reaches it");
    expect(starting(first.lines, "ok    channel")).toHaveLength(2);
    const both = await doctor({ ...noCloud, SLACK_API_URL: `${NOBODY}api/` });
    expect(both.all).toContain("that this machine reaches Slack: from mainland China it often does not");
    expect(starting(both.lines, "ok    ").map((line) => line.slice(6, 12))).toEqual(["config", "store "]);
    expect([first.code, both.code]).toEqual([1, 1]);
  });

  it("tells a state that cannot be used, or is of a newer version", async () => {
    const nowhere = await doctor({ PLANBELL_STATE: "sqlite:/nowhere/at/all/state.db" });
    expect(nowhere.all).toContain("the folder /nowhere/at/all does not exist");
    const path = join(stage.folder, "newer.db");
    await (await openSqlite(path, Date.now)).close();
    const db = new Database(path);
    db.prepare("update meta set format = 99").run();
    db.close();
    const newer = await doctor({ PLANBELL_STATE: `sqlite:${path}` });
    expect(newer.all).toMatch(/FAIL {2}store .*format 99.* -> run the newer version of Planbell/);
    expect([nowhere.code, newer.code]).toEqual([1, 1]);
  });

  it("tells a clock that is off, also where the cloud refuses for it", async () => {
    const slow = await doctor({}, [], -200_000);
    expect(slow.all).toMatch(/WARN {2}clock +this machine's clock is (199|20\d|21\d) s behind that of/);
    expect(slow.code).toBe(0);
    const fast = await doctor({}, [], 1_000_000);
    expect(fast.all).toMatch(/FAIL {2}clock +this machine's clock is 10\d\d s ahead of that of/);
    expect(fast.all).toContain("-> set this machine's clock");
    expect(fast.code).toBe(1);
  });

  it("tells all faults of the settings, and looks at what is sound", async () => {
    const { code, lines, all } = await doctor({
      SLACK_APP_TOKEN: "xapp",
      PORT: "x",
      PLANBELL_CONFIG: stage.file("bad.yaml", "routes: [\n  a: *b"),
    });
    expect(starting(lines, "FAIL  config").map((line) => line.slice(15, 40).trim().split(/[ :]/)[0])).toEqual([
      "config",
      "config",
      "SLACK_APP_TOKEN",
      "PORT",
    ]);
    expect(all).toMatch(/- +channels +the settings that name them are to be mended first/);
    expect(starting(lines, "ok    catalog")).toHaveLength(1);
    expect(starting(lines, "ok    slack")).toHaveLength(1);
    expect(code).toBe(1);
  });
});
