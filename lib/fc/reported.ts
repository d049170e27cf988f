import { logLine } from "./log.ts";
import type { Tick } from "./timer.ts";

/** What a run says of itself. */
interface Report {
  readonly ok: boolean;
  readonly warnings: readonly { readonly text: string }[];
}

/**
 * The report, once it stands in the log.
 * @throws {Error} when it is none of success, with its warnings: Function Compute then counts the invocation as failed
 */
export function reported<R extends Report>(event: string, { firedAt, requestId }: Tick, report: R): R {
  logLine(event, { requestId, firedAt, ...report });
  if (!report.ok) throw new Error(report.warnings.map(({ text }) => text).join("; "));
  return report;
}
