import { type ChannelId, type EpochMs, type Ms, ms } from "../../lib/model/brand.ts";
import type { PlanRecord } from "../../lib/notify/record.ts";
import { at } from "../../test/build/rows.ts";
import type { Chance } from "../../test/sweep/chance.ts";
import { type BucketSlack, ONE_WAY, type Temper } from "./bucket-slack.ts";
import { owedNote, owedNotes, type Recorded } from "./owed-notes.ts";

/** When every run of the bench begins. */
export const START: EpochMs = at("18:00:00");

/** Notes that are owed all at once, and the Slack that takes them. */
export interface Burst {
  /** The channel of each note, in the order in which they are owed. */
  readonly channels: readonly ChannelId[];
  readonly slack: Temper;
}

/** What Slack saw of a burst. */
export interface Seen {
  /** Each note that stands, in the order in which Slack took them, and how long after the burst began. */
  readonly standing: readonly { readonly channel: ChannelId; readonly after: Ms }[];
  /** Answers 429. */
  readonly refused: number;
  /** Notes that do not stand. */
  readonly lost: number;
  /** Notes that came after one that was owed later in the same channel. */
  readonly outOfOrder: number;
  /** Messages that stand beside another one of the same note. */
  readonly doubled: number;
}

export const channel = (n: number): ChannelId => `C0BENCH${String(n).padStart(3, "0")}` as ChannelId;

/** So many notes in turn over so many channels. */
export const spread = (notes: number, channels: number): ChannelId[] =>
  Array.from({ length: notes }, (_, n) => channel(n % channels));

/** Plans that owe a burst's notes at `now`, numbered from `first` on in an order of chance. */
export function plansOf(burst: Burst, first: number, now: EpochMs, chance: Chance): Recorded[] {
  const numbers = burst.channels.map((_, n) => first + n);
  for (let n = numbers.length - 1; n > 0; n--) {
    const other = chance.whole(0, n);
    [numbers[n], numbers[other]] = [numbers[other] as number, numbers[n] as number];
  }
  return owedNotes(burst.channels, numbers, now);
}

/** How soon the last note can be taken: each channel takes its bucket at once and then one a second. */
export function optimum({ channels, slack }: Burst): Ms {
  const counts = new Map<ChannelId, number>();
  for (const one of channels) counts.set(one, (counts.get(one) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return ms(Math.max(0, most - slack.capacity) * 1_000 + ONE_WAY);
}

/** What became of the notes that these records owed when the burst began. */
export function seenBy(slack: BucketSlack, records: readonly PlanRecord[], began: EpochMs): Seen {
  const places = new Map(records.map((record, place) => [owedNote(record).draft.key, place]));
  const standing = new Map<number, { channel: ChannelId; after: Ms }>();
  const latest = new Map<ChannelId, number>();
  let [outOfOrder, doubled] = [0, 0];
  for (const { channel, at, metadata } of slack.taken) {
    const place = places.get(metadata.event_payload.key);
    if (place === undefined) continue;
    if (standing.has(place)) {
      doubled++;
      continue;
    }
    standing.set(place, { channel, after: ms(at - began) });
    const last = latest.get(channel) ?? -1;
    if (place < last) outOfOrder++;
    else latest.set(channel, place);
  }
  const refused = slack.refused.filter((when) => when >= began).length;
  return { standing: [...standing.values()], refused, lost: records.length - standing.size, outOfOrder, doubled };
}

/** From the beginning until the last note was taken; a note that is lost is never taken. */
export const drained = ({ standing, lost }: Seen): Ms =>
  ms(lost > 0 ? Number.POSITIVE_INFINITY : Math.max(...standing.map((note) => note.after)));
