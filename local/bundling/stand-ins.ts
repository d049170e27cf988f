import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { OnResolveArgs, Plugin } from "esbuild";
import { OWN_STAND_INS, STAND_INS, type StandIn } from "./stand-ins.data.ts";

/** As pop-core writes it: five expressions for each of some twenty texts of a call. */
const POP_CORE_ENCODE = /function encode\(str\) \{\n {2}var result = encodeURIComponent\(str\);\n[^}]*\n\}/;

/**
 * Leaves out of a bundle what it does not need, and makes lighter what it does.
 * @param root of the project
 * @see docs/decisions/0016-lines-of-our-own-in-the-bundles.md, 0019-slack-starts-in-two-parts.md
 */
export const standIns = (root: string): Plugin => ({
  name: "stand-ins",
  setup({ onResolve, onLoad }) {
    const asked = new Map(STAND_INS.map((standIn) => [nameOf(standIn), standIn]));
    const found = (args: OnResolveArgs): StandIn | undefined =>
      STAND_INS.find(({ asked, by }) => args.path === asked && (by === undefined || isOf(by, args.importer)));
    onResolve({ filter: new RegExp(`^(?:${STAND_INS.map(({ asked }) => escaped(asked)).join("|")})$`) }, (args) => {
      const standIn = found(args);
      // A stand-in that asks for what it stands for gets it.
      if (standIn === undefined || args.importer === nameOf(standIn)) return undefined;
      return { path: nameOf(standIn), namespace: "stand-in" };
    });
    onLoad({ filter: /.*/, namespace: "stand-in" }, ({ path }) => ({
      contents: asked.get(path)?.code ?? "",
      resolveDir: root,
    }));
    onResolve({ filter: /\.ts$/ }, (args) => ({ path: ownFile(root, args) }));
    onLoad({ filter: /pop-core[\\/]lib[\\/]rpc\.js$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      if (!POP_CORE_ENCODE.test(source)) throw new Error(`${path} encodes in a way that is not known here`);
      return { contents: source.replace(POP_CORE_ENCODE, 'const { encode } = require("kitx");') };
    });
  },
});

/** The file of ours that stands in a bundle where a file is asked for: most often itself. */
export function ownFile(root: string, { path, resolveDir, importer }: OnResolveArgs): string {
  const asked = resolve(resolveDir, path);
  const own = OWN_STAND_INS[relative(root, asked)];
  return own === undefined || importer === join(root, own) ? asked : join(root, own);
}

const nameOf = ({ asked, by }: StandIn): string => (by === undefined ? asked : `${asked} of ${by}`);
const isOf = (name: string, importer: string): boolean => importer.includes(`/node_modules/${name}/`);
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
