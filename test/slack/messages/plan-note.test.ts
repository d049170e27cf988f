import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planNote } from "../../../lib/slack/messages/plan-note.ts";
import { validateMessage } from "../../../lib/slack/validate-message.ts";
import { textsFor } from "../../../lib/text/pick.ts";
import { PLAN_KINDS, type Transition } from "../../../lib/watch/transition.ts";
import { aFailure, anApprovalNode, aPlanFacts, aRecord, bob } from "../../build/facts.ts";
import { HOSTILE, hostileLike, interpreted, literal, live } from "./hostile.ts";

const options = { texts: textsFor("en"), label: "prod", consoleUrl: "https://servicecatalog.console.aliyun.com/plans" };
const note = (...transitions: Transition[]) => planNote(aPlanFacts(), transitions, options);
const foot = ["Plan plan-bp1jvmdk2k0001", "Open in console: https://servicecatalog.console.aliyun.com/plans"];
const pending = [anApprovalNode({ approvers: [bob] })];
const failure = aFailure();

const SAID: readonly (readonly [Transition, readonly string[]])[] = [
  [
    { kind: "plan.awaiting-approval", pending },
    ["Waiting for approval: vpc-prod [prod]", "Waiting for: bob (RAM user)"],
  ],
  [{ kind: "plan.handed-over", pending }, ["Handed over: vpc-prod [prod]", "Waiting for: bob (RAM user)"]],
  [
    { kind: "plan.approved", decision: aRecord() },
    [
      "Approved: vpc-prod [prod]",
      'by bob (RAM user): "Agreed." · 2026-11-23 17:30 UTC',
      "alice (RAM user), run it in the console now: an approved plan does not run by itself.",
    ],
  ],
  [
    { kind: "plan.approved" },
    [
      "Approved: vpc-prod [prod]",
      "alice (RAM user), run it in the console now: an approved plan does not run by itself.",
    ],
  ],
  [
    { kind: "plan.rejected", decision: aRecord({ action: "Reject", comment: "Too big." }) },
    [
      "Rejected: vpc-prod [prod]",
      'by bob (RAM user): "Too big." · 2026-11-23 17:30 UTC',
      "alice (RAM user), it will not run. Change the plan and submit it again, or delete it.",
    ],
  ],
  [
    { kind: "plan.canceled", decision: aRecord({ action: "Cancel", comment: "" }) },
    ["Canceled: vpc-prod [prod]", "by bob (RAM user) · 2026-11-23 17:30 UTC"],
  ],
  [
    { kind: "plan.changed", parameters: ["instance_type", "size"], resources: true, version: true },
    [
      "Changed: vpc-prod [prod]",
      "Parameters: instance_type, size",
      "The resource changes are no longer the same.",
      "The product version is no longer the same.",
      "Read the card again before you decide.",
    ],
  ],
  [
    {
      kind: "plan.changed",
      parameters: Array.from({ length: 12 }, (_, n) => `p${n}`),
      resources: false,
      version: false,
    },
    [
      "Changed: vpc-prod [prod]",
      "Parameters: p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, and 2 more",
      "Read the card again before you decide.",
    ],
  ],
  [{ kind: "plan.vanished" }, ["Deleted: vpc-prod [prod]", "The plan was deleted from Service Catalog."]],
  [{ kind: "plan.succeeded" }, ["Succeeded: vpc-prod [prod]"]],
  [
    { kind: "plan.moved", from: "ExecuteFailed", to: "PreviewInProgress" },
    ["Moved: vpc-prod [prod]", 'from "Failed" to "Previewing"'],
  ],
  [{ kind: "plan.executing" }, ["Running: vpc-prod [prod]"]],
  [
    { kind: "plan.preview-failed", failure: aFailure({ lines: ["Error: Invalid count"], source: "status-message" }) },
    [
      "Preview failed: vpc-prod [prod]",
      "Error: Invalid count",
      "Error code: QuotaExceeded.Vpc · Request id: A1D6C6D2-9B65-4013-B802-B6D4649E71F3",
      "A quota of the account is used up.",
      "Release what is no longer needed, or ask for more in Quota Center; then run the plan again.",
    ],
  ],
  [
    { kind: "plan.failed", failure },
    [
      "Failed: vpc-prod [prod]",
      "Error: Resource alicloud_vpc CreateVpc Failed!!!",
      "VPC quota exceeded.",
      "with alicloud_vpc.main",
      "Error code: QuotaExceeded.Vpc · Request id: A1D6C6D2-9B65-4013-B802-B6D4649E71F3",
      "A quota of the account is used up.",
      "Release what is no longer needed, or ask for more in Quota Center; then run the plan again.",
    ],
  ],
  [{ kind: "plan.failed" }, ["Failed: vpc-prod [prod]", "Service Catalog gave no reason."]],
];

describe("a note", () => {
  it.each(SAID)("of %j says so", (transition, lines) => {
    expect(note(transition).text).toBe([...lines, ...foot].join("\n"));
    expect(validateMessage(note(transition))).toEqual([]);
  });

  it("says the same in its blocks", () => {
    expect(note({ kind: "plan.vanished" }).blocks).toEqual([
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              { type: "text", text: "Deleted: vpc-prod [prod]", style: { bold: true } },
              { type: "text", text: "\n" },
              { type: "text", text: "The plan was deleted from Service Catalog." },
            ],
          },
        ],
      },
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              { type: "link", url: "https://servicecatalog.console.aliyun.com/plans", text: "Open in console" },
            ],
          },
        ],
      },
      { type: "context", elements: [{ type: "plain_text", text: "Plan plan-bp1jvmdk2k0001", emoji: false }] },
    ]);
  });

  it("shows an error as it was printed", () => {
    const { blocks } = planNote(aPlanFacts(), [{ kind: "plan.failed", failure }], { texts: options.texts });
    expect(blocks[1]).toMatchObject({ elements: [{ type: "rich_text_preformatted" }, { type: "rich_text_section" }] });
  });

  it("gives no hint where none is known to help", () => {
    const unknown = aFailure({ code: "Strange.Thing" });
    expect(note({ kind: "plan.failed", failure: unknown }).text.split("\n").slice(-3)).toEqual([
      "Error code: Strange.Thing · Request id: A1D6C6D2-9B65-4013-B802-B6D4649E71F3",
      ...foot,
    ]);
  });

  it("gives a hint by what was said where there is no code", () => {
    const lines = ["Error: timeout while waiting for state to become 'Running' (last state: 'Pending')"];
    const said = note({ kind: "plan.failed", failure: { lines, source: "task-log" } });
    expect(said.text.split("\n").slice(1, -2)).toEqual([
      ...lines,
      "The resource did not become ready in time; it may still be in the making.",
      "Look at it in the console, then run the plan again.",
    ]);
    expect(literal(said.blocks).slice(1, 5)).toEqual([
      ...lines,
      "The resource did not become ready in time; it may still be in the making.",
      "\n",
      "Look at it in the console, then run the plan again.",
    ]);
  });

  it("of several transitions tells them in their order", () => {
    const { text, blocks } = note({ kind: "plan.approved", decision: aRecord() }, { kind: "plan.failed", failure });
    expect(text.split("\n").filter((line) => line.includes("vpc-prod"))).toEqual([
      "Approved: vpc-prod [prod]",
      "Failed: vpc-prod [prod]",
    ]);
    expect(blocks.map((block) => block.type)).toEqual(["rich_text", "rich_text", "rich_text", "rich_text", "context"]);
  });
});

describe("a note of a hostile plan", () => {
  const crowd = Array.from({ length: 7 }, () => anApprovalNode({ approvers: Array.from({ length: 12 }, () => bob) }));
  const full: readonly Transition[] = PLAN_KINDS.flatMap((kind) => {
    const found = SAID.find(([transition]) => transition.kind === kind)?.[0];
    if (found === undefined) return [];
    return [
      found.kind === "plan.awaiting-approval" || found.kind === "plan.handed-over"
        ? { ...found, pending: crowd }
        : found,
    ];
  });
  const sample = { facts: aPlanFacts(), transitions: full };

  it("is one that Slack takes and that mentions and links nobody", () => {
    fc.assert(
      fc.property(
        hostileLike(sample),
        fc.subarray([...full.keys()], { minLength: 1 }),
        ({ facts, transitions }, kept) => {
          const told = kept.flatMap((index) => transitions[index] ?? []);
          const message = planNote({ ...facts, status: "ExecuteFailed" }, told, { ...options, label: facts.name });
          expect(validateMessage(message)).toEqual([]);
          expect(interpreted(message).flatMap(live)).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each(HOSTILE)("fits with %j in every place at once", (text) => {
    fc.assert(
      fc.property(hostileLike(sample, fc.constant(text)), ({ facts, transitions }) => {
        expect(validateMessage(planNote(facts, transitions, { ...options, label: text }))).toEqual([]);
      }),
      { numRuns: 1 },
    );
  });

  it("shows the plan's name as it is", () => {
    const message = planNote(aPlanFacts({ name: "<!channel>" }), [{ kind: "plan.succeeded" }], {
      texts: options.texts,
    });
    expect(literal(message.blocks)[0]).toBe("Succeeded: <!channel>");
    expect(message.text).toMatch(/^Succeeded: &lt;!channel&gt;\n/);
  });
});
