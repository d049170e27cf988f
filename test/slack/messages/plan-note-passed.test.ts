import { describe, expect, it } from "vitest";
import { planNote } from "../../../lib/slack/messages/plan-note.ts";
import { validateMessage } from "../../../lib/slack/validate-message.ts";
import { textsFor } from "../../../lib/text/pick.ts";
import type { Transition } from "../../../lib/watch/transition.ts";
import { alice, anApprovalNode, aPlanFacts, aRecord, bob } from "../../build/facts.ts";

const linesOf = (...transitions: readonly Transition[]): string[] => {
  const message = planNote(aPlanFacts(), transitions, { texts: textsFor("en") });
  expect(validateMessage(message)).toEqual([]);
  return message.text.split("\n").slice(0, -1);
};

describe("a note of what a plan has left behind", () => {
  it("says who decided, and asks nobody to do what is over", () => {
    expect(linesOf({ kind: "plan.approved", decision: aRecord(), passed: true }, { kind: "plan.succeeded" })).toEqual([
      "Approved: vpc-prod",
      'by bob (RAM user): "Agreed." · 2026-11-23 17:30 UTC',
      "Succeeded: vpc-prod",
    ]);
  });

  it("of a rejection and what followed it tells both in their order", () => {
    const decision = aRecord({ action: "Reject", comment: "Too big." });
    const pending = [anApprovalNode({ approvers: [alice] })];
    expect(
      linesOf({ kind: "plan.rejected", decision, passed: true }, { kind: "plan.awaiting-approval", pending }),
    ).toEqual([
      "Rejected: vpc-prod",
      'by bob (RAM user): "Too big." · 2026-11-23 17:30 UTC',
      "Waiting for approval: vpc-prod",
      "Waiting for: alice (RAM user)",
    ]);
  });

  it("names nobody who was waited for meanwhile", () => {
    expect(linesOf({ kind: "plan.awaiting-approval", pending: [], passed: true })).toEqual([
      "Waiting for approval: vpc-prod",
    ]);
    expect(linesOf({ kind: "plan.handed-over", pending: [], decision: aRecord(), passed: true })).toEqual([
      "Handed over: vpc-prod",
      'by bob (RAM user): "Agreed." · 2026-11-23 17:30 UTC',
    ]);
  });
});

describe("a note of a plan that was handed over", () => {
  it("says who passed the node before and what they said, then whom it waits for", () => {
    const pending = [anApprovalNode({ name: "ApproverNode-2", approvers: [bob] })];
    const decision = aRecord({ by: alice, comment: "Network is fine." });
    expect(linesOf({ kind: "plan.handed-over", pending, decision })).toEqual([
      "Handed over: vpc-prod",
      'by alice (RAM user): "Network is fine." · 2026-11-23 17:30 UTC',
      "Waiting for: bob (RAM user)",
    ]);
  });
});
