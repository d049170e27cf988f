import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A file of the project, such as `docs/deploy.md`. */
export const textOf = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/**
 * What the sources below a folder of the project name, each once, in order.
 * @param pattern global; the first of its groups that matched is the name
 */
export function namedBelow(folder: string, pattern: RegExp): readonly string[] {
  const sources = readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => textOf(join(folder, path)));
  const named = [...sources.join("\n").matchAll(pattern)].flatMap(([, ...groups]) => groups.find(Boolean) ?? []);
  return [...new Set(named)].sort();
}
