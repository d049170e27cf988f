import type { StackFailure } from "../../model/stack.ts";
import type { Task, TerraformLog } from "../../model/task.ts";
import { clean } from "../../text/clean.ts";
import { explainFailure, explainLines } from "../../text/failure-extract.ts";
import { safeLogs } from "../../text/log-streams.ts";
import { logSize } from "../../text/log-text.ts";
import type { Redactor } from "../../text/redactor.ts";
import { safeLine } from "../../text/safe-line.ts";
import { logsSayAnything, logsSayWhy, messageSaysWhy } from "../../text/says-why.ts";
import type { Failure, StackLog } from "../../watch/plan-facts.ts";
import type { StackTold, Told } from "./failure-ladder.ts";

/** More than one line of a failure ever shows. */
const LINE = 500;

/**
 * Why something failed, cleaned and redacted, from what the ladder gave: the errors of the log, else the first message
 * that says why, else the stack's failures, else the first message, else the end of the log. Pure.
 */
export function failureFacts(
  { statusMessage, task, stack }: Told & { readonly statusMessage: string | undefined },
  redactor: Redactor,
): Failure {
  const log = logOf(task, stack);
  const logs = safeLogs(log.logs, redactor);
  const messages = [statusMessage, task?.statusMessage, stack?.stack?.reason].filter((m) => m !== undefined);
  const message = messages.find(messageSaysWhy) ?? messages[0];
  const said = explainFailure({ logs, statusMessage: message && redactor.text(clean(message, { lines: true })) });
  const saysWhy = logsSayWhy(log.logs) || messageSaysWhy(message);
  const events = saysWhy ? [] : eventLines(stack?.failures ?? [], redactor);
  const ofStack = { ...said, source: sourceOf(said.source, log, message, stack) };
  const why = events.length > 0 ? { ...explainLines(events), source: "stack-events" as const } : ofStack;
  const parts = log.stack || log.task ? logSize(logs, why.lines) : undefined;
  return {
    ...why,
    ...(task === undefined ? {} : { taskId: task.id }),
    ...(parts === undefined ? {} : { log: parts }),
    ...(parts === undefined || log.stack === undefined ? {} : { stack: log.stack }),
    ...(stack?.unread ? { stackUnread: true as const } : {}),
  };
}

interface Log {
  readonly logs: readonly TerraformLog[];
  readonly task?: true;
  readonly stack?: StackLog;
}

/** The task's log, unless only the stack's says why, or anything at all. */
function logOf(task: Task | undefined, told: StackTold | undefined): Log {
  const ofTask: Log = task === undefined ? { logs: [] } : { logs: task.logs, task: true };
  if (told?.stack === undefined) return ofTask;
  const { logs, updatedAt } = told.stack;
  const ofStack: Log = { logs, stack: { ...told.ref, ...(updatedAt === undefined ? {} : { updatedAt }) } };
  const both = [ofTask, ofStack];
  return both.find((log) => logsSayWhy(log.logs)) ?? both.find((log) => logsSayAnything(log.logs)) ?? ofTask;
}

function sourceOf(
  source: "task-log" | "status-message" | "none",
  log: Log,
  message: string | undefined,
  told: StackTold | undefined,
): Failure["source"] {
  if (source === "task-log") return log.stack === undefined ? source : "stack-log";
  return source === "status-message" && message === told?.stack?.reason ? "stack-reason" : source;
}

const STACK = "ALIYUN::ROS::Stack";
/** Reasons of what failed because something else did: it was stopped, or never had what it depends on. */
const FOLLOWS = /\b(?:aborted|cancell?ed)\b|\bdepends on\b.{0,200}\bfail|已取消|已中止|已终止/i;

/** A line for each failed resource: what failed first comes first, what only followed last; the stack repeats them. */
function eventLines(failures: readonly StackFailure[], redactor: Redactor): readonly string[] {
  const resources = failures.filter(({ type }) => type !== STACK);
  const causes = resources.filter(({ reason }) => !FOLLOWS.test(reason));
  const followers = resources.filter(({ reason }) => FOLLOWS.test(reason));
  const own = failures.filter(({ type, reason }) => type === STACK && messageSaysWhy(reason));
  const seen = new Set<string>();
  return [...causes, ...followers, ...(resources.length > 0 ? [] : own)]
    .filter(({ logicalId }) => !seen.has(logicalId) && seen.add(logicalId))
    .map(({ logicalId, type, reason }) => {
      const what = type === STACK ? "" : `${logicalId} (${type})`;
      return safeLine([what, reason].filter((part) => part.trim() !== "").join(": "), LINE, redactor);
    });
}
