import { describe, expect, it } from "vitest";
import { type Call, destinationOf, isCall, next, owes, steps } from "../../lib/notify/delivery.ts";
import type { Draft } from "../../lib/notify/record.ts";
import { aCard, aCardDraft, aNoteDraft, aPlanRecord, approved, NET, NOW, OPS, ts } from "../build/records.ts";
import { at } from "../build/rows.ts";

const netCard = aCard({ destination: NET, channel: NET, ts: ts("7.7") });
const netNote = (over: Partial<Draft> = {}): Draft =>
  aNoteDraft({ key: "note:plan-bp1jvmdk2k0001:1795449600:2:C0123ABCD", destination: NET, ...over });
const joined = (over: Partial<Draft> = {}): Draft =>
  aNoteDraft({ body: { what: "note", seq: 2, transitions: [approved], digest: true }, ...over });
const edit = { sending: false, attempts: 1, notBefore: at("18:10:00"), firstAt: NOW } as const;

describe("what a record owes now", () => {
  it("is for each channel the card, or its edit and beside it the note; channels with cards first", () => {
    const record = aPlanRecord({ hash: "hash-2", cards: [netCard], drafts: [aCardDraft(), netNote()] });
    expect(steps(record, NOW, OPS)).toEqual([
      { do: "update", card: netCard, hash: "hash-2" },
      { do: "reply", draft: netNote(), body: netNote().body, channel: "C0123ABCD", thread: "7.7" },
      { do: "post", draft: aCardDraft(), hash: "hash-2" },
    ]);
  });

  it("is one step for a channel that has a card and drafts", () => {
    expect(steps(aPlanRecord({ cards: [aCard()], drafts: [aNoteDraft()] }), NOW, OPS)).toHaveLength(1);
  });

  it("may be time in one channel, a call in another and nothing in a third", () => {
    const third = aCard({ destination: "C0THIRD" as typeof NET, ts: ts("3.3") });
    const drafts = [aCardDraft({ notBefore: at("18:30:00") }), netNote()];
    expect(steps(aPlanRecord({ cards: [third, netCard], drafts }), NOW, OPS)).toEqual([
      { do: "reply", draft: netNote(), body: netNote().body, channel: "C0123ABCD", thread: "7.7" },
      { do: "wait", until: at("18:30:00") },
    ]);
  });

  it("is nothing for a record without channels", () => {
    expect(steps(aPlanRecord(), NOW, OPS)).toEqual([]);
  });

  it("is time alone while a call is claimed, until the last of the leases ends", () => {
    const sending = aCardDraft({ state: "sending", attempts: 1, notBefore: at("18:01:00"), firstAt: NOW });
    const edited = aCard({ ...netCard, edit: { ...edit, sending: true, notBefore: at("18:02:00") } });
    expect(steps(aPlanRecord({ drafts: [sending, netNote()] }), NOW, OPS)).toEqual([
      { do: "wait", until: at("18:01:00") },
    ]);
    expect(steps(aPlanRecord({ cards: [edited], drafts: [sending] }), NOW, OPS)).toEqual([
      { do: "wait", until: at("18:02:00") },
    ]);
    expect(steps(aPlanRecord({ cards: [edited], drafts: [sending] }), at("18:01:30"), OPS)).toEqual([
      { do: "wait", until: at("18:02:00") },
    ]);
  });

  it("is a call again at the instant at which the lease ends", () => {
    const sending = aCardDraft({ state: "sending", attempts: 1, notBefore: NOW, firstAt: at("17:57:25") });
    expect(steps(aPlanRecord({ drafts: [sending] }), NOW, OPS).map((s) => s.do)).toEqual(["find"]);
  });

  it("is not held by an edit that is only put off", () => {
    const drafts = [netNote()];
    const record = aPlanRecord({ hash: "hash-2", cards: [aCard({ edit }), { ...netCard, shown: "hash-2" }], drafts });
    expect(steps(record, NOW, OPS).map((s) => s.do)).toEqual(["wait", "reply"]);
  });
});

describe("a note that waits for a digest", () => {
  it("is nothing to its record, and still owed", () => {
    const record = aPlanRecord({ cards: [aCard()], drafts: [joined()] });
    expect(next(record, NOW, OPS)).toEqual({ do: "nothing" });
    expect(owes(record, OPS)).toBe(true);
  });

  it("keeps back the notes behind it", () => {
    const later = aNoteDraft({ key: "note:plan-bp1jvmdk2k0001:1795449600:3:C0DEFAULT0" });
    expect(next(aPlanRecord({ cards: [aCard()], drafts: [joined(), later] }), NOW, OPS)).toEqual({ do: "nothing" });
  });

  it("does not keep back an edit, nor hide that one waits", () => {
    const record = aPlanRecord({ hash: "hash-2", cards: [aCard()], drafts: [joined()] });
    expect(next(record, NOW, OPS).do).toBe("update");
    const waiting = { ...record, cards: [aCard({ edit })] };
    expect(next(waiting, NOW, OPS)).toEqual({ do: "wait", until: at("18:10:00") });
  });
});

describe("a note in doubt", () => {
  it("is looked for where it was sent, whatever card stands by now", () => {
    const note = aNoteDraft({ state: "sending", attempts: 1, firstAt: NOW, at: { channel: NET, thread: ts("7.7") } });
    expect(next(aPlanRecord({ cards: [aCard()], drafts: [note] }), at("18:10:00"), OPS)).toMatchObject({
      do: "find",
      channel: "C0123ABCD",
      thread: "7.7",
    });
  });

  it("that was put back is sent to where the card stands", () => {
    const note = aNoteDraft({ attempts: 1, firstAt: NOW, at: { channel: NET, thread: ts("7.7") } });
    expect(next(aPlanRecord({ cards: [aCard()], drafts: [note] }), NOW, OPS)).toMatchObject({
      do: "reply",
      channel: "C0DEFAULT0",
      thread: "1795449960.000100",
    });
  });
});

describe("the channel that a call waits for", () => {
  const calls = (record: Parameters<typeof steps>[0]): Call[] => steps(record, NOW, OPS).filter(isCall);

  it("is that of the card or of the draft", () => {
    const record = aPlanRecord({ hash: "hash-2", cards: [netCard], drafts: [aCardDraft()] });
    expect(calls(record).map(destinationOf)).toEqual(["C0123ABCD", "C0DEFAULT0"]);
  });

  it("is none where there is only time or nothing", () => {
    expect(calls(aPlanRecord({ cards: [aCard()] }))).toEqual([]);
    expect(calls(aPlanRecord({ drafts: [aCardDraft({ notBefore: at("18:30:00") })] }))).toEqual([]);
  });
});
