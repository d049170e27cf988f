import { dirname, join, normalize } from "node:path/posix";
import { FORBIDDEN_FOLDERS, LATE, MAY_IMPORT, PURE, PURE_BUILTINS, VENDORS } from "./rules.data.ts";
import { type Import, type SourceView, viewOf } from "./source-view.ts";

const LONGEST = 300;
const LONGEST_ENTRY = 15;

/**
 * What is wrong with one TypeScript file, a sentence each; empty when nothing is.
 * @param path from the root of the project, with forward slashes
 */
export function violationsOf(path: string, source: string): string[] {
  const view = viewOf(source);
  const isTest = path.startsWith("test/");
  return [
    ...placeFaults(path),
    ...sizeFaults(path, source),
    ...mockFaults(view),
    ...(isTest && homeOf(path) === undefined ? [] : importFaults(path, view)),
    ...(isTest ? [] : environmentFaults(path, view)),
    ...(PURE.some((entry) => covers(entry, path)) ? purityFaults(view) : []),
  ].map((fault) => `${path}: ${fault}`);
}

/** Does this entry of a table, a folder or a file (`*` = any part of its name), cover the path? */
export function covers(entry: string, path: string): boolean {
  if (!entry.includes("*")) return path === entry || path.startsWith(`${entry}/`);
  const [before = "", after = ""] = entry.split("*");
  const middle = path.slice(before.length, path.length - after.length);
  return path.startsWith(before) && path.endsWith(after) && !middle.includes("/");
}

const homeOf = (path: string): string | undefined =>
  Object.keys(MAY_IMPORT)
    .filter((entry) => covers(entry, path))
    .sort((a, b) => b.length - a.length)[0];

function placeFaults(path: string): string[] {
  const faults: string[] = [];
  const folders = path.split("/").slice(0, -1);
  for (const folder of folders.filter((name) => FORBIDDEN_FOLDERS.includes(name))) {
    faults.push(`a folder named ${folder} says nothing of what is in it`);
  }
  if (/^(lib|local|functions|bench)\//.test(path) && homeOf(path) === undefined) {
    faults.push("lies in no folder of the import table");
  }
  return faults;
}

function sizeFaults(path: string, source: string): string[] {
  if (path.startsWith("test/") || path.endsWith(".data.ts")) return [];
  const lines = source.replace(/\n$/, "").split("\n").length;
  const most = path.startsWith("functions/") ? LONGEST_ENTRY : LONGEST;
  return lines > most ? [`${lines} lines, at most ${most}`] : [];
}

function mockFaults({ code }: SourceView): string[] {
  return [
    ...(/\bvi\s*\.\s*(?:do)?[mM]ock\b/.test(code) ? ["mocks a module; write a fake"] : []),
    ...(/\bexport\s+default\b|\bas\s+default\b(?!\s*\))/.test(code) ? ["a default export"] : []),
  ];
}

function importFaults(path: string, { imports }: SourceView): string[] {
  return imports.flatMap((one) => importFault(path, one) ?? []);
}

function importFault(path: string, { target, typeOnly, dynamic }: Import): string | undefined {
  if (target === undefined) return "loads a module whose name cannot be read here";
  if (target.startsWith(".")) {
    const file = normalize(join(dirname(path), target));
    if (LATE.includes(file) && !typeOnly && !dynamic) return `loads ${file} before it is needed`;
    return projectFault(path, file);
  }
  if (target.startsWith("node:")) return builtinFault(path, target);
  const vendor = target.split("/", target.startsWith("@") ? 2 : 1).join("/");
  const home = Object.hasOwn(VENDORS, vendor) ? VENDORS[vendor] : undefined;
  if (home === undefined) return `imports ${vendor}, which has no home`;
  const mine = homeOf(path);
  const isIn = (homes: readonly string[] = []): boolean => homes.some((entry) => entry === path || entry === mine);
  if (!isIn(home.in) && !(typeOnly && isIn(home.typesIn))) {
    return `imports ${vendor}, whose home is ${home.in.join(", ")}`;
  }
  if (home.typesOnly && !typeOnly) return `imports more than types from ${vendor}`;
  if (home.late && !typeOnly && !dynamic) return `loads ${vendor} before it is needed`;
  return undefined;
}

function projectFault(path: string, target: string): string | undefined {
  const mine = homeOf(path);
  const theirs = homeOf(target);
  if (mine === undefined || mine === theirs) return undefined;
  const allowed = MAY_IMPORT[mine]?.some((entry) => (theirs === undefined ? covers(entry, target) : entry === theirs));
  return allowed ? undefined : `imports ${target}, which ${mine} may not`;
}

function builtinFault(path: string, target: string): string | undefined {
  if (target === "node:process") return "imports node:process, which hides where the environment is read";
  if (!PURE.some((entry) => covers(entry, path)) || PURE_BUILTINS[path]?.includes(target)) return undefined;
  return `is pure and imports ${target}`;
}

/** Only what is started by hand or by the cloud reads the environment; the rest is given it. */
function environmentFaults(path: string, { code }: SourceView): string[] {
  if (/^((functions|local)\/[^/]+|bench\/(run|apart\/[^/]+))\.ts$/.test(path)) return [];
  // Any other way to the object is a way to its environment.
  const uses = [
    ...code.matchAll(/\bprocess\b(?!\s*:)(\s*\.\s*(?:stderr|stdout|cpuUsage|hrtime|execPath|version|arch)\b)?/g),
  ];
  return uses.some((use) => use[1] === undefined) ? ["reads the process; let its caller hand over what it needs"] : [];
}

const IMPURE: readonly (readonly [RegExp, string])[] = [
  [/\bDate\s*\.\s*now\b/, "Date.now"],
  [/\bnew\s+Date\b(?!\s*\(\s*[^)\s])/, "new Date()"],
  [/(?<!new\s)(?<![.\w])\bDate\s*\(/, "Date()"],
  [/\bMath\s*\.\s*random\b/, "Math.random"],
  [/\bprocess\b/, "process"],
  [/\bawait\b/, "await"],
  [/\basync\b/, "async"],
  [/\bPromise\b/, "Promise"],
  [/\bperformance\b/, "performance"],
  [/\bset(?:Timeout|Interval|Immediate)\b/, "a timer"],
  [/\bglobalThis\b/, "globalThis"],
  [/(?<![.\w])fetch\s*\(/, "fetch"],
  [/(?<![.\w])crypto\s*\./, "crypto"],
  [/\bconsole\s*\.\s*(?:log|error|warn|info|debug|trace|table|dir)\b/, "console"],
];

function purityFaults({ code }: SourceView): string[] {
  return IMPURE.filter(([pattern]) => pattern.test(code)).map(([, name]) => `is pure and uses ${name}`);
}
