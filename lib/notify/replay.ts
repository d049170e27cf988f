import type { EpochMs } from "../model/brand.ts";
import { hasCard } from "./card-drafts.ts";
import type { Draft, PollRecord, WatchedRecord } from "./record.ts";

/** A message that was given up, and why. */
export interface DeadDraft {
  readonly key: string;
  readonly reason: string;
}

/** What a record gave up; nobody misses notes that another destination has, or a card that was replaced. */
export const deadOf = (record: WatchedRecord | PollRecord): readonly DeadDraft[] =>
  record.drafts
    .filter((d) => d.state === "dead" && d.reason !== "told-elsewhere" && !isReplaced(record, d))
    .map((d) => ({ key: d.key, reason: d.reason ?? "unknown" }));

/** Beside another card of its destination it would take that one's place in the record, and its number. */
const isReplaced = (record: WatchedRecord | PollRecord, { body, destination }: Draft): boolean =>
  record.kind !== "poll" && body.what === "card" && hasCard(record, destination);

/**
 * The record with a message owed again that was given up; undefined when it has none. It is looked for before it is
 * sent: what was given up may have been in doubt.
 */
export function revive<T extends WatchedRecord | PollRecord>(record: T, key: string, now: EpochMs): T | undefined {
  const dead = record.drafts.find((d) => d.key === key && d.state === "dead");
  if (dead === undefined || isReplaced(record, dead)) return undefined;
  const { reason: _reason, lost: _lost, ...rest } = dead;
  const again: Draft = { ...rest, state: "ambiguous", attempts: 0, notBefore: now, body: alone(dead.body) };
  return { ...record, drafts: record.drafts.map((d) => (d === dead ? again : d)) };
}

/** The digest that was to tell it is over; it speaks for itself now. */
function alone(body: Draft["body"]): Draft["body"] {
  if (body.what === "notice" || body.what === "log") return body;
  const { digest: _digest, ...rest } = body;
  return rest;
}
