import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planNote } from "../../../lib/slack/messages/plan-note.ts";
import { validateMessage } from "../../../lib/slack/validate-message.ts";
import { textsFor } from "../../../lib/text/pick.ts";
import { type Difference, type Doing, PLAN_KINDS, type Transition } from "../../../lib/watch/transition.ts";
import { aFailure, anApprovalNode, aPlanFacts, aRecord, bob, dangerousChanges } from "../../build/facts.ts";
import { ALL_TEXTS, anyTexts, HOSTILE, hostileLike, interpreted, literal, live } from "./hostile.ts";

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
    {
      kind: "plan.changed",
      differences: [
        { what: "operation", before: "UpdateProvisionedProduct", after: "TerminateProvisionedProduct" },
        { what: "version", before: "1.0.0", after: "2.0.0" },
        {
          what: "resource",
          logicalId: "orders",
          type: "alicloud_db_instance",
          after: { action: "Remove", danger: "database" },
        },
        { what: "parameter", key: "zone", before: "cn-hangzhou-h", after: "cn-hangzhou-i" },
        { what: "resource", logicalId: "web", type: "alicloud_ess_scaling_group", before: { action: "Add" } },
      ],
      more: 0,
      others: false,
    },
    [
      "Changed: vpc-prod [prod]",
      "Operation: Update -&gt; Terminate",
      "Product version: 1.0.0 -&gt; 2.0.0",
      "Now also removes the database orders (alicloud_db_instance)",
      "Parameter zone: cn-hangzhou-h -&gt; cn-hangzhou-i",
      "No longer adds web (alicloud_ess_scaling_group)",
      "Read the card again before you decide.",
    ],
  ],
  [
    {
      kind: "plan.changed",
      differences: [
        { what: "version" },
        { what: "parameter", key: "account_password" },
        { what: "parameter", key: "note", before: "", after: "x" },
        { what: "parameter", key: "size", after: "4" },
        { what: "parameter", key: "tier", before: "gold" },
        { what: "parameter", key: "url", before: "postgres://••••••@one", after: "postgres://••••••@two" },
        { what: "parameter", key: "api_key", after: "••••••" },
      ],
      more: 3,
      others: true,
    },
    [
      "Changed: vpc-prod [prod]",
      "Product version: changed",
      "Parameter account_password: changed",
      'Parameter note: "" -&gt; x',
      "Parameter size: new, 4",
      "Parameter tier: no longer given, was gold",
      "Parameter url: changed",
      "Parameter api_key: changed",
      "and 3 more",
      "The resource changes are no longer the same.",
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

  it("shows values as they are in its blocks", () => {
    const differences: readonly Difference[] = [{ what: "parameter", key: "size", before: "<b>", after: "2" }];
    const { blocks } = note({ kind: "plan.changed", differences, more: 0, others: false });
    expect(literal([blocks[0]])).toContain("Parameter size: <b> -> 2");
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

describe("a note of resources that changed", () => {
  const modified = { action: "Modify", replacement: "False" };
  it.each<[before: Doing | undefined, after: Doing | undefined, said: string]>([
    [undefined, { action: "Add" }, "Now also adds orders (alicloud_db_instance)"],
    [modified, undefined, "No longer modifies orders (alicloud_db_instance)"],
    [
      modified,
      { action: "Modify", replacement: "True", danger: "database" },
      "Now replaces the database orders (alicloud_db_instance), was: modifies",
    ],
    [
      { action: "Modify", replacement: "Conditional", danger: "database" },
      { action: "Remove", danger: "database" },
      "Now removes the database orders (alicloud_db_instance), was: may replace",
    ],
    [undefined, { action: "Import" }, 'Now also does "Import" to orders (alicloud_db_instance)'],
    [
      undefined,
      { action: "Modify", replacement: "Maybe" },
      'Now also modifies with replacement "Maybe" orders (alicloud_db_instance)',
    ],
  ])("from %j to %j says what is done now", (before, after, said) => {
    const difference: Difference = {
      what: "resource",
      logicalId: "orders",
      type: "alicloud_db_instance",
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    };
    const { text } = note({ kind: "plan.changed", differences: [difference], more: 0, others: false });
    expect(text.split("\n")[1]).toBe(said);
  });
});

describe("a note of a dangerous plan", () => {
  it("says so behind the plan's name, of each transition", () => {
    const facts = aPlanFacts({ changes: dangerousChanges() });
    const { text } = planNote(facts, [{ kind: "plan.approved" }, { kind: "plan.succeeded" }], options);
    expect(text).toMatch(/^Approved: vpc-prod \(dangerous\) \[prod\]\n/);
    expect(text).toContain("\nSucceeded: vpc-prod (dangerous) [prod]\n");
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
  const sample = { facts: aPlanFacts({ changes: dangerousChanges() }), transitions: full };

  it("is one that Slack takes and that mentions and links nobody", () => {
    fc.assert(
      fc.property(
        hostileLike(sample),
        fc.subarray([...full.keys()], { minLength: 1 }),
        anyTexts,
        ({ facts, transitions }, kept, texts) => {
          const told = kept.flatMap((index) => transitions[index] ?? []);
          const message = planNote({ ...facts, status: "ExecuteFailed" }, told, {
            ...options,
            texts,
            label: facts.name,
          });
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
        for (const texts of ALL_TEXTS) {
          expect(validateMessage(planNote(facts, transitions, { ...options, texts, label: text }))).toEqual([]);
        }
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
