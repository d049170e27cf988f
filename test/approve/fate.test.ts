import { describe, expect, it } from "vitest";
import { fateOf, type Sent } from "../../lib/approve/fate.ts";
import type { PlanFacts } from "../../lib/watch/plan-facts.ts";
import { aChangesFact, alice, anApprovalNode, aPlanFacts, aRecord, bob, netApprovers } from "../build/facts.ts";
import { at } from "../build/rows.ts";

const submitted = aRecord({ by: alice, action: "Submit", comment: "", at: at("16:05:00") });
const before = aPlanFacts({ history: [submitted] });
const seen = (over: Partial<PlanFacts>, ...done: Partial<Parameters<typeof aRecord>[0]>[]): PlanFacts =>
  aPlanFacts({ history: [submitted, ...done.map((record) => aRecord({ at: at("18:00:01"), ...record }))], ...over });
const approve: Sent = { as: netApprovers, action: "approve", comment: "Agreed." };
const reject: Sent = { as: netApprovers, action: "reject", comment: "No." };
const APPROVED = { status: "ApplicationApproved", pending: [] };

describe("a decision whose answer was lost", () => {
  it("was taken when the plan shows it, whatever the plan is by now", () => {
    expect(fateOf(before, seen(APPROVED, { by: netApprovers }), approve)).toEqual({ kind: "taken" });
    expect(fateOf(before, seen({}, { by: netApprovers }), approve)).toEqual({ kind: "taken" });
    const rejected = seen(
      { status: "ApplicationRejected", pending: [] },
      { by: netApprovers, action: "Reject", comment: "No." },
    );
    expect(fateOf(before, rejected, reject)).toEqual({ kind: "taken" });
  });

  it("is not seen while the plan waits as it did", () => {
    expect(fateOf(before, before, approve)).toEqual({ kind: "unseen" });
  });

  it("is not seen while the plan waits there for the same role, whatever others do", () => {
    expect(fateOf(before, seen({}, { by: bob }), approve)).toEqual({ kind: "unseen" });
  });

  it("is not seen where an equal one stands there from before", () => {
    const earlier = aPlanFacts({ history: [submitted, aRecord({ by: netApprovers })] });
    expect(fateOf(earlier, earlier, approve)).toEqual({ kind: "unseen" });
  });

  it("came too late after somebody else's", () => {
    const theirs = aRecord({ by: bob, action: "Reject", at: at("18:00:01") });
    const facts = seen({ status: "ApplicationRejected", pending: [] }, { by: bob, action: "Reject" });
    expect(fateOf(before, facts, approve)).toEqual({ kind: "theirs", done: theirs });
    expect(fateOf(before, facts, reject)).toEqual({ kind: "theirs", done: theirs });
  });

  it("came too late after one in the same role with another comment", () => {
    const facts = seen(APPROVED, { by: netApprovers, comment: "From the console." });
    expect(fateOf(before, facts, approve)).toMatchObject({ kind: "theirs" });
  });

  it("is not seen on a plan that was changed and submitted anew, wherever that stands", () => {
    const second = aPlanFacts({ history: [submitted], pending: [anApprovalNode({ name: "ApproverNode-2" })] });
    const again = seen({ pending: [anApprovalNode({ approvers: [bob] })] }, { by: alice, action: "Submit" });
    expect(fateOf(second, again, approve)).toEqual({ kind: "unseen" });
  });

  describe("where the catalog tells of no records", () => {
    const silent = aPlanFacts({ history: [] });
    const now = (over: Partial<PlanFacts>) => aPlanFacts({ history: [], ...over });
    const second = anApprovalNode({ name: "ApproverNode-2", approvers: [bob] });

    it("was taken when the plan is where it brings it", () => {
      expect(fateOf(silent, now(APPROVED), approve)).toEqual({ kind: "taken" });
      expect(fateOf(silent, now({ pending: [second] }), approve)).toEqual({ kind: "taken" });
      expect(fateOf(silent, now({ status: "ApplicationRejected", pending: [] }), reject)).toEqual({ kind: "taken" });
    });

    it.each<[string, Partial<PlanFacts>, Sent]>([
      ["was changed", { ...APPROVED, parameters: [{ key: "zone", shown: "i", mark: "other" }] }, approve],
      ["was changed to another version", { ...APPROVED, productVersion: "9.9" }, approve],
      ["was changed in what it changes", { ...APPROVED, changes: aChangesFact({ hash: "other" }) }, approve],
      ["was rejected", { status: "ApplicationRejected", pending: [] }, approve],
      ["was canceled", { status: "Canceled", pending: [] }, approve],
      ["was approved", APPROVED, reject],
      ["was canceled", { status: "Canceled", pending: [] }, reject],
      ["was handed to others at the same step", { pending: [anApprovalNode({ approvers: [bob] })] }, approve],
      ["went on to the next step", { pending: [second] }, reject],
    ])("is not seen when it %s", (_, over, sent) => {
      expect(fateOf(silent, now(over), sent)).toEqual({ kind: "unseen" });
    });
  });
});
