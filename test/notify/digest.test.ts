import { describe, expect, it } from "vitest";
import {
  advanceDigest,
  beginDigest,
  claimDigest,
  freeze,
  nextDigest,
  settleMember,
  undigested,
} from "../../lib/notify/digest.ts";
import type { Failed } from "../../lib/notify/outcome.ts";
import type { DigestRecord, Draft, PlanRecord } from "../../lib/notify/record.ts";
import {
  aChangesFact,
  alice,
  anApprovalNode,
  aPlanFacts,
  bob,
  dangerousChanges,
  netApprovers,
} from "../build/facts.ts";
import { aCard, aCardDraft, aNoteDraft, aPlanRecord, ME, NET, NOW, OPS, settling, ts } from "../build/records.ts";
import { at, planId } from "../build/rows.ts";

const quietCard = (over: Partial<Draft> = {}): Draft =>
  aCardDraft({ body: { what: "card", n: 0, digest: true }, ...over });

/** A plan that waits to be told in the default channel's digest. */
const member = (id: string, since: string, drafts: readonly Draft[] = [quietCard()]): PlanRecord =>
  aPlanRecord({ id: planId(id), facts: aPlanFacts({ id: planId(id), name: id, since: at(since) }), drafts });

const [first, second] = [member("plan-1", "09:00:00"), member("plan-2", "10:00:00")];
const ids = (records: readonly PlanRecord[] | undefined) => records?.map((r) => r.id);
const failed = (fault: Failed["fault"]): Failed => ({ kind: "failed", fault, code: "some_word" });
const draftOf = (digest: DigestRecord): Draft => {
  if (digest.draft === undefined) throw new Error("the digest has no draft");
  return digest.draft;
};

describe("the plans that wait for a digest", () => {
  it("come longest waiting first, and by id within one second", () => {
    const found = undigested([second, member("plan-0", "10:00:00"), first]);
    expect([...found.keys()]).toEqual([OPS]);
    expect(ids(found.get(OPS))).toEqual(["plan-1", "plan-0", "plan-2"]);
    expect(ids(undigested([member("plan-0", "10:00:00"), second]).get(OPS))).toEqual(["plan-0", "plan-2"]);
  });

  it("are those of one channel", () => {
    const both = member("plan-3", "11:00:00", [quietCard(), quietCard({ key: "k", destination: NET })]);
    const found = undigested([first, both]);
    expect([ids(found.get(OPS)), ids(found.get(NET))]).toEqual([["plan-1", "plan-3"], ["plan-3"]]);
  });

  it("are not those with a card, a note or nothing to tell", () => {
    const others = [member("a", "09:00:00", [aCardDraft()]), member("b", "09:00:00", [aNoteDraft()])];
    expect(undigested([...others, member("c", "09:00:00", [])]).size).toBe(0);
  });

  it("are not those whose digest was given up", () => {
    expect(undigested([member("a", "09:00:00", [quietCard({ state: "dead" })])]).size).toBe(0);
  });
});

describe("a frozen digest", () => {
  it("holds its members as they were and a draft with its key", () => {
    const digest = freeze(OPS, [first, second], NOW);
    expect(digest).toEqual({
      format: 5,
      kind: "digest",
      key: expect.stringMatching(/^digest:C0DEFAULT0:[0-9a-f]{16}$/),
      destination: OPS,
      members: [
        {
          id: "plan-1",
          name: "plan-1",
          status: "ApplicationInProgress",
          since: at("09:00:00"),
          region: "cn-hangzhou",
          seq: 1,
          waitingFor: ["bob", "net-approvers"],
        },
        expect.objectContaining({ id: "plan-2", since: at("10:00:00") }),
      ],
      total: 2,
      draft: {
        key: digest.key,
        destination: OPS,
        state: "new",
        attempts: 0,
        notBefore: NOW,
        body: { what: "card", n: 0 },
      },
    });
    expect(digest.members.map(({ id }) => id)).toEqual(["plan-1", "plan-2"]);
  });

  it("has a key of its members and their telling, not of the time", () => {
    const key = (...records: readonly PlanRecord[]) => freeze(OPS, records, NOW).key;
    expect(key(first, second)).toBe(freeze(OPS, [first, second], at("23:00:00")).key);
    const others = [key(first), key({ ...first, seq: 2 }), key({ ...first, born: 1 }), freeze(NET, [first], NOW).key];
    expect(new Set([key(first, second), ...others]).size).toBe(5);
  });

  it("names each approver once, at most five", () => {
    const names = ["a", "b", "c", "d", "e", "f"].map((name) => ({ kind: "RamUser", name }));
    const node = anApprovalNode({ approvers: [bob, netApprovers, alice] });
    const twice = aPlanRecord({ facts: aPlanFacts({ pending: [node, anApprovalNode({ approvers: [bob] })] }) });
    const many = aPlanRecord({ facts: aPlanFacts({ pending: [anApprovalNode({ approvers: names })] }) });
    expect(freeze(OPS, [twice, many], NOW).members.map((m) => m.waitingFor)).toEqual([
      ["bob", "net-approvers", "alice"],
      ["a", "b", "c", "d", "e"],
    ]);
  });

  it("knows which of its plans are dangerous", () => {
    const dangerous = aPlanRecord({ facts: aPlanFacts({ changes: dangerousChanges() }) });
    const terminated = aPlanRecord({
      facts: aPlanFacts({ operation: "TerminateProvisionedProduct", changes: aChangesFact({ counts: {}, rows: [] }) }),
    });
    const { members } = freeze(OPS, [aPlanRecord(), dangerous, terminated], NOW);
    expect(members.map((m) => m.danger)).toEqual([undefined, true, true]);
  });

  it("takes 30 plans; the others form the next one", () => {
    const all = Array.from({ length: 31 }, (_, i) => member(`plan-${String(i).padStart(3, "0")}`, "09:00:00"));
    const digest = freeze(OPS, all, NOW);
    expect([digest.members.length, digest.total]).toEqual([30, 30]);
    expect(digest.members.some((m) => m.id === "plan-030")).toBe(false);
  });
});

describe("a digest that is only begun", () => {
  it("holds nobody yet, and wants to know who is to be in it", () => {
    const begun = beginDigest(OPS);
    expect(begun).toMatchObject({ kind: "digest", destination: OPS, members: [], total: 0 });
    expect(nextDigest(begun, NOW)).toEqual({ do: "gather" });
  });
});

describe("a digest on its way", () => {
  const digest = (): DigestRecord => freeze(OPS, [first], NOW);
  const claimed = (): DigestRecord => claimDigest(digest(), NOW, ME);

  it("is posted once it is due", () => {
    expect(nextDigest(digest(), NOW)).toEqual({ do: "post", draft: digest().draft });
    expect(nextDigest(digest(), at("17:59:59"))).toEqual({ do: "wait", until: NOW });
  });

  it("is claimed before the call and left alone while the claim holds", () => {
    expect(draftOf(claimed())).toMatchObject({ state: "sending", attempts: 1, notBefore: at("18:02:35") });
    expect(nextDigest(claimed(), at("18:02:34"))).toEqual({ do: "wait", until: at("18:02:35") });
  });

  it("whose sender died is looked for", () => {
    expect(nextDigest(claimed(), at("18:02:35"))).toEqual({
      do: "find",
      draft: claimed().draft,
      since: at("17:57:00"),
      until: at("18:02:35"),
    });
  });

  it("that was sent stands, and its members can be settled", () => {
    const { draft: _draft, ...rest } = digest();
    const posted = advanceDigest(
      claimed(),
      draftOf(claimed()),
      { kind: "sent", channel: OPS, ts: ts("9.9") },
      settling(NOW),
    );
    expect(posted).toEqual({ ...rest, posted: { channel: OPS, ts: "9.9" } });
    expect(nextDigest(posted, NOW)).toEqual({ do: "settle" });
    expect(claimDigest(posted, NOW, ME)).toEqual(posted);
    expect(advanceDigest(posted, draftOf(claimed()), failed("transient"), settling(NOW))).toEqual(posted);
  });

  it("that was found stands, too", () => {
    const found = { kind: "found", channel: OPS, ts: ts("9.9") } as const;
    const after = advanceDigest(claimed(), draftOf(claimed()), found, settling(NOW));
    expect(after.posted).toEqual({ channel: OPS, ts: "9.9" });
  });

  it("without an answer is looked for", () => {
    const after = advanceDigest(claimed(), draftOf(claimed()), failed("ambiguous"), settling(NOW));
    expect(nextDigest(after, at("18:00:30")).do).toBe("find");
  });

  it.each(["transient", "payload", "ambiguous", "throttled"] as const)("refused by %s is put off once", (fault) => {
    const once = advanceDigest(claimed(), draftOf(claimed()), failed(fault), settling(NOW));
    expect(advanceDigest(once, draftOf(claimed()), failed(fault), settling(at("18:00:07")))).toEqual(once);
  });

  it("in doubt whose search failed is put off once", () => {
    const inDoubt = advanceDigest(claimed(), draftOf(claimed()), failed("ambiguous"), settling(NOW));
    const searching = claimDigest(inDoubt, at("18:01:00"), ME);
    const once = advanceDigest(searching, draftOf(searching), failed("transient"), settling(at("18:01:01")));
    expect(advanceDigest(once, draftOf(searching), failed("transient"), settling(at("18:01:08")))).toEqual(once);
    expect(nextDigest(once, at("18:30:00")).do).toBe("find");
  });

  it("is not changed by the failure of an older claim, but by its success", () => {
    const again = claimDigest(claimed(), at("18:10:00"), ME);
    expect(advanceDigest(again, draftOf(claimed()), failed("transient"), settling(at("18:10:01")))).toEqual(again);
    const sent = { kind: "sent", channel: OPS, ts: ts("9.9") } as const;
    expect(nextDigest(advanceDigest(again, draftOf(claimed()), sent, settling(at("18:10:01"))), NOW).do).toBe("settle");
  });

  it("that was given up lets its members go", () => {
    const given = { ...digest(), draft: { ...draftOf(digest()), state: "dead" as const } };
    expect(nextDigest(given, NOW)).toEqual({ do: "settle" });
  });
});

describe("a member", () => {
  const digest = (): DigestRecord => freeze(OPS, [first], NOW);
  const posted = (): DigestRecord => ({ ...digest(), posted: { channel: OPS, ts: ts("9.9") } });

  it("of a digest that stands is told through it", () => {
    expect(settleMember(first, posted(), OPS)).toEqual({
      ...first,
      drafts: [],
      cards: [aCard({ ts: ts("9.9"), shown: "", via: digest().key })],
    });
  });

  it("settled twice is settled once", () => {
    const once = settleMember(first, posted(), OPS);
    expect(settleMember(once, posted(), OPS)).toBe(once);
  });

  it("of a digest that does not stand yet still waits", () => {
    expect(settleMember(first, digest(), OPS)).toBe(first);
  });

  it("keeps what it owes besides, and what it owes elsewhere", () => {
    const elsewhere = quietCard({ key: "elsewhere", destination: NET });
    const record = member("plan-1", "09:00:00", [quietCard(), elsewhere, aNoteDraft()]);
    expect(settleMember(record, posted(), OPS).drafts).toEqual([elsewhere, aNoteDraft()]);
  });

  it("of a digest that was given up owes no card any more, so that its notes go out alone", () => {
    const given = { ...digest(), draft: { ...draftOf(digest()), state: "dead" as const, reason: "is_archived" } };
    const after = settleMember(first, given, OPS);
    expect(after.cards).toEqual([]);
    expect(after.drafts).toEqual([quietCard({ state: "dead", reason: "is_archived" })]);
    expect(undigested([after]).size).toBe(0);
  });
});
