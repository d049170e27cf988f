import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Bundle } from "../../local/bundle.ts";
import { DEMO_KEY, type EmulatedCatalog, startCatalog } from "../../local/catalog/server.ts";
import { type SlackStandIn, startSlack } from "../../local/slack/server.ts";

/** What Function Compute does: loads the file, then calls the handler with a Buffer, twice on one instance. */
export const DRIVER = `
  const { handler } = require("./index.js");
  const event = { triggerTime: "2026-01-01T00:00:00Z", triggerName: "poll", payload: "" };
  const context = JSON.parse(process.argv[1]);
  (async () => {
    const reports = [];
    for (let i = 0; i < 2; i++) reports.push(await handler(Buffer.from(JSON.stringify(event)), context));
    console.log(JSON.stringify(reports));
  })().catch((error) => { console.error(String(error)); process.exitCode = 1; });
`;
/** What ends an instance that keeps connections: Function Compute, not the function. */
export const MORTAL_DRIVER = `${DRIVER.trimEnd().replace(/;$/, "")}.finally(() => process.exit());`;
/** Loads it as Function Compute does at a cold start, and prints what it throws. */
export const LOADER = `try { require("./index.js"); } catch (error) { console.error(String(error)); process.exitCode = 1; }`;
export const ROLE = { accessKeyId: DEMO_KEY.id, accessKeySecret: DEMO_KEY.secret };

/** What comes with an invocation, as the driver takes it; without a role the credentials are empty. */
export const contextOf = (functionName: string, credentials: object = {}): string =>
  JSON.stringify({
    requestId: "1-64f6",
    region: "ap-southeast-1",
    accountId: "1",
    function: { name: functionName },
    credentials,
  });

export interface Outcome {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Copies the bundle's folder, and nothing else, to an empty place and runs a script there. */
export async function runInCleanFolder(
  file: string,
  script: string,
  env: NodeJS.ProcessEnv,
  argument = "",
): Promise<Outcome> {
  const clean = mkdtempSync(join(tmpdir(), "planbell-clean-"));
  try {
    cpSync(dirname(file), clean, { recursive: true });
    return await run(["-e", script, argument], clean, env);
  } finally {
    rmSync(clean, { recursive: true, force: true });
  }
}

export function run(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Outcome> {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (exit) => resolve({ exit, stdout, stderr }));
  });
}

/** What a function finds around it, and the environment that says where. */
export interface Surroundings {
  readonly catalog: EmulatedCatalog;
  readonly slack: SlackStandIn;
  readonly env: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

export async function startSurroundings(): Promise<Surroundings> {
  const clock = { now: () => Date.now() };
  const [catalog, slack] = await Promise.all([startCatalog({ clock }), startSlack({ clock })]);
  return {
    catalog,
    slack,
    env: {
      SLACK_BOT_TOKEN: "xoxb-planbell-demo",
      SLACK_API_URL: slack.apiUrl,
      SERVICE_CATALOG_ENDPOINT: catalog.url,
      ROS_ENDPOINT: catalog.url,
      PLANBELL_CHANNEL: "C0DEFAULT0",
      PLANBELL_STATE: "memory:",
    },
    async close() {
      await Promise.all([catalog.close(), slack.close()]);
    },
  };
}

/** The packages that a bundle holds. */
export const packagesIn = ({ inputs }: Bundle): readonly string[] => [
  ...new Set(inputs.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [])),
];
