import { relative } from "node:path";
import { parseArgs } from "node:util";
import { readFile } from "../lib/app/config/config-file.ts";
import { ConfigFault } from "../lib/model/errors.ts";
import { bundle, FUNCTIONS } from "./bundle.ts";
import { readConfigFile } from "./config-file.ts";
import { runCommand } from "./run-command.ts";

/** `npm run build`: checks the config file and puts it into each function's bundle. */
async function main(): Promise<undefined> {
  const { values } = parseArgs({ options: { out: { type: "string", default: "dist" } } });
  const file = readConfigFile(process.env);
  const faults: string[] = [];
  readFile(file, faults);
  if (faults.length > 0) throw new ConfigFault(faults);
  for (const name of FUNCTIONS) {
    const made = await bundle(name, file ?? {}, values.out);
    console.log(`${made.name}: ${relative(".", made.file)}, ${made.bytes} bytes, ${made.gzBytes} gzipped`);
  }
}

await runCommand(main);
