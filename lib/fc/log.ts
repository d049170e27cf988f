/** One JSON line on stderr: `event`, ids, counts, milliseconds. Never bodies, never tokens. */
export function logLine(event: string, fields: object): void {
  process.stderr.write(`${JSON.stringify({ event, ...fields })}\n`);
}
