import { describe, expect, it } from "vitest";
import { claim, next, owes } from "../../lib/notify/delivery.ts";
import type { Draft, PlanRecord } from "../../lib/notify/record.ts";
import { aCard, aCardDraft, aNoteDraft, aPlanRecord, approved, ME, NET, NOW, OPS, ts } from "../build/records.ts";
import { at } from "../build/rows.ts";

const dead: Partial<Draft> = { state: "dead", attempts: 9 };
const note3 = aNoteDraft({
  key: "note:plan-bp1jvmdk2k0001:1795449600:3:C0DEFAULT0",
  body: { what: "note", seq: 3, transitions: [{ kind: "plan.succeeded" }] },
});

/** What is done next, and to what. */
const now = (record: PlanRecord): string => {
  const step = next(record, NOW, OPS);
  switch (step.do) {
    case "update":
      return `update ${step.card.destination}`;
    case "wait":
      return `wait ${new Date(step.until).toISOString().slice(11, 19)}`;
    case "nothing":
      return "nothing";
    default:
      return `${step.do} ${step.draft.key}`;
  }
};

describe("a record that owes nothing", () => {
  it("asks for nothing, with or without a card", () => {
    expect(now(aPlanRecord())).toBe("nothing");
    expect(now(aPlanRecord({ cards: [aCard()] }))).toBe("nothing");
    expect(owes(aPlanRecord({ cards: [aCard()] }), OPS)).toBe(false);
  });

  it("but for drafts that were given up asks for nothing", () => {
    const record = aPlanRecord({ drafts: [aCardDraft(dead), aNoteDraft(dead)] });
    expect(now(record)).toBe("nothing");
    expect(owes(record, OPS)).toBe(false);
  });
});

describe("a promised card", () => {
  it("is posted with the facts of the moment", () => {
    const draft = aCardDraft();
    expect(next(aPlanRecord({ drafts: [draft] }), NOW, OPS)).toEqual({ do: "post", draft, hash: "hash-1" });
  });

  it("is owed", () => {
    expect(owes(aPlanRecord({ drafts: [aCardDraft()] }), OPS)).toBe(true);
    expect(owes(aPlanRecord({ drafts: [aCardDraft({ notBefore: at("23:00:00") })] }), OPS)).toBe(true);
  });

  it("that is in doubt is looked for in its channel", () => {
    const draft = aCardDraft({ state: "ambiguous", attempts: 1, firstAt: at("17:50:00") });
    expect(next(aPlanRecord({ drafts: [draft] }), NOW, NET)).toEqual({
      do: "find",
      draft,
      channel: "C0DEFAULT0",
      since: at("17:47:00"),
    });
  });

  it("of a digest is left to the digest, and still owed", () => {
    const record = aPlanRecord({ drafts: [aCardDraft({ body: { what: "card", n: 0, digest: true } })] });
    expect(now(record)).toBe("nothing");
    expect(owes(record, OPS)).toBe(true);
  });
});

describe("a card whose facts moved on", () => {
  it("is edited", () => {
    const card = aCard();
    expect(next(aPlanRecord({ hash: "hash-2", cards: [card] }), NOW, OPS)).toEqual({
      do: "update",
      card,
      hash: "hash-2",
    });
    expect(owes(aPlanRecord({ hash: "hash-2", cards: [card] }), OPS)).toBe(true);
  });

  it("is edited when nobody knows what it shows", () => {
    expect(now(aPlanRecord({ cards: [aCard({ shown: "" })] }))).toBe("update C0DEFAULT0");
  });

  it("is not edited when a digest speaks for it", () => {
    const record = aPlanRecord({ hash: "hash-2", cards: [aCard({ via: "digest:C0DEFAULT0:0" })] });
    expect(now(record)).toBe("nothing");
    expect(owes(record, OPS)).toBe(false);
  });

  it("waits while the edit is put off", () => {
    const edit = { sending: false, attempts: 1, notBefore: at("18:00:10"), firstAt: NOW };
    expect(now(aPlanRecord({ hash: "hash-2", cards: [aCard({ edit })] }))).toBe("wait 18:00:10");
    expect(now(aPlanRecord({ hash: "hash-2", cards: [aCard({ edit: { ...edit, notBefore: NOW } })] }))).toBe(
      "update C0DEFAULT0",
    );
  });
});

describe("a promised note", () => {
  it("goes into the thread of its card", () => {
    const draft = aNoteDraft();
    expect(next(aPlanRecord({ cards: [aCard()], drafts: [draft] }), NOW, OPS)).toEqual({
      do: "reply",
      draft,
      body: { what: "note", seq: 2, transitions: [approved] },
      channel: "C0DEFAULT0",
      thread: "1795449960.000100",
    });
  });

  it("goes to where the card really stands", () => {
    const card = aCard({ channel: "D0ALICE01" as typeof OPS });
    expect(next(aPlanRecord({ cards: [card], drafts: [aNoteDraft()] }), NOW, OPS)).toMatchObject({
      do: "reply",
      channel: "D0ALICE01",
    });
  });

  it("goes into the thread of the digest that speaks for the plan", () => {
    const card = aCard({ ts: ts("5.5"), via: "digest:C0DEFAULT0:0", shown: "" });
    expect(next(aPlanRecord({ cards: [card], drafts: [aNoteDraft()] }), NOW, OPS)).toMatchObject({
      do: "reply",
      thread: "5.5",
    });
  });

  it("that is in doubt is looked for in the thread", () => {
    const draft = aNoteDraft({ state: "ambiguous", attempts: 1, firstAt: at("17:50:00") });
    expect(next(aPlanRecord({ cards: [aCard()], drafts: [draft] }), NOW, OPS)).toEqual({
      do: "find",
      draft,
      channel: "C0DEFAULT0",
      thread: "1795449960.000100",
      since: at("17:47:00"),
    });
  });

  it("whose card was given up goes to the default channel, alone", () => {
    const draft = aNoteDraft({ destination: NET });
    const card = aCardDraft({ ...dead, destination: NET });
    const step = next(aPlanRecord({ drafts: [card, draft] }), NOW, OPS);
    expect(step).toMatchObject({ do: "reply", channel: "C0DEFAULT0" });
    expect(step).not.toHaveProperty("thread");
  });
});

describe("what is owed in one channel comes in order", () => {
  const cardDraft = aCardDraft({ notBefore: at("18:30:00") });

  it("card, then edit, then notes", () => {
    const moved = aPlanRecord({ hash: "hash-2", cards: [aCard()], drafts: [aNoteDraft()] });
    expect(now({ ...moved, drafts: [aNoteDraft(), aCardDraft()] })).toBe(
      "post card:plan-bp1jvmdk2k0001:1795449600:C0DEFAULT0:0",
    );
    expect(now(moved)).toBe("update C0DEFAULT0");
    expect(now({ ...moved, hash: "hash-1" })).toBe("reply note:plan-bp1jvmdk2k0001:1795449600:2:C0DEFAULT0");
  });

  it("and notes wait for a card that is put off", () => {
    expect(now(aPlanRecord({ drafts: [cardDraft, aNoteDraft()] }))).toBe("wait 18:30:00");
  });

  it("and notes wait for a digest that is not posted", () => {
    const drafts = [aCardDraft({ body: { what: "card", n: 0, digest: true } }), aNoteDraft()];
    expect(now(aPlanRecord({ drafts }))).toBe("nothing");
  });

  it("and notes come in the order of what they tell", () => {
    const record = aPlanRecord({ cards: [aCard()], drafts: [aNoteDraft(), note3] });
    expect(now(record)).toBe("reply note:plan-bp1jvmdk2k0001:1795449600:2:C0DEFAULT0");
    expect(now({ ...record, drafts: [note3] })).toBe("reply note:plan-bp1jvmdk2k0001:1795449600:3:C0DEFAULT0");
  });

  it("so a note that is put off keeps the later ones back", () => {
    const drafts = [aNoteDraft({ notBefore: at("18:05:00") }), note3];
    expect(now(aPlanRecord({ cards: [aCard()], drafts }))).toBe("wait 18:05:00");
  });

  it("but a note that was given up does not", () => {
    const drafts = [aNoteDraft(dead), note3];
    expect(now(aPlanRecord({ cards: [aCard()], drafts }))).toBe(
      "reply note:plan-bp1jvmdk2k0001:1795449600:3:C0DEFAULT0",
    );
  });

  it("but an edit that is put off does not keep notes back", () => {
    const edit = { sending: false, attempts: 3, notBefore: at("18:10:00"), firstAt: NOW };
    expect(now(aPlanRecord({ hash: "hash-2", cards: [aCard({ edit })], drafts: [aNoteDraft()] }))).toBe(
      "reply note:plan-bp1jvmdk2k0001:1795449600:2:C0DEFAULT0",
    );
  });
});

describe("two channels", () => {
  const netCard = aCard({ destination: NET, channel: NET, ts: ts("7.7") });
  const netNote = aNoteDraft({ key: "note:plan-bp1jvmdk2k0001:1795449600:2:C0123ABCD", destination: NET });

  it("do not wait for each other", () => {
    const drafts = [aCardDraft({ notBefore: at("18:30:00") }), aNoteDraft(), netNote];
    expect(now(aPlanRecord({ cards: [netCard], drafts }))).toBe(
      "reply note:plan-bp1jvmdk2k0001:1795449600:2:C0123ABCD",
    );
  });

  it("are waited for as long as the first that comes due", () => {
    const drafts = [aCardDraft({ notBefore: at("18:30:00") }), { ...netNote, notBefore: at("18:20:00") }];
    expect(now(aPlanRecord({ cards: [netCard], drafts }))).toBe("wait 18:20:00");
    expect(now(aPlanRecord({ cards: [aCard()], drafts: [{ ...netNote, notBefore: at("18:20:00") }] }))).toBe(
      "wait 18:20:00",
    );
    const early = [aCardDraft({ notBefore: at("18:10:00") }), { ...netNote, notBefore: at("18:20:00") }];
    expect(now(aPlanRecord({ cards: [netCard], drafts: early }))).toBe("wait 18:10:00");
  });

  it("have cards of their own to edit", () => {
    const record = aPlanRecord({ hash: "hash-2", cards: [aCard({ shown: "hash-2" }), netCard] });
    expect(now(record)).toBe("update C0123ABCD");
  });

  it("make one call at a time: a claimed post holds the other's note", () => {
    const sending = aCardDraft({ state: "sending", attempts: 1, notBefore: at("18:02:35"), firstAt: NOW });
    expect(now(aPlanRecord({ cards: [netCard], drafts: [sending, netNote] }))).toBe("wait 18:02:35");
  });

  it("make one call at a time: a claimed edit holds the other's note", () => {
    const edit = { sending: true, attempts: 1, notBefore: at("18:02:35"), firstAt: NOW };
    const record = aPlanRecord({ hash: "hash-1", cards: [netCard, aCard({ edit })], drafts: [netNote] });
    expect(now(record)).toBe("wait 18:02:35");
  });
});

describe("a claim", () => {
  it("of a draft is written into that draft alone", () => {
    const record = aPlanRecord({ cards: [aCard()], drafts: [aNoteDraft(), note3] });
    const step = next(record, NOW, OPS);
    if (step.do !== "reply") throw new Error("expected a reply");
    expect(claim(record, step, NOW, ME)).toEqual({
      ...record,
      drafts: [
        aNoteDraft({
          state: "sending",
          attempts: 1,
          firstAt: NOW,
          notBefore: at("18:02:35"),
          by: ME,
          at: { channel: aCard().channel, thread: aCard().ts },
        }),
        note3,
      ],
    });
  });

  it("of an edit is written into its card, and remembers since when it is refused", () => {
    const edit = { sending: false, attempts: 3, notBefore: NOW, firstAt: at("17:00:00"), reason: "is_archived" };
    const record = aPlanRecord({ hash: "hash-2", cards: [aCard({ edit })] });
    const step = next(record, NOW, OPS);
    if (step.do !== "update") throw new Error("expected an edit");
    expect(claim(record, step, NOW, ME).cards).toEqual([
      aCard({ edit: { sending: true, attempts: 4, notBefore: at("18:02:35"), firstAt: at("17:00:00") } }),
    ]);
  });

  it("whose lease ran out is looked into: a post is searched for, an edit repeated", () => {
    const sending = aCardDraft({ state: "sending", attempts: 1, notBefore: NOW, firstAt: at("17:57:25") });
    expect(now(aPlanRecord({ drafts: [sending] }))).toBe("find card:plan-bp1jvmdk2k0001:1795449600:C0DEFAULT0:0");
    const edit = { sending: true, attempts: 1, notBefore: NOW, firstAt: at("17:57:25") };
    expect(now(aPlanRecord({ hash: "hash-2", cards: [aCard({ edit })] }))).toBe("update C0DEFAULT0");
  });
});
