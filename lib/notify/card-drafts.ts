import type { ChannelId, EpochMs } from "../model/brand.ts";
import { newDraft } from "./draft.ts";
import type { Draft, Manner, ToldRecord } from "./record.ts";

/**
 * A card that is promised now, under a number of its own.
 * @param digested the record's seq when a digest is to tell it
 */
export function cardDraft(
  record: ToldRecord,
  destination: ChannelId,
  now: EpochMs,
  manner: Manner,
  digested?: number,
): Draft {
  const n = nextCardNumber(record, destination);
  const quiet = digested === undefined ? {} : ({ digest: true, seq: digested } as const);
  return newDraft(cardKey(record, destination, n), destination, { what: "card", n, ...quiet }, now, manner);
}

/** How the thing is told there: as its card is, the one that stands, else the last one that was promised. */
export function mannerAt(record: ToldRecord, destination: ChannelId): Manner {
  const card = record.cards.find((c) => c.destination === destination);
  const promised = record.drafts.filter((d) => d.destination === destination && d.body.what === "card");
  return mannerOf(card ?? promised.at(-1) ?? {});
}

/** Of a card or a draft, that alone; without what says nothing. */
export const mannerOf = ({
  locale,
  mentions = {},
  buttons,
}: { readonly [K in keyof Manner]: Manner[K] | undefined }): Manner => ({
  ...(locale === undefined ? {} : { locale }),
  ...(Object.keys(mentions).length === 0 ? {} : { mentions }),
  ...(buttons === undefined ? {} : { buttons }),
});

/** Rises with each card of this destination that was sent or promised, so that a key is never used twice. */
export function nextCardNumber(record: ToldRecord, destination: ChannelId): number {
  const cards = record.cards.filter((c) => c.destination === destination).map((c) => c.n);
  const drafts = record.drafts.flatMap((d) =>
    d.destination === destination && d.body.what === "card" ? [d.body.n] : [],
  );
  return Math.max(-1, ...cards, ...drafts) + 1;
}

export const cardKey = (record: ToldRecord, destination: ChannelId, n: number): string =>
  `card:${record.id}:${record.born}:${destination}:${n}`;

export const noteKey = (record: ToldRecord, seq: number, destination: ChannelId): string =>
  `note:${record.id}:${record.born}:${seq}:${destination}`;

/** Has the plan a card there, or is one promised? Then it gets every note, too. */
export const hasCard = (record: ToldRecord, destination: ChannelId): boolean =>
  record.cards.some((c) => c.destination === destination) ||
  record.drafts.some((d) => d.destination === destination && d.body.what === "card" && d.state !== "dead");

/** Has it one there, or was one ever promised there, if only to be given up? Then every note since was owed there, too. */
export const isTold = (record: ToldRecord, destination: ChannelId): boolean => toldAt(record).includes(destination);

/** Where it has a card, or had the promise of one. */
export const toldAt = (record: ToldRecord): readonly ChannelId[] => [
  ...record.cards.map((c) => c.destination),
  ...record.drafts.filter((d) => d.body.what === "card").map((d) => d.destination),
];

/** Where it has a card, or is promised one. */
export const cardsOf = (record: ToldRecord): ReadonlySet<ChannelId> =>
  new Set(toldAt(record).filter((destination) => hasCard(record, destination)));
