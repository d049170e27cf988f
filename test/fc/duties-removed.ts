import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DUTIES, type Fulfilment } from "./duties.data.ts";

/**
 * By hand, `npx tsx test/fc/duties-removed.ts`: takes the line of each duty out of a copy of the sources, one at a time,
 * and looks whether the test of its name fails there. Prints the table of docs/mutants.md; two minutes.
 */
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const COPY = join(ROOT, "artifacts/duties");

/** What vitest's JSON says of one test. */
interface Told {
  readonly title: string;
  readonly status: string;
}

/** The titles of the tests that fail in the copy, those of the table itself left out: it misses the line by design. */
function failing(): readonly string[] {
  const report = join(COPY, "report.json");
  rmSync(report, { force: true });
  const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--root", COPY, "--reporter=json", `--outputFile=${report}`, "test/fc/duties"];
  spawnSync(process.execPath, args, { cwd: COPY, stdio: "ignore" });
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as { testResults: { assertionResults: Told[] }[] };
  const told = testResults.flatMap(({ assertionResults }) => assertionResults);
  if (told.length === 0) throw new Error("no test ran");
  return told.filter(({ status }) => status === "failed").map(({ title }) => title);
}

const isOfTable = (title: string): boolean =>
  title.startsWith("names the one line") || title.startsWith("has one test");

rmSync(COPY, { recursive: true, force: true });
mkdirSync(COPY, { recursive: true });
for (const part of ["lib", "test/fc", "test/build", "test/slack", "test/sweep", "package.json", "tsconfig.json"])
  cpSync(join(ROOT, part), join(COPY, part), { recursive: true });
writeFileSync(join(COPY, "vitest.config.mjs"), "export default { test: { pool: 'threads', maxWorkers: 1 } };\n");

const whole = failing();
if (whole.length > 0) throw new Error(`fails with every line in its place: ${whole.join("; ")}`);

console.log("| duty | its line | without it |\n|---|---|---|");
let missed = 0;
for (const [duty, { in: file, line, instead = "" }] of Object.entries<Fulfilment>(DUTIES)) {
  const path = join(COPY, "lib", `${file}.ts`);
  const source = readFileSync(path, "utf8");
  writeFileSync(
    path,
    source.replace(line, () => instead),
  );
  const failed = failing().filter((title) => !isOfTable(title));
  writeFileSync(path, source);
  const shows = failed.includes(duty);
  if (!shows) missed += 1;
  const others = failed.length - (shows ? 1 : 0);
  console.log(
    `| ${duty} | \`${file}.ts\` | ${shows ? "fails" : "**passes**"}${others > 0 ? `, and ${others} more` : ""} |`,
  );
}
process.exitCode = missed === 0 ? 0 : 1;
