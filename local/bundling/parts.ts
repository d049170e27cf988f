import { join, relative } from "node:path";
import type { Plugin, PluginBuild, ResolveResult } from "esbuild";

/** Two files that make up one function. The modules of each are known to the other by their places in these lists. */
export interface Division {
  /** What the first file holds: keys of modules, as esbuild writes them down. */
  readonly first: readonly string[];
  /** What the first file asks of the second; grows while the first one is built. */
  readonly asked: string[];
}

const FIRST_LIST = "list-of-first";
const REST_LIST = "list-of-rest";
const ELSEWHERE = "elsewhere";
/** What the second file is asked through: it is loaded when the first such module is evaluated. */
const DOOR = "planbell:rest";

/**
 * Builds one of two files. Each module is in one of them only; where the other one needs it, it asks there.
 * @param root of the project
 * @param part `rest` after `first`
 */
export const partOf = (root: string, part: "first" | "rest", { first, asked }: Division): Plugin => ({
  name: `part-${part}`,
  setup(build) {
    const here = new Set(first);
    build.onResolve({ filter: /.*/ }, async (args) => {
      if (args.pluginData === RESOLVED || args.kind === "entry-point") return undefined;
      const { path, kind, importer, namespace, resolveDir } = args;
      const known = path.startsWith(KEY) ? placeOf(root, path.slice(KEY.length)) : undefined;
      if (known !== undefined) return known;
      if (path === DOOR) return { path, namespace: part === "first" ? FIRST_LIST : ELSEWHERE };
      const found = await build.resolve(path, { kind, importer, namespace, resolveDir, pluginData: RESOLVED });
      const key = keyOf(root, found);
      if (found.external || found.errors.length > 0 || isOfEach(key)) return found;
      if (here.has(key) === (part === "first")) return found;
      if (part === "first" && !asked.includes(key)) asked.push(key);
      return { path: key, namespace: ELSEWHERE };
    });
    if (part === "first") loadFirst(build, first, asked);
    else loadRest(build, first, asked);
  },
});

/** The entry of the second file. */
export const REST_ENTRY = "planbell:rest-entry";

function loadFirst(build: PluginBuild, first: readonly string[], asked: readonly string[]): void {
  build.onResolve({ filter: /^\.\/rest\.js$/ }, ({ path }) => ({ path, external: true }));
  build.onLoad({ filter: /.*/, namespace: FIRST_LIST }, () => ({
    contents: `module.exports = require("./rest.js")([${first.map(evaluated).join()}]);`,
  }));
  build.onLoad({ filter: /.*/, namespace: ELSEWHERE }, ({ path }) => ({
    contents: `module.exports = require("${DOOR}")[${asked.indexOf(path)}]();`,
  }));
}

function loadRest(build: PluginBuild, first: readonly string[], asked: readonly string[]): void {
  build.onResolve({ filter: new RegExp(`^${REST_ENTRY}$`) }, ({ path }) => ({ path, namespace: REST_LIST }));
  build.onLoad({ filter: /.*/, namespace: REST_LIST }, () => ({
    contents: `module.exports = (first) => { require("${DOOR}").first = first; return [${asked.map(evaluated).join()}]; };`,
  }));
  build.onLoad({ filter: /.*/, namespace: ELSEWHERE }, ({ path }) => ({
    contents:
      path === DOOR ? "exports.first = [];" : `module.exports = require("${DOOR}").first[${first.indexOf(path)}]();`,
  }));
}

/** Has each file its own? So it is with mere values, and with packages of which only what is used comes along. */
export const isOfEach = (key: string): boolean => /^<define:|\.json$|^node_modules\/valibot\//.test(key);

const RESOLVED = Symbol("resolved");
const KEY = "key:";
const evaluated = (key: string): string => `() => require(${JSON.stringify(KEY + key)})`;

/** As esbuild names a module in what it writes: its path, after its namespace where it has one. */
const keyOf = (root: string, { namespace, path }: Pick<ResolveResult, "namespace" | "path">): string =>
  namespace === "file" ? relative(root, path) : `${namespace}:${path}`;

function placeOf(root: string, key: string): { path: string; namespace: string } {
  const [, namespace, path] = /^(late|stand-in):(.*)$/s.exec(key) ?? [];
  return namespace === undefined ? { path: join(root, key), namespace: "file" } : { path: path ?? "", namespace };
}
