import { describe, expect, it } from "vitest";
import { next } from "../../lib/notify/delivery.ts";
import { advanceDigest, claimDigest, freeze, nextDigest, settleMember, undigested } from "../../lib/notify/digest.ts";
import { moveOn } from "../../lib/notify/plan-record.ts";
import type { DigestRecord, Draft, PlanRecord } from "../../lib/notify/record.ts";
import { aPlanFacts } from "../build/facts.ts";
import {
  aCard,
  aCardDraft,
  aNoteDraft,
  aPlanRecord,
  approved,
  ME,
  NET,
  NOW,
  OPS,
  settling,
  telling,
  ts,
} from "../build/records.ts";
import { at } from "../build/rows.ts";
import { failed, sent } from "./calls.ts";
import { aSighting, waits } from "./plan-sighting.ts";

const PLAN = "plan-bp1jvmdk2k0001:1795449600";

/** A note of that seq, in a digest or of its own. */
const note = (seq: number, to: typeof OPS, over: Partial<Draft> = {}): Draft =>
  aNoteDraft({
    key: `note:${PLAN}:${seq}:${to}`,
    destination: to,
    body: { what: "note", seq, transitions: [approved] },
    ...over,
  });
const joined = (seq: number, to: typeof OPS, over: Partial<Draft> = {}): Draft =>
  note(seq, to, { body: { what: "note", seq, transitions: [approved], digest: true }, ...over });
const quietCard = (to: typeof OPS, n = 0): Draft =>
  aCardDraft({ key: `card:${PLAN}:${to}:${n}`, destination: to, body: { what: "card", n, digest: true } });

const netCard = aCard({ destination: NET, channel: NET, ts: ts("7.7") });
const drafts = (record: PlanRecord): string[] =>
  record.drafts.map((d) => {
    const quiet = (d.body.what === "card" || d.body.what === "note") && d.body.digest ? "digest " : "";
    return `${d.state} ${quiet}${d.key.replace(`:${PLAN}`, "")}`;
  });

/** The digest of this record alone, and what became of it. */
const frozen = (record: PlanRecord, to = OPS): DigestRecord => freeze(to, [record], NOW);
const standing = (record: PlanRecord, to = OPS): DigestRecord => {
  const { draft: _draft, ...digest } = frozen(record, to);
  return { ...digest, posted: { channel: to, ts: ts("9.9") } };
};
const refused = (record: PlanRecord, to = NET): DigestRecord => {
  const { draft: _draft, ...digest } = frozen(record, to);
  return { ...digest, refused: "is_archived" };
};

describe("a plan whose note is joined", () => {
  it("waits for the digest of that channel, although it has a card", () => {
    const record = aPlanRecord({ cards: [aCard()], drafts: [joined(2, OPS)] });
    expect([...undigested([record])]).toEqual([["C0DEFAULT0", [record]]]);
  });

  it("waits for it, although its card is only promised", () => {
    const record = aPlanRecord({ drafts: [aCardDraft(), joined(2, OPS)] });
    expect(undigested([record]).get(OPS)).toEqual([record]);
  });

  it("is named once, whatever is joined", () => {
    const record = aPlanRecord({ drafts: [quietCard(OPS), joined(2, OPS)] });
    expect(undigested([record]).get(OPS)).toEqual([record]);
  });

  it("waits for no digest while an earlier note is to be sent alone", () => {
    expect(undigested([aPlanRecord({ cards: [aCard()], drafts: [note(2, OPS), joined(3, OPS)] })]).size).toBe(0);
  });

  it("is not kept by a note of another channel, nor by one that was given up", () => {
    const record = aPlanRecord({
      cards: [aCard(), netCard],
      drafts: [note(2, NET), note(2, OPS, { state: "dead" }), joined(3, OPS)],
    });
    expect([...undigested([record]).keys()]).toEqual(["C0DEFAULT0"]);
  });
});

describe("a digest that stands", () => {
  it("takes the joined note, and leaves the plan its card", () => {
    const record = aPlanRecord({ seq: 2, cards: [aCard()], drafts: [joined(2, OPS)] });
    expect(settleMember(record, standing(record), OPS)).toEqual({ ...record, drafts: [] });
  });

  it("leaves notes that came after it was frozen for the next", () => {
    const record = aPlanRecord({ seq: 2, cards: [aCard()], drafts: [joined(2, OPS)] });
    const moved = { ...record, seq: 3, drafts: [...record.drafts, joined(3, OPS)] };
    const after = settleMember(moved, standing(record), OPS);
    expect(drafts(after)).toEqual(["new digest note:3:C0DEFAULT0"]);
    expect(undigested([after]).get(OPS)).toEqual([after]);
  });

  it("leaves a card that was promised after it was frozen for the next", () => {
    const shared = aCard({ via: "digest:earlier", shown: "", ts: ts("5.5") });
    const record = aPlanRecord({ seq: 2, cards: [shared], drafts: [joined(2, OPS)] });
    const crowded = telling([OPS], { crowded: new Set([OPS]) });
    const after = settleMember(moveOn(record, aSighting([waits]), crowded), standing(record), OPS);
    expect(drafts(after)).toEqual(["new digest card:C0DEFAULT0:1"]);
    expect(freeze(OPS, [after], NOW).members[0]?.seq).toBe(3);
    expect(settleMember(after, standing(after), OPS).drafts).toEqual([]);
  });

  it("takes of each plan what that had told when it was frozen", () => {
    const id = "plan-other" as PlanRecord["id"];
    const other = aPlanRecord({ id, seq: 7, facts: aPlanFacts({ id }), drafts: [joined(7, OPS)] });
    const record = aPlanRecord({ seq: 2, cards: [aCard()], drafts: [joined(2, OPS), joined(3, OPS)] });
    const { draft: _draft, ...digest } = freeze(OPS, [other, record], NOW);
    const both = { ...digest, posted: { channel: OPS, ts: ts("9.9") } };
    expect(drafts(settleMember(record, both, OPS))).toEqual(["new digest note:3:C0DEFAULT0"]);
    expect(settleMember(record, standing(other), OPS)).toBe(record);
  });

  it("leaves what is joined in another channel", () => {
    const record = aPlanRecord({ seq: 2, cards: [aCard(), netCard], drafts: [joined(2, OPS), joined(2, NET)] });
    expect(drafts(settleMember(record, standing(record), OPS))).toEqual(["new digest note:2:C0123ABCD"]);
  });

  it("takes card and notes together, and its thread takes the notes to come", () => {
    const record = aPlanRecord({ seq: 2, drafts: [quietCard(OPS), joined(2, OPS), note(3, OPS)] });
    const after = settleMember(record, standing(record), OPS);
    expect(next(after, NOW, OPS)).toMatchObject({ do: "reply", draft: note(3, OPS), thread: "9.9" });
  });

  it("takes the place of an earlier digest in that channel, and of nothing elsewhere", () => {
    const earlier = aCard({ via: "digest:earlier", shown: "", ts: ts("5.5") });
    const record = aPlanRecord({ seq: 2, cards: [netCard, earlier], drafts: [joined(2, OPS)] });
    const digest = standing(record);
    expect(settleMember(record, digest, OPS).cards).toEqual([
      netCard,
      aCard({ via: digest.key, shown: "", ts: ts("9.9") }),
    ]);
  });

  it("of the first format, which knew no notes, takes the card alone", () => {
    const record = aPlanRecord({ seq: 2, drafts: [quietCard(OPS), joined(2, OPS)] });
    const digest = standing(record);
    const old = { ...digest, members: digest.members.map((m) => ({ ...m, seq: 0 })) };
    expect(drafts(settleMember(record, old, OPS))).toEqual(["new digest note:2:C0DEFAULT0"]);
  });
});

describe("a digest that was given up", () => {
  const record = aPlanRecord({ seq: 2, cards: [aCard()], drafts: [joined(2, OPS), note(3, OPS)] });
  const given = (over: Partial<Draft>): DigestRecord => {
    const digest = frozen(record);
    return { ...digest, draft: { ...(digest.draft as Draft), state: "dead", ...over } };
  };

  it("gives up the notes in it, with Slack's word, and no others", () => {
    expect(settleMember(record, given({ reason: "is_archived" }), OPS).drafts).toEqual([
      joined(2, OPS, { state: "dead", reason: "is_archived" }),
      note(3, OPS),
    ]);
  });

  it("gives up what waits behind it where the default channel has that, too", () => {
    const behind = aPlanRecord({ seq: 3, cards: [aCard()], drafts: [quietCard(NET), note(3, NET)] });
    const digest = frozen(behind, NET);
    const dead = { ...digest, draft: { ...(digest.draft as Draft), state: "dead" as const } };
    expect(drafts(settleMember(behind, dead, OPS))).toEqual(["dead digest card:C0123ABCD:0", "dead note:3:C0123ABCD"]);
  });

  it("may not know why", () => {
    expect(settleMember(record, given({}), OPS).drafts[0]).toStrictEqual(joined(2, OPS, { state: "dead" }));
  });
});

describe("a digest that its channel refuses", () => {
  const record = aPlanRecord({ seq: 2, drafts: [quietCard(NET), joined(2, NET)] });
  const claimed = (): DigestRecord => claimDigest(frozen(record, NET), NOW, ME);
  const archived = failed("destination", { code: "is_archived" });
  const settled = (fallback: typeof OPS, outcome = archived): DigestRecord =>
    advanceDigest(claimed(), claimed().draft as Draft, outcome, settling(NOW, 0.5, fallback));

  it("lets its members go at once: the default channel is told instead", () => {
    const { draft: _draft, ...rest } = claimed();
    expect(settled(OPS)).toEqual({ ...rest, refused: "is_archived" });
    expect(nextDigest(settled(OPS), NOW)).toEqual({ do: "settle" });
  });

  it("is put off when that is the default channel, or for any other reason", () => {
    expect(nextDigest(settled(NET), NOW)).toEqual({ do: "wait", until: at("18:00:11.250") });
    expect(nextDigest(settled(OPS, failed("transient")), NOW)).toEqual({ do: "wait", until: at("18:00:11.250") });
  });

  it("changes nothing when another process looks for it by then", () => {
    const searching = claimDigest(claimed(), at("18:10:00"), "another");
    expect(advanceDigest(searching, claimed().draft as Draft, archived, settling(at("18:10:01")))).toBe(searching);
    expect(advanceDigest(searching, claimed().draft as Draft, sent, settling(at("18:10:01")))).toMatchObject({
      posted: { ts: "9.9" },
    });
  });

  it("sends its members into a digest of the default channel", () => {
    expect(drafts(settleMember(record, refused(record), OPS))).toEqual([
      "new digest card:C0DEFAULT0:0",
      "new digest note:2:C0DEFAULT0",
    ]);
  });

  it("brings the default channel a card in a digest with the joined note alone", () => {
    const given = note(1, NET, { state: "dead" });
    const late = joined(2, NET, { notBefore: at("17:00:00") });
    const carded = aPlanRecord({ seq: 2, cards: [netCard], drafts: [given, late] });
    expect(settleMember(carded, refused(carded), OPS).drafts).toEqual([
      given,
      { ...quietCard(OPS), notBefore: at("17:00:00"), body: { what: "card", n: 0, digest: true, seq: 2 } },
      joined(2, OPS, { notBefore: at("17:00:00") }),
    ]);
  });

  it("brings nothing more to a default channel that has the plan's card", () => {
    const carded = { ...record, cards: [aCard()] };
    expect(settleMember(carded, refused(carded), OPS)).toEqual({ ...carded, drafts: [] });
  });

  it("takes along the notes that wait behind it", () => {
    const behind = { ...record, drafts: [...record.drafts, note(3, NET), note(1, NET, { state: "dead" })] };
    expect(drafts(settleMember(behind, refused(behind), OPS))).toEqual([
      "dead note:3:C0123ABCD",
      "dead note:1:C0123ABCD",
      "new digest card:C0DEFAULT0:0",
      "new digest note:2:C0DEFAULT0",
      "new note:3:C0DEFAULT0",
    ]);
  });

  it("does not tell the default channel twice what waits behind it", () => {
    const both = aPlanRecord({ seq: 3, cards: [aCard()], drafts: [quietCard(NET), note(3, NET), note(3, OPS)] });
    expect(drafts(settleMember(both, refused(both), OPS))).toEqual(["dead note:3:C0123ABCD", "new note:3:C0DEFAULT0"]);
  });

  it("leaves notes to a card that stands in its channel, and tells them in the default one, too", () => {
    const carded = aPlanRecord({ seq: 3, cards: [netCard], drafts: [joined(2, NET), note(3, NET)] });
    expect(drafts(settleMember(carded, refused(carded), OPS))).toEqual([
      "new note:3:C0123ABCD",
      "new digest card:C0DEFAULT0:0",
      "new digest note:2:C0DEFAULT0",
      "new note:3:C0DEFAULT0",
    ]);
  });

  it("promises no note under a key that the default channel has given up", () => {
    const dead = [aCardDraft({ state: "dead" }), aNoteDraft({ state: "dead" })];
    const given = aPlanRecord({ seq: 2, drafts: [...dead, quietCard(NET), joined(2, NET)] });
    expect(drafts(settleMember(given, refused(given), OPS))).toEqual([
      "dead card:C0DEFAULT0:0",
      "dead note:2:C0DEFAULT0",
      "new digest card:C0DEFAULT0:1",
    ]);
  });
});
