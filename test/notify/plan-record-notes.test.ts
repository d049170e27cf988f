import { describe, expect, it } from "vitest";
import { moveOn } from "../../lib/notify/plan-record.ts";
import type { Transition } from "../../lib/watch/transition.ts";
import { aPlanFacts } from "../build/facts.ts";
import { aCard, aCardDraft, aNoteDraft, aPlanRecord, approved, NET, NOW, OPS, telling } from "../build/records.ts";
import { executing, failedToRun, move, owed, succeeded, waits } from "./plan-sighting.ts";

const handedOver: Transition = { kind: "plan.handed-over", pending: [] };

describe("a plan with a card", () => {
  const carded = aPlanRecord({ cards: [aCard()] });

  it.each<[Transition, string[]]>([
    [waits, ["note C0DEFAULT0: plan.awaiting-approval"]],
    [handedOver, ["note C0DEFAULT0: plan.handed-over"]],
    [approved, ["note C0DEFAULT0: plan.approved"]],
    [{ kind: "plan.rejected" }, ["note C0DEFAULT0: plan.rejected"]],
    [{ kind: "plan.canceled" }, ["note C0DEFAULT0: plan.canceled"]],
    [{ kind: "plan.changed", differences: [], more: 0, others: true }, ["note C0DEFAULT0: plan.changed"]],
    [{ kind: "plan.vanished" }, ["note C0DEFAULT0: plan.vanished"]],
    [succeeded, ["note C0DEFAULT0: plan.succeeded"]],
    [{ kind: "plan.moved", from: "a", to: "b" }, ["note C0DEFAULT0: plan.moved"]],
    [executing, []],
    [{ kind: "plan.preview-failed" }, ["note C0DEFAULT0: plan.preview-failed"]],
    [failedToRun, ["note C0DEFAULT0: plan.failed"]],
  ])("owes for %o", (transition, expected) => {
    const record = move(carded, [transition]);
    expect(owed(record.drafts)).toEqual(expected);
    expect(record).toMatchObject({ seq: 2, cards: [aCard()] });
  });

  it("is told of all that one poll found in one note", () => {
    const changed: Transition = { kind: "plan.changed", differences: [], more: 0, others: true };
    const record = move(carded, [handedOver, changed]);
    expect(record.drafts).toEqual([
      aNoteDraft({ notBefore: NOW, body: { what: "note", seq: 2, transitions: [handedOver, changed] } }),
    ]);
    expect(record.events.map((e) => e.kind)).toEqual(["plan.handed-over", "plan.changed"]);
  });

  it("owes notes after those it owes already", () => {
    const record = move(aPlanRecord({ seq: 2, cards: [aCard()], drafts: [aNoteDraft()] }), [succeeded]);
    expect(record.drafts.map((d) => d.key)).toEqual([
      "note:plan-bp1jvmdk2k0001:1795449600:2:C0DEFAULT0",
      "note:plan-bp1jvmdk2k0001:1795449600:3:C0DEFAULT0",
    ]);
  });

  it("of which nothing is told keeps its count, and takes the new facts", () => {
    const record = move(carded, [], { name: "renamed" });
    expect(record).toMatchObject({ seq: 1, drafts: [], events: [], readAt: NOW, facts: { name: "renamed" } });
    expect(record.hash).not.toBe(move(carded, [], { name: "other" }).hash);
    expect(record.hash).toBe(move(carded, [], { name: "renamed" }).hash);
  });

  it("keeps its row when it was in no list", () => {
    const moved = moveOn(carded, { facts: aPlanFacts(), row: undefined, transitions: [], now: NOW }, telling());
    expect(moved.row).toEqual(carded.row);
  });

  it("in one channel gets one in the channel that was added, when it waits again", () => {
    expect(owed(move(carded, [waits], {}, [OPS, NET]).drafts)).toEqual([
      "card C0123ABCD #0",
      "note C0DEFAULT0: plan.awaiting-approval",
    ]);
  });

  it("in a channel that is no destination any more is still told there", () => {
    expect(owed(move(carded, [approved], { assigned: [] }, [NET]).drafts)).toEqual(["note C0DEFAULT0: plan.approved"]);
  });

  it("in one channel gets one in the channel that was added, when it is decided", () => {
    expect(owed(move(carded, [approved], {}, [OPS, NET]).drafts)).toEqual([
      "card C0123ABCD #0",
      "note C0DEFAULT0: plan.approved",
      "note C0123ABCD: plan.approved",
    ]);
  });

  it("that is promised only owes notes that wait for it", () => {
    const record = move(aPlanRecord({ drafts: [aCardDraft()] }), [approved]);
    expect(owed(record.drafts)).toEqual(["card C0DEFAULT0 #0", "note C0DEFAULT0: plan.approved"]);
  });

  it("that was given up is still told, and tried anew under another number", () => {
    const given = aPlanRecord({ drafts: [aCardDraft({ state: "dead" })] });
    const moved: Transition = { kind: "plan.moved", from: "a", to: "b" };
    expect(owed(move(given, [moved]).drafts)).toEqual(["card C0DEFAULT0 #0", "note C0DEFAULT0: plan.moved"]);
    expect(owed(move(given, [waits]).drafts)).toEqual(["card C0DEFAULT0 #0", "card C0DEFAULT0 #1"]);
  });
});

describe("a plan that waits again in two channels", () => {
  const netNote = aNoteDraft({ key: "note:net", destination: NET });
  const netGiven = aCardDraft({ key: "card:net", destination: NET, state: "dead" });

  it("gets a card where none is promised, whatever is promised in the other", () => {
    const record = aPlanRecord({ drafts: [aCardDraft()] });
    expect(owed(move(record, [waits], {}, [OPS, NET]).drafts)).toEqual([
      "card C0DEFAULT0 #0",
      "card C0123ABCD #0",
      "note C0DEFAULT0: plan.awaiting-approval",
    ]);
  });

  it("gets one where a note is owed whose card was given up", () => {
    const record = aPlanRecord({ cards: [aCard()], drafts: [netGiven, netNote] });
    expect(owed(move(record, [waits], {}, [OPS, NET]).drafts)).toEqual([
      "card C0123ABCD #0",
      "note C0123ABCD: plan.approved",
      "card C0123ABCD #1",
      "note C0DEFAULT0: plan.awaiting-approval",
    ]);
  });
});

describe("a plan that shares a digest", () => {
  const shared = aPlanRecord({ cards: [aCard({ via: "digest:C0DEFAULT0:0", shown: "" })] });

  it("is told of its approval in the digest's thread", () => {
    expect(owed(move(shared, [approved]).drafts)).toEqual(["note C0DEFAULT0: plan.approved"]);
  });

  it("gets a card of its own when it waits again or fails", () => {
    expect(owed(move(shared, [waits]).drafts)).toEqual(["card C0DEFAULT0 #1"]);
    expect(owed(move(shared, [failedToRun]).drafts)).toEqual(["card C0DEFAULT0 #1", "note C0DEFAULT0: plan.failed"]);
  });

  it("that is not posted yet gets no second card", () => {
    const promised = aPlanRecord({ drafts: [aCardDraft({ body: { what: "card", n: 0, digest: true } })] });
    expect(owed(move(promised, [failedToRun]).drafts)).toEqual([
      "digest C0DEFAULT0 #0",
      "note C0DEFAULT0: plan.failed",
    ]);
  });
});
