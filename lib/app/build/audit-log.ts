import type { AuditLine } from "../decide/audit.ts";

/** One JSON line on stdout, which is the log of a function, and apart from that of all else in `serve`. */
export const auditLog = (line: AuditLine): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
