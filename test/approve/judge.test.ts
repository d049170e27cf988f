import { describe, expect, it } from "vitest";
import { judge, type Question } from "../../lib/approve/judge.ts";
import { later, minutes, seconds } from "../../lib/model/brand.ts";
import type { Principal } from "../../lib/model/plan.ts";
import type { DecisionClaim } from "../../lib/notify/decided.ts";
import { alice, anApprovalNode, aPlanFacts, aRecord, bob, dangerousChanges, netApprovers } from "../build/facts.ts";
import { NET, NOW, OPS } from "../build/records.ts";
import { at } from "../build/rows.ts";
import { aQuestion, people, SALT, sealOf } from "./question.ts";

const ARN = "acs:ram::1466115886170001:role/net-approvers";
const dbApprovers: Principal = { kind: "RamRole", name: "db-approvers" };
const DB_ARN = "acs:ram::1466115886170001:role/db-approvers";
const rules = (over: Partial<Question["rules"]> = {}): Question["rules"] => ({ ...aQuestion().rules, ...over });
const refusal = (over: Partial<Question>) => {
  const found = judge(aQuestion(over));
  return found.kind === "refused" ? found.refusal : found.kind;
};

describe("a decision counts", () => {
  it("of somebody who stands for the one role that is waited for", () => {
    expect(judge(aQuestion())).toEqual({ kind: "counts", as: netApprovers, roleArn: ARN });
    expect(judge(aQuestion({ action: "reject" }))).toMatchObject({ kind: "counts" });
  });

  it("of a member of the user group that stands for it", () => {
    const map = people({ "RamRole:net-approvers": ["S03GROUP01"] });
    const members = new Map([["S03GROUP01", ["U02BOB0001", "U03CAROL01"]]]);
    expect(judge(aQuestion({ people: map, members }))).toMatchObject({ kind: "counts", as: netApprovers });
  });

  it("on a plan that waits in PreviewSuccess", () => {
    expect(judge(aQuestion({ facts: aPlanFacts({ status: "PreviewSuccess" }) }))).toMatchObject({ kind: "counts" });
  });

  it("of somebody who is waited for as a user, too: Planbell acts for the role", () => {
    const map = people({ "RamUser:bob": ["U03CAROL01"], "RamRole:net-approvers": ["U03CAROL01"] });
    expect(judge(aQuestion({ people: map }))).toMatchObject({ kind: "counts", as: netApprovers });
  });

  it("on a dangerous plan whose name was typed; to reject it nothing has to be", () => {
    const facts = aPlanFacts({ changes: dangerousChanges() });
    expect(judge(aQuestion({ facts, typed: true }))).toMatchObject({ kind: "counts" });
    expect(judge(aQuestion({ facts, action: "reject" }))).toMatchObject({ kind: "counts" });
  });
});

describe("not-mapped: a person", () => {
  it("who is not in the map", () => {
    expect(refusal({ user: "U09MALLORY" })).toEqual({ reason: "not-mapped", what: "stranger" });
  });

  it("who is in no group of the map", () => {
    const map = people({ "RamRole:net-approvers": ["S03GROUP01"] });
    expect(refusal({ people: map, members: new Map([["S03GROUP01", ["U02BOB0001"]]]) })).toEqual({
      reason: "not-mapped",
      what: "stranger",
    });
  });

  it("who may be in a group that is closed to us", () => {
    const map = people({ "RamUser:dora": ["U03CAROL01"], "RamRole:net-approvers": ["S03GROUP01"] });
    const closed = { reason: "not-mapped", what: "closed-group" };
    expect(refusal({ people: map, members: new Map([["S03GROUP01", undefined]]) })).toEqual(closed);
    expect(refusal({ user: "U09MALLORY", people: map, members: new Map([["S03GROUP01", undefined]]) })).toEqual(closed);
  });

  it("who is waited for as a RAM user, since Planbell acts for roles alone", () => {
    const map = people({ "RamUser:bob": ["U03CAROL01"] });
    const roles = { ...rules().roles, "RamUser:bob": "acs:ram::1466115886170001:role/bob" };
    expect(refusal({ people: map, rules: rules({ roles }) })).toEqual({ reason: "not-mapped", what: "no-role" });
  });

  it("whose role has the ARN of another: Planbell would decide as that", () => {
    const roles = { "RamRole:net-approvers": DB_ARN };
    expect(refusal({ rules: rules({ roles }) })).toEqual({ reason: "not-mapped", what: "no-role" });
    const spelled = { "RamRole:net-approvers": "acs:ram::1466115886170001:role/Net-Approvers" };
    expect(refusal({ rules: rules({ roles: spelled }) })).toBe("counts");
  });

  it("whose role has no ARN in the settings", () => {
    expect(refusal({ rules: rules({ roles: {} }) })).toEqual({ reason: "not-mapped", what: "no-role" });
  });
});

describe("not-pending: a plan", () => {
  it("that waits for others", () => {
    const facts = aPlanFacts({ pending: [anApprovalNode({ approvers: [dbApprovers] })] });
    expect(refusal({ facts })).toEqual({ reason: "not-pending", what: "others" });
  });

  it("whose next step is theirs, and not this one", () => {
    const facts = aPlanFacts({ assigned: [bob, netApprovers], pending: [anApprovalNode({ approvers: [bob] })] });
    expect(refusal({ facts })).toEqual({ reason: "not-pending", what: "others" });
  });

  it("that waits for nobody", () => {
    for (const status of ["PreviewInProgress", "PreviewFailed", "Canceled", "Paused"]) {
      expect(refusal({ facts: aPlanFacts({ status, pending: [] }) })).toEqual({ reason: "not-pending", what: "over" });
    }
  });

  it("that was approved and then canceled", () => {
    const history = [aRecord({ by: netApprovers }), aRecord({ by: alice, action: "Cancel" })];
    expect(refusal({ facts: aPlanFacts({ status: "Canceled", pending: [], history }) })).toEqual({
      reason: "not-pending",
      what: "over",
    });
  });

  it("that is gone", () => {
    expect(refusal({ facts: aPlanFacts({ gone: true }) })).toEqual({ reason: "not-pending", what: "unknown" });
  });
});

describe("ambiguous: a person", () => {
  const facts = aPlanFacts({ pending: [anApprovalNode({ approvers: [netApprovers, dbApprovers] })] });
  const map = people({ "RamRole:net-approvers": ["U03CAROL01"], "RamRole:db-approvers": ["U03CAROL01"] });

  it("who stands for two roles that are waited for", () => {
    const roles = { ...rules().roles, "RamRole:db-approvers": DB_ARN };
    expect(refusal({ facts, people: map, rules: rules({ roles }) })).toEqual({
      reason: "ambiguous",
      between: [netApprovers, dbApprovers],
    });
  });

  it("but not where Planbell may act as one of them only", () => {
    expect(judge(aQuestion({ facts, people: map }))).toMatchObject({ kind: "counts", as: netApprovers });
  });

  it("nor where the same role is waited for at two steps", () => {
    const nodes = [anApprovalNode(), anApprovalNode({ name: "ApproverNode-2" })];
    expect(judge(aQuestion({ facts: aPlanFacts({ pending: nodes }) }))).toMatchObject({ kind: "counts" });
  });
});

describe("self: whoever asked for the plan", () => {
  const map = people({ "RamUser:alice": ["U03CAROL01"], "RamRole:net-approvers": ["U03CAROL01"] });

  it("does not decide on it", () => expect(refusal({ people: map })).toEqual({ reason: "self" }));

  it("nor when they asked as the very role, or as a group that they are in", () => {
    expect(refusal({ facts: aPlanFacts({ requester: netApprovers }) })).toEqual({ reason: "self" });
    const groups = people({ "RamUser:alice": ["S03GROUP01"], "RamRole:net-approvers": ["U03CAROL01"] });
    expect(refusal({ people: groups, members: new Map([["S03GROUP01", ["U03CAROL01"]]]) })).toEqual({ reason: "self" });
  });

  it("nor when the catalog names the session behind their role, or them in other letters", () => {
    for (const requester of [
      { kind: "RamRole", name: "net-approvers/planbell-U03CAROL01" },
      { kind: "RamRole", name: "net-approvers:carol" },
      { kind: "RamUser", name: "Alice" },
    ]) {
      expect(refusal({ people: map, facts: aPlanFacts({ requester }) })).toEqual({ reason: "self" });
    }
    expect(refusal({ people: map, facts: aPlanFacts({ requester: { kind: "RamUser", name: "alice2" } }) })).toBe(
      "counts",
    );
  });

  it("may be anybody where the requester's group is closed to us", () => {
    const groups = people({ "RamUser:alice": ["S03GROUP01"], "RamRole:net-approvers": ["U03CAROL01"] });
    expect(refusal({ people: groups, members: new Map([["S03GROUP01", undefined]]) })).toEqual({
      reason: "not-mapped",
      what: "closed-group",
    });
  });

  it("does where the settings allow it", () => {
    expect(judge(aQuestion({ people: map, rules: rules({ allowSelf: true }) }))).toMatchObject({ kind: "counts" });
  });
});

describe("disabled: a card", () => {
  const off = (to: readonly string[], over: object = {}) => ({ to: to as never, approvals: false, ...over });

  it("whose rule lets nobody decide there", () => {
    const routes = [off([OPS], { continue: true }), { to: [NET] }];
    expect(refusal({ routes })).toEqual({ reason: "disabled", what: "route" });
    expect(refusal({ routes, destination: NET })).toBe("counts");
  });

  it("in somebody's direct messages, which a word leads to", () => {
    const routes = [{ ...off(["approvers"]), continue: true }, { to: [OPS] }];
    expect(refusal({ routes, destination: "U03CAROL01" as never })).toEqual({ reason: "disabled", what: "route" });
  });

  it("and a command, where no rule of the plan lets anybody decide", () => {
    expect(refusal({ routes: [off([OPS])], destination: undefined })).toEqual({ reason: "disabled", what: "route" });
    const routes = [off([OPS], { continue: true }), { to: [NET] }];
    expect(refusal({ routes, destination: undefined })).toBe("counts");
  });

  it("of a rule that does not take the plan says nothing", () => {
    expect(refusal({ routes: [off([OPS], { when: { danger: true } }), { to: [OPS] }] })).toBe("counts");
  });
});

describe("changed: what was shown", () => {
  it("is not what stands there now", () => {
    const shown = sealOf(aPlanFacts());
    const facts = aPlanFacts({ operation: "TerminateProvisionedProduct", changes: dangerousChanges() });
    expect(refusal({ facts, seal: shown, typed: true })).toEqual({ reason: "changed" });
  });

  it("was sealed for another record, or by nobody", () => {
    expect(refusal({ record: { salt: "another" } })).toEqual({ reason: "changed" });
    expect(refusal({ seal: "" })).toEqual({ reason: "changed" });
  });

  it("is nothing while the details were not read", () => {
    const { changes: _, ...facts } = aPlanFacts();
    expect(refusal({ facts, seal: "" })).toEqual({ reason: "changed" });
  });

  it("is dangerous, and its name was not typed, or not as it is", () => {
    const facts = aPlanFacts({ changes: dangerousChanges() });
    expect(refusal({ facts })).toEqual({ reason: "changed" });
    expect(refusal({ facts, typed: false })).toEqual({ reason: "changed" });
    expect(refusal({ typed: false })).toEqual({ reason: "changed" });
    expect(refusal({ facts, action: "reject", typed: false })).toEqual({ reason: "changed" });
  });
});

describe("decided: somebody else", () => {
  const claim = (over: Partial<DecisionClaim> = {}): DecisionClaim => ({
    by: "U02BOB0001",
    as: netApprovers,
    action: "reject",
    seal: sealOf(aPlanFacts()),
    until: later(NOW, seconds(30)),
    ...over,
  });

  it("is at it", () => {
    const now = { reason: "decided", by: { slack: "U02BOB0001" }, action: "reject", now: true };
    expect(refusal({ record: { salt: SALT, decision: claim() } })).toEqual(now);
  });

  it("was, and has had their time", () => {
    expect(refusal({ record: { salt: SALT, decision: claim({ until: NOW }) } })).toBe("counts");
  });

  it("claims it by a clock that cannot be right", () => {
    expect(refusal({ record: { salt: SALT, decision: claim({ until: later(NOW, minutes(4)) }) } })).toBe("counts");
  });

  it("has decided on what was shown, though the plan waits for this person now", () => {
    const { until: _, ...decided } = claim();
    expect(refusal({ record: { salt: SALT, decided: { ...decided, at: at("17:59:00") } } })).toEqual({
      reason: "decided",
      by: { slack: "U02BOB0001" },
      action: "reject",
    });
  });

  const over = (status: string, action: string) =>
    aPlanFacts({
      status,
      pending: [],
      history: [aRecord({ by: alice, action: "Submit" }), aRecord({ by: netApprovers, action, at: at("17:59:01") })],
    });

  it("has decided in the console", () => {
    expect(refusal({ facts: over("ApplicationApproved", "Approve") })).toEqual({
      reason: "decided",
      by: { principal: netApprovers },
      action: "approve",
    });
    expect(refusal({ facts: over("ApplicationRejected", "Reject") })).toMatchObject({ action: "reject" });
  });

  it("has decided in Slack, as the record knows: also where they could not write so", () => {
    const seal = "f".repeat(32);
    const { until: _, ...decided } = claim({ seal, action: "approve" });
    const known = { reason: "decided", by: { slack: "U02BOB0001" }, action: "approve" };
    const facts = over("ApplicationApproved", "Approve");
    expect(refusal({ facts, record: { salt: SALT, decided: { ...decided, at: at("17:59:03") } } })).toEqual(known);
    const left = claim({ seal, action: "approve", until: at("18:00:00") });
    expect(refusal({ facts, record: { salt: SALT, decision: left } })).toEqual(known);
  });

  it("has decided another time, or otherwise, and is not named for this", () => {
    const { until: _, ...decided } = claim({ seal: "f".repeat(32) });
    const facts = over("ApplicationApproved", "Approve");
    const theirs = { by: { principal: netApprovers } };
    expect(refusal({ facts, record: { salt: SALT, decided: { ...decided, at: at("17:59:03") } } })).toMatchObject(
      theirs,
    );
    const early = { ...decided, action: "approve" as const, at: at("17:50:00") };
    expect(refusal({ facts, record: { salt: SALT, decided: early } })).toMatchObject(theirs);
  });

  it("has decided for the same role at the step before", () => {
    const history = [aRecord({ by: alice, action: "Submit" }), aRecord({ by: netApprovers })];
    const facts = aPlanFacts({
      history,
      pending: [anApprovalNode({ name: "ApproverNode-2", approvers: [dbApprovers] })],
    });
    expect(refusal({ facts })).toEqual({ reason: "decided", by: { principal: netApprovers }, action: "approve" });
  });

  it("decided on it before it was submitted anew", () => {
    const history = [aRecord({ by: netApprovers, action: "Reject" }), aRecord({ by: alice, action: "Submit" })];
    const facts = aPlanFacts({ history, pending: [anApprovalNode({ approvers: [dbApprovers] })] });
    expect(refusal({ facts })).toEqual({ reason: "not-pending", what: "others" });
  });

  it("matters to nobody who is not in the map", () => {
    expect(refusal({ user: "U09MALLORY", record: { salt: SALT, decision: claim() } })).toMatchObject({
      reason: "not-mapped",
    });
  });
});
