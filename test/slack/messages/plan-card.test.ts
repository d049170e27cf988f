import { describe, expect, it } from "vitest";
import { planCard } from "../../../lib/slack/messages/plan-card.ts";
import { validateMessage } from "../../../lib/slack/validate-message.ts";
import { textsFor } from "../../../lib/text/pick.ts";
import {
  aChange,
  aChangesFact,
  aFailure,
  alice,
  anApprovalNode,
  aParameter,
  aPlanFacts,
  aRecord,
  bob,
  netApprovers,
} from "../../build/facts.ts";
import { literal, objects } from "./hostile.ts";

const options = {
  texts: textsFor("en"),
  label: "prod",
  consoleUrl: "https://servicecatalog.console.aliyun.com/plans/plan-bp1jvmdk2k0001",
};
const card = (over: Parameters<typeof aPlanFacts>[0] = {}) => planCard(aPlanFacts(over), options);
const typesOf = (message: ReturnType<typeof card>) => message.blocks.map((block) => block.type);
const submitted = aRecord({ by: alice, action: "Submit", comment: "", at: aPlanFacts().since });

describe("the card of a waiting plan", () => {
  it("says everything in its text", () => {
    expect(card().text).toBe(
      [
        "Waiting for approval: vpc-prod [prod]",
        "Waiting for: any one of bob (RAM user), net-approvers (RAM role)",
        "Changes: removes 1, replaces 1, adds 1",
        "Plan: plan-bp1jvmdk2k0001 · Operation: Update · Product: VPC baseline 1.0.0 · Provisioned product: net-prod · " +
          "Requested by: alice (RAM user) · Account: 1466115886170001 · Region: cn-hangzhou · " +
          "Waiting since: 2026-11-23 16:05 UTC",
        "Submitted by alice (RAM user) · 2026-11-23 16:05 UTC",
        "Open in console: https://servicecatalog.console.aliyun.com/plans/plan-bp1jvmdk2k0001",
      ].join("\n"),
    );
  });

  it("has a title, facts, changes, parameters, approvers, history, the way to the console and the plan's id", () => {
    expect(typesOf(card())).toEqual([
      "header",
      "rich_text",
      "rich_text",
      "table",
      "rich_text",
      "rich_text",
      "rich_text",
      "rich_text",
      "context",
    ]);
    expect(card().blocks[0]).toEqual({
      type: "header",
      text: { type: "plain_text", text: "Waiting for approval: vpc-prod [prod]", emoji: false },
    });
    expect(card().blocks[5]).toEqual({
      type: "rich_text",
      elements: [
        {
          type: "rich_text_section",
          elements: [
            { type: "text", text: "Waiting for: ", style: { bold: true } },
            { type: "text", text: "any one of bob (RAM user), net-approvers (RAM role)" },
          ],
        },
      ],
    });
    expect(card().blocks[8]).toEqual({
      type: "context",
      elements: [
        { type: "plain_text", text: "Plan plan-bp1jvmdk2k0001", emoji: false },
        {
          type: "mrkdwn",
          text: "Since <!date^1795449900^{date_short_pretty} {time}|2026-11-23 16:05 UTC>",
          verbatim: true,
        },
      ],
    });
  });

  it("shows when it began to wait in the reader's own time", () => {
    expect(objects(card().blocks[1])).toContainEqual({
      type: "date",
      timestamp: 1795449900,
      format: "{date_short_pretty} {time}",
      fallback: "2026-11-23 16:05 UTC",
    });
  });

  it("stresses what destroys and lists it first", () => {
    const changes = aChangesFact({
      counts: { Add: 2, Modify: 3, Remove: 1, Import: 1 },
      rows: [
        aChange({ logicalId: "a" }),
        aChange({ logicalId: "b", action: "Modify", replacement: "Conditional" }),
        aChange({ logicalId: "c", action: "Modify", replacement: "False" }),
        aChange({ logicalId: "d", action: "Modify", replacement: "True" }),
        aChange({ logicalId: "e", action: "Remove" }),
      ],
      more: 2,
    });
    const { text, blocks } = card({ changes });
    expect(text).toContain("\nChanges: removes 1, replaces 1, may replace 1, Import 1, modifies 1, adds 2\n");
    expect(literal([blocks[2]]).slice(0, 2)).toEqual(["Changes: ", "removes 1, replaces 1, may replace 1, Import 1"]);
    expect(literal([blocks[3]])).toEqual([
      ...["Action", "Resource", "Type"],
      ...["Remove", "e", "alicloud_instance"],
      ...["Modify, replaces it", "d", "alicloud_instance"],
      ...["Modify, may replace it", "b", "alicloud_instance"],
      ...["Modify", "c", "alicloud_instance"],
      ...["Add", "a", "alicloud_instance"],
      ...["and 2 more", "-", "-"],
    ]);
  });

  it("lists 25 resources at most and counts the others", () => {
    const rows = Array.from({ length: 30 }, (_, n) => aChange({ logicalId: `r${n}` }));
    const table = card({ changes: aChangesFact({ counts: { Add: 100 }, rows, more: 70 }) }).blocks[3];
    const names = literal([table]).filter((text) => /^r\d+$/.test(text));
    expect(new Set(names).size).toBe(25);
    expect(literal([table])).toHaveLength(3 * 27);
    expect(literal([table]).slice(-3)).toEqual(["and 75 more", "-", "-"]);
  });

  it("lists 10 parameters at most and counts the others", () => {
    const parameters = Array.from({ length: 12 }, (_, n) =>
      aParameter({ key: `p${n}`, shown: n === 0 ? "" : `v${n}` }),
    );
    const shown = literal([card({ parameters }).blocks[4]]);
    expect(shown.slice(0, 3)).toEqual(["Parameters", 'p0 = ""', "p1 = v1"]);
    expect(shown.slice(-2)).toEqual(["p9 = v9", "and 2 more"]);
  });

  it("names each step when there are several", () => {
    const pending = [
      anApprovalNode({ name: "Network", approvers: [netApprovers] }),
      anApprovalNode({ name: "Owner", approvers: [bob] }),
    ];
    expect(card({ pending }).text).toContain(
      "\nWaiting for: Network: net-approvers (RAM role)\nWaiting for: Owner: bob (RAM user)\n",
    );
  });

  it("names ten approvers at most and counts the others", () => {
    const approvers = Array.from({ length: 13 }, (_, n) => ({ kind: "RamUser", name: `u${n}` }));
    expect(literal([card({ pending: [anApprovalNode({ approvers })] }).blocks[5]])[1]).toMatch(
      /^any one of u0 \(RAM user\), .*u9 \(RAM user\), and 3 more$/,
    );
  });

  it("names the assigned approvers where no step is known, and says so where nobody is", () => {
    expect(card({ pending: [], assigned: [bob] }).text).toContain("\nWaiting for: bob (RAM user)\n");
    expect(card({ pending: [], assigned: [] }).text).toContain(
      "\nWaiting for: nobody: Service Catalog names no approver\n",
    );
  });

  it("says when the changes are unknown, and when there are none", () => {
    const { changes: _, ...unread } = aPlanFacts();
    expect(planCard(unread, options).text).toContain("\nChanges: not known yet\n");
    expect(card({ changes: aChangesFact({ counts: {}, rows: [] }) }).text).toContain(
      "\nChanges: no resource changes\n",
    );
  });

  it("waits for approval too when the catalog says PreviewSuccess beside approvers", () => {
    expect(card({ status: "PreviewSuccess" }).text).toMatch(/^Waiting for approval: vpc-prod/);
  });
});

describe("the card of a plan that moved on", () => {
  it.each([
    ["PreviewInProgress", "Previewing"],
    ["PreviewSuccess", "Ready to run"],
    ["PreviewFailed", "Preview failed"],
    ["ApplicationApproved", "Approved, not run yet"],
    ["ApplicationRejected", "Rejected"],
    ["ExecuteInProgress", "Running"],
    ["ExecuteSuccess", "Succeeded"],
    ["ExecuteFailed", "Failed"],
    ["Canceled", "Canceled"],
    ["SomethingNew", "SomethingNew"],
  ])("in %s is titled %s", (status, state) => {
    expect(card({ status, pending: [] }).text.split("\n")[0]).toBe(`${state}: vpc-prod [prod]`);
  });

  it("to approved says who approved with which words, and who runs it", () => {
    const { text } = card({ status: "ApplicationApproved", pending: [], history: [submitted, aRecord()] });
    expect(text).toContain("\nNext: alice (RAM user) runs the plan in the console\n");
    expect(text).toContain('\nApproved by bob (RAM user): "Agreed." · 2026-11-23 17:30 UTC\n');
    expect(text).not.toContain("Waiting");
  });

  it("to rejected shows the whole history", () => {
    const message = card({
      status: "ApplicationRejected",
      pending: [],
      history: [submitted, aRecord({ action: "Reject", comment: "Too big." })],
    });
    expect(message.text).toContain('\nRejected by bob (RAM user): "Too big." · 2026-11-23 17:30 UTC\n');
    expect(literal([message.blocks[5]])).toEqual([
      "Submitted by alice (RAM user) · ",
      "\n",
      'Rejected by bob (RAM user): "Too big." · ',
    ]);
  });

  it("to failed shows why, before anything else but the facts", () => {
    const message = card({ status: "ExecuteFailed", pending: [], failure: aFailure() });
    expect(message.text).toMatch(
      /^Failed: vpc-prod \[prod\]\nError: Resource alicloud_vpc CreateVpc Failed!!!\nVPC quota exceeded\.\nwith alicloud_vpc\.main\nError code: QuotaExceeded\.Vpc · Request id: A1D6C6D2-9B65-4013-B802-B6D4649E71F3\nA quota of the account is used up\.\nRelease what is no longer needed, or ask for more in Quota Center; then run the plan again\.\n/,
    );
    expect(message.blocks[2]).toEqual({
      type: "rich_text",
      elements: [
        {
          type: "rich_text_preformatted",
          elements: [
            {
              type: "text",
              text: "Error: Resource alicloud_vpc CreateVpc Failed!!!\nVPC quota exceeded.\nwith alicloud_vpc.main",
            },
          ],
        },
        {
          type: "rich_text_section",
          elements: [
            { type: "text", text: "Error code: ", style: { bold: true } },
            { type: "text", text: "QuotaExceeded.Vpc" },
            { type: "text", text: " · " },
            { type: "text", text: "Request id: ", style: { bold: true } },
            { type: "text", text: "A1D6C6D2-9B65-4013-B802-B6D4649E71F3" },
            { type: "text", text: "\n" },
            { type: "text", text: "A quota of the account is used up." },
            { type: "text", text: "\n" },
            {
              type: "text",
              text: "Release what is no longer needed, or ask for more in Quota Center; then run the plan again.",
            },
          ],
        },
      ],
    });
  });

  it("to failed for no known reason says that", () => {
    expect(card({ status: "PreviewFailed", pending: [] }).text).toContain("\nService Catalog gave no reason.\n");
  });

  it("to deleted says so whatever state it was in", () => {
    const { text } = card({ gone: true });
    expect(text).toMatch(/^Deleted: vpc-prod \[prod\]\n/);
    expect(text).not.toContain("Waiting");
  });
});

describe("a card with little to say", () => {
  const empty = aPlanFacts({
    name: " ",
    productName: "",
    provisionedProductName: "",
    region: "",
    account: "",
    requester: { kind: "", name: "" },
    pending: [],
    assigned: [],
    history: [],
    parameters: [],
  });

  it("leaves out what is not there", () => {
    expect(literal([planCard(empty, options).blocks[1]])).toEqual([
      ...["Operation: ", "Update", "\n"],
      ...["Product: ", "1.0.0", "\n"],
      ...["Requested by: ", "(no name)", "\n"],
      "Waiting since: ",
    ]);
  });

  it("is one that Slack takes", () => {
    expect(validateMessage(planCard(empty, { texts: options.texts, label: "" }))).toEqual([]);
  });

  it.each([
    "http://example.com/",
    "javascript:alert(1)",
    "https://evil.example/a|b",
    "https://e.x/<!here>",
    "https://u@e.x/",
  ])("links nowhere for the address %s", (consoleUrl) => {
    const message = planCard(empty, { texts: options.texts, consoleUrl });
    expect(objects(message.blocks).filter((o) => o["type"] === "link")).toEqual([]);
    expect(message.text).not.toContain("Open in console");
  });
});
