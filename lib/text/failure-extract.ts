import type { TaskId } from "../model/brand.ts";
import type { TerraformLog } from "../model/task.ts";
import { clean } from "./clean.ts";
import { clip } from "./clip.ts";
import { type ErrorBlock, errorBlocks, lastLines } from "./error-blocks.ts";
import { errorCode, requestId } from "./error-code.ts";
import { essence } from "./error-essence.ts";
import { redact } from "./redact.ts";

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
  const logs = input.logs.filter((log) => log.content.trim() !== "").sort((a, b) => rank(a) - rank(b));
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

/** The first error told fully; when others differ from it, shorter, so that their headlines have room. */
function fromBlocks(blocks: readonly ErrorBlock[], source: Found["source"]): Found | undefined {
  const told = blocks.map((block) => redact(block.join("\n")));
  const [first, ...others] = told.map((text) => essence(text.split("\n")));
  if (first === undefined) return undefined;
  const headlines = [...new Set(others.map((lines) => lines[0]))].filter(
    (line): line is string => line !== undefined && line !== first[0],
  );
  const kept = headlines.length === 0 ? first : first.slice(0, MOST_LINES - Math.min(2, headlines.length));
  return { lines: [...kept, ...headlines], source, told: told[0] ?? "" };
}

function withinLimits(lines: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let room = MOST_TEXT;
  for (const line of lines.slice(0, MOST_LINES)) {
    const shown = clip(line.trimEnd(), Math.min(lines.length === 1 ? MOST_TEXT : LONGEST_LINE, room));
    if (room < 8 || shown === "") continue;
    kept.push(shown);
    room -= shown.length + 1;
  }
  return kept;
}
