import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Plugin, transform } from "esbuild";
import { ownFile } from "./stand-ins.ts";

/** A package of ES modules, of which little is used: whoever imports it stays as it is, so that the rest is left out. */
const SHAKEN = /from "valibot"/;

/**
 * Evaluates a module of ours when something of it is first used, not when it is imported: a function that answers one
 * request evaluates what this request needs. That changes nothing, since no module here does anything but define.
 * @param root of the project
 */
export const lateModules = (root: string): Plugin => ({
  name: "late-modules",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.ts$/ }, (args) => {
      const file = ownFile(root, args);
      return SHAKEN.test(readFileSync(file, "utf8")) ? { path: file } : { path: file, namespace: LATE };
    });
    onLoad({ filter: /.*/, namespace: LATE }, async ({ path }) => {
      const source = readFileSync(path, "utf8");
      const { code } = await transform(source, { loader: "ts", format: "cjs", platform: "neutral", target: "node20" });
      const asked = CATALOGUE.test(path) ? code.replace(SECTION, "get $1() { return $2; }") : code;
      return { contents: withLateImports(withPlainExports(asked, path), path), resolveDir: dirname(path) };
    });
  },
});

/** All words of a language, of which an answer says a few: each section is evaluated when it is asked for. */
const CATALOGUE = /[\\/](en|zh)[\\/]\1\.ts$/;
const SECTION = /(?<=^ {2})(\w+): (import_\w+\.\w+)(?=,?$)/gm;

/** The namespace of these modules in esbuild; their paths are absolute. */
export const LATE = "late";

/** As esbuild writes an import down in CommonJS; everything imported is then a property of that name. */
const IMPORT = /^var (import_\w+) = (.*);$/gm;

function withLateImports(code: string, path: string): string {
  const names: string[] = [];
  const declared = code.replace(IMPORT, (_, name: string, value: string) => {
    names.push(name);
    return `let ${name}; function late_${name}() { return ${name} ??= ${value}; }`;
  });
  return names.reduce((text, name) => {
    const late = text.replace(new RegExp(`\\b${name}\\b(?=\\.)`, "g"), `(late_${name}())`);
    // Declared, given and set: what is more is used in a way that is not known here.
    const uses = late.match(new RegExp(`(?<!late_)\\b${name}\\b`, "g"))?.length;
    if (uses !== 2) throw new Error(`${path} uses ${name} in a way that is not known here`);
    return late;
  }, declared);
}

/** What esbuild puts in front of a module to give what it exports, as often as there are modules. */
const EXPORTS = /^(var __defProp[\s\S]*?)^var stdin_exports = \{\};\n__export\(stdin_exports, \{\n([^}]*)\}\);\n.*\n/m;

/** Gives the exports as they are at the end: nobody changes one, and no two modules import each other. */
function withPlainExports(code: string, path: string): string {
  const [whole, helpers = "", list = ""] = EXPORTS.exec(code) ?? [];
  if (whole === undefined) throw new Error(`${path} exports in a way that is not known here`);
  const exported = list.replaceAll("() => ", "").trim();
  const used = code.includes("__toESM(") ? helpers : "";
  return `${used}${code.replace(whole, "")}\nmodule.exports = { ${exported} };`;
}
