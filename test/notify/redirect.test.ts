import { describe, expect, it } from "vitest";
import { hours, later, minutes } from "../../lib/model/brand.ts";
import { next, owes } from "../../lib/notify/delivery.ts";
import type { Draft, PlanRecord } from "../../lib/notify/record.ts";
import { aCard, aCardDraft, aNoteDraft, aPlanRecord, approved, NET, NOW, OPS, ts } from "../build/records.ts";
import { at } from "../build/rows.ts";
import { claimed, failed, outcomeOf, sent, settle } from "./calls.ts";

const netCardDraft = (over: Partial<Draft> = {}): Draft =>
  aCardDraft({ key: "card:plan-bp1jvmdk2k0001:1795449600:C0123ABCD:0", destination: NET, ...over });
const netNote = (over: Partial<Draft> = {}): Draft =>
  aNoteDraft({ key: "note:plan-bp1jvmdk2k0001:1795449600:2:C0123ABCD", destination: NET, ...over });
const netCard = aCard({ destination: NET, channel: NET, ts: ts("7.7") });

/** What was refused seven times in the last day: the next refusal is the last. */
const nearlyGivenUp = { attempts: 7, firstAt: later(NOW, hours(-24)) } as const;
const archived = failed("destination", { code: "is_archived" });

/** `new card:...:C0123ABCD:0`, without the plan's own part. */
const drafts = (record: PlanRecord): string[] =>
  record.drafts.map((d) => `${d.state} ${d.key.replace(":plan-bp1jvmdk2k0001:1795449600", "")}`);

describe("a card that its channel refuses", () => {
  const refused = (): PlanRecord => outcomeOf(aPlanRecord({ drafts: [netCardDraft(), netNote()] }), archived);

  it("is promised to the default channel, with the notes that wait for it", () => {
    expect(refused().drafts.slice(2)).toEqual([
      aCardDraft({ notBefore: NOW }),
      aNoteDraft({ notBefore: NOW, body: { what: "note", seq: 2, transitions: [approved] } }),
    ]);
    expect(next(refused(), NOW, OPS)).toMatchObject({ do: "post", draft: { destination: "C0DEFAULT0" } });
  });

  it("is tried again in its own channel, and its notes wait there", () => {
    expect(refused().drafts.slice(0, 2)).toEqual([
      netCardDraft({
        attempts: 1,
        firstAt: NOW,
        notBefore: at("18:00:11.250"),
        reason: "is_archived",
      }),
      netNote(),
    ]);
  });

  it("again is not promised to the default channel again", () => {
    const posted = outcomeOf(refused(), sent);
    const again = outcomeOf({ ...posted, drafts: posted.drafts.slice(0, 2) }, archived, at("18:01:00"));
    expect(drafts(again)).toEqual(["new card:C0123ABCD:0", "new note:2:C0123ABCD"]);
  });

  it("while the default channel is promised one brings no second", () => {
    const promised = aCardDraft({ notBefore: at("18:30:00") });
    const record = outcomeOf(aPlanRecord({ drafts: [netCardDraft(), promised] }), archived);
    expect(drafts(record)).toEqual(["new card:C0123ABCD:0", "new card:C0DEFAULT0:0"]);
  });

  it("stands there once the channel takes it, beside the one in the default channel", () => {
    const told = { ...refused(), cards: [aCard()], drafts: refused().drafts.slice(0, 1) };
    const record = outcomeOf(told, { kind: "sent", channel: NET, ts: ts("7.7") }, at("18:01:00"));
    expect(record).toMatchObject({ drafts: [], cards: [aCard(), netCard] });
  });

  it("has nowhere else to go when that is the default channel", () => {
    const record = outcomeOf(aPlanRecord({ drafts: [aCardDraft(), aNoteDraft()] }), archived);
    expect(drafts(record)).toEqual(["new card:C0DEFAULT0:0", "new note:2:C0DEFAULT0"]);
  });

  it("is not promised elsewhere for any other reason", () => {
    for (const fault of ["transient", "ambiguous", "token", "throttled", "payload"] as const) {
      expect(outcomeOf(aPlanRecord({ drafts: [netCardDraft()] }), failed(fault)).drafts).toHaveLength(1);
    }
  });

  it("where the default one was given up is promised there anew; its notes were owed there by themselves", () => {
    const given = [aCardDraft({ state: "dead" }), netCardDraft(), netNote()];
    const record = outcomeOf(aPlanRecord({ drafts: given }), archived);
    expect(drafts(record)).toEqual([
      "dead card:C0DEFAULT0:0",
      "new card:C0123ABCD:0",
      "new note:2:C0123ABCD",
      "new card:C0DEFAULT0:1",
    ]);
  });

  it("after its claim ran out changes nothing", () => {
    const [held, first] = claimed(aPlanRecord({ drafts: [netCardDraft()] }));
    const [searching] = claimed(held, at("18:10:00"), "another");
    expect(settle(searching, first, archived, at("18:10:00"))).toEqual(searching);
  });
});

describe("the notes that go to the default channel", () => {
  const moved = (...notes: readonly Draft[]): string[] =>
    drafts(outcomeOf(aPlanRecord({ drafts: [netCardDraft(), ...notes] }), archived)).filter((d) => d.includes(OPS));

  it("are those that are owed, whatever became of them so far", () => {
    const inDoubt = netNote({ state: "ambiguous", attempts: 2, firstAt: NOW, at: { channel: NET, thread: ts("7.7") } });
    expect(moved(inDoubt)).toEqual(["new card:C0DEFAULT0:0", "new note:2:C0DEFAULT0"]);
  });

  it("are not those that were given up, nor those of another channel", () => {
    const elsewhere = aNoteDraft({ key: "note:elsewhere", destination: "C0ELSEWHERE" as typeof NET });
    expect(moved(netNote({ state: "dead" }), elsewhere)).toEqual(["new card:C0DEFAULT0:0"]);
  });

  it("wait for no digest there: they follow their card", () => {
    const joined = netNote({ body: { what: "note", seq: 2, transitions: [approved], digest: true } });
    const record = outcomeOf(aPlanRecord({ drafts: [netCardDraft(), joined] }), archived);
    expect(record.drafts.at(-1)?.body).toEqual({ what: "note", seq: 2, transitions: [approved] });
    expect(record.drafts[1]).toEqual(joined);
  });
});

describe("a note that its channel refuses", () => {
  it("goes to the default channel behind a card of the plan", () => {
    const record = outcomeOf(aPlanRecord({ cards: [netCard], drafts: [netNote()] }), archived);
    expect(drafts(record)).toEqual(["new note:2:C0123ABCD", "new card:C0DEFAULT0:0", "new note:2:C0DEFAULT0"]);
    expect(record.cards).toEqual([netCard]);
    const posted = outcomeOf(record, sent);
    expect(next(posted, NOW, OPS)).toMatchObject({ do: "reply", channel: "C0DEFAULT0", thread: "9.9" });
  });

  it("of a plan with a card in the default channel is told there already", () => {
    const record = outcomeOf(aPlanRecord({ cards: [netCard, aCard()], drafts: [netNote()] }), archived);
    expect(drafts(record)).toEqual(["new note:2:C0123ABCD"]);
  });

  it("while it was looked for is told in the default channel, and still looked for", () => {
    const inDoubt = netNote({ state: "ambiguous", attempts: 1, firstAt: NOW });
    const record = outcomeOf(aPlanRecord({ cards: [netCard], drafts: [inDoubt] }), archived);
    expect(drafts(record)).toEqual(["ambiguous note:2:C0123ABCD", "new card:C0DEFAULT0:0", "new note:2:C0DEFAULT0"]);
  });
});

describe("an edit that its channel refuses", () => {
  const toEdit = aPlanRecord({ hash: "hash-2", cards: [netCard] });

  it("brings a card in the default channel, which shows the facts of the moment", () => {
    const record = outcomeOf(toEdit, archived);
    expect(drafts(record)).toEqual(["new card:C0DEFAULT0:0"]);
    expect(next(record, NOW, OPS)).toMatchObject({ do: "post", hash: "hash-2" });
  });

  it("takes along the notes that come after it", () => {
    const record = outcomeOf({ ...toEdit, drafts: [netNote()] }, archived);
    expect(drafts(record)).toEqual(["new note:2:C0123ABCD", "new card:C0DEFAULT0:0", "new note:2:C0DEFAULT0"]);
  });

  it("for any other reason brings none", () => {
    expect(outcomeOf(toEdit, failed("transient")).drafts).toEqual([]);
  });

  it("in the default channel brings none", () => {
    expect(outcomeOf(aPlanRecord({ hash: "hash-2", cards: [aCard()] }), archived).drafts).toEqual([]);
  });
});

describe("a card that is given up", () => {
  const last = netCardDraft(nearlyGivenUp);

  it("gives up its notes where the default channel has them", () => {
    const record = outcomeOf(aPlanRecord({ cards: [aCard()], drafts: [last, netNote()] }), archived);
    expect(drafts(record)).toEqual(["dead card:C0123ABCD:0", "dead note:2:C0123ABCD"]);
    expect(record.drafts[1]).toEqual(netNote({ state: "dead", reason: "told-elsewhere" }));
    expect(owes(record, OPS)).toBe(false);
  });

  it("by its last refusal alone, too: the default channel is told by then", () => {
    const record = outcomeOf(aPlanRecord({ drafts: [last, netNote()] }), archived);
    expect(drafts(record)).toEqual([
      "dead card:C0123ABCD:0",
      "dead note:2:C0123ABCD",
      "new card:C0DEFAULT0:0",
      "new note:2:C0DEFAULT0",
    ]);
  });

  it("after the default one was gives up its notes: the default channel was owed them alone", () => {
    const given = [aCardDraft({ state: "dead" }), last, netNote()];
    expect(drafts(outcomeOf(aPlanRecord({ drafts: given }), failed("stale")))).toEqual([
      "dead card:C0DEFAULT0:0",
      "dead card:C0123ABCD:0",
      "dead note:2:C0123ABCD",
    ]);
  });

  it("for another reason lets its notes go to the default channel alone", () => {
    const record = outcomeOf(aPlanRecord({ drafts: [last, netNote()] }), failed("stale"));
    expect(drafts(record)).toEqual(["dead card:C0123ABCD:0", "new note:2:C0123ABCD"]);
    const step = next(record, NOW, OPS);
    expect(step).toMatchObject({ do: "reply", channel: "C0DEFAULT0" });
    expect(step).not.toHaveProperty("thread");
  });

  it("in the default channel keeps its notes, which stand alone", () => {
    const record = outcomeOf(aPlanRecord({ drafts: [aCardDraft(nearlyGivenUp), aNoteDraft()] }), archived);
    expect(drafts(record)).toEqual(["dead card:C0DEFAULT0:0", "new note:2:C0DEFAULT0"]);
  });

  it("keeps a note in doubt, which is looked for where it was sent", () => {
    const inDoubt = netNote({ state: "ambiguous", attempts: 1, firstAt: NOW, at: { channel: NET, thread: ts("7.7") } });
    const record = outcomeOf(aPlanRecord({ cards: [aCard()], drafts: [last, inDoubt] }), archived);
    expect(drafts(record)).toEqual(["dead card:C0123ABCD:0", "ambiguous note:2:C0123ABCD"]);
    expect(next(record, NOW, OPS)).toMatchObject({ do: "find", channel: "C0123ABCD", thread: "7.7" });
  });

  it("leaves the notes of the default channel alone", () => {
    const later = aNoteDraft({ notBefore: at("18:30:00") });
    const record = outcomeOf(aPlanRecord({ cards: [aCard()], drafts: [last, later] }), archived);
    expect(drafts(record)).toEqual(["dead card:C0123ABCD:0", "new note:2:C0DEFAULT0"]);
  });
});

describe("a thread that is gone", () => {
  const reply = aPlanRecord({ cards: [{ ...netCard, ts: aCard().ts }, aCard()], drafts: [aNoteDraft()] });

  it("leaves the card of another channel, even one with the same timestamp", () => {
    expect(outcomeOf(reply, failed("stale")).cards).toEqual([{ ...netCard, ts: aCard().ts }]);
  });

  it("whose new card was given up meanwhile brings no other", () => {
    const [held, call] = claimed(reply);
    const given = aCardDraft({ state: "dead", body: { what: "card", n: 1 } });
    const record = settle({ ...held, cards: [], drafts: [given, ...held.drafts] }, call, failed("stale"));
    expect(drafts(record)).toEqual(["dead card:C0DEFAULT0:0", "new note:2:C0DEFAULT0"]);
  });
});

describe("a note that can stand below no card", () => {
  it("asks for two new ones, and then counts as refused by its channel", () => {
    const note = netNote({ reposts: 1 });
    const again = outcomeOf(aPlanRecord({ cards: [netCard], drafts: [note] }), failed("stale"));
    expect(drafts(again)).toEqual(["new note:2:C0123ABCD", "new card:C0123ABCD:1"]);
    expect(again.drafts[0]?.reposts).toBe(2);
    const last = outcomeOf(aPlanRecord({ cards: [netCard], drafts: [netNote({ reposts: 2 })] }), failed("stale"));
    expect(last.cards).toEqual([netCard]);
    expect(drafts(last)).toEqual(["new note:2:C0123ABCD", "new card:C0DEFAULT0:0", "new note:2:C0DEFAULT0"]);
  });
});

describe("a note whose card still stands", () => {
  it("is tried on its own, however often it is refused", () => {
    const note3 = netNote({ key: "note:plan-bp1jvmdk2k0001:1795449600:3:C0123ABCD" });
    const record = aPlanRecord({ cards: [netCard, aCard()], drafts: [netNote(nearlyGivenUp), note3] });
    expect(drafts(outcomeOf(record, archived))).toEqual(["dead note:2:C0123ABCD", "new note:3:C0123ABCD"]);
  });

  it("or is promised is kept for it", () => {
    const record = aPlanRecord({ cards: [aCard()], drafts: [netCardDraft(), netNote()] });
    expect(drafts(outcomeOf(record, failed("stale")))).toEqual(["new card:C0123ABCD:0", "new note:2:C0123ABCD"]);
    expect(next(outcomeOf(record, failed("stale")), later(NOW, minutes(1)), OPS).do).toBe("post");
  });
});
