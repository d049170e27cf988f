import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alice, anApprovalNode, aPlanFacts, aRecord, bob, netApprovers } from "../build/facts.ts";
import { aPlanRow, at } from "../build/rows.ts";
import { aResourceChange, byDetail, byRow } from "./seen-facts.ts";

const MASK = "••••••";
const ESC = "\u001b";
const RLO = "\u202e";

describe("the facts of a plan whose row alone was read", () => {
  it("are what the row says, without what only a Get knows", () => {
    expect(byRow(aPlanRow())).toEqual({
      id: "plan-bp1jvmdk2k0001",
      name: "vpc-prod",
      status: "ApplicationInProgress",
      since: at("16:05:00"),
      createdAt: at("16:00:00"),
      operation: "UpdateProvisionedProduct",
      requester: alice,
      account: "1466115886170001",
      region: "cn-hangzhou",
      productId: "prod-bp18r7q127u001",
      tags: [],
      productName: "VPC baseline",
      portfolioId: "port-bp1yt7582g0001",
      provisionedProductId: "pp-bp1ddg1n2a0001",
      provisionedProductName: "net-prod",
      assigned: [bob, netApprovers],
      pending: [{ name: "", approvers: [bob, netApprovers] }],
      history: [],
      parameters: [{ key: "instance_type", shown: "ecs.s6-c1m1.small", mark: expect.stringMatching(/^[0-9a-f]{16}$/) }],
    });
  });

  it("keep what an earlier Get said", () => {
    const before = aPlanFacts();
    const facts = byRow(aPlanRow({ status: "ApplicationApproved" }), { before });
    expect(facts).toMatchObject({
      status: "ApplicationApproved",
      productVersion: before.productVersion,
      history: before.history,
      changes: before.changes,
      pending: [],
    });
  });

  it("keep who has to act while the plan stays where it is", () => {
    const pending = [anApprovalNode({ name: "second", approvers: [alice] })];
    expect(byRow(aPlanRow(), { before: aPlanFacts({ pending }) }).pending).toEqual(pending);
    const previewed = aPlanFacts({ status: "PreviewSuccess", pending });
    expect(byRow(aPlanRow({ status: "PreviewSuccess" }), { before: previewed }).pending).toEqual(pending);
  });

  it("take other assigned approvers where no Get was made", () => {
    const before = byRow(aPlanRow());
    expect(byRow(aPlanRow({ assignedApprovers: [alice] }), { before }).pending).toEqual([
      { name: "", approvers: [alice] },
    ]);
  });
});

describe("the facts of a plan whose details were read", () => {
  it("are those of the details, where the row is older", () => {
    const facts = byDetail({ status: "ApplicationApproved", updatedAt: at("17:30:00"), name: "renamed", pending: [] });
    expect(facts).toMatchObject({ status: "ApplicationApproved", since: at("17:30:00"), name: "renamed" });
  });

  it("have version, history and changes", () => {
    const history = [aRecord({ by: alice, action: "Submit", comment: "" })];
    expect(byDetail({ history, changes: [aResourceChange()] })).toMatchObject({
      productVersion: "1.0.0",
      history,
      changes: { counts: { Add: 1 }, rows: [{ logicalId: "vpc", type: "alicloud_vpc", action: "Add" }], more: 0 },
    });
  });

  it("know that nothing changes, which is not the same as not knowing", () => {
    expect(byDetail({ changes: [] }).changes).toMatchObject({ counts: {}, rows: [], more: 0 });
    expect(byRow(aPlanRow()).changes).toBeUndefined();
  });

  it("wait for the nodes to do, for those with approvers only", () => {
    const pending = [anApprovalNode({ name: "first", approvers: [] }), anApprovalNode({ name: "second" })];
    expect(byDetail({ pending }).pending).toEqual([{ name: "second", approvers: [bob, netApprovers] }]);
  });

  it("wait for the assigned approvers when the to-do list is empty", () => {
    expect(byDetail({ pending: [] }).pending).toEqual([{ name: "", approvers: [bob, netApprovers] }]);
    expect(byDetail({ pending: [], assignedApprovers: [] }).pending).toEqual([]);
  });

  it("wait in PreviewSuccess when somebody has it to do, and for nobody in any other state", () => {
    expect(byDetail({ status: "PreviewSuccess" }).pending).toEqual([anApprovalNode()]);
    expect(byDetail({ status: "PreviewSuccess", pending: [] }).pending).toEqual([]);
    expect(byDetail({ status: "ExecuteInProgress" }).pending).toEqual([]);
  });
});

describe("since when a plan is where it is", () => {
  it("is the UpdateTime of the first look that showed it, in whole seconds", () => {
    expect(byRow(aPlanRow({ updatedAt: at("16:05:00.999") })).since).toBe(at("16:05:00"));
  });

  it("stays while the status stays", () => {
    const before = aPlanFacts({ since: at("16:05:00") });
    expect(byRow(aPlanRow({ updatedAt: at("17:00:00") }), { before }).since).toBe(at("16:05:00"));
  });

  it("moves with the status", () => {
    const row = aPlanRow({ status: "Canceled", updatedAt: at("17:00:00") });
    expect(byRow(row, { before: aPlanFacts() }).since).toBe(at("17:00:00"));
  });
});

describe("text from the cloud", () => {
  it("is cleaned, redacted and made one line", () => {
    const dirty = `  vpc${ESC}[31m-prod\n${RLO}LTAI5tFakeFakeFakeFake12  `;
    const facts = byDetail({
      name: dirty,
      productName: dirty,
      stackRegionId: dirty,
      provisionedProductName: dirty,
      productVersionName: dirty,
      owner: { kind: "RamUser", name: dirty },
      assignedApprovers: [{ kind: "RamUser", name: dirty }],
      pending: [{ name: dirty, approvers: [{ kind: "RamUser", name: dirty }] }],
      history: [aRecord({ by: { kind: "RamUser", name: dirty }, comment: dirty })],
      changes: [aResourceChange({ logicalId: dirty, type: dirty })],
    });
    const tidy = `vpc-prod ${MASK}`;
    expect(facts).toMatchObject({
      name: tidy,
      productName: tidy,
      region: tidy,
      provisionedProductName: tidy,
      productVersion: tidy,
      requester: { kind: "RamUser", name: tidy },
      assigned: [{ kind: "RamUser", name: tidy }],
      pending: [{ name: tidy, approvers: [{ kind: "RamUser", name: tidy }] }],
      history: [{ by: { kind: "RamUser", name: tidy }, comment: tidy }],
      changes: { rows: [{ logicalId: tidy, type: tidy }] },
    });
  });

  it("is cut: names at 300, comments at 300, values at 80", () => {
    const long = "x ".repeat(2_000);
    const facts = byDetail({
      name: long,
      history: [aRecord({ comment: long })],
      parameters: [{ key: "motd", value: long }],
    });
    expect([facts.name, facts.history[0]?.comment, facts.parameters[0]?.shown].map((t) => t?.at(-1))).toEqual([
      "…",
      "…",
      "…",
    ]);
    expect(facts.name.length).toBeLessThanOrEqual(300);
    expect(facts.history[0]?.comment.length).toBeLessThanOrEqual(300);
    expect(facts.history[0]?.comment.length).toBeGreaterThan(280);
    expect(facts.parameters[0]?.shown.length).toBeLessThanOrEqual(80);
  });

  it("cannot make a record that a store refuses", () => {
    const long = "\u6d4b".repeat(5_000);
    const many = <T>(one: T): T[] => Array.from({ length: 3_000 }, () => one);
    const who = { kind: "RamUser", name: long };
    const facts = byDetail({
      name: long,
      status: "ApplicationInProgress",
      operation: long,
      account: long,
      portfolioId: long,
      productName: long,
      productVersionName: long,
      provisionedProductName: long,
      assignedApprovers: many(who),
      pending: many({ name: long, approvers: many(who).slice(0, 100) }),
      history: many(aRecord({ by: who, comment: long })),
      parameters: many({ key: long, value: long }),
    });
    expect(Buffer.byteLength(JSON.stringify(facts))).toBeLessThan(180_000);
  });

  it("is redacted in its lines, which say more of where a secret ends than the one line that is kept", () => {
    const value = "db:\n  password: |\n    hunter2 hunter3\n    hunter4\n  host: h";
    const facts = byRow(aPlanRow({ description: "", parameters: [{ key: "user_data", value }], name: value }));
    expect(facts.name).toBe("db:   password: ••••••   host: h");
    expect(facts.parameters.map((p) => p.shown)).toEqual(["db:   password: ••••••   host: h"]);
  });

  it("is redacted before it is cut, so that no half of a secret is left", () => {
    const value = `${"x".repeat(70)} LTAI5tFakeFakeFakeFake12`;
    const facts = byDetail({ parameters: [{ key: "motd", value }] });
    expect(facts.parameters[0]?.shown).toBe(`${"x".repeat(70)} ${MASK}`);
    const name = `${"x".repeat(290)} LTAI5tFakeFakeFakeFake12`;
    expect(byDetail({ name }).name).toBe(`${"x".repeat(290)} ${MASK}`);
  });

  it("never keeps a secret, a control or a direction character, wherever it stands", { timeout: 120_000 }, () => {
    const canary = "LTAI5tCanaryCanary1234";
    const hostile = fc
      .tuple(fc.string({ unit: "binary", maxLength: 30 }), fc.constantFrom(ESC, RLO, "\u0007", "\u2066", ""))
      .map(([text, extra]) => `${text} ${canary} ${extra}${text}`);
    fc.assert(
      fc.property(hostile, (text) => {
        const who = { kind: "RamUser", name: text };
        const facts = byDetail({
          name: text,
          productName: text,
          stackRegionId: text,
          owner: who,
          pending: [{ name: text, approvers: [who] }],
          history: [aRecord({ by: who, comment: text })],
          parameters: [{ key: text, value: text }],
          changes: [aResourceChange({ logicalId: text, type: text })],
        });
        const kept = JSON.stringify(facts);
        expect(kept).not.toContain(canary);
        expect(kept).not.toMatch(/\\u00[01]|[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});

describe("a parameter", () => {
  const one = (key: string, value: string, salt = "salt") =>
    byDetail({ parameters: [{ key, value }] }, { salt }).parameters[0];

  it("whose name sounds secret shows nothing of its value", () => {
    expect(one("db_password", "hunter2")).toMatchObject({ key: "db_password", shown: MASK });
    expect(JSON.stringify(one("DBPassword", "hunter2"))).not.toContain("hunter2");
  });

  it("whose secret value changed has another mark", () => {
    expect(one("db_password", "a")?.mark).not.toBe(one("db_password", "b")?.mark);
    expect(one("db_password", "a")?.mark).toBe(one("db_password", "a")?.mark);
  });

  it("has a mark that says nothing without the record's salt", () => {
    expect(one("db_password", "a", "salt")?.mark).not.toBe(one("db_password", "a", "pepper")?.mark);
  });

  it("that changed beyond what is shown has another mark", () => {
    const long = "x".repeat(200);
    expect(one("motd", `${long}a`)?.shown).toBe(one("motd", `${long}b`)?.shown);
    expect(one("motd", `${long}a`)?.mark).not.toBe(one("motd", `${long}b`)?.mark);
  });
});
