import { describe, expect, it } from "vitest";
import { next } from "../../lib/notify/delivery.ts";
import type { Draft, PlanRecord } from "../../lib/notify/record.ts";
import { deadOf, revive } from "../../lib/notify/replay.ts";
import { beginWatch } from "../../lib/notify/watch-record.ts";
import { aCard, aCardDraft, aNoteDraft, aPlanRecord, approved, NET, NOW, OPS } from "../build/records.ts";
import { at } from "../build/rows.ts";
import { outcomeOf, sent } from "./calls.ts";

const dead: Partial<Draft> = { state: "dead", attempts: 8, firstAt: at("01:00:00"), reason: "is_archived" };
const deadCard = aCardDraft(dead);
const KEY = deadCard.key;
const record = aPlanRecord({ drafts: [aNoteDraft(), deadCard] });

const revived = (from: PlanRecord, key = KEY): PlanRecord => {
  const found = revive(from, key, NOW);
  if (found === undefined) throw new Error(`${key} was not given up`);
  return found;
};

describe("what a record gave up", () => {
  it("is named with Slack's word", () => {
    expect(deadOf(record)).toEqual([
      { key: "card:plan-bp1jvmdk2k0001:1795449600:C0DEFAULT0:0", reason: "is_archived" },
    ]);
  });

  it("has some reason, also where none was kept", () => {
    const { reason: _reason, ...silent } = deadCard;
    expect(deadOf(aPlanRecord({ drafts: [silent] }))).toEqual([{ key: KEY, reason: "unknown" }]);
  });

  it("is not what another channel was told instead", () => {
    expect(deadOf(aPlanRecord({ drafts: [aNoteDraft({ ...dead, reason: "told-elsewhere" })] }))).toEqual([]);
  });

  it("is not a card in whose place another stands or is promised by now", () => {
    const again = aCardDraft({ key: "card:again", body: { what: "card", n: 1 } });
    for (const replaced of [{ ...record, cards: [aCard({ n: 1 })] }, aPlanRecord({ drafts: [deadCard, again] })]) {
      expect(deadOf(replaced)).toEqual([]);
      expect(revive(replaced, KEY, NOW)).toBeUndefined();
    }
    expect(deadOf({ ...record, cards: [aCard({ destination: NET })] })).toHaveLength(1);
  });

  it("may be a note, whatever card stands", () => {
    const note = aNoteDraft(dead);
    const carded = aPlanRecord({ cards: [aCard()], drafts: [note] });
    expect(deadOf(carded)).toEqual([{ key: note.key, reason: "is_archived" }]);
    expect(next(revived(carded, note.key), NOW, OPS).do).toBe("find");
  });

  it("may be a notice of the watch", () => {
    const notice = { ...deadCard, key: "note:watch:blind:1", body: { what: "notice", notices: [] } } as const;
    const watch = { ...beginWatch(NOW), drafts: [notice] };
    expect(deadOf(watch)).toEqual([{ key: "note:watch:blind:1", reason: "is_archived" }]);
    expect(revive(watch, "note:watch:blind:1", NOW)?.drafts[0]).toMatchObject({ state: "ambiguous", attempts: 0 });
  });
});

describe("a message that was given up", () => {
  it("and is owed again is looked for first: it may have been in doubt", () => {
    const { reason: _reason, ...rest } = deadCard;
    expect(revived(record).drafts).toEqual([
      aNoteDraft(),
      { ...rest, state: "ambiguous", attempts: 0, notBefore: at("18:00:00") },
    ]);
    expect(next(revived(record), NOW, OPS)).toMatchObject({ do: "find", draft: { key: KEY } });
  });

  it("is sent under its own key when it is not there, at once", () => {
    const lost = aPlanRecord({ drafts: [{ ...deadCard, lost: { at: at("17:59:50"), by: "another" } }] });
    const absent = outcomeOf(revived(lost), { kind: "absent" });
    expect(next(absent, NOW, OPS)).toMatchObject({ do: "post", draft: { key: KEY } });
    expect(outcomeOf(absent, sent)).toMatchObject({ drafts: [], cards: [{ ts: "9.9" }] });
  });

  it("because its digest was is sent alone", () => {
    const member = aPlanRecord({ drafts: [aCardDraft({ ...dead, body: { what: "card", n: 0, digest: true } })] });
    const absent = outcomeOf(revived(member), { kind: "absent" });
    expect(next(absent, NOW, OPS)).toMatchObject({ do: "post", draft: { key: KEY, body: { what: "card", n: 0 } } });
  });

  it("in a joined note is sent into the card's thread", () => {
    const body = { what: "note", seq: 2, transitions: [approved], digest: true } as const;
    const joined = aPlanRecord({ cards: [aCard()], drafts: [aNoteDraft({ ...dead, body })] });
    const absent = outcomeOf(revived(joined, aNoteDraft().key), { kind: "absent" });
    expect(next(absent, NOW, OPS)).toMatchObject({ do: "reply", thread: "1795449960.000100" });
  });

  it("is none under another key, nor under that of a message that is still owed", () => {
    expect(revive(record, "card:of:nobody", NOW)).toBeUndefined();
    expect(revive(record, aNoteDraft().key, NOW)).toBeUndefined();
  });
});
