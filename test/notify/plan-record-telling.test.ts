import { describe, expect, it } from "vitest";
import type { ChannelId } from "../../lib/model/brand.ts";
import { moveOn, openRecord, type Telling } from "../../lib/notify/plan-record.ts";
import type { Draft, PlanRecord } from "../../lib/notify/record.ts";
import type { Transition } from "../../lib/watch/transition.ts";
import { aPlanFacts } from "../build/facts.ts";
import { aCard, aCardDraft, aNoteDraft, aPlanRecord, approved, NET, NOW, OPS, telling } from "../build/records.ts";
import { at } from "../build/rows.ts";
import { aSighting, executing, failedToRun, owed, waits } from "./plan-sighting.ts";

const BOTH = [OPS, NET];
const crowded = (...channels: readonly ChannelId[]): Telling => telling(BOTH, { crowded: new Set(channels) });
const joined = (...channels: readonly ChannelId[]): Telling => telling(BOTH, { joined: new Set(channels) });
const moved = (record: PlanRecord, transitions: readonly Transition[], how: Telling): Draft[] => [
  ...moveOn(record, aSighting(transitions), how).drafts,
];
const netCard = aCard({ destination: NET, channel: NET });
const carded = aPlanRecord({ cards: [aCard(), netCard] });
/** A card that this channel refused for a day. */
const given = (destination: ChannelId): Draft => aCardDraft({ key: `card:${destination}`, destination, state: "dead" });
/** Which notes wait for a digest. */
const quiet = (drafts: readonly Draft[]): string[] =>
  drafts.flatMap((d) => (d.body.what === "note" && d.body.digest ? [d.destination] : []));

describe("a channel that has had enough of cards", () => {
  it("gets new ones in a digest, and other channels as ever", () => {
    expect(owed(openRecord(aSighting([waits]), "salt", crowded(NET), "told").drafts)).toEqual([
      "card C0DEFAULT0 #0",
      "digest C0123ABCD #0",
    ]);
    expect(owed(moved(aPlanRecord(), [failedToRun], crowded(OPS)))).toEqual([
      "digest C0DEFAULT0 #0",
      "card C0123ABCD #0",
      "note C0DEFAULT0: plan.failed",
      "note C0123ABCD: plan.failed",
    ]);
  });

  it("gets the notes of what has a card as ever", () => {
    expect(quiet(moved(carded, [approved], crowded(OPS, NET)))).toEqual([]);
  });

  it("gets all cards in a digest that the first run introduces so", () => {
    expect(owed(openRecord(aSighting([waits]), "salt", crowded(), "digest").drafts)).toEqual([
      "digest C0DEFAULT0 #0",
      "digest C0123ABCD #0",
    ]);
  });
});

describe("a channel that has had enough of notes", () => {
  it("gets them in a digest, and other channels as ever", () => {
    const drafts = moved(carded, [approved], joined(NET));
    expect(owed(drafts)).toEqual(["note C0DEFAULT0: plan.approved", "note C0123ABCD: plan.approved"]);
    expect(quiet(drafts)).toEqual(["C0123ABCD"]);
  });

  it("gets a note behind a new card as ever", () => {
    expect(quiet(moved(aPlanRecord(), [failedToRun], joined(OPS, NET)))).toEqual([]);
  });

  it("gets new cards as ever", () => {
    expect(owed(moved(aPlanRecord(), [waits], joined(OPS)))).toEqual(["card C0DEFAULT0 #0", "card C0123ABCD #0"]);
  });
});

describe("a channel where the card was given up", () => {
  const told = (record: PlanRecord, transition: Transition = executing): string[] =>
    owed(moved(record, [{ kind: "plan.moved", from: "a", to: "b" }, transition], telling([OPS]))).slice(
      record.drafts.length,
    );

  it("is told no more where the default channel has one", () => {
    expect(told(aPlanRecord({ cards: [aCard()], drafts: [given(NET)] }))).toEqual(["note C0DEFAULT0: plan.moved"]);
  });

  it("is told no more where the default channel is promised one", () => {
    expect(told(aPlanRecord({ drafts: [given(NET), aCardDraft()] }))).toEqual(["note C0DEFAULT0: plan.moved"]);
  });

  it("still has its notes where the default channel never had one: they go there alone", () => {
    expect(told(aPlanRecord({ drafts: [given(NET)] }))).toEqual(["note C0123ABCD: plan.moved"]);
  });

  it("is told no more where the default channel has given up its own: one note goes there alone", () => {
    expect(told(aPlanRecord({ drafts: [given(NET), given(OPS)] }))).toEqual(["note C0DEFAULT0: plan.moved"]);
  });

  it("is told no more where the default channel gets its first one now", () => {
    expect(told(aPlanRecord({ drafts: [given(NET)] }), failedToRun)).toEqual([
      "card C0DEFAULT0 #0",
      "note C0DEFAULT0: plan.moved, plan.failed",
    ]);
  });

  it("is told again beside a new card of its own", () => {
    const record = aPlanRecord({ cards: [aCard()], drafts: [given(NET)] });
    expect(owed(moved(record, [failedToRun], telling(BOTH))).slice(1)).toEqual([
      "card C0123ABCD #1",
      "note C0DEFAULT0: plan.failed",
      "note C0123ABCD: plan.failed",
    ]);
  });
});

describe("a channel that never had the plan's card", () => {
  it("is told nothing, whatever it is owed", () => {
    const record = aPlanRecord({ cards: [netCard], drafts: [aNoteDraft()] });
    const drafts = moved(record, [{ kind: "plan.moved", from: "a", to: "b" }], telling([]));
    expect(owed(drafts).slice(1)).toEqual(["note C0123ABCD: plan.moved"]);
  });
});

describe("a look whose details are missing", () => {
  it("counts from when they were read last", () => {
    const seen = { ...aSighting([]), facts: aPlanFacts({ name: "renamed" }), readAt: at("16:30:00") };
    expect(moveOn(carded, seen, telling()).readAt).toBe(at("16:30:00"));
    expect(openRecord({ ...aSighting([waits]), readAt: at("16:30:00") }, "salt", telling(), "told")).toMatchObject({
      readAt: at("16:30:00"),
      drafts: [{ notBefore: NOW }],
    });
  });
});
