import { type Args, Refused, textOf } from "./call.ts";

/** A page of a list and the cursor of the next; Slack writes an empty cursor on the last one. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly response_metadata: { readonly next_cursor: string };
}

/**
 * The rows from the call's `cursor` on, as many as its `limit`.
 * @param usual how many without a limit; all of them when undefined
 * @throws {Refused} `invalid_limit`, `invalid_cursor`
 */
export function pageOf<T extends { readonly id: string }>(
  args: Args,
  all: readonly T[],
  most: number,
  usual = 0,
): Page<T> {
  const limit = Number(textOf(args, "limit") ?? usual);
  if (!Number.isInteger(limit) || limit < 0 || limit > most) throw new Refused("invalid_limit");
  const cursor = textOf(args, "cursor");
  const start = cursor === undefined ? 0 : all.findIndex((row) => cursorOf(row.id) === cursor);
  if (start < 0) throw new Refused("invalid_cursor");
  const end = limit === 0 ? all.length : start + limit;
  const next = all[end];
  return { rows: all.slice(start, end), response_metadata: { next_cursor: next ? cursorOf(next.id) : "" } };
}

const cursorOf = (id: string): string => Buffer.from(`id:${id}`).toString("base64");
