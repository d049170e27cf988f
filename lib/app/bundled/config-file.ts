import { type FileSettings, readFile as readAnew } from "../config/config-file.ts";

/**
 * Stands in for `lib/app/config/config-file.ts` in the bundles: what the build has read of its config file is not read
 * again. Another file, named by `PLANBELL_CONFIG`, is.
 */
export function readFile(file: unknown, faults: string[]): FileSettings {
  const known = globalThis.PLANBELL_SETTINGS as FileSettings | undefined;
  return known !== undefined && file === globalThis.PLANBELL_CONFIG ? known : readAnew(file, faults);
}
