import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle, bundleFile } from "../../local/bundle.ts";
import { SECRET } from "./slack-event.ts";

const PACKAGES = fileURLToPath(new URL("../../node_modules", import.meta.url));

/** A config file as a team has it. */
const CONFIG = {
  label: "prod",
  routes: [
    { when: { danger: true, portfolio: ["port-1", "port-2"] }, to: ["C0DANGER00", "approvers"], mention: "approvers" },
    { when: { kind: ["plan.failed", "task.*"] }, to: ["C0FAILED00"], broadcast: true },
    { to: ["C0DEFAULT0"] },
  ],
  people: { "RamUser:alice": ["U01ALICE01"], "RamRole:net-approvers": ["S03GROUP01", "U01CAROL01"] },
  approvals: { enabled: true, roles: { "RamRole:net-approvers": "acs:ram::1466115886170001:role/net-approvers" } },
  watch: { sweep: "5m" },
  redact: { keys: ["internal_.*"] },
};

/** Of a function that is deployed. Clean: some variables of a developer's machine cost Node 60 ms at every start. */
export const ENV: Readonly<Record<string, string>> = {
  FC_FUNCTION_NAME: "planbell-slack",
  SLACK_BOT_TOKEN: "xoxb-x",
  SLACK_SIGNING_SECRET: SECRET,
  PLANBELL_WORKER: "planbell-worker",
  PLANBELL_STATE: "postgres://planbell@127.0.0.1:1/planbell",
};

type Apart = "bare-bolt" | "calling-bolt" | "floor";

/** What starts a function in a process of its own: see there. */
export const starter = (name: "first-answer" | "many-answers"): string =>
  fileURLToPath(new URL(`../apart/${name}.cjs`, import.meta.url));

/** Files for processes of their own, each made once, when it is first asked for. */
export interface Functions {
  /** What stands in `bench/apart/`; its packages are what they are where they are installed. */
  apart(name: Apart): Promise<string>;
  /** Ours, as it is deployed. */
  slack(): Promise<string>;
  clear(): void;
}

export function openFunctions(): Functions {
  const folder = mkdtempSync(join(tmpdir(), "planbell-bench-"));
  // For what is not bundled.
  symlinkSync(PACKAGES, join(folder, "node_modules"));
  const made = new Map<string, Promise<string>>();
  const once = (name: string, make: (file: string) => Promise<string>): Promise<string> => {
    const file = made.get(name) ?? make(join(folder, `${name}.cjs`));
    made.set(name, file);
    return file;
  };
  return {
    apart: (name) =>
      once(name, async (file) => {
        await bundleFile(`bench/apart/${name}.ts`, file, { packages: "external", plugins: [] });
        return file;
      }),
    slack: () => once("slack", async () => (await bundle("slack", CONFIG, folder)).file),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}
