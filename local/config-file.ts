import { existsSync, readFileSync } from "node:fs";
import { parse, YAMLParseError } from "yaml";
import type { Env } from "../lib/app/config.ts";
import { ConfigFault } from "../lib/model/errors.ts";

const DEFAULT = "planbell.yaml";

/**
 * What the config file parses to; undefined when there is none.
 * @throws {ConfigFault} when it was named and is not there, or is not YAML: with line and column
 */
export function readConfigFile(env: Env): unknown {
  const named = env["PLANBELL_CONFIG"]?.trim() || undefined;
  const path = named ?? DEFAULT;
  if (!existsSync(path)) {
    if (named === undefined) return undefined;
    throw new ConfigFault([`PLANBELL_CONFIG: expected a file, found none at ${path}`]);
  }
  try {
    return parse(readFileSync(path, "utf8"), { prettyErrors: true }) ?? undefined;
  } catch (error) {
    if (error instanceof YAMLParseError)
      throw new ConfigFault([`config file ${path}: ${error.message.split("\n")[0]}`]);
    throw new ConfigFault([
      `config file ${path}: cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"})`,
    ]);
  }
}
