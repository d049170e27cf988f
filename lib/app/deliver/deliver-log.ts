import { CatalogError } from "../../model/errors.ts";
import type { TerraformLog } from "../../model/task.ts";
import type { Call } from "../../notify/delivery.ts";
import type { Outcome } from "../../notify/outcome.ts";
import type { LogSource } from "../../notify/record.ts";
import type { Catalog } from "../../ports.ts";
import { type LogText, lastParts, logText } from "../../text/log-text.ts";
import type { Redactor } from "../../text/redactor.ts";
import { type Delivery, NOT_BEGUN } from "./deliver.ts";
import { type Named, plainText } from "./render.ts";
import { send, upload } from "./slack-call.ts";

/** Gives the log of a task or a stack, as it may be sent. @throws {CatalogError} */
export type TaskLog = (of: LogSource) => Promise<LogText>;

/** Logs that are kept at a time: the parts of one, for all destinations, come close to each other. */
const KEPT = 4;

type LogCatalog = Pick<Catalog, "task" | "stack">;

/** Reads each log once, as long as it is one of the last few; what could not be read is asked for again. */
export function logReader(catalog: LogCatalog, redactor: Redactor): TaskLog {
  const known = new Map<string, Promise<LogText>>();
  return (of) => {
    const key = keyOf(of);
    const read = known.get(key) ?? logsOf(catalog, of).then((logs) => logText(logs, redactor));
    known.delete(key);
    known.set(key, read);
    for (const oldest of [...known.keys()].slice(0, -KEPT)) known.delete(oldest);
    read.catch(() => {
      if (known.get(key) === read) known.delete(key);
    });
    return read;
  };
}

/** A stack that has moved on since it was first read has the log of something else by now: nothing of it is told. */
async function logsOf(catalog: LogCatalog, { task, stack }: LogSource): Promise<readonly TerraformLog[]> {
  if (stack !== undefined) {
    const { updatedAt, logs } = await catalog.stack(stack);
    return updatedAt === stack.updatedAt ? logs : [];
  }
  return task === undefined ? [] : (await catalog.task(task)).logs;
}

const keyOf = ({ task, stack }: LogSource): string =>
  stack === undefined ? `task ${task}` : `stack ${stack.id} ${stack.region} ${stack.updatedAt}`;

/** Of the log, for people: the task's where there is one. */
const nameOf = ({ task, stack }: LogSource): string => task ?? `stack-${stack?.id ?? ""}`;

/** A call that sends a log, or part of one. */
export type LogCall = Extract<Call, { do: "reply-log" | "upload" }>;
export const isLogCall = (step: Call): step is LogCall => step.do === "reply-log" || step.do === "upload";

/**
 * Reads the log and sends what the call promises of it. Less of a log than was promised, or none, is left out without a
 * word; of one that has grown the end is sent.
 * @param isLate asked directly before the call to Slack: reading takes its time
 */
export async function sendLog(d: Delivery, facts: Named, step: LogCall, isLate: () => boolean): Promise<Outcome> {
  const log = await readLog(d, step.body);
  if ("kind" in log) return log;
  if (isLate()) return NOT_BEGUN;
  const { draft, body, channel, thread } = step;
  const target = { channel, thread };
  if (step.do === "upload") {
    if (log.text === "") return { kind: "left-out" };
    return upload(d.messenger, d.render.logFile(facts, nameOf(body), log, draft), target);
  }
  const { part = 1, of = 1 } = body;
  const { parts, whole } = lastParts(log.text, of);
  const text = parts[part - 1];
  if (text === undefined) return { kind: "left-out" };
  const message = d.render.log(facts, { text, part, of: parts.length, whole }, draft);
  const mark = { type: "planbell_note", key: draft.key } as const;
  return send(d.messenger, draft.plain ? plainText(message) : message, target, mark);
}

/** The log; else what came of trying to read it. What will not pass must not hold up what stands behind it. */
async function readLog({ taskLog, tally }: Delivery, of: LogSource): Promise<LogText | Outcome> {
  if (taskLog === undefined) return NOT_BEGUN;
  try {
    return await taskLog(of);
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    const { code, retryable, message } = error;
    const api = of.stack === undefined ? "catalog" : "ros";
    tally.warn(`${api}-${code}`, `the log of ${nameOf(of)} is ${retryable ? "sent later" : "left out"}: ${message}`);
    return retryable ? { kind: "failed", fault: "transient", code, unread: true } : { kind: "left-out" };
  }
}
