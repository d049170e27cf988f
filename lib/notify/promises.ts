import type { ChannelId, EpochMs } from "../model/brand.ts";
import type { Aim } from "./aims.ts";
import { cardDraft, hasCard, isTold, mannerAt, mannerOf, noteKey, toldAt } from "./card-drafts.ts";
import { isDigested, newDraft } from "./draft.ts";
import { logDrafts } from "./log-drafts.ts";
import { besides, joined, type Mentions } from "./mentions.ts";
import type { Draft, Manner, NoteBody, ToldRecord } from "./record.ts";

type Transitions = NoteBody["transitions"];

/** What is to be told now, and where. */
export interface Promising {
  readonly transitions: Transitions;
  readonly aims: readonly Aim[];
  /** How people are named where there is a card, and no rule leads to now. */
  readonly named: Mentions;
  /** Those that a note tells; a card that is promised beside it may tell some of them by itself. */
  readonly told: (beside: Draft | undefined) => Transitions;
  readonly now: EpochMs;
  /** The default destination: what another refuses is told there. */
  readonly fallback: ChannelId;
  /** Destinations whose new cards go into a digest. */
  readonly crowded: Destinations;
  /** The same for notes. */
  readonly joined: Destinations;
  /** Nobody wants to hear of it now: no note shows in the channel. */
  readonly muted: boolean;
}

/** Is this destination one of them? */
export type Destinations = Pick<ReadonlySet<ChannelId>, "has">;

/**
 * What the record owes with it: one card per destination at most, one note per destination however many transitions. A
 * note is owed wherever there is, or comes, a card, whoever the rules lead to now: a thread tells the whole story. The log
 * of a failure stands behind it.
 */
export function promise(record: ToldRecord, news: Promising): Pick<ToldRecord, "seq" | "cards" | "drafts"> {
  const { transitions, aims, now, crowded } = news;
  if (transitions.length === 0) return { seq: record.seq, cards: record.cards, drafts: record.drafts };
  const seq = record.seq + 1;
  const fresh = aims
    .filter((aim) => lacksCard(record, aim))
    .map((aim) =>
      cardDraft(record, aim.destination, now, cardManner(aim), crowded.has(aim.destination) ? seq : undefined),
    );
  const known = <T extends Manner & { readonly destination: ChannelId }>(one: T): T => acquainted(one, news);
  return {
    seq,
    cards: record.cards.map((card) => (card.via === undefined ? known(card) : card)),
    drafts: [
      ...record.drafts.map((d) => (d.body.what === "card" && d.state !== "dead" ? known(d) : d)),
      ...fresh,
      ...notes(record, fresh, seq, news),
    ],
  };
}

/** Is a card to be promised there now? */
function lacksCard(record: ToldRecord, { destination, card: need }: Aim): boolean {
  const promised = record.drafts.some(
    (d) => d.destination === destination && d.body.what === "card" && d.state !== "dead",
  );
  const card = record.cards.find((c) => c.destination === destination);
  if (promised || (card !== undefined && card.via === undefined)) return false;
  return need === "due" || (need === "missed" && card === undefined);
}

const cardManner = ({ locale, onCard, buttons }: Aim): Manner => mannerOf({ locale, mentions: onCard, buttons });

/** Who has to act may be somebody else by now: the card's next edit speaks of them as it would have from the beginning. */
function acquainted<T extends Manner & { readonly destination: ChannelId }>(card: T, { aims, named }: Promising): T {
  const { who } = aims.find((aim) => aim.destination === card.destination)?.onCard ?? named;
  return who === undefined ? card : { ...card, mentions: joined(card.mentions, { who }) };
}

function notes(record: ToldRecord, cards: readonly Draft[], seq: number, news: Promising): Draft[] {
  const { fallback, joined: busy, now } = news;
  const fresh = new Map(cards.map((d) => [d.destination, d]));
  // Where a card was given up its notes go to the default destination, unless that is told them itself.
  const isElsewhere = isTold(record, fallback) || fresh.has(fallback);
  const told = toldAt(record).filter((d) => hasCard(record, d) || d === fallback || !isElsewhere);
  return [...new Set([...told, ...fresh.keys()])].flatMap((destination) => {
    const card = fresh.get(destination);
    const transitions = news.told(card);
    const aim = news.aims.find((one) => one.destination === destination);
    const isJoined = busy.has(destination) && card === undefined;
    const broadcast = news.muted ? false : aim?.broadcast;
    const body: NoteBody = {
      what: "note",
      seq,
      transitions,
      ...(isJoined ? { digest: true } : {}),
      ...(broadcast === undefined ? {} : { broadcast }),
    };
    const { locale = aim?.locale } = card ?? mannerAt(record, destination);
    const manner = mannerOf({ locale, mentions: mentionsOf(news, aim, card) });
    const note = newDraft(noteKey(record, seq, destination), destination, body, now, manner);
    const logs = isJoined ? [] : logDrafts(record, seq, news.transitions, destination, now, locale);
    return [...(transitions.length === 0 ? [] : [note]), ...logs];
  });
}

function mentionsOf({ named }: Promising, aim: Aim | undefined, card: Draft | undefined): Mentions {
  if (aim === undefined) return named;
  // A digest mentions nobody.
  return card === undefined || isDigested(card) ? aim.onNote : besides(aim.onNote, aim.onCard);
}
