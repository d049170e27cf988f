import type { ChannelId, EpochMs, MessageTs } from "../model/brand.ts";
import { newDraft, type Settling } from "./draft.ts";
import { logKey } from "./log-drafts.ts";
import { cardDraft, hasCard, noteKey } from "./plan-record.ts";
import type { PlanRecord } from "./record.ts";

/** The card is gone or may not be edited any more: promise a new one; what waits for it waits for the new one. */
export function repost(record: PlanRecord, destination: ChannelId, now: EpochMs, ts: MessageTs): PlanRecord {
  const card = record.cards.find((c) => c.destination === destination && c.ts === ts);
  if (card === undefined) return record;
  const without = { ...record, cards: record.cards.filter((c) => c !== card) };
  if (hasCard(without, destination)) return without;
  // Numbered while the old card is still counted, so that its key is not used twice.
  return { ...without, drafts: [...record.drafts, cardDraft(record, destination, now)] };
}

/**
 * The record once a destination refuses what is sent there: the default destination gets a card of the plan, and with
 * it the notes and logs that are owed. The refusing one is tried again all the same, until its drafts are given up.
 */
export function tellInstead(record: PlanRecord, refusing: ChannelId, { now, fallback }: Settling): PlanRecord {
  if (refusing === fallback || hasCard(record, fallback)) return record;
  const notes = record.drafts.flatMap((d) => {
    if (d.destination !== refusing || d.state === "dead") return [];
    if (d.body.what === "log") return [newDraft(logKey(record, d.body, fallback), fallback, d.body, now)];
    if (d.body.what !== "note") return [];
    const { digest: _digest, ...body } = d.body;
    return [newDraft(noteKey(record, body.seq, fallback), fallback, body, now)];
  });
  const known = new Set(record.drafts.map((d) => d.key));
  const owed = [cardDraft(record, fallback, now), ...notes.filter((d) => !known.has(d.key))];
  return { ...record, drafts: [...record.drafts, ...owed] };
}

/** Notes of a card that was given up are given up with it where the default destination has them already. */
export function giveUpNotes(record: PlanRecord, destination: ChannelId, fallback: ChannelId): PlanRecord {
  if (destination === fallback || hasCard(record, destination) || !hasCard(record, fallback)) return record;
  return {
    ...record,
    drafts: record.drafts.map((d) =>
      d.destination === destination && d.body.what === "note" && d.state === "new"
        ? { ...d, state: "dead", reason: "told-elsewhere" }
        : d,
    ),
  };
}
