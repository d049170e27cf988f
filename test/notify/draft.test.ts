import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hours, later, type Ms, minutes, ms, seconds } from "../../lib/model/brand.ts";
import { backOff, claimDraft, dueOf, isHeldBy, newDraft, settleDraft } from "../../lib/notify/draft.ts";
import type { Failed } from "../../lib/notify/outcome.ts";
import type { Draft } from "../../lib/notify/record.ts";
import { aCardDraft, ME, NOW, OPS, settling, ts } from "../build/records.ts";
import { at } from "../build/rows.ts";

const failed = (fault: Failed["fault"], over: Partial<Failed> = {}): Failed => ({
  kind: "failed",
  fault,
  code: "some_word",
  ...over,
});
const sending = aCardDraft({ state: "sending", attempts: 1, notBefore: at("18:02:35"), firstAt: NOW });
const inDoubt = aCardDraft({ state: "ambiguous", attempts: 2, notBefore: at("18:02:35"), firstAt: at("17:00:00") });

describe("a draft that was just promised", () => {
  it("is due at once", () => {
    const draft = newDraft("note:p:1:2:C", OPS, { what: "card", n: 0 }, NOW);
    expect(draft).toEqual({
      key: "note:p:1:2:C",
      destination: "C0DEFAULT0",
      state: "new",
      attempts: 0,
      notBefore: at("18:00:00"),
      body: { what: "card", n: 0 },
    });
    expect(dueOf(draft, NOW)).toEqual({ kind: "send" });
  });

  it("waits while it is put off", () => {
    expect(dueOf(aCardDraft({ notBefore: later(NOW, ms(1)) }), NOW)).toEqual({
      kind: "wait",
      until: at("18:00:00.001"),
    });
  });

  it("wants nothing once it was given up", () => {
    expect(dueOf(aCardDraft({ state: "dead", notBefore: at("19:00:00") }), NOW)).toEqual({ kind: "dead" });
  });
});

describe("a claim", () => {
  it("is leased for 2 minutes 35 seconds and counts as an attempt", () => {
    expect(claimDraft(aCardDraft(), NOW, ME)).toEqual(
      aCardDraft({ state: "sending", attempts: 1, firstAt: at("18:00:00"), notBefore: at("18:02:35"), by: ME }),
    );
  });

  it("keeps others away until its lease ends", () => {
    expect(dueOf(sending, at("18:02:34.999"))).toEqual({ kind: "wait", until: at("18:02:35") });
  });

  it("whose lease ran out was perhaps sent: since 3 minutes before the first attempt, and before its lease ended", () => {
    const due = { kind: "find", since: at("17:57:00"), until: at("18:02:35") };
    expect(dueOf(sending, at("18:02:35"))).toEqual(due);
    // However long the search takes, and fails.
    const searched = claimDraft(sending, at("18:10:00"), ME);
    const again = settleDraft(searched, failed("transient"), settling(at("18:10:05"))) as Draft;
    expect(dueOf(again, at("18:30:00"))).toEqual(due);
  });

  it("of a message in doubt leaves it in doubt and remembers the first attempt", () => {
    const draft = aCardDraft({ state: "ambiguous", attempts: 1, firstAt: at("17:00:00") });
    expect(claimDraft(draft, NOW, ME)).toEqual({ ...inDoubt, by: ME });
  });

  it("of a message whose sender died leaves it in doubt", () => {
    expect(claimDraft(sending, at("18:03:00"), ME)).toMatchObject({ state: "ambiguous", attempts: 2, firstAt: NOW });
  });
});

describe("a draft that is settled late", () => {
  it.each([
    ["was claimed again", { attempts: 2 }, false],
    ["was put off", { notBefore: at("18:00:11") }, false],
    ["is as it was claimed", {}, true],
  ])("and %s (%o): held is %s", (_what, over, held) => {
    expect(isHeldBy({ ...sending, ...over }, sending)).toBe(held);
  });
});

describe("a call that came back", () => {
  it.each([
    ["sent", { kind: "sent", channel: OPS, ts: ts("1.2") }],
    ["found", { kind: "found", channel: OPS, ts: ts("1.2") }],
  ] as const)("with %s is owed no more", (_what, outcome) => {
    expect(settleDraft(sending, outcome, settling(NOW, 0.5))).toBeUndefined();
  });

  it.each(["absent", "unreadable"] as const)("with %s is sent again at once", (kind) => {
    expect(settleDraft(inDoubt, { kind }, settling(NOW, 0.5))).toEqual({ ...inDoubt, state: "new", notBefore: NOW });
  });

  it("without an answer is in doubt, and looked for no sooner than 30 seconds later", () => {
    const after = settleDraft({ ...sending, by: ME }, failed("ambiguous", { code: "timeout" }), settling());
    const lost = { at: NOW, by: ME };
    expect(after).toEqual({
      ...sending,
      state: "ambiguous",
      notBefore: at("18:00:30"),
      reason: "timeout",
      lost,
    });
  });

  it("is given up after a day of no, and only after a week of silence", () => {
    const tried = { ...sending, attempts: 8, firstAt: NOW };
    const stateAfter = (fault: Failed["fault"], age: Ms) =>
      settleDraft(tried, failed(fault), settling(later(NOW, age)))?.state;
    expect([stateAfter("destination", hours(23)), stateAfter("destination", hours(24))]).toEqual(["new", "dead"]);
    expect([stateAfter("transient", hours(7 * 24 - 1)), stateAfter("transient", hours(7 * 24))]).toEqual([
      "new",
      "dead",
    ]);
  });

  describe("when the clock was hours ahead, and is right again", () => {
    it("nothing waits for the time it was said", () => {
      expect(dueOf(aCardDraft({ notBefore: later(NOW, hours(5)) }), NOW)).toEqual({ kind: "send" });
      expect(dueOf(aCardDraft({ notBefore: later(NOW, minutes(15)) }), NOW).kind).toBe("wait");
    });

    it("what is in doubt is looked for since a day ago, for nobody knows when it was sent", () => {
      const draft = { ...inDoubt, notBefore: later(NOW, hours(5)), firstAt: later(NOW, hours(5)) };
      expect(dueOf(draft, NOW)).toEqual({ kind: "find", since: later(NOW, hours(-24)) });
    });

    it("what is not there is sent", () => {
      const draft = { ...inDoubt, by: ME, lost: { at: later(NOW, hours(5)), by: ME } };
      expect(settleDraft(draft, { kind: "absent" }, settling())?.state).toBe("new");
    });
  });

  describe("without an answer, and is not there", () => {
    const lost = { ...inDoubt, lost: { at: NOW, by: ME } };

    it("is sent again by whoever lost the answer, once stragglers have had 30 seconds", () => {
      const mine = { ...lost, by: ME };
      expect(settleDraft(mine, { kind: "absent" }, settling(at("18:00:30")))).toEqual({
        ...inDoubt,
        state: "new",
        notBefore: at("18:00:30"),
      });
      expect(settleDraft(mine, { kind: "absent" }, settling(at("18:00:29")))).toEqual({
        ...lost,
        notBefore: at("18:00:30"),
      });
    });

    it("is looked for again by anybody else, whose clock may be two minutes ahead", () => {
      const theirs = { ...lost, by: "another" };
      expect(settleDraft(theirs, { kind: "absent" }, settling(at("18:02:29")))).toEqual({
        ...lost,
        notBefore: at("18:02:30"),
      });
      expect(settleDraft(theirs, { kind: "absent" }, settling(at("18:02:30")))).toMatchObject({ state: "new" });
    });

    it("is looked for again as if by anybody else where nobody knows who lost the answer", () => {
      const nobodys = { ...inDoubt, lost: { at: NOW, by: undefined } };
      expect(settleDraft(nobodys, { kind: "absent" }, settling(at("18:00:30")))).toEqual({
        ...nobodys,
        notBefore: at("18:02:30"),
      });
    });

    it("is sent again no sooner where history cannot be read: a straggler must not stand behind what follows", () => {
      const after = settleDraft({ ...lost, by: ME }, { kind: "unreadable" }, settling());
      expect(after).toEqual({ ...lost, notBefore: at("18:00:30") });
    });
  });

  it("from an edit changes nothing: that is no draft's", () => {
    expect(settleDraft(sending, { kind: "edited" }, settling())).toEqual(sending);
  });

  it("too fast waits as long as Slack asks", () => {
    const after = settleDraft(sending, failed("throttled", { retryAfter: seconds(42) }), settling(NOW, 0.5));
    expect(after).toMatchObject({ state: "new", notBefore: at("18:00:42"), reason: "some_word" });
  });

  it("too fast waits a second when Slack names no time", () => {
    expect(settleDraft(sending, failed("throttled"), settling(NOW, 0.5))).toMatchObject({ notBefore: at("18:00:01") });
  });

  it.each(["token", "throttled"] as const)("with %s refused was not tried: a day of it gives up nothing", (fault) => {
    const { firstAt, ...old } = { ...sending, attempts: 50, firstAt: at("00:00:00") };
    const muchLater = later(firstAt, hours(72));
    const kept = settleDraft({ ...old, firstAt }, failed(fault, { code: "no" }), settling(muchLater, 0.5));
    const wait = fault === "token" ? 0 : 1;
    expect(kept).toEqual({ ...old, state: "new", notBefore: later(muchLater, seconds(wait)), reason: "no" });
    if (kept === undefined) throw new Error("it was not sent");
    const tried = claimDraft(kept, muchLater, ME);
    expect(settleDraft(tried, failed("transient"), settling(later(muchLater, seconds(5)), 0.5))).toMatchObject({
      state: "new",
    });
  });

  it("too fast, with no time at all, waits a second all the same", () => {
    expect(settleDraft(sending, failed("throttled", { retryAfter: seconds(0) }), settling(NOW, 0.5))).toMatchObject({
      notBefore: at("18:00:01"),
    });
  });

  it("with refused blocks is sent as plain text at once, and only once", () => {
    const plain = settleDraft(sending, failed("payload"), settling(NOW, 1));
    expect(plain).toEqual({ ...sending, state: "new", plain: true, notBefore: NOW, reason: "some_word" });
    const again = settleDraft({ ...sending, plain: true }, failed("payload"), settling(NOW, 1));
    expect(again).toMatchObject({ state: "new", plain: true, notBefore: at("18:00:15") });
  });

  it.each(["destination", "stale", "transient"] as const)("refused as %s is put off", (fault) => {
    expect(settleDraft(sending, failed(fault), settling(NOW, 0))).toEqual({
      ...sending,
      state: "new",
      notBefore: at("18:00:07.500"),
      reason: "some_word",
    });
  });
});

describe("a search that failed", () => {
  it.each(["token", "destination", "payload", "stale", "transient", "throttled", "ambiguous"] as const)(
    "by %s leaves the message in doubt: it may stand",
    (fault) => {
      expect(settleDraft(inDoubt, failed(fault), settling(NOW, 0.5))?.state).toBe("ambiguous");
    },
  );

  it("does not turn the message into plain text", () => {
    expect(settleDraft(inDoubt, failed("payload"), settling(NOW, 0.5))).not.toHaveProperty("plain");
  });
});

describe("a draft that keeps failing", () => {
  const stateOf = (attempts: number, age: ReturnType<typeof ms>, fault: Failed["fault"] = "destination") =>
    settleDraft({ ...sending, attempts, firstAt: NOW }, failed(fault), settling(later(NOW, age), 0.5))?.state;

  it("is given up after 8 attempts over a day", () => {
    expect(stateOf(8, hours(24))).toBe("dead");
  });

  it("is not given up for many attempts in less than a day", () => {
    expect(stateOf(500, ms(hours(24) - 1))).toBe("new");
  });

  it("is not given up for a day with few attempts", () => {
    expect(stateOf(7, hours(72))).toBe("new");
  });

  it.each(["ambiguous", "throttled", "token"] as const)("by %s is never given up", (fault) => {
    expect(stateOf(500, hours(72), fault)).not.toBe("dead");
  });
});

describe("the time between two attempts", () => {
  it.each([
    [1, 0, 7.5],
    [1, 1, 15],
    [2, 1, 30],
    [3, 1, 60],
    [6, 1, 480],
    [7, 1, 900],
    [7, 0, 450],
    [1_000, 1, 900],
  ])("after attempt %i with chance %d is %d seconds", (attempts, chance, expected) => {
    expect(backOff(attempts, chance)).toBe(expected * 1_000);
  });

  it("grows, is spread over half of itself, and is never more than 15 minutes", () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), chance, (attempts, c) => {
        const wait = backOff(attempts, c);
        expect(wait).toBeGreaterThanOrEqual(7_500);
        expect(wait).toBeLessThanOrEqual(minutes(15));
        expect(backOff(attempts + 1, c)).toBeGreaterThanOrEqual(wait);
      }),
    );
  });
});
