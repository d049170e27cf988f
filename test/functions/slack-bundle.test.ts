import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bundle, bundle, bundleFile } from "../../local/bundle.ts";
import { STAND_INS } from "../../local/bundling/stand-ins.data.ts";
import { SECRET } from "../build/signed.ts";
import { contextOf, LOADER, type Outcome, packagesIn, ROLE, runInCleanFolder } from "./function-compute.ts";
import { actCases } from "./slack-acts.ts";
import { type Case, cases } from "./slack-requests.ts";

/** Not on Function Compute, where no state is kept in memory; loaded and called as there. */
const ENV = {
  SLACK_BOT_TOKEN: "xoxb-planbell-demo",
  SLACK_SIGNING_SECRET: SECRET,
  // Nobody is to be called.
  SLACK_API_URL: "http://127.0.0.1:1/api/",
  ALIBABA_CLOUD_ACCESS_KEY_ID: "id",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "key",
  PLANBELL_CHANNEL: "C0DEFAULT0",
  PLANBELL_STATE: "memory:",
};
/** One instance that answers all requests of a file, one after the other. */
const DRIVER = `
  const { handler } = require("./index.js");
  const { events, context } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
  (async () => {
    const answers = [];
    for (const event of events) answers.push(await handler(Buffer.from(JSON.stringify(event)), context));
    require("node:fs").writeFileSync(1, JSON.stringify(answers));
    process.exit();
  })();
`;

let folder: string;
let built: Bundle;
/** The same without all that is done to it. */
let whole: string;
let asked: readonly Case[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "planbell-bundle-"));
  whole = join(folder, "whole", "index.js");
  const config = { label: "prod", approvals: { enabled: true } };
  built = await bundle("slack", config, join(folder, "dist"));
  const define = { "globalThis.PLANBELL_CONFIG": JSON.stringify(config) };
  await bundleFile("functions/slack.ts", whole, { define, plugins: [] });
  asked = cases();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As it is deployed. */
const DEPLOYED = {
  FC_FUNCTION_NAME: "planbell-slack",
  SLACK_BOT_TOKEN: "xoxb-planbell-demo",
  SLACK_SIGNING_SECRET: SECRET,
  PLANBELL_CHANNEL: "C0DEFAULT0",
  PLANBELL_WORKER: "planbell-worker",
  PLANBELL_STATE: "postgres://planbell@127.0.0.1:1/planbell",
};

interface Answer {
  readonly statusCode: number;
  readonly isBase64Encoded: boolean;
  readonly body: string;
}

/** What a bundle answers to these events, in a folder of its own. */
async function answersOf(
  file: string,
  to: readonly { readonly event: unknown }[],
  env: NodeJS.ProcessEnv = ENV,
): Promise<Outcome & { readonly answers: readonly Answer[] }> {
  const events = join(mkdtempSync(join(folder, "events-")), "events.json");
  const context = JSON.parse(contextOf("planbell-slack", ROLE));
  writeFileSync(events, JSON.stringify({ events: to.map(({ event }) => event), context }));
  const outcome = await runInCleanFolder(file, DRIVER, env, events);
  return { ...outcome, answers: outcome.exit === 0 ? JSON.parse(outcome.stdout) : [] };
}

/** Slack and Function Compute, who say yes to everything, and what they are asked in order: a bundle has one each. */
async function startHost() {
  const seen: { readonly call: string; readonly body: string }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part) => (body += part));
    request.on("end", () => {
      const isJob = request.url === "/2023-03-30/functions/planbell-worker/invocations";
      const call = isJob ? JSON.parse(body).kind : request.url?.replace("/api/", "");
      // When it was pressed is in it.
      seen.push({ call, body: body.replace(/"at":\d+/, '"at":0') });
      response.writeHead(isJob ? 202 : 200, { "content-type": "application/json" });
      response.end(isJob ? "" : '{"ok":true,"view":{"id":"V1","hash":"1.a"}}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { seen, env: { SLACK_API_URL: `${url}/api/`, PLANBELL_FC_ENDPOINT: url }, stop };
}

describe("the bundle of slack", () => {
  it("is three files and what this Node compiled of the first", () => {
    expect(readdirSync(join(folder, "dist", "slack"))).toEqual([
      "first.js",
      `first.js.${process.version}-${process.arch}`,
      "index.js",
      "rest.js",
    ]);
  });

  it("leaves out what it never uses", () => {
    const unwanted = ["undici", "express", "@slack/socket-mode", "@slack/oauth", "raw-body", "path-to-regexp", "yaml"];
    const heavy = ["ali-oss", "axios", "ws", "libsql"];
    expect(packagesIn(built).filter((name) => [...unwanted, ...heavy].includes(name))).toEqual([]);
    expect(packagesIn(built)).toEqual(expect.arrayContaining(["@slack/bolt", "@slack/web-api", "postgres"]));
    expect(built.inputs.filter((path) => /^(local|test)\//.test(path))).toEqual([]);
  });

  it("answers every kind of request as it is written here, and as without all that was done to it", async () => {
    const [shipped, plain] = await Promise.all([answersOf(built.file, asked), answersOf(whole, asked)]);
    expect([shipped.exit, plain.exit, shipped.stdout]).toEqual([0, 0, plain.stdout]);
    const read = shipped.answers.map(({ statusCode, isBase64Encoded, body }, n) => {
      expect(isBase64Encoded).toBe(false);
      const text = asked[n]?.text === undefined ? undefined : (JSON.parse(body) as { text: string }).text;
      return { name: asked[n]?.name, status: statusCode, ...(text === undefined ? { body } : { text }) };
    });
    expect(read).toEqual(asked.map(({ event, ...expected }) => expected));
    // What both log is the same, too: how long it took apart.
    const log = (lines: string): string => lines.replace(/"ms":\d+/g, '"ms":0');
    expect(log(shipped.stderr)).toBe(log(plain.stderr));
  }, 120_000);

  it("calls for every kind of act as it is written here, and as without all that was done to it", async () => {
    const acts = actCases();
    const hosts = await Promise.all([startHost(), startHost()]);
    const [shipped, plain] = await Promise.all(
      [built.file, whole].map((file, n) => answersOf(file, acts, { ...DEPLOYED, ...hosts[n]?.env })),
    );
    await Promise.all(hosts.map(({ stop }) => stop()));
    const [ours, plainly] = hosts.map(({ seen }) => seen);
    // A modal and its job leave beside each other.
    const ordered = (seen: typeof ours = []) => seen.map(({ call, body }) => `${call} ${body}`).sort();
    expect(ordered(ours)).toEqual(ordered(plainly));
    expect(ours?.map(({ call }) => call).sort()).toEqual(acts.flatMap(({ calls }) => calls).sort());
    expect(shipped?.answers).toEqual(plain?.answers);
    const read = shipped?.answers.map(({ statusCode, body }, n) => ({ name: acts[n]?.name, statusCode, body }));
    expect(read).toEqual(acts.map(({ name, body }) => ({ name, statusCode: 200, body })));
  }, 120_000);

  it("does not load with settings that are none, and prints no secret", async () => {
    const env = { ...ENV, SLACK_SIGNING_SECRET: "CANARY 1", PLANBELL_STATE: "CANARY:" };
    const { exit, stdout, stderr } = await runInCleanFolder(built.file, LOADER, env);
    expect(exit).toBe(1);
    expect(stderr).toContain("2 settings to mend");
    expect(stdout + stderr).not.toContain("CANARY");
  });
});

describe("the first answer of an instance", () => {
  /** A copy of the bundle with something done to it. */
  const changed = (change: (path: string) => void): string => {
    const copy = mkdtempSync(join(folder, "changed-"));
    cpSync(join(folder, "dist", "slack"), copy, { recursive: true });
    change(copy);
    return join(copy, "index.js");
  };
  const compiled = (path: string): string => join(path, `first.js.${process.version}-${process.arch}`);
  const first = (): readonly Case[] => asked.slice(0, 1);
  const help = [{ statusCode: 200, body: expect.stringContaining("What /planbell can do") }];

  it("needs nothing of the second file", async () => {
    const file = changed((path) => rmSync(join(path, "rest.js")));
    expect((await answersOf(file, first(), DEPLOYED)).answers).toMatchObject(help);
  });

  it.each<[string, (path: string) => void]>([
    ["of another Node", (path) => rmSync(compiled(path))],
    ["that is cut short", (path) => truncateSync(compiled(path), 1_000)],
    ["that is none", (path) => writeFileSync(compiled(path), "x".repeat(5_000))],
    ["that is empty", (path) => writeFileSync(compiled(path), "")],
    [
      "that lost a few bytes",
      (path) => writeFileSync(compiled(path), readFileSync(compiled(path)).fill(255, 60_000, 60_100)),
    ],
    ["of another version of the code", (path) => writeFileSync(join(path, "first.js"), ";", { flag: "a" })],
  ])("is the same without what Node compiled, or with something %s", async (_, change) => {
    const { exit, answers, stderr } = await answersOf(changed(change), first());
    expect([exit, answers]).toMatchObject([0, help]);
    expect(stderr).toMatch(/^\{"event":"command","kind":"help","ms":\d+\}\n$/);
  });
});

describe("what is left out", () => {
  const undici = (): Record<string, unknown> => {
    const module = { exports: {} };
    new Function("module", STAND_INS.find(({ asked }) => asked === "undici")?.code ?? "")(module);
    return module.exports;
  };

  it("can be asked for, and says so when it is used", () => {
    const { Agent, fetch } = undici() as { Agent: new () => object; fetch: () => void };
    expect(() => new Agent()).toThrow("undici is left out of this bundle");
    expect(() => fetch()).toThrow("undici is left out of this bundle");
  });
});
