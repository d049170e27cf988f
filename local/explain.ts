import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { buildExplain } from "../lib/app/build/explain.ts";
import { ConfigFault } from "../lib/model/errors.ts";
import { readConfigFile } from "./config-file.ts";
import { linesOf } from "./explanation-lines.ts";
import { runCommand } from "./run-command.ts";

/**
 * `npm run explain -- FILE`: what a saved plan or task would be told, to whom, and which rule says so. Needs no
 * credentials and calls nobody.
 */
function main(): undefined {
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

await runCommand(main);
