import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

interface Suite {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** It mostly waits: begun first, left to run beside the others, told of last. */
  readonly beside?: true;
}

/** `npm test`: every check to the end; fails when any of them does. */
const SUITES: readonly Suite[] = [
  { name: "killed in a burst", command: ["node", "--import", "tsx", "test/burst/run.ts"], beside: true },
  { name: "format and lint", command: ["biome", "ci", "."] },
  { name: "types", command: ["tsc", "-p", "."] },
  { name: "types of the page", command: ["tsc", "-p", "local/slack/page/client"] },
  { name: "tests", command: ["vitest", "run"] },
  { name: "dead code", command: ["knip"] },
];

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** How a suite ended; `output` holds what it did not print by itself. */
interface Ended {
  readonly passed: boolean;
  readonly seconds: number;
  readonly output: string;
}

const running = new Set<ChildProcess>();
let interrupted = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    interrupted = true;
    // A terminal tells everybody by itself; a second SIGINT would end some of them in the middle of their stopping.
    for (const child of running) if (signal !== "SIGINT" || child.connected) child.kill(signal);
  });
}

function run({ command: [program, ...args], beside }: Suite): Promise<Ended> {
  const began = performance.now();
  let output = "";
  // The package manager puts the project's own programs on the path of whatever it starts.
  const child = spawn(program, args, {
    cwd: ROOT,
    // The channel tells it when this program is gone, however that came.
    stdio: beside ? ["ignore", "pipe", "pipe", "ipc"] : "inherit",
    shell: process.platform === "win32",
  });
  running.add(child);
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += String(chunk)));
  return new Promise((resolve) => {
    const end = (passed: boolean): void => {
      running.delete(child);
      resolve({ passed, seconds: (performance.now() - began) / 1_000, output });
    };
    child.once("error", (error) => {
      console.error(`${program}: ${error.message}; start the checks with \`npm test\``);
      end(false);
    });
    child.once("close", (exit) => end(exit === 0));
  });
}

const begun = new Map(SUITES.filter(({ beside }) => beside).map((suite) => [suite, run(suite)]));
const lines: string[] = [];
let failed = 0;
for (const suite of [...SUITES].sort((a, b) => Number(a.beside ?? false) - Number(b.beside ?? false))) {
  if (interrupted && !suite.beside) continue;
  console.log(`\n> ${suite.name}: ${suite.command.join(" ")}`);
  const { passed, seconds, output } = await (begun.get(suite) ?? run(suite));
  if (output !== "") console.log(output.trimEnd());
  if (!passed) failed += 1;
  lines.push(`${passed ? "passed" : "FAILED"} ${seconds.toFixed(1).padStart(6)} s  ${suite.name}`);
}
const left = SUITES.length - lines.length;
console.log(`\n${lines.join("\n")}\nsuites: ${lines.length - failed} passed, ${failed} failed, ${left} not run`);
process.exitCode = failed + left === 0 ? 0 : 1;
