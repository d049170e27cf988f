import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build, type Plugin } from "esbuild";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The functions that are built, each from `functions/<name>.ts` into `<folder>/<name>/index.js`. */
export const FUNCTIONS = ["poll", "slack", "worker"] as const;

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
  const inputs = await bundleFile(`functions/${name}.ts`, file, {
    define: { "globalThis.PLANBELL_CONFIG": JSON.stringify(config) },
  });
  const content = readFileSync(file);
  return { name, file, bytes: content.length, gzBytes: gzipSync(content).length, inputs };
}

/**
 * Bundles any source the way the functions are.
 * @param source its path from the root of the project
 * @returns the paths of all sources in it, from the root of the project
 */
export async function bundleFile(
  source: string,
  file: string,
  more: Pick<BuildOptions, "define" | "packages"> = {},
): Promise<readonly string[]> {
  const { metafile } = await build({
    ...more,
    absWorkingDir: ROOT,
    entryPoints: [source],
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
    plugins: [lightPopCore],
    metafile: true,
    logLevel: "warning",
  });
  return Object.keys(metafile.inputs);
}

/** What stands where pop-core asks for a package; json-bigint itself is still there for what needs it. */
const STAND_INS: Readonly<Record<string, string>> = {
  // A log that nobody can switch on in a bundle.
  debug: "module.exports = () => Object.assign(() => {}, { enabled: false });",
  kitx: 'module.exports = require("./lib/catalog/bundled/signing.ts");',
  httpx: 'module.exports = require("./lib/catalog/bundled/exchange.ts");',
  "json-bigint":
    'const { quickJson } = require("./lib/catalog/bundled/quick-json.ts");' +
    'module.exports = quickJson(() => require("json-bigint"));',
};

/** As pop-core writes it: five expressions for each of some twenty texts of a call. */
const POP_CORE_ENCODE = /function encode\(str\) \{\n {2}var result = encodeURIComponent\(str\);\n[^}]*\n\}/;

/**
 * pop-core without what costs most of its time; it signs as ever.
 * @see docs/decisions/0016-lines-of-our-own-in-the-bundles.md
 */
const lightPopCore: Plugin = {
  name: "light-pop-core",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(debug|httpx|json-bigint|kitx)$/ }, ({ path, namespace }) =>
      namespace === "stand-in" ? undefined : { path, namespace: "stand-in" },
    );
    onLoad({ filter: /.*/, namespace: "stand-in" }, ({ path }) => ({
      contents: STAND_INS[path] ?? "",
      resolveDir: ROOT,
    }));
    onLoad({ filter: /pop-core[\\/]lib[\\/]rpc\.js$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      if (!POP_CORE_ENCODE.test(source)) throw new Error(`${path} encodes in a way that is not known here`);
      return { contents: source.replace(POP_CORE_ENCODE, 'const { encode } = require("kitx");') };
    });
  },
};
