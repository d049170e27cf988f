import { describe, expect, it } from "vitest";
import { instant } from "../../lib/model/brand.ts";
import { cardKey, nextCardNumber } from "../../lib/notify/card-drafts.ts";
import { isClosed, mayWait, missedOnce, moveOn } from "../../lib/notify/plan-record.ts";
import type { Transition } from "../../lib/watch/transition.ts";
import { aPlanFacts, bob } from "../build/facts.ts";
import { aCard, aCardDraft, aPlanRecord, approved, NET, NOW, OPS, telling } from "../build/records.ts";
import { at } from "../build/rows.ts";
import { aSighting, executing, failedToRun, move, open, owed, succeeded, waits } from "./plan-sighting.ts";

describe("the first record of a plan", () => {
  it("holds what was seen and owes a card that announces the wait by itself", () => {
    const record = open([waits]);
    expect(record).toEqual({
      format: 5,
      kind: "plan",
      id: "plan-bp1jvmdk2k0001",
      born: 1_795_449_600,
      salt: "salt",
      seq: 1,
      row: aPlanRecord().row,
      facts: aPlanFacts(),
      hash: expect.stringMatching(/^[0-9a-f]{16}$/),
      readAt: NOW,
      cards: [],
      drafts: [aCardDraft({ notBefore: NOW })],
      events: [{ at: NOW, kind: "plan.awaiting-approval", status: "ApplicationInProgress" }],
    });
  });

  it("owes one card a destination", () => {
    expect(owed(open([waits], {}, "told", [OPS, NET]).drafts)).toEqual(["card C0DEFAULT0 #0", "card C0123ABCD #0"]);
  });

  it("is born in the whole second in which the plan was created", () => {
    expect(open([waits], { createdAt: instant(1_795_449_600_999) }).born).toBe(1_795_449_600);
  });

  it.each<[string, Transition, string, string[]]>([
    ["approved", approved, "ApplicationApproved", ["card C0DEFAULT0 #0", "note C0DEFAULT0: plan.approved"]],
    ["succeeded", succeeded, "ExecuteSuccess", ["card C0DEFAULT0 #0", "note C0DEFAULT0: plan.succeeded"]],
    ["canceled", { kind: "plan.canceled" }, "Canceled", ["card C0DEFAULT0 #0", "note C0DEFAULT0: plan.canceled"]],
    ["executing", executing, "ExecuteInProgress", []],
  ])("tells of a plan that was submitted and %s between two polls", (_what, transition, status, expected) => {
    expect(owed(open([transition], { status }).drafts)).toEqual(expected);
  });

  it.each<[string, Transition]>([
    ["ExecuteInProgress", executing],
    ["ExecuteSuccess", succeeded],
    ["Canceled", { kind: "plan.canceled" }],
  ])("owes nothing for a plan in %s that needs no approval", (status, transition) => {
    expect(open([transition], { status, assigned: [], pending: [] }).drafts).toEqual([]);
  });

  it.each<[string, Transition]>([
    ["plan.preview-failed", { kind: "plan.preview-failed" }],
    ["plan.failed", failedToRun],
  ])("owes a card and a note for %s, approval or not", (kind, transition) => {
    const record = open([transition], { status: "ExecuteFailed", assigned: [], pending: [] });
    expect(owed(record.drafts)).toEqual(["card C0DEFAULT0 #0", `note C0DEFAULT0: ${kind}`]);
  });

  it("of a plan that has only been submitted owes nothing and has no event", () => {
    expect(open([], { status: "PreviewInProgress" })).toMatchObject({ seq: 0, drafts: [], events: [] });
  });

  it("introduced silently remembers everything and owes nothing", () => {
    expect(open([waits], {}, "silent")).toMatchObject({ seq: 0, drafts: [], events: [], facts: aPlanFacts() });
    expect(open([failedToRun], { status: "ExecuteFailed" }, "silent")).toMatchObject({ drafts: [], closedAt: NOW });
  });

  it("introduced by a digest owes a card that the digest will settle", () => {
    expect(open([waits], {}, "digest").drafts).toEqual([
      aCardDraft({ notBefore: NOW, body: { what: "card", n: 0, digest: true, seq: 1 } }),
    ]);
  });
});

describe("a plan without a card", () => {
  const previewed = aPlanRecord({ seq: 0, facts: aPlanFacts({ status: "PreviewSuccess", pending: [] }) });

  it("gets one when it begins to wait, without a note", () => {
    expect(owed(move(previewed, [waits]).drafts)).toEqual(["card C0DEFAULT0 #0"]);
  });

  it("gets one with a note when it fails, though it needs no approval", () => {
    const record = move(previewed, [failedToRun], { assigned: [] });
    expect(owed(record.drafts)).toEqual(["card C0DEFAULT0 #0", "note C0DEFAULT0: plan.failed"]);
  });

  it.each<[Transition, string[]]>([
    [approved, ["card C0DEFAULT0 #0", "note C0DEFAULT0: plan.approved"]],
    [{ kind: "plan.rejected" }, ["card C0DEFAULT0 #0", "note C0DEFAULT0: plan.rejected"]],
    [succeeded, ["card C0DEFAULT0 #0", "note C0DEFAULT0: plan.succeeded"]],
    [{ kind: "plan.canceled" }, ["card C0DEFAULT0 #0", "note C0DEFAULT0: plan.canceled"]],
    [executing, []],
    [{ kind: "plan.vanished" }, []],
    [{ kind: "plan.moved", from: "PreviewInProgress", to: "PreviewSuccess" }, []],
  ])("that needs approval and passed it between two polls owes for %o", (transition, expected) => {
    expect(owed(move(previewed, [transition], { pending: [] }).drafts)).toEqual(expected);
  });

  it.each([executing, succeeded, approved])("that needs no approval owes nothing for %o", (transition) => {
    expect(move(previewed, [transition], { assigned: [], pending: [] }).drafts).toEqual([]);
  });

  it("that was introduced silently stays silent until there is something to know", () => {
    const silent = open([approved], { status: "ApplicationApproved", pending: [] }, "silent");
    expect(move(silent, [executing], { status: "ExecuteInProgress" }).drafts).toEqual([]);
    expect(owed(move(silent, [failedToRun], { status: "ExecuteFailed" }).drafts)).toEqual([
      "card C0DEFAULT0 #0",
      "note C0DEFAULT0: plan.failed",
    ]);
  });
});

describe("the events of a record", () => {
  it("are the last twenty, oldest first", () => {
    const old = Array.from({ length: 20 }, (_, i) => ({
      at: instant(i),
      kind: "plan.moved" as const,
      status: `state ${i}`,
    }));
    const { events } = move(aPlanRecord({ events: old }), [executing, succeeded], { status: "ExecuteSuccess" });
    expect(events).toHaveLength(20);
    expect(events[0]).toEqual({ at: 2, kind: "plan.moved", status: "state 2" });
    expect(events.slice(-2)).toEqual([
      { at: NOW, kind: "plan.executing", status: "ExecuteSuccess" },
      { at: NOW, kind: "plan.succeeded", status: "ExecuteSuccess" },
    ]);
  });
});

describe("the end of a plan", () => {
  it.each(["PreviewFailed", "ApplicationRejected", "ExecuteSuccess", "ExecuteFailed", "Canceled"])(
    "is %s, from when it was first seen",
    (status) => {
      const closed = move(aPlanRecord(), [], { status });
      expect([closed.closedAt, isClosed(closed)]).toEqual([NOW, true]);
      const later = moveOn(closed, { ...aSighting([], { status }), now: at("19:00:00") }, telling());
      expect(later.closedAt).toBe(NOW);
    },
  );

  it.each(["ApplicationApproved", "ExecuteInProgress", "PreviewSuccess", "OnHold"])("is not %s", (status) => {
    expect(isClosed(move(aPlanRecord(), [], { status }))).toBe(false);
  });

  it("is its deletion, whatever it did then", () => {
    const gone = move(aPlanRecord(), [{ kind: "plan.vanished" }], { gone: true, pending: [] });
    expect([isClosed(gone), mayWait(gone)]).toEqual([true, false]);
  });

  it("is taken back when it is reopened", () => {
    const reopened = move(aPlanRecord({ closedAt: at("17:00:00") }), [waits]);
    expect(reopened).not.toHaveProperty("closedAt");
    expect(mayWait(reopened)).toBe(true);
  });
});

describe("a plan that was not found", () => {
  it("is remembered as missed once, then twice, and nothing is told", () => {
    const once = missedOnce(aPlanRecord(), NOW);
    expect(once).toEqual(aPlanRecord({ missing: 1, readAt: NOW }));
    expect(missedOnce(once, NOW).missing).toBe(2);
  });

  it("and then found is not missed any more", () => {
    expect(move(aPlanRecord({ missing: 1 }), [])).not.toHaveProperty("missing");
  });
});

describe("the number of a card", () => {
  it("rises with each card that stood, was promised or was given up in that channel", () => {
    expect(nextCardNumber(aPlanRecord(), OPS)).toBe(0);
    expect(nextCardNumber(aPlanRecord({ cards: [aCard({ n: 2 })] }), OPS)).toBe(3);
    expect(nextCardNumber(aPlanRecord({ cards: [aCard({ n: 2, destination: NET })] }), OPS)).toBe(0);
    const drafts = [aCardDraft({ state: "dead", body: { what: "card", n: 4 } })];
    expect(nextCardNumber(aPlanRecord({ cards: [aCard({ n: 2 })], drafts }), OPS)).toBe(5);
    expect(nextCardNumber(aPlanRecord({ cards: [aCard({ n: 2 })], drafts }), NET)).toBe(0);
  });

  it("is part of its key", () => {
    expect(cardKey(aPlanRecord(), NET, 7)).toBe("card:plan-bp1jvmdk2k0001:1795449600:C0123ABCD:7");
  });
});

describe("a record that waits", () => {
  it("is one whose plan has somebody to wait for", () => {
    expect(mayWait(aPlanRecord())).toBe(true);
    expect(mayWait(aPlanRecord({ facts: aPlanFacts({ status: "ExecuteInProgress", pending: [] }) }))).toBe(false);
    const previewed = { status: "PreviewSuccess", pending: [] } as const;
    expect(mayWait(aPlanRecord({ facts: aPlanFacts({ ...previewed, assigned: [] }) }))).toBe(false);
    // A row in this state does not tell whether it waits.
    expect(mayWait(aPlanRecord({ facts: aPlanFacts({ ...previewed, assigned: [bob] }) }))).toBe(true);
    const node = { name: "", approvers: [bob] };
    expect(mayWait(aPlanRecord({ facts: aPlanFacts({ ...previewed, pending: [node] }) }))).toBe(true);
  });
});
