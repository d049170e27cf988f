import type { TerraformLog } from "../model/task.ts";
import { clean } from "./clean.ts";
import { PLAIN_REDACTOR, type Redactor } from "./redactor.ts";
import { safeLine } from "./safe-line.ts";
import { unfoldJson } from "./terraform-json.ts";

/** Longer than any name of a command or stream. */
const NAME = 128;

/**
 * The logs of a task without terminal escapes and without secrets, JSON as text. A stream that came in pieces is put together first:
 * a secret may go over from one to the next. Redacted whole: whoever cuts them cuts no secret in half.
 */
export function safeLogs(logs: readonly TerraformLog[], redactor: Redactor = PLAIN_REDACTOR): TerraformLog[] {
  const joined: { command: string; stream: string; content: string }[] = [];
  for (const { command, stream, content } of logs) {
    const last = joined.at(-1);
    if (last?.command === command && last.stream === stream) last.content += content;
    else joined.push({ command, stream, content });
  }
  return joined.map(({ command, stream, content }) => ({
    command: safeLine(command, NAME, redactor),
    stream: safeLine(stream, NAME, redactor),
    content: redactor.text(clean(unfoldJson(content), { lines: true })),
  }));
}
