import { describe, expect, it } from "vitest";
import { PLAN_STATUSES, type PlanStatus } from "../../lib/model/plan.ts";
import { diff } from "../../lib/watch/plan-diff.ts";
import type { PlanFacts } from "../../lib/watch/plan-facts.ts";
import type { Difference } from "../../lib/watch/transition.ts";
import {
  aChangesFact,
  aFailure,
  alice,
  anApprovalNode,
  aParameter,
  aPlanFacts,
  aRecord,
  bob,
  netApprovers,
} from "../build/facts.ts";
import { at } from "../build/rows.ts";

/** Facts of a plan in this status, without anybody to wait for unless the status itself waits. */
const inStatus = (status: PlanStatus, over: Partial<PlanFacts> = {}): PlanFacts =>
  aPlanFacts({ status, pending: status === "ApplicationInProgress" ? [anApprovalNode()] : [], ...over });

const kinds = (before: PlanFacts | undefined, after: PlanFacts): string[] => diff(before, after).map((t) => t.kind);

/** A plan as a list row alone tells it. */
const asRow = (facts: PlanFacts): PlanFacts => {
  const { changes: _changes, productVersion: _version, ...rest } = facts;
  return rest;
};

describe("a plan seen for the first time", () => {
  it.each([
    ["PreviewInProgress", []],
    ["PreviewSuccess", []],
    ["PreviewFailed", ["plan.preview-failed"]],
    ["ApplicationInProgress", ["plan.awaiting-approval"]],
    ["ApplicationApproved", ["plan.approved"]],
    ["ApplicationRejected", ["plan.rejected"]],
    ["ExecuteInProgress", ["plan.executing"]],
    ["ExecuteSuccess", ["plan.succeeded"]],
    ["ExecuteFailed", ["plan.failed"]],
    ["Canceled", ["plan.canceled"]],
    ["OnHold", []],
  ])("in %s tells where it stands", (status, expected) => {
    expect(kinds(undefined, inStatus(status))).toEqual(expected);
  });

  it("in PreviewSuccess waits when somebody has it to do", () => {
    const node = anApprovalNode({ approvers: [bob] });
    expect(diff(undefined, inStatus("PreviewSuccess", { pending: [node] }))).toEqual([
      { kind: "plan.awaiting-approval", pending: [{ name: "ApproverNode-1", approvers: [bob] }] },
    ]);
  });

  it("after it was deleted says nothing", () => {
    expect(diff(undefined, inStatus("Canceled", { gone: true }))).toEqual([]);
  });
});

describe("a plan that moved on", () => {
  it.each([
    ["PreviewInProgress", "PreviewFailed", "plan.preview-failed"],
    ["PreviewInProgress", "ApplicationInProgress", "plan.awaiting-approval"],
    ["PreviewSuccess", "ApplicationInProgress", "plan.awaiting-approval"],
    ["PreviewSuccess", "ExecuteInProgress", "plan.executing"],
    ["PreviewSuccess", "Canceled", "plan.canceled"],
    ["ApplicationInProgress", "ApplicationApproved", "plan.approved"],
    ["ApplicationInProgress", "ApplicationRejected", "plan.rejected"],
    ["ApplicationInProgress", "Canceled", "plan.canceled"],
    ["ApplicationInProgress", "ExecuteFailed", "plan.failed"],
    ["ApplicationApproved", "ExecuteInProgress", "plan.executing"],
    ["ApplicationApproved", "ExecuteSuccess", "plan.succeeded"],
    ["ExecuteInProgress", "ExecuteSuccess", "plan.succeeded"],
    ["ExecuteInProgress", "ExecuteFailed", "plan.failed"],
    ["ApplicationRejected", "PreviewInProgress", "plan.moved"],
    ["ApplicationInProgress", "PreviewSuccess", "plan.moved"],
    ["ApplicationRejected", "ApplicationInProgress", "plan.awaiting-approval"],
    ["ExecuteFailed", "ApplicationInProgress", "plan.awaiting-approval"],
    ["ApplicationApproved", "ApplicationInProgress", "plan.awaiting-approval"],
    ["ExecuteSuccess", "ExecuteInProgress", "plan.executing"],
    ["ExecuteInProgress", "OnHold", "plan.moved"],
    ["OnHold", "ExecuteSuccess", "plan.succeeded"],
  ])("from %s to %s is told as that edge alone", (from, to, expected) => {
    expect(kinds(inStatus(from), inStatus(to))).toEqual([expected]);
  });

  it("to the end of its preview says so where nobody approves, and is on its way where somebody does", () => {
    const previewed = (assigned: PlanFacts["assigned"]) => inStatus("PreviewSuccess", { assigned });
    expect(kinds(inStatus("PreviewInProgress"), previewed([]))).toEqual(["plan.moved"]);
    expect(kinds(inStatus("PreviewInProgress"), previewed([bob]))).toEqual([]);
  });

  it("over an edge that has no name says from where to where", () => {
    expect(diff(inStatus("ApplicationRejected"), inStatus("PreviewInProgress"))).toEqual([
      { kind: "plan.moved", from: "ApplicationRejected", to: "PreviewInProgress" },
    ]);
  });

  it("into approval names who has it to do", () => {
    expect(diff(inStatus("PreviewInProgress"), inStatus("ApplicationInProgress"))).toEqual([
      { kind: "plan.awaiting-approval", pending: [{ name: "ApproverNode-1", approvers: [bob, netApprovers] }] },
    ]);
  });

  it("changes its parameters on the way without a word of its own", () => {
    const after = inStatus("ApplicationApproved", { parameters: [aParameter({ mark: "other" })] });
    expect(kinds(inStatus("ApplicationInProgress"), after)).toEqual(["plan.approved"]);
  });

  it.each([
    ["PreviewFailed", "plan.preview-failed"],
    ["ExecuteFailed", "plan.failed"],
  ])("into %s brings its failure", (status, kind) => {
    const after = inStatus(status, { failure: aFailure({ lines: ["no quota"] }) });
    expect(diff(inStatus("ExecuteInProgress"), after)).toEqual([{ kind, failure: aFailure({ lines: ["no quota"] }) }]);
  });
});

describe("a failure that nothing explains", () => {
  it.each([
    ["PreviewFailed", "plan.preview-failed"],
    ["ExecuteFailed", "plan.failed"],
  ])("in %s is told all the same", (status, kind) => {
    expect(diff(inStatus("ExecuteInProgress"), inStatus(status))).toStrictEqual([{ kind }]);
  });
});

describe("a decision", () => {
  const submitted = aRecord({ by: alice, action: "Submit", at: at("16:05:00") });

  it("is the last of its kind, whatever the order of the records", () => {
    const first = aRecord({ by: bob, comment: "first node" });
    const last = aRecord({ by: netApprovers, comment: "second node", at: at("17:31:00") });
    const after = inStatus("ApplicationApproved", { history: [submitted, last, first] });
    const before = inStatus("ApplicationInProgress", { history: [submitted, first] });
    expect(diff(before, after)).toEqual([{ kind: "plan.approved", decision: last }]);
  });

  it("of two in one second is the one listed later", () => {
    const [first, last] = [aRecord({ by: bob }), aRecord({ by: netApprovers })];
    const after = inStatus("ApplicationApproved", { history: [first, last] });
    const before = inStatus("ApplicationInProgress", { history: [first] });
    expect(diff(before, after)).toEqual([{ kind: "plan.approved", decision: last }]);
  });

  it("to reject is not taken from an approval", () => {
    const rejection = aRecord({ action: "Reject", comment: "too big" });
    const after = inStatus("ApplicationRejected", { history: [submitted, rejection, aRecord()] });
    expect(diff(inStatus("ApplicationInProgress"), after)).toEqual([{ kind: "plan.rejected", decision: rejection }]);
  });

  it("to cancel is the requester's", () => {
    const canceled = aRecord({ by: alice, action: "Cancel", comment: "" });
    const after = inStatus("Canceled", { history: [submitted, canceled] });
    expect(diff(inStatus("ApplicationInProgress"), after)).toEqual([{ kind: "plan.canceled", decision: canceled }]);
  });

  it("that the catalog does not tell is left out", () => {
    const after = inStatus("ApplicationApproved", { history: [submitted] });
    expect(diff(inStatus("ApplicationInProgress"), after)).toStrictEqual([{ kind: "plan.approved" }]);
  });
});

describe("a plan that goes on waiting", () => {
  const waiting = aPlanFacts({ pending: [anApprovalNode({ approvers: [bob, netApprovers] })] });

  it("is handed over when a node has other approvers", () => {
    const pending = [anApprovalNode({ approvers: [netApprovers] })];
    expect(diff(waiting, { ...waiting, pending })).toEqual([{ kind: "plan.handed-over", pending }]);
  });

  it("is handed over when the next node has the same approvers", () => {
    const pending = [anApprovalNode({ name: "ApproverNode-2", approvers: [bob, netApprovers] })];
    expect(kinds(waiting, { ...waiting, pending })).toEqual(["plan.handed-over"]);
  });

  it("is handed over when one of two nodes is passed", () => {
    const two = [anApprovalNode(), anApprovalNode({ name: "ApproverNode-2" })];
    expect(kinds({ ...waiting, pending: two }, { ...waiting, pending: two.slice(1) })).toEqual(["plan.handed-over"]);
  });

  it("is not handed over by another order of approvers or of nodes", () => {
    const first = anApprovalNode({ approvers: [netApprovers, bob] });
    const second = anApprovalNode({ name: "ApproverNode-2", approvers: [alice] });
    const before = { ...waiting, pending: [anApprovalNode(), second] };
    expect(diff(before, { ...waiting, pending: [second, first] })).toEqual([]);
  });

  it("is not handed over by its first details: a row knows no nodes", () => {
    const row = asRow({ ...waiting, pending: [anApprovalNode({ name: "", approvers: [bob, netApprovers] })] });
    expect(diff(row, waiting)).toEqual([]);
  });

  it("is handed over between two rows with other assigned approvers", () => {
    const row = asRow({ ...waiting, pending: [anApprovalNode({ name: "", approvers: [bob] })] });
    const other = asRow({ ...waiting, pending: [anApprovalNode({ name: "", approvers: [alice] })] });
    expect(kinds(row, other)).toEqual(["plan.handed-over"]);
  });

  it("waits all the same when the catalog spells it as a preview with something to do", () => {
    expect(diff({ ...waiting, status: "PreviewSuccess" }, waiting)).toEqual([]);
  });

  it("is changed by parameters that were changed, added and removed, in order of their keys", () => {
    const before = {
      ...waiting,
      parameters: [
        aParameter({ key: "zone", mark: "1" }),
        aParameter({ key: "disk", mark: "2" }),
        aParameter({ key: "image", mark: "3" }),
      ],
    };
    const after = {
      ...waiting,
      parameters: [
        aParameter({ key: "zone", mark: "9" }),
        aParameter({ key: "image", mark: "3" }),
        aParameter({ key: "cpu", mark: "4" }),
      ],
    };
    const shown = "ecs.s6-c1m1.small";
    expect(diff(before, after)).toEqual([
      {
        kind: "plan.changed",
        differences: [
          { what: "parameter", key: "cpu", after: shown },
          { what: "parameter", key: "disk", before: shown },
          { what: "parameter", key: "zone" },
        ],
        more: 0,
        others: false,
      },
    ]);
  });

  it("is changed by a secret that looks the same", () => {
    const secret = (mark: string) => [aParameter({ key: "password", shown: "***", mark })];
    expect(kinds({ ...waiting, parameters: secret("a") }, { ...waiting, parameters: secret("b") })).toEqual([
      "plan.changed",
    ]);
  });

  it("is not changed by another order of parameters", () => {
    const [a, b] = [aParameter({ key: "a" }), aParameter({ key: "b" })];
    expect(diff({ ...waiting, parameters: [a, b] }, { ...waiting, parameters: [b, a] })).toEqual([]);
  });

  it("is changed by other resources", () => {
    expect(diff(waiting, { ...waiting, changes: aChangesFact({ hash: "fedcba9876543210" }) })).toEqual([
      { kind: "plan.changed", differences: [], more: 0, others: true },
    ]);
  });

  it("is not changed by the first sight of its resources and its version", () => {
    expect(diff(asRow(waiting), waiting)).toEqual([]);
  });

  it("is not changed by resources that cannot be read this time", () => {
    const { changes: _changes, ...unread } = waiting;
    expect(diff(waiting, unread)).toEqual([]);
  });

  it.each<[string, Partial<PlanFacts>, Difference]>([
    ["version", { productVersion: "2.0.0" }, { what: "version", before: "1.0.0", after: "2.0.0" }],
    [
      "operation",
      { operation: "TerminateProvisionedProduct" },
      { what: "operation", before: "UpdateProvisionedProduct", after: "TerminateProvisionedProduct" },
    ],
  ])("is changed by another %s", (_what, over, difference) => {
    expect(diff(waiting, { ...waiting, ...over })).toEqual([
      { kind: "plan.changed", differences: [difference], more: 0, others: false },
    ]);
  });

  it("tells the hand-over before the change", () => {
    const after = { ...waiting, pending: [anApprovalNode({ approvers: [alice] })], productVersion: "2.0.0" };
    expect(kinds(waiting, after)).toEqual(["plan.handed-over", "plan.changed"]);
  });
});

describe("a plan that stays where it is", () => {
  it.each(PLAN_STATUSES.filter((s) => s !== "ApplicationInProgress"))(
    "in %s is silent, whatever else differs",
    (status) => {
      const before = inStatus(status);
      const after = inStatus(status, { name: "renamed", parameters: [], changes: aChangesFact({ hash: "other" }) });
      expect(diff(before, after)).toEqual([]);
    },
  );
});

describe("a plan that was deleted", () => {
  const deleted = aPlanFacts({ pending: [], gone: true });

  it("has vanished, once", () => {
    expect(diff(aPlanFacts(), deleted)).toEqual([{ kind: "plan.vanished" }]);
    expect(diff(deleted, deleted)).toEqual([]);
  });

  it("and is found again tells where it stands, as if it were new", () => {
    expect(kinds(deleted, aPlanFacts())).toEqual(["plan.awaiting-approval"]);
    expect(kinds({ ...deleted, status: "ExecuteSuccess" }, inStatus("ExecuteSuccess"))).toEqual(["plan.succeeded"]);
    expect(kinds({ ...deleted, status: "PreviewSuccess" }, inStatus("PreviewSuccess"))).toEqual([]);
  });
});
