import { parseArgs } from "node:util";
import { buildPoll } from "../lib/app/build/poll.ts";
import { ConfigFault } from "../lib/model/errors.ts";
import { readConfigFile } from "./config-file.ts";
import { runCommand } from "./run-command.ts";

/**
 * `npm run poll`: one cycle from the environment. The last line of stdout is the report; everything else is stderr.
 * `--replay KEY` first owes a message again that was given up.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { "dry-run": { type: "boolean", default: false }, replay: { type: "string" } },
  });
  if (values["dry-run"] && values.replay !== undefined) {
    throw new ConfigFault(["--replay: sends a message, which --dry-run does not; leave one of them out"]);
  }
  const app = buildPoll(process.env, readConfigFile(process.env));
  try {
    const report = await app.poll({
      dryRun: values["dry-run"],
      ...(values.replay === undefined ? {} : { replay: values.replay }),
    });
    for (const { code, text } of report.warnings) console.error(`planbell: ${code}: ${text}`);
    console.log(JSON.stringify(report));
    return report.ok ? 0 : 1;
  } finally {
    await app.close();
  }
}

await runCommand(main);
