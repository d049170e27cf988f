import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** `npm test`: every check, one after the other, to the end; fails when any of them does. */
const SUITES: readonly { readonly name: string; readonly command: readonly [string, ...string[]] }[] = [
  { name: "format and lint", command: ["biome", "ci", "."] },
  { name: "types", command: ["tsc", "-p", "."] },
  { name: "tests", command: ["vitest", "run"] },
  { name: "dead code", command: ["knip"] },
];

const ROOT = fileURLToPath(new URL("..", import.meta.url));

function run([program, ...args]: readonly [string, ...string[]]): Promise<boolean> {
  // The package manager puts the project's own programs on the path of whatever it starts.
  const child = spawn(program, args, { cwd: ROOT, stdio: "inherit", shell: process.platform === "win32" });
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
for (const { name, command } of SUITES) {
  console.log(`\n> ${name}: ${command.join(" ")}`);
  const began = performance.now();
  const passed = await run(command);
  if (!passed) failed += 1;
  lines.push(
    `${passed ? "passed" : "FAILED"} ${((performance.now() - began) / 1_000).toFixed(1).padStart(6)} s  ${name}`,
  );
}
console.log(`\n${lines.join("\n")}\nsuites: ${SUITES.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
