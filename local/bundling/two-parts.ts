import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { LATE, lateModules } from "./late.ts";
import { type Division, isOfEach, partOf, REST_ENTRY } from "./parts.ts";
import { compiledOf, evaluatedBy } from "./rehearsal.ts";
import { settingsOf } from "./settings.ts";
import { standIns } from "./stand-ins.ts";

const LOADER = fileURLToPath(new URL("loader.cjs", import.meta.url));

/**
 * Builds a function that starts quickly: `first.js` holds what it needs for its usual requests, `rest.js` the rest, and
 * `index.js` runs the first from what this Node compiled of it, which lies beside it. Which module is where is found out
 * by letting the function answer such requests.
 * @param source of the function; its path from the root of the project
 * @param folder where it is put; has to be there
 * @returns the paths of all sources in it, from the root of the project
 * @see docs/decisions/0019-slack-starts-in-two-parts.md
 */
export async function buildInTwoParts(
  root: string,
  source: string,
  folder: string,
  common: BuildOptions,
): Promise<readonly string[]> {
  // Out of the project, whose package.json would make modules of the files.
  const stage = mkdtempSync(join(tmpdir(), "planbell-rehearsal-"));
  const options = { ...common, absWorkingDir: root, bundle: true, format: "cjs", metafile: true } as const;
  const plugins = [lateModules(root), standIns(root)];
  try {
    const whole = join(stage, "whole");
    const define = settingsOf({});
    await build({ ...options, define, entryPoints: [source], outfile: join(whole, "index.js"), plugins });
    noteEvaluations(join(whole, "index.js"));
    const division: Division = { first: evaluatedBy(whole).filter((key) => !isOfEach(key)), asked: [] };

    const parted = join(stage, "parted");
    const part = (name: "first" | "rest", entry: string, around: Wrapping = {}) =>
      build({
        ...options,
        ...around,
        // Without shorter names: errors are told by those of their classes, and to give them back takes 4 ms.
        minifySyntax: true,
        minifyWhitespace: true,
        lineLimit: 200,
        entryPoints: [entry],
        outfile: join(parted, `${name}.js`),
        plugins: [partOf(root, name, division), ...plugins],
      });
    const built = [await part("first", source, AS_FUNCTION), await part("rest", REST_ENTRY)];
    copyFileSync(LOADER, join(parted, "index.js"));
    const compiled = compiledOf(parted);
    const digest = createHash("sha256")
      .update(readFileSync(join(parted, "first.js")))
      .update(compiled)
      .digest();
    mkdirSync(folder, { recursive: true });
    for (const name of ["index.js", "first.js", "rest.js"]) copyFileSync(join(parted, name), join(folder, name));
    writeFileSync(join(folder, `first.js.${process.version}-${process.arch}`), Buffer.concat([compiled, digest]));
    const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
    return [...new Set(inputs.map((path) => sourcePath(root, path)))];
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

type Wrapping = Pick<BuildOptions, "banner" | "footer">;
/** What Node puts around a module; it is there already when the loader runs the file. */
const AS_FUNCTION: Wrapping = {
  banner: { js: "(function (exports, require, module, __filename, __dirname) {" },
  footer: { js: "})" },
};

/** As esbuild evaluates a module: its key, and what holds it. */
const EVALUATIONS = [
  "return mod || (0, cb[__getOwnPropNames(cb)[0]])",
  "return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])",
];

/** Lets a bundle that is not minified put the key of each module that it evaluates into `globalThis.evaluated`. */
function noteEvaluations(file: string): void {
  const code = readFileSync(file, "utf8");
  const noting = EVALUATIONS.reduce((text, evaluation) => {
    if (!text.includes(evaluation)) throw new Error("esbuild evaluates modules in a way that is not known here");
    return text.replace(evaluation, evaluation.replace(/\(0, (\w+)/, "(evaluated.push(__getOwnPropNames($1)[0]), $1"));
  }, code);
  writeFileSync(file, noting);
}

const sourcePath = (root: string, key: string): string =>
  key.startsWith(`${LATE}:`) ? relative(root, key.slice(`${LATE}:`.length)) : key;
