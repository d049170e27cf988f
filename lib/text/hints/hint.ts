import { HINT_CODES } from "./codes.data.ts";
import type { HintKey } from "./words.ts";

/**
 * Which hint helps with a failure: by Alibaba Cloud's error code and, where that is not enough, by what was said;
 * undefined where none is known to help. Never stored: derived from what is.
 * @param failure a code as it was printed, and the lines that are shown
 */
export function hintFor(failure: {
  readonly code?: string | undefined;
  readonly lines: readonly string[];
}): HintKey | undefined {
  const { code } = failure;
  const said = failure.lines.join("\n");
  return HINT_CODES.find(
    (row) =>
      (row.code === undefined ? code === undefined : code !== undefined && row.code.test(code)) &&
      (row.said === undefined || row.said.test(said)),
  )?.hint;
}
