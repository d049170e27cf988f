import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pollKey, putRecord } from "../../lib/app/records.ts";
import { earlier, type Ms, minutes } from "../../lib/model/brand.ts";
import type { PollRecord } from "../../lib/notify/record.ts";
import type { Stored } from "../../lib/ports.ts";
import { openPostgres } from "../../lib/store/postgres-store.ts";
import { type Bundle, bundle } from "../../local/bundle.ts";
import { type PostgresServer, startPostgres } from "../store/postgres-server.ts";
import {
  contextOf,
  LOADER,
  MORTAL_DRIVER,
  type Outcome,
  packagesIn,
  ROLE,
  runInCleanFolder,
  type Surroundings,
  startSurroundings,
} from "./function-compute.ts";

const CHANNEL = "C0DEFAULT0";

let folder: string;
let built: { readonly poll: Bundle; readonly worker: Bundle };
let database: PostgresServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "planbell-bundle-"));
  const make = (name: "poll" | "worker"): Promise<Bundle> => bundle(name, {}, join(folder, "dist"));
  built = { poll: await make("poll"), worker: await make("worker") };
  database = await startPostgres();
});
afterAll(async () => {
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

let around: Surroundings;
let state: string;
beforeEach(async () => {
  around = await startSurroundings();
  state = await database.empty();
});
afterEach(() => around.close());

/** Two firings on one instance after a cold start; the instance ends at the first that fails. */
const fire = (name: "poll" | "worker"): Promise<Outcome> => {
  const env = { ...around.env, FC_FUNCTION_NAME: `planbell-${name}`, PLANBELL_STATE: state };
  const context = contextOf(`planbell-${name}`, name === "poll" ? ROLE : {});
  return runInCleanFolder(built[name].file, MORTAL_DRIVER, env, context);
};

/** What was logged: one line of JSON a run. */
const logged = ({ stderr }: Outcome): readonly object[] =>
  stderr.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as object] : []));

const told = (): readonly (string | undefined)[] =>
  around.slack.workspace.messages(CHANNEL).map((message) => message.text.split("\n")[0]);

/** As if nobody had polled for so long. */
async function silence(length: Ms): Promise<void> {
  const store = await openPostgres(state, () => Date.now());
  const key = pollKey("self@cn-hangzhou");
  const { value, version } = (await store.get(key)) as Stored;
  const poll = value as unknown as PollRecord;
  await putRecord(store, key, { ...poll, heartbeat: earlier(poll.heartbeat, length) }, version);
  await store.close();
}

describe("the bundle of worker", () => {
  it("is one file in a folder of its own", () => {
    expect(readdirSync(join(folder, "dist", "worker"))).toEqual(["index.js"]);
  });

  it("holds what a poll does, and what decides; not what hears Slack or hands jobs on", () => {
    const files = (inputs: readonly string[]): readonly string[] =>
      inputs.filter((path) => /^lib\/(catalog\/approvals|slack\/app|fc\/invoke)\.ts$/.test(path));
    expect(files(built.worker.inputs)).toEqual(["lib/catalog/approvals.ts"]);
    expect(files(built.poll.inputs)).toEqual([]);
    const strangers = ["@slack/bolt", "express", "undici", "@alicloud/fc2"];
    expect(packagesIn(built.worker).filter((name) => strangers.includes(name))).toEqual([]);
    // They are looked for where they would be.
    expect(packagesIn(built.worker)).toContain("@alicloud/pop-core");
  });

  it("leaves a poll alone that is alive, and logs one line a run", async () => {
    await fire("poll");
    const outcome = await fire("worker");
    expect(outcome.exit).toBe(0);
    const quiet = { ok: true, kinds: {}, posted: 0, warnings: [], calls: { catalog: 0, slack: 0, store: 1 } };
    expect(JSON.parse(outcome.stdout)).toMatchObject([quiet, quiet]);
    const line = { event: "heartbeat", requestId: "1-64f6", firedAt: "2026-01-01T00:00:00Z", ok: true };
    expect(logged(outcome)).toMatchObject([line, line]);
    expect(told()).toEqual([]);
  });

  it("tells once that nobody polls, over two cold starts, and the poll tells that it is back", {
    timeout: 120_000,
  }, async () => {
    await fire("poll");
    await silence(minutes(20));
    const first = await fire("worker");
    expect(logged(first)).toMatchObject([{ ok: false, kinds: { "watch.blind": 1 }, posted: 1, calls: { catalog: 0 } }]);
    const second = await fire("worker");
    expect(logged(second)).toMatchObject([{ ok: false, kinds: {}, posted: 0 }]);
    expect(told()).toEqual(["Planbell sees nothing"]);
    await fire("poll");
    await fire("worker");
    expect(told()).toEqual(["Planbell sees nothing", "Planbell sees again"]);
  });

  it("fails the invocation while nobody polls, so that Function Compute counts it", async () => {
    const { exit, stderr } = await fire("worker");
    expect(exit).toBe(1);
    expect(stderr).toContain("Error: nobody has polled on this state yet");
    expect(told()).toEqual([]);
  });

  it("does not load with settings that the poll would refuse, and prints no secret", async () => {
    const env = { FC_FUNCTION_NAME: "planbell-worker", SLACK_BOT_TOKEN: "CANARY", PLANBELL_STATE: "memory:" };
    const { exit, stdout, stderr } = await runInCleanFolder(built.worker.file, LOADER, env);
    expect(exit).toBe(1);
    expect(stderr).toContain("3 settings to mend");
    expect(stdout + stderr).not.toContain("CANARY");
  });
});
