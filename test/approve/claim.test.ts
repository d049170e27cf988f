import { describe, expect, it } from "vitest";
import { claimed, claimOf, isClaimed, isSame, released, wasCarriedOut } from "../../lib/approve/claim.ts";
import { later, seconds } from "../../lib/model/brand.ts";
import { type Decided, deciderOf } from "../../lib/notify/decided.ts";
import { aPlanFacts, aRecord, bob, netApprovers } from "../build/facts.ts";
import { aPlanRecord, NOW } from "../build/records.ts";
import { at } from "../build/rows.ts";

const SEAL = "0".repeat(32);
const deciding = { by: "U03CAROL01", as: netApprovers, action: "approve", seal: SEAL } as const;
const claim = claimOf(deciding, NOW, at("17:59:58"));
const decided: Decided = { ...deciding, at: at("18:00:02") };

describe("a claim", () => {
  it("lasts 60 s", () => {
    expect(claim).toEqual({ ...deciding, until: at("18:01:00"), clickedAt: at("17:59:58") });
    expect([isClaimed(claim, NOW), isClaimed(claim, at("18:00:59.999")), isClaimed(claim, at("18:01:00"))]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("of another clock lasts at most that skew longer", () => {
    expect(isClaimed(claim, at("17:58:00"))).toBe(true);
    expect(isClaimed(claim, at("17:57:59"))).toBe(false);
  });

  it("is the same for the same person, action and seal alone", () => {
    expect(isSame(claim, { by: "U03CAROL01", action: "approve", seal: SEAL })).toBe(true);
    expect(isSame(claim, { by: "U02BOB0001", action: "approve", seal: SEAL })).toBe(false);
    expect(isSame(claim, { by: "U03CAROL01", action: "reject", seal: SEAL })).toBe(false);
    expect(isSame(claim, { by: "U03CAROL01", action: "approve", seal: "1".repeat(32) })).toBe(false);
  });
});

describe("a record", () => {
  const record = aPlanRecord();
  const held = claimed(record, claim);

  it("holds the claim and nothing else that is new", () => {
    expect(held).toEqual({ ...record, decision: claim });
  });

  it("is let go with what was decided, or as it was", () => {
    expect(released(held, claim, decided)).toEqual({ ...record, decided });
    expect(released(held, claim, undefined)).toEqual(record);
  });

  it("keeps the claim of whoever has taken over, and remembers what was decided late", () => {
    const theirs = { ...claim, by: "U02BOB0001", until: at("18:02:00") };
    const taken = claimed(record, theirs);
    expect(released(taken, claim, undefined)).toBe(taken);
    expect(released(taken, claim, decided)).toEqual({ ...record, decision: theirs, decided });
    const again = claimed(record, { ...claim, until: at("18:02:00") });
    expect(released(again, claim, undefined)).toBe(again);
  });

  it("remembers what was decided before, each once and no more than five in all", () => {
    const nth = (n: number): Decided => ({ ...decided, seal: String(n).repeat(32) });
    const after = [1, 2, 2, 3, 4, 5, 6].reduce((one, n) => released(one, claim, nth(n)), held);
    expect(after.decided).toEqual(nth(6));
    expect(after.decidedBefore).toEqual([2, 3, 4, 5].map(nth));
    expect(released(held, claim, decided).decidedBefore).toBeUndefined();
  });

  it("is as it is when it was let go of already", () => {
    expect(released(record, claim, undefined)).toBe(record);
    expect(released(record, claim, decided)).toEqual({ ...record, decided });
  });
});

describe("a claim that nobody has let go of", () => {
  const facts = (over: Partial<Parameters<typeof aRecord>[0]>) =>
    aPlanFacts({ history: [aRecord({ by: netApprovers, at: at("18:00:05"), ...over })] });

  it("was carried out when the plan shows it", () => {
    expect(wasCarriedOut(claim, facts({}))).toBe(true);
    expect(wasCarriedOut(claim, facts({ by: { kind: "RamRole", name: "net-approvers/planbell-U03CAROL01" } }))).toBe(
      true,
    );
  });

  it.each<[string, Parameters<typeof facts>[0]]>([
    ["of another", { by: bob }],
    ["of a role whose name begins alike", { by: { kind: "RamRole", name: "net-approvers-2" } }],
    ["of a user of that name", { by: { kind: "RamUser", name: "net-approvers" } }],
    ["that says otherwise", { action: "Reject" }],
    ["from before", { at: at("17:59:29") }],
  ])("was not, by a record %s", (_, over) => expect(wasCarriedOut(claim, facts(over))).toBe(false));
});

describe("who in Slack stands behind what a role did", () => {
  const done = aRecord({ by: netApprovers, at: at("18:00:01") });

  it("is known of what was decided, and while it is", () => {
    expect(deciderOf({ decided }, done)).toBe("U03CAROL01");
    expect(deciderOf({ decision: claim }, done)).toBe("U03CAROL01");
  });

  it("is not known of another's doing, of another action, or of another time", () => {
    expect(deciderOf({ decided }, { ...done, by: bob })).toBeUndefined();
    expect(deciderOf({ decided }, { ...done, action: "Reject" })).toBeUndefined();
    expect(deciderOf({ decided }, { ...done, at: later(decided.at, seconds(121)) })).toBeUndefined();
    expect(deciderOf({}, done)).toBeUndefined();
  });

  it("is told apart where several people did the same as the same role, one after the other", () => {
    const record = {
      decided: { ...decided, by: "U02BOB0001", at: at("18:01:00") },
      decidedBefore: [{ ...decided, at: at("18:00:02") }],
    };
    expect(deciderOf(record, { ...done, at: at("18:00:00") })).toBe("U03CAROL01");
    expect(deciderOf(record, { ...done, at: at("18:00:59") })).toBe("U02BOB0001");
  });

  it("is nobody of whom the words are not, or who stands behind what was done nearer in time", () => {
    // printf 'Agreed.' | sha256sum
    const said = "49721faa8421febb";
    expect(deciderOf({ decided: { ...decided, said } }, { ...done, comment: "Agreed." })).toBe("U03CAROL01");
    expect(deciderOf({ decided: { ...decided, said } }, { ...done, comment: "From the console." })).toBeUndefined();
    const later = { ...done, at: at("18:01:00") };
    expect([done, later].map((one) => deciderOf({ decided }, one, [done, later]))).toEqual(["U03CAROL01", undefined]);
  });
});
