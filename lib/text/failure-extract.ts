import type { TaskId } from "../model/brand.ts";
import type { TerraformLog } from "../model/task.ts";
import { clean } from "./clean.ts";
import { clip } from "./clip.ts";
import { type ErrorBlock, errorBlocks, lastLines } from "./error-blocks.ts";
import { errorCode, requestId } from "./error-code.ts";
import { essence, isPlace } from "./error-essence.ts";
import { redact } from "./redact.ts";
import { unfoldJson } from "./terraform-json.ts";

/** Why something failed, in few words; the shape of `Failure` in lib/watch. */
export interface FailureText {
  readonly lines: readonly string[];
  readonly source: "task-log" | "status-message" | "none";
  readonly taskId?: TaskId;
  readonly code?: string;
  readonly requestId?: string;
}

const MOST_LINES = 5;
/** UTF-16 units over all lines, line feeds between them included. */
const MOST_TEXT = 500;
const LONGEST_LINE = 240;
/** Two of them leave room for words. */
const LONGEST_PLACE = 180;
/** More of a status message than is ever shown. */
const STATUS_MESSAGE = 65_536;

/**
 * Why a task or plan failed: the errors of the best log (apply before plan, stderr before stdout), else the status
 * message, else the end of the best log, else nothing.
 *
 * Lines are clean, redacted before they were cut, at most 5 and 500 UTF-16 units together. Total; time grows with the
 * length of the logs only.
 */
export function explainFailure(input: {
  readonly logs: readonly TerraformLog[];
  readonly statusMessage: string | undefined;
  readonly taskId?: TaskId | undefined;
}): FailureText {
  const logs = input.logs
    .filter((log) => log.content.trim() !== "")
    .map((log) => ({ ...log, content: unfoldJson(log.content) }))
    .sort((a, b) => rank(a) - rank(b));
  const status = redact(clean((input.statusMessage ?? "").slice(0, STATUS_MESSAGE), { lines: true })).trim();
  const found = fromErrors(logs) ?? fromStatus(status) ?? fromTail(logs) ?? { lines: [], source: "none", told: "" };
  const code = errorCode(found.told) ?? errorCode(status);
  const request = requestId(found.told) ?? requestId(status);
  return {
    lines: withinLimits(found.lines),
    source: found.source,
    ...(input.taskId === undefined ? {} : { taskId: input.taskId }),
    ...(code === undefined ? {} : { code }),
    ...(request === undefined ? {} : { requestId: request }),
  };
}

/** Lines that say why, each clean and redacted, within the same limits; with code and RequestId of the first that has one. */
export function explainLines(told: readonly string[]): Pick<FailureText, "lines" | "code" | "requestId"> {
  const code = told.map(errorCode).find((one) => one !== undefined);
  const request = told.map(requestId).find((one) => one !== undefined);
  return {
    lines: withinLimits(told),
    ...(code === undefined ? {} : { code }),
    ...(request === undefined ? {} : { requestId: request }),
  };
}

interface Found {
  readonly lines: readonly string[];
  readonly source: FailureText["source"];
  /** Where to look for the code: all of the first error. */
  readonly told: string;
}

/** Lower is told first: what changed the world before what only planned to, errors before progress. */
function rank(log: TerraformLog): number {
  const command = log.command.toLowerCase();
  const main = command === "apply" || command === "destroy" ? 0 : command === "version" ? 4 : 2;
  return main + (log.stream.toLowerCase() === "stderr" ? 0 : 1);
}

function fromErrors(logs: readonly TerraformLog[]): Found | undefined {
  for (const log of logs) {
    const found = fromBlocks(errorBlocks(log.content), "task-log");
    if (found) return found;
  }
  return undefined;
}

function fromStatus(status: string): Found | undefined {
  if (status === "") return undefined;
  const lines = status.split("\n").filter((line) => line.trim() !== "");
  return fromBlocks(errorBlocks(status), "status-message") ?? { lines, source: "status-message", told: status };
}

function fromTail(logs: readonly TerraformLog[]): Found | undefined {
  const best = logs[0];
  if (best === undefined) return undefined;
  // More lines than are shown, so that a secret over several lines is seen whole.
  const told = redact(lastLines(best.content, 100).join("\n"));
  const lines = told.split("\n").slice(-MOST_LINES);
  return { lines: lines.map((line) => clip(line, Math.floor(MOST_TEXT / MOST_LINES) - 1)), source: "task-log", told };
}

/** Headlines of errors that another error made: they are told after it. */
const FOLLOWS = /^\s*Error: (?:Request cancell?ed|Operation cancell?ed|execution halted|context cancell?ed)/i;

/** The first error that none of the others made, told fully; when others differ from it, by one line less. */
function fromBlocks(blocks: readonly ErrorBlock[], source: Found["source"]): Found | undefined {
  const causes = blocks.filter(([headline = ""]) => !FOLLOWS.test(headline));
  const told = [...causes, ...blocks.filter((block) => !causes.includes(block))].map((block) =>
    redact(block.join("\n")).split("\n"),
  );
  const [first, ...others] = told;
  if (first === undefined) return undefined;
  const headlineOf = (lines: readonly string[]) => essence(lines).slice(0, 1);
  const headlines = new Set(others.flatMap(headlineOf));
  for (const told of headlineOf(first)) headlines.delete(told);
  const kept = essence(first, MOST_LINES - Math.min(1, headlines.size));
  return { lines: [...kept, ...headlines], source, told: first.join("\n") };
}

/** At most 5 lines and 500 units; where the error is stays whole, and the words share the rest in their order. */
function withinLimits(lines: readonly string[]): readonly string[] {
  const listed = lines.map((line) => line.trimEnd()).slice(0, MOST_LINES);
  const longest = lines.length === 1 ? MOST_TEXT : LONGEST_LINE;
  const placed = listed.map((line) => (isPlace(line) ? clip(line, LONGEST_PLACE) : undefined));
  let room = MOST_TEXT - placed.reduce((sum, line) => sum + (line === undefined ? 0 : line.length + 1), 0);
  const shown = listed.map((line, n) => {
    const place = placed[n];
    if (place !== undefined) return place;
    if (room < 8) return "";
    const words = clip(line, Math.min(longest, room));
    room -= words === "" ? 0 : words.length + 1;
    return words;
  });
  return shown.filter((line) => line !== "");
}
