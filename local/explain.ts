import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { buildExplain } from "../lib/app/build/explain.ts";
import { ConfigFault, PlanbellError } from "../lib/model/errors.ts";
import { readConfigFile } from "./config-file.ts";
import { linesOf } from "./explanation-lines.ts";

/**
 * `npm run explain -- FILE`: what a saved plan or task would be told, to whom, and which rule says so. Needs no
 * credentials and calls nobody.
 */
function main(): void {
  const { positionals } = parseArgs({ allowPositionals: true, options: {} });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) {
    throw new ConfigFault(["FILE: expected one file with a plan or task as JSON: npm run explain -- plan.json"]);
  }
  const explain = buildExplain(process.env, readConfigFile(process.env));
  for (const line of linesOf(explain(readJson(path)))) console.log(line);
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown";
    throw new ConfigFault([`FILE: expected a file that can be read; ${path} cannot (${code})`]);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigFault([`FILE: expected JSON; ${path} is none`]);
  }
}

try {
  main();
} catch (error) {
  const isUsage = error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  if (!(error instanceof PlanbellError) && !isUsage) throw error;
  console.error(`planbell: ${(error as Error).message}`);
  process.exitCode = 1;
}
