import type { ChannelId } from "../../model/brand.ts";
import type { Draft, ToldRecord } from "../../notify/record.ts";

/** So many new cards one poll sends into one channel; the others share a digest. */
const CARDS_A_POLL = 10;
/** The same for notes, after a gap: what happened meanwhile comes all at once. */
const NOTES_AFTER_A_GAP = 10;

/** Counts what one run promises to each destination, and says which have had enough. */
export class Flood {
  readonly crowded = new Set<ChannelId>();
  readonly joined = new Set<ChannelId>();
  /** Nobody looked for a while, so that much may have happened. */
  afterGap = false;
  readonly #cards = new Map<ChannelId, number>();
  readonly #notes = new Map<ChannelId, number>();

  /** @param before the record as it was; undefined when it is new */
  count(before: ToldRecord | undefined, after: ToldRecord): void {
    const known = new Set(before?.drafts.map((d) => d.key));
    for (const draft of after.drafts) {
      if (known.has(draft.key)) continue;
      if (draft.body.what === "card") raise(this.#cards, draft, CARDS_A_POLL, this.crowded);
      else if (this.afterGap && draft.body.what === "note") raise(this.#notes, draft, NOTES_AFTER_A_GAP, this.joined);
    }
  }
}

function raise(counts: Map<ChannelId, number>, { destination }: Draft, most: number, full: Set<ChannelId>): void {
  const count = (counts.get(destination) ?? 0) + 1;
  counts.set(destination, count);
  if (count >= most) full.add(destination);
}
