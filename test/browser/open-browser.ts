import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** No page of ours needs them, and each of them looks for a network that is not there. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
];

/**
 * A real browser without a window: on Linux x64 the one that the package `@sparticuz/chromium` carries, elsewhere an
 * installed Chrome. `PLANBELL_TEST_CHROME` names another program.
 */
export async function openBrowser(): Promise<Browser> {
  const named = process.env["PLANBELL_TEST_CHROME"];
  if (named) return chromium.launch({ executablePath: named, args: QUIET });
  if (process.platform !== "linux" || process.arch !== "x64") return chromium.launch({ channel: "chrome" });
  const folder = await unpacked();
  const executablePath = join(folder, "chromium");
  return chromium.launch({ executablePath, args: QUIET, env: await environmentFor(executablePath, folder) });
}

/** The folder with the browser; unpacked once a machine and version, also when several want it at the same time. */
async function unpacked(): Promise<string> {
  const { version } = createRequire(import.meta.url)(versionFile()) as { version: string };
  const folder = join(tmpdir(), `planbell-chromium-${version}`);
  if (existsSync(join(folder, "chromium"))) return folder;
  const fresh = mkdtempSync(`${folder}-`);
  // It unpacks into the temporary folder, and the libraries only where it believes to be in AWS.
  const env = { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" };
  const script = `import("@sparticuz/chromium").then((one) => one.default.executablePath())`;
  await run(process.execPath, ["--input-type=module", "-e", script], { cwd: ROOT, env });
  try {
    renameSync(fresh, folder);
  } catch {
    // Somebody else was faster; theirs is as good.
    rmSync(fresh, { recursive: true, force: true });
  }
  return folder;
}

const versionFile = (): string =>
  join(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))), "../../package.json");

/** With the libraries that the package carries where the machine has none of them. */
async function environmentFor(program: string, folder: string): Promise<Record<string, string>> {
  const plain = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const { stdout } = await run("ldd", [program]).catch(() => ({ stdout: "not found" }));
  const carried = [join(folder, "al2023", "lib"), plain["LD_LIBRARY_PATH"]].filter(Boolean).join(":");
  return {
    ...plain,
    FONTCONFIG_PATH: plain["FONTCONFIG_PATH"] ?? (existsSync("/etc/fonts") ? "/etc/fonts" : join(folder, "fonts")),
    ...(stdout.includes("not found") ? { LD_LIBRARY_PATH: carried } : {}),
  };
}
