import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { covers, violationsOf } from "./architecture/checker.ts";
import { LATE, MAY_IMPORT, PURE, PURE_BUILTINS, VENDORS } from "./architecture/rules.data.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const NOT_OURS = new Set(["node_modules", "dist", "coverage", "artifacts", ".git"]);

/** Paths of all files below a folder, from the root, what is built or installed left out. */
function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [relative(".", path)];
    })
    .filter((path) => !/\.(db|db-wal|db-shm|env)$/.test(path));
}
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const all = filesBelow(".");
const sources = all.filter((path) => /^(lib|local|functions|bench|test)\/.*\.tsx?$/.test(path));

describe("the sources", () => {
  it("are where this test looks for them", () => expect(sources.length).toBeGreaterThan(100));

  it("keep the rules of the folder they lie in", () => {
    expect(sources.flatMap((path) => violationsOf(path, read(path)))).toEqual([]);
  });
});

describe("the tables of rules", () => {
  const everywhere = [...Object.keys(MAY_IMPORT), ...PURE, ...Object.keys(PURE_BUILTINS), ...LATE];
  it.each(everywhere)("name something that exists: %s", (entry) => {
    expect(sources.some((path) => covers(entry, path))).toBe(true);
  });

  it("name homes that exist for every vendor", () => {
    const homes = Object.values(VENDORS).flatMap((vendor) => [...vendor.in, ...(vendor.typesIn ?? [])]);
    expect(homes.filter((entry) => !sources.some((path) => covers(entry, path)))).toEqual([]);
  });
});

describe("the project's other files", () => {
  it("name no machine, registry or neighbouring folder", () => {
    const foreign = /\.\.\/shared\b|\/work\/[a-z]|registry\.[a-z0-9-]+\.|npm[m]irror|artifac[t]ory/i;
    expect(all.filter((path) => foreign.test(read(path)))).toEqual([]);
  });

  it("pin every package exactly", () => {
    const manifest = JSON.parse(read("package.json")) as Record<string, Record<string, string> | undefined>;
    const groups = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];
    const loose = groups.flatMap((group) =>
      Object.entries(manifest[group] ?? {}).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)),
    );
    expect(loose).toEqual([]);
  });

  it("lock packages by content, not by where they came from", () => {
    const lock = JSON.parse(read("package-lock.json")) as { packages: Record<string, Record<string, unknown>> };
    const entries = Object.entries(lock.packages).filter(([path]) => path !== "");
    expect(entries.filter(([, entry]) => "resolved" in entry).map(([path]) => path)).toEqual([]);
    expect(entries.filter(([, entry]) => entry["integrity"] === undefined).map(([path]) => path)).toEqual([]);
  });

  it("keep the README to 150 lines", () => {
    const lines = existsSync(join(ROOT, "README.md")) ? read("README.md").split("\n").length : 0;
    expect(lines).toBeLessThanOrEqual(151);
  });
});
