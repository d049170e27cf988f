import { describe, expect, it } from "vitest";
import { claim, next } from "../../lib/notify/delivery.ts";
import { aCard, aCardDraft, aNoteDraft, aPlanRecord, ME, NET, NOW, OPS, ts } from "../build/records.ts";
import { at } from "../build/rows.ts";
import { claimed, failed, outcomeOf, sent, settle } from "./calls.ts";

const LATE = at("18:10:00");
const toEdit = aPlanRecord({ hash: "hash-2", cards: [aCard()] });

describe("a search that comes back after its lease", () => {
  const inDoubt = aPlanRecord({ drafts: [aCardDraft({ state: "ambiguous", attempts: 1, firstAt: at("17:50:00") })] });
  /** The record while somebody else searches, and the first search. */
  const searched = (): ReturnType<typeof claimed> => {
    const [held, first] = claimed(inDoubt);
    return [claimed(held, LATE, "another")[0], first];
  };

  it.each([{ kind: "absent" } as const, failed("transient"), failed("destination")])(
    "changes nothing with %o: somebody else searches",
    (outcome) => {
      const [again, first] = searched();
      expect(settle(again, first, outcome, LATE)).toEqual(again);
    },
  );

  it("is believed when it found the message", () => {
    const [again, first] = searched();
    expect(settle(again, first, { kind: "found", channel: OPS, ts: ts("9.9") }, LATE).cards).toEqual([
      aCard({ ts: ts("9.9"), shown: "" }),
    ]);
  });
});

describe("a search that a stale answer ended", () => {
  it("for a card leaves it in doubt", () => {
    const inDoubt = aPlanRecord({ drafts: [aCardDraft({ state: "ambiguous", attempts: 1, firstAt: NOW })] });
    expect(outcomeOf(inDoubt, failed("stale")).drafts).toMatchObject([{ state: "ambiguous", reason: "some_word" }]);
  });

  it("for a note that stands alone leaves it in doubt", () => {
    const alone = aNoteDraft({ state: "ambiguous", attempts: 1, firstAt: NOW, at: { channel: OPS } });
    expect(outcomeOf(aPlanRecord({ drafts: [alone] }), failed("stale")).drafts).toMatchObject([{ state: "ambiguous" }]);
  });
});

describe("a reply into a thread that is gone", () => {
  it("is put off like any other refusal", () => {
    const record = outcomeOf(aPlanRecord({ cards: [aCard()], drafts: [aNoteDraft()] }), failed("stale"));
    expect(record.drafts[0]).toMatchObject({ state: "new", notBefore: at("18:00:11.250"), reason: "some_word" });
  });
});

describe("an edit that fails", () => {
  it("after somebody else made it changes nothing", () => {
    const [held, edit] = claimed(toEdit);
    const made = settle(held, edit, { kind: "edited" });
    expect(settle(made, edit, failed("transient"))).toEqual(made);
  });

  it("twice remembers since when", () => {
    const once = outcomeOf(toEdit, failed("transient"));
    expect(outcomeOf(once, failed("transient"), at("18:01:00")).cards).toEqual([
      aCard({
        edit: { sending: false, attempts: 2, notBefore: at("18:01:22.500"), firstAt: NOW, reason: "some_word" },
      }),
    ]);
  });

  it("leaves the card of another channel alone, even one with the same timestamp", () => {
    const other = aCard({ destination: NET, channel: NET });
    const record = outcomeOf({ ...toEdit, cards: [aCard(), other] }, failed("transient"));
    expect(record.cards[1]).toEqual(other);
    expect(record.cards[0]?.edit?.attempts).toBe(1);
  });
});

describe("the claim of a note that stands alone", () => {
  it("remembers its channel, and no thread", () => {
    const record = aPlanRecord({ drafts: [aNoteDraft({ destination: NET })] });
    const step = next(record, NOW, OPS);
    if (step.do !== "reply") throw new Error("expected a reply");
    expect(claim(record, step, NOW, ME).drafts[0]?.at).toStrictEqual({ channel: "C0DEFAULT0" });
  });
});

describe("a card that was posted", () => {
  it("leaves what another channel is owed", () => {
    const note = aNoteDraft({ destination: NET });
    const record = outcomeOf(aPlanRecord({ drafts: [aCardDraft(), note] }), sent);
    expect(record.drafts).toEqual([note]);
  });
});
