import type { TaskId } from "../../model/brand.ts";
import { CatalogError, NotThere } from "../../model/errors.ts";
import type { Message } from "../../model/message.ts";
import type { Task } from "../../model/task.ts";
import { quoted, sentence } from "../../slack/messages/command-answer.ts";
import { taskLog } from "../../slack/messages/task-log.ts";
import { type LogText, logPages, logText } from "../../text/log-text.ts";
import { safeLine } from "../../text/safe-line.ts";
import { shown } from "../../text/shown.ts";
import type { Failure } from "../../watch/plan-facts.ts";
import { logReader } from "../deliver/deliver-log.ts";
import { taskSight } from "../look/instance-facts.ts";
import type { Hot } from "../records.ts";
import type { Asking } from "./asking.ts";
import { findTask } from "./find.ts";
import { isId, readState } from "./state.ts";

/** Longest name that is shown. */
const NAME = 300;

/**
 * A task and a page of its log, from the catalog; redacted as the log in a card's thread is.
 * @param typed its id, or a plan of which it is known that it failed in this task
 * @param page from 1; beyond the end it is the last
 */
export async function task(asking: Asking, typed: string, page: number): Promise<Message> {
  const { ports, settings } = asking;
  const { command } = settings.texts;
  const { hot } = await readState(asking);
  const found = findTask(hot, typed);
  const nearest = found.kind === "none" ? found.nearest : "";
  const unknown = (): Message => sentence(command.noTask(quoted(typed), nearest));
  const id = found.kind === "one" ? found.it : isTaskId(typed) ? (typed as TaskId) : undefined;
  if (id === undefined) return unknown();
  try {
    const read = await ports.catalog.task(id);
    const failure = failureIn(hot, id) ?? taskSight(read, undefined, undefined, ports.redactor).failure;
    return show(asking, read, failure, await logOf(asking, read, failure), page);
  } catch (error) {
    if (error instanceof NotThere) return unknown();
    if (error instanceof CatalogError) return sentence(command.catalogFails(shown(error.code, 60)));
    throw error;
  }
}

/** Ids of tasks begin so. */
const isTaskId = (typed: string): boolean => isId(typed) && /^task-/i.test(typed);

/** What was found out about it when it failed: more than the task itself says. */
function failureIn({ plans, instances }: Hot, id: TaskId): Failure | undefined {
  const failures = [...plans.values(), ...instances.values()].map(({ value }) => value.facts.failure);
  return failures.find((failure) => failure?.taskId === id);
}

/** The task's log; where that says nothing and the stack's does, the stack's. */
async function logOf({ ports }: Asking, read: Task, failure: Failure | undefined): Promise<LogText> {
  const log = logText(read.logs, ports.redactor);
  if (log.text !== "" || failure?.stack === undefined) return log;
  return logReader(ports.catalog, ports.redactor)({ stack: failure.stack });
}

function show(asking: Asking, read: Task, failure: Failure | undefined, log: LogText, page: number): Message {
  const { settings, ports } = asking;
  const pages = logPages(log.text);
  const number = Math.max(1, Math.min(page, pages.length));
  const { task: fact } = taskSight(read, undefined, undefined, ports.redactor);
  const name = read.provisionedProductName || read.provisionedProductId;
  return taskLog(
    {
      task: fact,
      name: safeLine(name, NAME, ports.redactor),
      failure,
      text: pages[number - 1] ?? "",
      page: number,
      of: Math.max(1, pages.length),
      leftOut: log.leftOut,
    },
    number < pages.length ? `${settings.command} task ${shown(fact.id, 128)} ${number + 1}` : undefined,
    settings,
  );
}
