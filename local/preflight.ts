import { ConfigFault, PlanbellError } from "../lib/model/errors.ts";
import { readConfigFile } from "./config-file.ts";
import { deploymentFaults } from "./deployment.ts";

/**
 * `npm run preflight`: refuses a deployment that lacks something, and names all of it at once. `s deploy` runs it first,
 * with the variables of `.env` added to the environment's.
 */
try {
  const faults = deploymentFaults(process.env, readConfigFile(process.env));
  if (faults.length > 0) throw new ConfigFault(faults);
  console.log("planbell: nothing is missing for a deployment");
} catch (error) {
  if (!(error instanceof PlanbellError)) throw error;
  console.error(`planbell: ${error.message}`);
  process.exitCode = 1;
}
