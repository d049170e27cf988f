import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

interface Suite {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

/** `npm test`: every check to the end, each with its seconds; fails when any of them does. */
const SUITES: readonly Suite[] = [
  { name: "format and lint", command: ["biome", "ci", "."] },
  { name: "types", command: ["tsc", "-p", "."] },
  { name: "types of the page", command: ["tsc", "-p", "local/slack/page/client"] },
  { name: "tests", command: ["vitest", "run"] },
  { name: "dead code", command: ["knip"] },
];

const ROOT = fileURLToPath(new URL("..", import.meta.url));

let running: ChildProcess | undefined;
let interrupted = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    interrupted = true;
    // A terminal tells everybody by itself; a second SIGINT would end some of them in the middle of their stopping.
    if (signal !== "SIGINT") running?.kill(signal);
  });
}

function run({ command: [program, ...args] }: Suite): Promise<boolean> {
  // The package manager puts the project's own programs on the path of whatever it starts.
  const child = spawn(program, args, { cwd: ROOT, stdio: "inherit", shell: process.platform === "win32" });
  running = child;
  return new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(`${program}: ${error.message}; start the checks with \`npm test\``);
      resolve(false);
    });
    child.once("close", (exit) => resolve(exit === 0));
  });
}

const lines: string[] = [];
let failed = 0;
for (const suite of SUITES) {
  if (interrupted) break;
  console.log(`\n> ${suite.name}: ${suite.command.join(" ")}`);
  const began = performance.now();
  const passed = await run(suite);
  if (!passed) failed += 1;
  const seconds = ((performance.now() - began) / 1_000).toFixed(1).padStart(6);
  lines.push(`${passed ? "passed" : "FAILED"} ${seconds} s  ${suite.name}`);
}
const left = SUITES.length - lines.length;
console.log(`\n${lines.join("\n")}\nsuites: ${lines.length - failed} passed, ${failed} failed, ${left} not run`);
process.exitCode = failed + left === 0 ? 0 : 1;
