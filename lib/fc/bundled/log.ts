import { writeSync } from "node:fs";

/**
 * Stands in for `lib/fc/log.ts` in the bundles: the same line to the same place. The first touch of `process.stderr`
 * loads Node's sockets, some 3 ms of a cold start.
 */
export function logLine(event: string, fields: object): void {
  writeSync(2, `${JSON.stringify({ event, ...fields })}\n`);
}
