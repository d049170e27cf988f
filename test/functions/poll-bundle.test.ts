import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Bundle, bundle } from "../../local/bundle.ts";
import { startPostgres } from "../store/postgres-server.ts";
import {
  contextOf,
  DRIVER,
  LOADER,
  MORTAL_DRIVER,
  type Outcome,
  packagesIn,
  ROLE,
  run,
  runInCleanFolder,
  type Surroundings,
  startSurroundings,
} from "./function-compute.ts";

const FUNCTION = "planbell-poll";

let folder: string;
let built: Bundle;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "planbell-bundle-"));
  built = await bundle("poll", {}, join(folder, "dist"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});

async function surroundings(): Promise<Surroundings> {
  const started = await startSurroundings();
  running.push(started);
  return started;
}

describe("the bundle of poll", () => {
  it("is one file in a folder of its own", () => {
    expect(readdirSync(join(folder, "dist"))).toEqual(["poll"]);
    expect(readdirSync(join(folder, "dist", "poll"))).toEqual(["index.js"]);
  });

  it("leaves out what only other functions or laptops need", () => {
    const unwanted = [
      "yaml",
      "esbuild",
      "libsql",
      "@slack/bolt",
      "@slack/socket-mode",
      "@alicloud/fc2",
      "express",
      "debug",
      "httpx",
      "kitx",
    ];
    expect(packagesIn(built).filter((name) => unwanted.includes(name) || name.startsWith("@libsql/"))).toEqual([]);
    expect(built.inputs.filter((path) => /^(local|test)\//.test(path))).toEqual([]);
  });

  it("tells a waiting plan once, as Function Compute runs it", async () => {
    const { catalog, slack, env } = await surroundings();
    const planId = catalog.world.createPlan({
      name: "Orders DB",
      previewMs: 0,
      approvers: [{ kind: "RamUser", name: "alice" }],
    });
    const keys = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: ROLE.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: ROLE.accessKeySecret,
    };
    const context = contextOf(FUNCTION);
    const { exit, stdout, stderr } = await runInCleanFolder(built.file, DRIVER, { ...env, ...keys }, context);
    expect({ exit, stderr: exit === 0 ? "" : stderr }).toEqual({ exit: 0, stderr: "" });
    const reports = JSON.parse(stdout) as { ok: boolean; posted: number; updated: number; replied: number }[];
    expect(reports).toMatchObject([
      { ok: true, posted: 1 },
      { ok: true, posted: 0, updated: 0, replied: 0 },
    ]);
    const cards = slack.workspace.messages("C0DEFAULT0");
    expect(cards).toHaveLength(1);
    expect(cards[0]?.text).toContain("Orders DB");
    expect(cards[0]?.text).toContain(planId);
  });

  it("tells it once over two cold starts on Function Compute, with its state in PostgreSQL", {
    timeout: 120_000,
  }, async () => {
    const { catalog, slack, env } = await surroundings();
    const database = await startPostgres();
    running.push({ close: () => database.stop() });
    catalog.world.createPlan({ name: "Orders DB", previewMs: 0, approvers: [{ kind: "RamUser", name: "alice" }] });
    const onFc = { ...env, FC_FUNCTION_NAME: FUNCTION, PLANBELL_STATE: await database.empty() };
    const context = contextOf(FUNCTION, ROLE);
    const first = await runInCleanFolder(built.file, MORTAL_DRIVER, onFc, context);
    expect(first).toMatchObject({ exit: 0, stderr: expect.not.stringContaining("Error") });
    expect(JSON.parse(first.stdout)).toMatchObject([{ posted: 1 }, { posted: 0 }]);
    const second = await runInCleanFolder(built.file, MORTAL_DRIVER, onFc, context);
    expect(JSON.parse(second.stdout)).toMatchObject([
      { ok: true, posted: 0, updated: 0, replied: 0 },
      { ok: true, posted: 0, updated: 0, replied: 0 },
    ]);
    expect(slack.workspace.messages("C0DEFAULT0")).toHaveLength(1);
  });

  it("signs with the role's keys of the invocation before the environment's", async () => {
    const { env } = await surroundings();
    const stale = { ALIBABA_CLOUD_ACCESS_KEY_ID: "stale", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "stale" };
    const context = contextOf(FUNCTION, ROLE);
    const { exit, stdout } = await runInCleanFolder(built.file, DRIVER, { ...env, ...stale }, context);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it("fails the invocation when the lists cannot be read, and prints no key", async () => {
    const { env } = await surroundings();
    const wrong = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: ROLE.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "CANARY-of-a-secret",
    };
    const context = contextOf(FUNCTION);
    const { exit, stdout, stderr } = await runInCleanFolder(built.file, DRIVER, { ...env, ...wrong }, context);
    expect(exit).toBe(1);
    expect(stderr).toContain("SignatureDoesNotMatch");
    expect(stdout + stderr).not.toContain("CANARY");
  });

  it.each(["memory:", "sqlite:/tmp/planbell.db"])("does not load where its state would be lost: %s", async (state) => {
    const env = {
      FC_FUNCTION_NAME: FUNCTION,
      SLACK_BOT_TOKEN: "xoxb-CANARY",
      PLANBELL_CHANNEL: "C0DEFAULT0",
      PLANBELL_STATE: state,
    };
    const { exit, stdout, stderr } = await runInCleanFolder(built.file, LOADER, env);
    expect(exit).toBe(1);
    expect(stderr).toContain("1 setting to mend");
    expect(stderr).toContain("PLANBELL_STATE: expected postgres://... on Function Compute");
    expect(stdout + stderr).not.toContain("CANARY");
  });

  it("holds the config file", async () => {
    const made = await bundle("poll", { routes: [{ to: ["C0ROUTED00"] }] }, join(folder, "with-file"));
    const env = { SLACK_BOT_TOKEN: "xoxb-1", PORT: "x" };
    const { stderr } = await runInCleanFolder(made.file, LOADER, env);
    expect(stderr).toContain("PORT: expected a port");
    expect(stderr).not.toContain("PLANBELL_CHANNEL");
  });
});

describe("PLANBELL_CONFIG of a bundle", () => {
  const load = (path: string): Promise<Outcome> =>
    runInCleanFolder(built.file, LOADER, { SLACK_BOT_TOKEN: "xoxb-1", PORT: "x", PLANBELL_CONFIG: path });

  it("names a JSON file that counts instead of the built-in one", async () => {
    const path = join(folder, "other.json");
    writeFileSync(path, JSON.stringify({ routes: [{ to: ["C0ROUTED00"] }] }));
    const { stderr } = await load(path);
    expect(stderr).toContain("PORT: expected a port");
    expect(stderr).not.toContain("PLANBELL_CHANNEL");
  });

  it("is refused by name when it is not there, or is not JSON", async () => {
    expect((await load(join(folder, "nowhere.json"))).stderr).toContain("PLANBELL_CONFIG: expected a JSON file");
    const path = join(folder, "other.yaml");
    writeFileSync(path, "label: prod\n");
    expect((await load(path)).stderr).toContain("PLANBELL_CONFIG: expected JSON");
  });
});

describe("npm run build", () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const build = (yaml: string): Promise<Outcome> => {
    const config = join(mkdtempSync(join(folder, "config-")), "planbell.yaml");
    writeFileSync(config, yaml);
    mkdirSync(join(folder, "out"), { recursive: true });
    const args = ["--import", "tsx", "local/build.ts", "--out", join(folder, "out")];
    return run(args, root, { PLANBELL_CONFIG: config, PATH: process.env["PATH"] });
  };

  it("says what it made", { timeout: 120_000 }, async () => {
    const { exit, stdout, stderr } = await build("label: prod");
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
    const line = (name: string): string => `${name}: \\S+index\\.js, \\d+ bytes, \\d+ gzipped\n`;
    expect(stdout).toMatch(new RegExp(`^${line("poll")}${line("slack")}${line("worker")}$`));
  });

  it("makes nothing of a config file with faults, and tells all of them", async () => {
    rmSync(join(folder, "out"), { recursive: true, force: true });
    const { exit, stderr } = await build("lable: prod\nreminders: {}");
    expect(exit).toBe(1);
    expect(stderr).toContain("lable: unknown key");
    expect(stderr).toContain("reminders: not supported yet");
    expect(readdirSync(join(folder, "out"))).toEqual([]);
  });
});
