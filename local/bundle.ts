import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Plugin } from "esbuild";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The functions that are built, each from `functions/<name>.ts` into `<folder>/<name>/index.js`. */
export const FUNCTIONS = ["poll", "worker"] as const;

export interface Bundle {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
  readonly gzBytes: number;
  /** Paths of all sources in it, from the root of the project. */
  readonly inputs: readonly string[];
}

/**
 * Bundles one function as Function Compute loads it: one CommonJS file that needs no folder around it.
 * @param config the checked config file as plain JSON; it becomes a part of the bundle
 * @param folder what was in `<folder>/<name>` is removed, since the whole folder is deployed
 */
export async function bundle(name: (typeof FUNCTIONS)[number], config: object, folder: string): Promise<Bundle> {
  const file = join(folder, name, "index.js");
  rmSync(join(folder, name), { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [`functions/${name}.ts`],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    minify: true,
    // An uncaught error prints its source line: not all of the bundle.
    lineLimit: 200,
    // Errors are told by their class names.
    keepNames: true,
    // A native package for local files: loaded only where the state is one, which Function Compute refuses.
    external: ["libsql"],
    define: { "globalThis.PLANBELL_CONFIG": JSON.stringify(config) },
    plugins: [noDebug],
    metafile: true,
    logLevel: "warning",
  });
  const content = readFileSync(file);
  return {
    name,
    file,
    bytes: content.length,
    gzBytes: gzipSync(content).length,
    inputs: Object.keys(metafile.inputs),
  };
}

/** The HTTP library under pop-core asks for a debug log that nobody can switch on there; a silent one saves the time. */
const noDebug: Plugin = {
  name: "no-debug",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^debug$/ }, () => ({ path: "debug", namespace: "silent" }));
    onLoad({ filter: /.*/, namespace: "silent" }, () => ({
      contents: "module.exports = () => Object.assign(() => {}, { enabled: false });",
    }));
  },
};
