import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build } from "esbuild";
import { settingsOf } from "./bundling/settings.ts";
import { standIns } from "./bundling/stand-ins.ts";
import { buildInTwoParts } from "./bundling/two-parts.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The functions that are built, each from `functions/<name>.ts` into `<folder>/<name>`, to be run by its `index.js`. */
export const FUNCTIONS = ["poll", "slack", "worker"] as const;

export interface Bundle {
  readonly name: string;
  readonly file: string;
  /** Of all files. */
  readonly bytes: number;
  readonly gzBytes: number;
  /** Paths of all sources in it, from the root of the project. */
  readonly inputs: readonly string[];
}

/**
 * Bundles one function as Function Compute loads it: CommonJS that needs no folder around its own. That of `slack` starts
 * quickly, for somebody waits for its first answer; the others are one file.
 * @param config the checked config file as plain JSON; it becomes a part of the bundle
 * @param folder what was in `<folder>/<name>` is removed, since the whole folder is deployed
 */
export async function bundle(name: (typeof FUNCTIONS)[number], config: object, folder: string): Promise<Bundle> {
  const own = join(folder, name);
  const file = join(own, "index.js");
  rmSync(own, { recursive: true, force: true });
  const define = settingsOf(config);
  const source = `functions/${name}.ts`;
  const inputs =
    name === "slack"
      ? await buildInTwoParts(ROOT, source, own, { ...COMMON, define })
      : await bundleFile(source, file, { define });
  const contents = readdirSync(own).map((part) => readFileSync(join(own, part)));
  const sum = (lengths: readonly number[]): number => lengths.reduce((total, length) => total + length, 0);
  const bytes = sum(contents.map(({ length }) => length));
  return { name, file, bytes, gzBytes: sum(contents.map((content) => gzipSync(content).length)), inputs };
}

const COMMON = {
  platform: "node",
  target: "node20",
  // A native package for local files: loaded only where the state is one, which Function Compute refuses. And what a part
  // of fc2 that is never used asks for behind a proxy.
  external: ["libsql", "proxy-agent"],
  logLevel: "warning",
} satisfies BuildOptions;

/**
 * Bundles any source the way the functions are, into one file.
 * @param source its path from the root of the project
 * @param more `plugins: []`: everything is what it is where it was installed
 * @returns the paths of all sources in it, from the root of the project
 */
export async function bundleFile(
  source: string,
  file: string,
  more: Pick<BuildOptions, "define" | "packages" | "plugins"> = {},
): Promise<readonly string[]> {
  const { metafile } = await build({
    ...COMMON,
    plugins: [standIns(ROOT)],
    ...more,
    absWorkingDir: ROOT,
    entryPoints: [source],
    outfile: file,
    bundle: true,
    format: "cjs",
    minify: true,
    // An uncaught error prints its source line: not all of the bundle.
    lineLimit: 200,
    // Errors are told by their class names.
    keepNames: true,
    metafile: true,
  });
  return Object.keys(metafile.inputs);
}
