import type { ChannelId, EpochMs, MessageTs } from "../model/brand.ts";
import { cardDraft, hasCard, isTold, mannerAt, mannerOf, noteKey } from "./card-drafts.ts";
import { newDraft, type Settling } from "./draft.ts";
import { logKey } from "./log-drafts.ts";
import type { Draft, LogBody, Manner, NoteBody, ToldRecord } from "./record.ts";

/** The card is gone or may not be edited any more: promise a new one; what waits for it waits for the new one. */
export function repost<R extends ToldRecord>(record: R, destination: ChannelId, now: EpochMs, ts: MessageTs): R {
  const card = record.cards.find((c) => c.destination === destination && c.ts === ts);
  if (card === undefined) return record;
  const without = { ...record, cards: record.cards.filter((c) => c !== card) };
  if (hasCard(without, destination)) return without;
  // Numbered while the old card is still counted, so that its key is not used twice.
  return { ...without, drafts: [...record.drafts, cardDraft(record, destination, now, mannerOf(card))] };
}

/**
 * The record once a destination refuses what is sent there: the default destination gets a card of the plan, and with
 * it the notes and logs that are owed, in its own language. The refusing one is tried again all the same, until its drafts
 * are given up.
 */
export function tellInstead<R extends ToldRecord>(record: R, refusing: ChannelId, settling: Settling): R {
  const { now, fallback } = settling;
  if (refusing === fallback) return record;
  const owed = record.drafts.flatMap((draft): Reply[] => {
    const { destination, state, body } = draft;
    if (destination !== refusing || state === "dead") return [];
    if (body.what === "log") return [{ body }];
    return body.what === "note" ? [{ ...mannerOf(draft), body: alone(body) }] : [];
  });
  return { ...record, drafts: [...record.drafts, ...instead(record, owed, refusing, settling, now)] };
}

/** The note as it is told by itself. */
const alone = ({ digest: _digest, ...body }: NoteBody): NoteBody => body;

/** What is told below a card, and whom it mentions. */
interface Reply extends Pick<Manner, "mentions"> {
  readonly body: NoteBody | LogBody;
}

/** The notes that are owed to a destination, in their order. */
export const notesAt = (record: ToldRecord, destination: ChannelId): readonly Reply[] =>
  record.drafts.flatMap((d) =>
    d.destination === destination && d.body.what === "note" && d.state !== "dead"
      ? [{ ...mannerOf(d), body: d.body }]
      : [],
  );

/**
 * A card and these replies for the default destination; nothing where the plan has a card there. Where one was given up
 * the replies are not promised again: they were owed there by themselves.
 * @param refusing where they were owed: whom its card mentions the new one mentions, too
 * @param digested the record's seq when a digest is to tell the card
 */
export function instead(
  record: ToldRecord,
  replies: readonly Reply[],
  refusing: ChannelId,
  { fallback: to, locale }: Pick<Settling, "fallback" | "locale">,
  now: EpochMs,
  digested?: number,
): Draft[] {
  if (hasCard(record, to)) return [];
  const missed = isTold(record, to) ? [] : replies;
  const spoken = ({ mentions }: Pick<Manner, "mentions">): Manner => mannerOf({ locale, mentions });
  const promised = missed.map((reply) => {
    const { body } = reply;
    const key = body.what === "log" ? logKey(record, body, to) : noteKey(record, body.seq, to);
    return newDraft(key, to, body, now, spoken(reply));
  });
  return [cardDraft(record, to, now, spoken(mannerAt(record, refusing)), digested), ...promised];
}

/** Notes of a card that was given up are given up with it where the default destination was told them itself. */
export function giveUpNotes<R extends ToldRecord>(record: R, destination: ChannelId, fallback: ChannelId): R {
  if (destination === fallback || hasCard(record, destination) || !isTold(record, fallback)) return record;
  return {
    ...record,
    drafts: record.drafts.map((d) =>
      d.destination === destination && d.body.what === "note" && d.state === "new"
        ? { ...d, state: "dead", reason: "told-elsewhere" }
        : d,
    ),
  };
}
