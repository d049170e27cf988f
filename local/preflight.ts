import { ConfigFault } from "../lib/model/errors.ts";
import { readConfigFile } from "./config-file.ts";
import { deploymentFaults } from "./deployment.ts";
import { runCommand } from "./run-command.ts";

/**
 * `npm run preflight`: refuses a deployment that lacks something, and names all of it at once. `s deploy` runs it first,
 * with the variables of `.env` added to the environment's.
 */
function main(): undefined {
  const faults = deploymentFaults(process.env, readConfigFile(process.env));
  if (faults.length > 0) throw new ConfigFault(faults);
  console.log("planbell: nothing is missing for a deployment");
}

await runCommand(main);
