import type { TerraformLog } from "../model/task.ts";
import { errorBlocks } from "./error-blocks.ts";
import { errorCode } from "./error-code.ts";
import { unfoldJson } from "./terraform-json.ts";

/** UTF-16 units of a message that are looked at. */
const FAR = 65_536;
/** How a program ended: an error that says no more than that there was one. */
const EXIT = /\bError: (?:exit status \d+|Terraform (?:command|exited|execution)\b).*/gi;
const ERROR = /(?:^|[\s:：])Error: \S/i;

/**
 * Does the message say why something failed, and not only that it did? One with an error code of Alibaba Cloud's does,
 * and one that quotes an error. "Create stack failed", "Terraform command failed" and nothing at all do not; nor does a
 * sentence without a code, since nobody can tell it from these: then it is worth asking further, and told where nothing
 * better is found.
 */
export function messageSaysWhy(message: string | undefined): boolean {
  const near = (message ?? "").slice(0, FAR).replaceAll(EXIT, "");
  return errorCode(near) !== undefined || ERROR.test(near) || errorBlocks(near).length > 0;
}

/** Is there an error in the logs? Progress alone says how far it came, not why it ended. */
export const logsSayWhy = (logs: readonly TerraformLog[]): boolean =>
  logs.some(({ content }) => errorBlocks(unfoldJson(content)).length > 0);

/** Is there anything in the logs to read? Which version ran is no news. */
export const logsSayAnything = (logs: readonly TerraformLog[]): boolean =>
  logs.some(({ command, content }) => command !== "version" && /\S/.test(content));
