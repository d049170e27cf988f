import { describe, expect, it } from "vitest";
import type { ApprovalNode, OperationRecord, PlanStatus } from "../../lib/model/plan.ts";
import { diff } from "../../lib/watch/plan-diff.ts";
import type { PlanFacts, WaitedFact } from "../../lib/watch/plan-facts.ts";
import {
  aChangesFact,
  alice,
  anApprovalNode,
  aParameter,
  aPlanFacts,
  aRecord,
  bob,
  netApprovers,
} from "../build/facts.ts";
import { at } from "../build/rows.ts";

const submit = (time = "16:05:00"): OperationRecord =>
  aRecord({ by: alice, action: "Submit", comment: "", at: at(time) });
const approve = (time: string, by = bob): OperationRecord => aRecord({ by, at: at(time) });
const reject = (time: string): OperationRecord => aRecord({ action: "Reject", comment: "Too big.", at: at(time) });
const cancel = (time: string): OperationRecord => aRecord({ by: alice, action: "Cancel", comment: "", at: at(time) });

/** The plan in this status after these people did these things. */
const seen = (status: PlanStatus, history: readonly OperationRecord[], over: Partial<PlanFacts> = {}): PlanFacts =>
  aPlanFacts({ status, history, pending: status === "ApplicationInProgress" ? [anApprovalNode()] : [], ...over });

const waiting = seen("ApplicationInProgress", [submit()]);
const told = (before: PlanFacts, after: PlanFacts): string[] =>
  diff(before, after).map((t) => t.kind + ("passed" in t && t.passed ? " (passed)" : ""));

describe("a plan that went on between two looks", () => {
  it.each<[PlanStatus, string]>([
    ["ExecuteInProgress", "plan.executing"],
    ["ExecuteSuccess", "plan.succeeded"],
    ["ExecuteFailed", "plan.failed"],
  ])("approved and %s: who approved is told first", (status, kind) => {
    const after = seen(status, [submit(), approve("17:30:00")]);
    expect(told(waiting, after)).toEqual(["plan.approved (passed)", kind]);
    expect(diff(waiting, after)[0]).toMatchObject({ decision: approve("17:30:00") });
  });

  it("approved by two nodes and run: both are told, the first as a hand-over", () => {
    const [first, second] = [approve("17:00:00"), approve("17:30:00", netApprovers)];
    expect(diff(waiting, seen("ExecuteSuccess", [submit(), first, second]))).toEqual([
      { kind: "plan.handed-over", pending: [], decision: first, passed: true },
      { kind: "plan.approved", decision: second, passed: true },
      { kind: "plan.succeeded" },
    ]);
  });

  it("approved by two nodes in one second: in the order of the list", () => {
    const [first, second] = [approve("17:00:00"), approve("17:00:00", netApprovers)];
    expect(diff(waiting, seen("ApplicationApproved", [submit(), first, second]))).toEqual([
      { kind: "plan.handed-over", pending: [], decision: first, passed: true },
      { kind: "plan.approved", decision: second },
    ]);
  });

  it("approved twice by one person in one second, of which one was seen: told once", () => {
    const one = approve("17:00:00");
    const before = seen("ApplicationInProgress", [submit(), one]);
    expect(told(before, seen("ApplicationApproved", [submit(), one, one]))).toEqual(["plan.approved"]);
  });

  it("listed newest first: the same, oldest first", () => {
    const history = [approve("17:30:00", netApprovers), approve("17:00:00"), submit()];
    expect(diff(waiting, seen("ApplicationApproved", history))).toMatchObject([
      { kind: "plan.handed-over", decision: { by: bob } },
      { kind: "plan.approved", decision: { by: netApprovers } },
    ]);
  });

  it("rejected and submitted again: both are told, with what differs, and whom it waits for now", () => {
    const after = seen("ApplicationInProgress", [submit(), reject("17:00:00"), submit("17:10:00")], {
      parameters: [aParameter({ mark: "other" })],
    });
    expect(diff(waiting, after)).toMatchObject([
      { kind: "plan.rejected", passed: true, decision: { comment: "Too big." } },
      { kind: "plan.awaiting-approval", pending: [anApprovalNode()] },
      { kind: "plan.changed", differences: [{ what: "parameter", key: "instance_type" }] },
    ]);
  });

  it("rejected, submitted again and approved: all three in their order", () => {
    const rejected = seen("ApplicationRejected", [submit(), reject("17:00:00")]);
    const after = seen("ApplicationApproved", [...rejected.history, submit("17:10:00"), approve("17:20:00")]);
    expect(told(rejected, after)).toEqual(["plan.awaiting-approval (passed)", "plan.approved"]);
    expect(told(waiting, after)).toEqual([
      "plan.rejected (passed)",
      "plan.awaiting-approval (passed)",
      "plan.approved",
    ]);
  });

  it("failed, submitted again, approved and failed again: told again, though it is where it was", () => {
    const failed = seen("ExecuteFailed", [submit(), approve("17:00:00")]);
    const after = seen("ExecuteFailed", [...failed.history, submit("17:10:00"), approve("17:20:00")]);
    expect(told(failed, after)).toEqual(["plan.awaiting-approval (passed)", "plan.approved (passed)", "plan.failed"]);
  });

  it("approved and canceled: which approval it was nobody can say, so only the end is told", () => {
    expect(told(waiting, seen("Canceled", [submit(), approve("17:00:00"), cancel("17:10:00")]))).toEqual([
      "plan.canceled",
    ]);
  });

  it("decided before it was ever seen waiting: the decision is told, the submission is not", () => {
    const previewed = seen("PreviewInProgress", []);
    expect(told(previewed, seen("ApplicationRejected", [submit(), reject("17:00:00")]))).toEqual(["plan.rejected"]);
    expect(told(previewed, seen("ApplicationInProgress", [submit(), approve("17:00:00")]))).toEqual([
      "plan.awaiting-approval",
    ]);
  });

  it("whose details were never read: what is older than the state that was seen is not told", () => {
    const { changes: _changes, ...row } = seen("ApplicationInProgress", [], { since: at("17:00:00") });
    const history = [submit(), approve("17:00:00"), approve("17:30:00", netApprovers)];
    expect(told(row, seen("ApplicationApproved", history))).toEqual(["plan.approved"]);
  });

  it("whose records say nothing new: nothing but where it is", () => {
    const approved = seen("ApplicationApproved", [submit(), approve("17:00:00")]);
    expect(told(approved, seen("ExecuteInProgress", approved.history))).toEqual(["plan.executing"]);
    expect(told(approved, { ...approved, history: [] })).toEqual([]);
  });

  it("whose approval is listed late is not told twice to be approved", () => {
    const early = seen("ApplicationApproved", [submit()]);
    expect(told(early, seen("ApplicationApproved", [submit(), approve("17:00:00")]))).toEqual([]);
  });

  it("whose details cannot be read: an approval that was known is not the one that came now", () => {
    const passed = [submit(), approve("17:00:00")];
    const before = seen("ApplicationInProgress", passed, { pending: [anApprovalNode({ name: "ApproverNode-2" })] });
    expect(diff(before, seen("ApplicationApproved", passed))).toStrictEqual([{ kind: "plan.approved" }]);
  });

  it("passed at one node, then changed to need nobody, and run: which approval it was nobody can say", () => {
    const after = seen("ExecuteSuccess", [submit(), approve("17:00:00")], { assigned: [] });
    expect(told(waiting, after)).toEqual(["plan.succeeded"]);
  });

  it("whose comments are redacted otherwise than before is not decided again", () => {
    const approved = seen("ApplicationApproved", [submit(), approve("17:00:00")]);
    const other = approved.history.map((record) => ({ ...record, comment: "••••••" }));
    expect(told(approved, { ...approved, history: other })).toEqual([]);
  });

  it("of which only the newest 20 records are kept: none of the older ones is new", () => {
    const many = Array.from({ length: 25 }, (_, n) => reject(`17:${10 + n}:00`));
    const before = seen("ApplicationRejected", many.slice(5));
    expect(told(before, seen("ApplicationRejected", many.slice(4, 24)))).toEqual([]);
  });
});

describe("a plan that is handed from node to node", () => {
  const second: ApprovalNode = anApprovalNode({ name: "ApproverNode-2", approvers: [netApprovers] });
  const passedOne = { pending: [second], history: [submit(), approve("17:00:00")] };

  it("is told with who passed the node before, and what they said", () => {
    expect(diff(waiting, { ...waiting, ...passedOne })).toEqual([
      { kind: "plan.handed-over", pending: [second], decision: approve("17:00:00") },
    ]);
  });

  it("is told also when the next node looks the same", () => {
    expect(told(waiting, { ...waiting, history: passedOne.history })).toEqual(["plan.handed-over"]);
  });

  it("by somebody in the console, without a record, is told without one", () => {
    expect(diff(waiting, { ...waiting, pending: [second] })).toEqual([{ kind: "plan.handed-over", pending: [second] }]);
  });
});

describe("a plan that is previewed again while it waits", () => {
  const other = [aParameter({ mark: "other", shown: "ecs.g7.large" })];
  const shown: WaitedFact = { operation: waiting.operation, parameters: waiting.parameters, changes: aChangesFact() };
  const previewed = seen("PreviewInProgress", [submit()], { parameters: other, waited: shown });
  const again = seen("ApplicationInProgress", [submit(), submit("17:00:00")], { parameters: other });
  const change = {
    kind: "plan.changed",
    differences: [{ what: "parameter", key: "instance_type", before: "ecs.s6-c1m1.small", after: "ecs.g7.large" }],
  };

  it("is told what differs from what was shown, whether or not a poll saw the preview", () => {
    expect(diff(waiting, again)).toMatchObject([change]);
    expect(diff(previewed, again)).toMatchObject([{ kind: "plan.awaiting-approval" }, change]);
  });

  it("makes no noise on its way", () => {
    expect(diff(waiting, previewed)).toEqual([]);
    expect(diff(previewed, { ...previewed, status: "PreviewSuccess" })).toEqual([]);
  });

  it("is compared with what was shown, not with what was seen on the way", () => {
    const before = seen("ApplicationInProgress", [submit()], { parameters: [aParameter()] });
    expect(told({ ...previewed, parameters: other }, { ...before, history: again.history })).toEqual([
      "plan.awaiting-approval",
    ]);
  });

  it("tells a secret as changed and nothing more, and a value that was not kept as well", () => {
    const secret = [aParameter({ key: "db_password", shown: "••••••", mark: "b" })];
    const was = (parameter: object) => ({ ...previewed, waited: { ...shown, parameters: [parameter] } }) as PlanFacts;
    const said = (before: PlanFacts) => diff(before, { ...again, parameters: secret })[1];
    const changed = { differences: [{ what: "parameter", key: "db_password" }] };
    expect(said(was({ key: "db_password", shown: "••••••", mark: "a" }))).toMatchObject(changed);
    expect(said(was({ key: "db_password", mark: "a" }))).toMatchObject(changed);
    expect(JSON.stringify(said(was({ key: "db_password", mark: "a" })))).not.toContain("after");
  });
});

describe("status flapped A→B→A between polls", () => {
  it.each<PlanStatus>(["ApplicationApproved", "ExecuteInProgress", "PreviewSuccess", "ExecuteFailed", "OnHold"])(
    "%s: no message",
    (status) => {
      const before = seen(status, [submit(), approve("17:00:00")]);
      expect(diff(before, { ...before, name: "renamed" })).toEqual([]);
    },
  );
});
