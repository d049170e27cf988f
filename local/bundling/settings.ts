import { isDeepStrictEqual } from "node:util";
import { readFile } from "../../lib/app/config/config-file.ts";

/**
 * What a bundle holds of its config file: the file, and what is read of it, so that no function reads it at every start.
 * @param config the checked config file as plain JSON
 * @returns definitions for esbuild
 */
export function settingsOf(config: object): Record<string, string> {
  const faults: string[] = [];
  const read = readFile(config, faults);
  const settings = JSON.stringify(read);
  const asRead = faults.length === 0 && isPlain(read, JSON.parse(settings));
  return {
    "globalThis.PLANBELL_CONFIG": JSON.stringify(config),
    "globalThis.PLANBELL_SETTINGS": asRead ? settings : "undefined",
  };
}

/** Is everything that was read the same after it was written down as JSON? Nothing else could be put into a bundle. */
const isPlain = (read: object, written: object): boolean =>
  isDeepStrictEqual(Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)), written);
