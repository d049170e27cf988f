import { describe, expect, it } from "vitest";
import { hours, later, seconds } from "../../lib/model/brand.ts";
import { next } from "../../lib/notify/delivery.ts";
import type { Outcome } from "../../lib/notify/outcome.ts";
import type { PlanRecord } from "../../lib/notify/record.ts";
import { aCard, aCardDraft, aNoteDraft, aPlanRecord, NET, NOW, OPS, ts } from "../build/records.ts";
import { at } from "../build/rows.ts";
import { claimed, failed, outcomeOf, sent, settle } from "./calls.ts";

const toPost = aPlanRecord({ drafts: [aCardDraft()] });
const toReply = aPlanRecord({ cards: [aCard()], drafts: [aNoteDraft()] });
const toEdit = aPlanRecord({ hash: "hash-2", cards: [aCard()] });
const toFind = aPlanRecord({
  drafts: [aCardDraft({ state: "ambiguous", attempts: 1, firstAt: at("17:50:00"), plain: true })],
});

describe("a card that was posted", () => {
  it("stands where Slack says and shows what was sent", () => {
    const record = outcomeOf(toPost, { kind: "sent", channel: NET, ts: ts("9.9") });
    expect(record).toEqual({ ...toPost, drafts: [], cards: [aCard({ channel: NET, ts: ts("9.9"), shown: "hash-1" })] });
  });

  it("while the facts moved on is edited next", () => {
    const [held, call] = claimed(toPost);
    const record = settle({ ...held, hash: "hash-2" }, call, sent);
    expect(next(record, NOW, OPS)).toMatchObject({ do: "update", hash: "hash-2", card: { shown: "hash-1" } });
  });

  it("takes the place of the digest that spoke for the plan", () => {
    const via = aCard({ via: "digest:C0DEFAULT0:0", shown: "", ts: ts("5.5") });
    const record = outcomeOf({ ...toPost, cards: [via] }, sent);
    expect(record.cards).toEqual([aCard({ ts: ts("9.9"), shown: "hash-1" })]);
  });

  it("as plain text stays plain text", () => {
    expect(outcomeOf(aPlanRecord({ drafts: [aCardDraft({ plain: true })] }), sent).cards[0]?.plain).toBe(true);
  });
});

describe("a card that was looked for", () => {
  it("and found is adopted; what it shows is not known, so it is edited", () => {
    const record = outcomeOf(toFind, { kind: "found", channel: OPS, ts: ts("9.9") });
    expect(record).toEqual({ ...toFind, drafts: [], cards: [aCard({ ts: ts("9.9"), shown: "", plain: true })] });
    expect(next(record, NOW, OPS).do).toBe("update");
  });

  it.each(["absent", "unreadable"] as const)("and is %s is posted under the same key", (kind) => {
    expect(next(outcomeOf(toFind, { kind }), NOW, OPS)).toMatchObject({
      do: "post",
      draft: { key: "card:plan-bp1jvmdk2k0001:1795449600:C0DEFAULT0:0", attempts: 2 },
    });
  });

  it("in vain, because the search failed, is looked for again", () => {
    const record = outcomeOf(toFind, failed("transient"));
    expect(next(record, later(NOW, hours(1)), OPS).do).toBe("find");
  });
});

describe("a note that was sent", () => {
  it("is owed no more and leaves the card as it was", () => {
    expect(outcomeOf(toReply, sent)).toEqual({ ...toReply, drafts: [] });
  });
});

describe("a thread that is gone", () => {
  const repost = "card:plan-bp1jvmdk2k0001:1795449600:C0DEFAULT0:1";

  it("brings a new card with the next number, and the note waits for it", () => {
    const record = outcomeOf(toReply, failed("stale", { code: "thread_not_found" }));
    expect(record.cards).toEqual([]);
    expect(next(record, NOW, OPS)).toMatchObject({ do: "post", draft: { key: repost, body: { what: "card", n: 1 } } });
    const posted = outcomeOf(record, sent);
    expect(next(posted, later(NOW, seconds(30)), OPS)).toMatchObject({ do: "reply", thread: "9.9" });
  });

  it("where a note in doubt was looked for brings a new card, and the note goes into its thread", () => {
    const draft = aNoteDraft({ state: "ambiguous", attempts: 1, firstAt: at("17:50:00") });
    const record = outcomeOf(aPlanRecord({ cards: [aCard()], drafts: [draft] }), failed("stale"));
    expect(next(record, NOW, OPS)).toMatchObject({ do: "post", draft: { key: repost } });
    const posted = outcomeOf(record, sent);
    expect(next(posted, later(NOW, seconds(60)), OPS)).toMatchObject({ do: "reply", thread: "9.9" });
  });

  it("and was replaced meanwhile brings nothing more", () => {
    const [held, call] = claimed(toReply);
    const replaced = { ...held, cards: [aCard({ n: 1, ts: ts("8.8") })] };
    const record = settle(replaced, call, failed("stale"));
    expect(record.cards).toEqual([aCard({ n: 1, ts: ts("8.8") })]);
    expect(record.drafts.map((d) => d.body.what)).toEqual(["note"]);
  });

  it("while a card is already promised brings no second one", () => {
    const via = aPlanRecord({ cards: [aCard({ via: "digest:C0DEFAULT0:0" })], drafts: [aNoteDraft()] });
    const [held, call] = claimed(via);
    const promised = aCardDraft({ key: repost, body: { what: "card", n: 1 } });
    const record = settle({ ...held, drafts: [...held.drafts, promised] }, call, failed("stale"));
    expect(record.drafts.filter((d) => d.body.what === "card")).toEqual([promised]);
    expect(record.cards).toEqual([]);
  });
});

describe("an edit", () => {
  it("that succeeded shows what was sent", () => {
    expect(outcomeOf(toEdit, { kind: "edited" })).toEqual({ ...toEdit, cards: [aCard({ shown: "hash-2" })] });
  });

  it("that succeeded while the facts moved on is owed again", () => {
    const [held, call] = claimed(toEdit);
    const record = settle({ ...held, hash: "hash-3" }, call, { kind: "edited" });
    expect(next(record, NOW, OPS)).toMatchObject({ do: "update", hash: "hash-3" });
  });

  it.each(["message_not_found", "cant_update_message", "edit_window_closed"])("refused by %s is a new card", (code) => {
    const record = outcomeOf(toEdit, failed("stale", { code }));
    expect(record.cards).toEqual([]);
    expect(record.drafts).toEqual([
      aCardDraft({
        key: "card:plan-bp1jvmdk2k0001:1795449600:C0DEFAULT0:1",
        notBefore: NOW,
        body: { what: "card", n: 1 },
      }),
    ]);
  });

  it("refused because the message is gone keeps notes back until the new card stands", () => {
    const record = outcomeOf({ ...toEdit, drafts: [aNoteDraft()] }, failed("stale"));
    expect(next(record, NOW, OPS).do).toBe("post");
  });

  it("of a card that was replaced meanwhile changes nothing", () => {
    const [held, call] = claimed(toEdit);
    const replaced = { ...held, cards: [aCard({ n: 1, ts: ts("8.8") })] };
    expect(settle(replaced, call, failed("stale"))).toEqual(replaced);
    expect(settle(replaced, call, { kind: "edited" })).toEqual(replaced);
    expect(settle(replaced, call, failed("transient"))).toEqual(replaced);
  });

  it.each([
    ["throttled", failed("throttled", { retryAfter: seconds(42) }), "18:00:42"],
    ["throttled without a time", failed("throttled"), "18:00:01"],
    ["token", failed("token"), "18:00:00"],
    ["transient", failed("transient"), "18:00:11.250"],
    ["ambiguous", failed("ambiguous"), "18:00:11.250"],
    ["destination", failed("destination"), "18:00:11.250"],
  ] as const)("refused by %s is made again, and not sooner", (_what, outcome, time) => {
    expect(outcomeOf(toEdit, outcome).cards).toEqual([
      aCard({ edit: { sending: false, attempts: 1, notBefore: at(time), firstAt: NOW, reason: "some_word" } }),
    ]);
  });

  it("whose blocks are refused is made as plain text at once, and from then on", () => {
    const record = outcomeOf(toEdit, failed("payload"));
    expect(next(record, NOW, OPS)).toMatchObject({ do: "update", card: { plain: true } });
    expect(next(outcomeOf(record, failed("payload")), NOW, OPS).do).toBe("wait");
  });

  it("that Slack has refused 8 times over a day is given up until the facts change again", () => {
    const edit = { sending: false, attempts: 7, notBefore: NOW, firstAt: at("00:00:00"), reason: "is_archived" };
    const record = { ...toEdit, cards: [aCard({ edit })] };
    const day = later(edit.firstAt, hours(24));
    const given = outcomeOf(record, failed("destination"), day);
    expect(next(given, later(day, hours(1)), OPS)).toEqual({ do: "nothing" });
    expect(next({ ...given, hash: "hash-3" }, later(day, hours(1)), OPS).do).toBe("update");
    expect(next(outcomeOf(record, failed("token"), day), later(day, hours(1)), OPS).do).toBe("update");
    expect(next(outcomeOf(record, failed("throttled"), day), later(day, hours(1)), OPS).do).toBe("update");
    const early = later(day, seconds(-1));
    expect(next(outcomeOf(record, failed("destination"), early), later(day, hours(1)), OPS).do).toBe("update");
    const few = { ...toEdit, cards: [aCard({ edit: { ...edit, attempts: 6 } })] };
    expect(next(outcomeOf(few, failed("destination"), day), later(day, hours(1)), OPS).do).toBe("update");
  });
});

describe("settling twice", () => {
  const outcomes: readonly (readonly [string, PlanRecord, Outcome])[] = [
    ["a post that was sent", toPost, sent],
    ["a post whose blocks are refused", toPost, failed("payload")],
    ["a post refused for now", toPost, failed("transient")],
    ["a post without an answer", toPost, failed("ambiguous")],
    ["a card that is absent", toFind, { kind: "absent" }],
    ["a card that was found", toFind, { kind: "found", channel: OPS, ts: ts("9.9") }],
    ["a reply into a thread that is gone", toReply, failed("stale")],
    ["an edit", toEdit, { kind: "edited" }],
    ["an edit of a message that is gone", toEdit, failed("stale")],
    ["an edit whose blocks are refused", toEdit, failed("payload")],
    ["an edit refused for now", toEdit, failed("transient")],
  ];

  it.each(outcomes)("%s changes nothing the second time, even later", (_what, record, outcome) => {
    const [held, call] = claimed(record);
    const once = settle(held, call, outcome);
    expect(settle(once, call, outcome, later(NOW, seconds(7)))).toEqual(once);
  });
});

describe("an answer that comes after its lease", () => {
  const late = at("18:10:00");
  const call = () => {
    const [held, first] = claimed(toPost);
    return { held, first, searching: claimed(held, late)[0] };
  };

  it("changes nothing when it is a failure", () => {
    const { searching, first } = call();
    for (const fault of ["transient", "payload", "throttled", "ambiguous", "stale"] as const) {
      expect(settle(searching, first, failed(fault), late)).toEqual(searching);
    }
  });

  it("is believed when the message stands", () => {
    const { searching, first } = call();
    expect(settle(searching, first, sent, late)).toMatchObject({ drafts: [], cards: [{ ts: "9.9" }] });
  });

  it("changes nothing when the card was adopted meanwhile", () => {
    const { held, first, searching } = call();
    const adopted = settle(searching, claimed(held, late)[1], { kind: "found", channel: OPS, ts: ts("9.9") }, late);
    expect(settle(adopted, first, sent, late)).toEqual(adopted);
  });

  it("of an edit does not end the claim of the next one", () => {
    const [heldEdit, edit] = claimed(toEdit);
    const [again] = claimed(heldEdit, late);
    expect(settle(again, edit, failed("transient"), late)).toEqual(again);
  });

  it("is believed even when the draft was given up", () => {
    const { held, first } = call();
    const given = { ...held, drafts: held.drafts.map((d) => ({ ...d, state: "dead" as const })) };
    expect(settle(given, first, sent, late)).toMatchObject({ drafts: [], cards: [{ ts: "9.9" }] });
  });
});
