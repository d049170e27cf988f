import { readFileSync } from "node:fs";
import { ConfigFault } from "../../model/errors.ts";
import type { Env } from "../config/config.ts";

/**
 * The config file of a bundle: what the build put in, unless `PLANBELL_CONFIG` names another beside it. That one is
 * JSON: no YAML parser ships.
 * @throws {ConfigFault} when the named file is not there or is not JSON
 */
export function bundledConfig(env: Env, builtIn: unknown): unknown {
  const path = env["PLANBELL_CONFIG"]?.trim();
  if (!path) return builtIn;
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown";
    throw new ConfigFault([`PLANBELL_CONFIG: expected a JSON file of the bundle; ${path} cannot be read (${code})`]);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigFault([
      `PLANBELL_CONFIG: expected JSON in ${path}, for a bundle holds no YAML parser; found something else`,
    ]);
  }
}
