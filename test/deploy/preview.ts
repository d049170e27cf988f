import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const S_YAML = fileURLToPath(new URL("../../s.yaml", import.meta.url));
const require = createRequire(import.meta.url);
const S = require.resolve("@serverless-devs/s/bin/s");

/**
 * `s.yaml` as Serverless Devs renders it, with this environment and no other. It costs most of a second.
 *
 * Stays on this machine: with NODE_ENV=test the tool starts none of the processes that look for news and report usage.
 */
export async function preview(env: Readonly<Record<string, string>>): Promise<unknown> {
  const home = mkdtempSync(join(tmpdir(), "planbell-s-"));
  try {
    // Beside the file itself it would find the `.env` of whoever deploys from here.
    copyFileSync(S_YAML, join(home, "s.yaml"));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [S, "preview", "-t", "s.yaml", "-o", "json", "--silent"],
      { cwd: home, env: { HOME: home, NODE_ENV: "test", ...env }, maxBuffer: 1 << 20 },
    );
    return JSON.parse(stdout);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
