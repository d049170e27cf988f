import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** Inside the project, so that packages are found from there. */
const CACHE = join(ROOT, "node_modules/.cache");
const ENTRIES = ["local/poll.ts", "local/serve.ts", "local/start.ts", "local/doctor.ts"];

/** The folder with `poll.mjs`, `serve.mjs`, `start.mjs` and `doctor.mjs`; without it commands are run from their sources. */
const FOLDER_NAME = "PLANBELL_COMPILED_COMMANDS";

/** The file to run for an entry such as `local/poll.ts`; undefined when it was not compiled. */
export function compiledCommand(entry: string): string | undefined {
  const folder = process.env[FOLDER_NAME];
  return folder !== undefined && ENTRIES.includes(entry) ? join(folder, `${basename(entry, ".ts")}.mjs`) : undefined;
}

/**
 * Compiles the commands once for all tests that start processes: the same sources and packages, without a second of
 * compiling at each start.
 */
export async function setup(): Promise<() => void> {
  // Each project asks for it.
  if (process.env[FOLDER_NAME] !== undefined) return () => undefined;
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, "planbell-commands-"));
  await build({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES,
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    keepNames: true,
    plugins: [ownAddresses],
    logLevel: "warning",
  });
  process.env[FOLDER_NAME] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** A source that asks where it lies is told where it lay. */
const ownAddresses: Plugin = {
  name: "own-addresses",
  setup({ onLoad }) {
    onLoad({ filter: /\/local\/.*\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const contents = source.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: "ts" };
    });
  },
};
