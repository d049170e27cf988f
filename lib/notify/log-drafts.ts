import type { ChannelId, EpochMs } from "../model/brand.ts";
import type { Locale } from "../model/locale.ts";
import { mannerOf } from "./card-drafts.ts";
import { newDraft } from "./draft.ts";
import type { AnyTransition, Draft, LogBody, LogSource, ToldRecord } from "./record.ts";

/** So many messages tell the end of a log where its file is not taken. */
const PARTS_OF_END = 3;

export const logKey = (record: ToldRecord, { seq, part }: LogBody, destination: ChannelId): string =>
  `log:${record.id}:${record.born}:${seq}:${destination}:${part ?? "file"}`;

/** The log of what failed, in order, to stand behind the note `seq` that tells of it; nothing without one. */
export function logDrafts(
  record: ToldRecord,
  seq: number,
  transitions: readonly AnyTransition[],
  destination: ChannelId,
  now: EpochMs,
  locale?: Locale,
): Draft[] {
  const manner = locale === undefined ? {} : { locale };
  return transitions.flatMap((transition) => {
    if (transition.kind !== "plan.failed" && transition.kind !== "task.failed") return [];
    const { taskId, stack, log } = transition.failure ?? {};
    const from = sourceOf(taskId, stack);
    if (from === undefined || log === undefined) return [];
    const bodies: LogBody[] = log === 0 ? [{ what: "log", seq, ...from }] : partsOf(seq, from, log);
    return bodies.map((body) => newDraft(logKey(record, body, destination), destination, body, now, manner));
  });
}

function sourceOf(task: LogSource["task"], stack: LogSource["stack"]): LogSource | undefined {
  if (task === undefined && stack === undefined) return undefined;
  return { ...(task === undefined ? {} : { task }), ...(stack === undefined ? {} : { stack }) };
}

const partsOf = (seq: number, from: LogSource, of: number): LogBody[] =>
  Array.from({ length: of }, (_, n) => ({ what: "log", seq, ...from, part: n + 1, of }));

/** The record once a file is not taken: the end of the log is promised in its place, as messages. */
export function endInstead<R extends ToldRecord>(record: R, file: Draft, now: EpochMs): R {
  const { body, destination } = file;
  if (body.what !== "log") return record;
  const end = partsOf(body.seq, sourceOf(body.task, body.stack) ?? {}, PARTS_OF_END).map((part) =>
    newDraft(logKey(record, part, destination), destination, part, now, mannerOf(file)),
  );
  return { ...record, drafts: record.drafts.flatMap((d) => (d === file ? end : [d])) };
}

/**
 * The record without logs that nobody would find: they are told in the thread of the plan's own card only. One that may
 * have been sent stays until that is known. The same record when there are none.
 */
export function withoutStrayLogs<R extends ToldRecord>(record: R): R {
  const isStray = (d: Draft): boolean =>
    d.body.what === "log" && d.state === "new" && !hasOwnCard(record, d.destination);
  return record.drafts.some(isStray) ? { ...record, drafts: record.drafts.filter((d) => !isStray(d)) } : record;
}

/** A card that is the plan's alone, or the promise of one; no line of a digest. */
const hasOwnCard = (record: ToldRecord, destination: ChannelId): boolean =>
  record.cards.some((c) => c.destination === destination && c.via === undefined) ||
  record.drafts.some(
    (d) => d.destination === destination && d.body.what === "card" && d.body.digest !== true && d.state !== "dead",
  );
