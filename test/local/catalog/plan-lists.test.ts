import { beforeEach, describe, expect, it } from "vitest";
import { alice, catalog, clock, filters, list, names, net, planbell, restart } from "./own-catalog.ts";

describe("a row", () => {
  it("says what the list call says of a plan", async () => {
    const id = catalog.world.createPlan({
      name: "web",
      owner: alice,
      description: "A web server.",
      productName: "ECS",
      productVersionName: "2.1",
      provisionedProductName: "web-prod",
      stackRegionId: "cn-beijing",
      parameters: [{ key: "type", value: "small" }],
      tags: [{ key: "team", value: "a" }],
      approvers: [net],
      changes: [{ LogicalResourceId: "vm", ResourceType: "alicloud_instance", Action: "Add" }],
    });
    clock.pass(8);
    const [row] = (await list()).body.PlanDetails;
    expect(row).toEqual({
      PlanId: id,
      PlanName: "web",
      PlanType: "Ros",
      Description: "A web server.",
      OperationType: "LaunchProduct",
      Status: "ApplicationInProgress",
      CreateTime: "2026-01-02T03:04:05Z",
      UpdateTime: "2026-01-02T03:04:10Z",
      PortfolioId: expect.stringMatching(/^port-bp1/),
      ProductId: expect.stringMatching(/^prod-bp1/),
      ProductName: "ECS",
      ProductVersionId: expect.stringMatching(/^pv-bp1/),
      ProvisionedProductId: expect.stringMatching(/^pp-bp1/),
      ProvisionedProductName: "web-prod",
      StackRegionId: "cn-beijing",
      Parameters: [{ ParameterKey: "type", ParameterValue: "small" }],
      Tags: [{ Key: "team", Value: "a" }],
      AssignedApprovers: [{ PrincipalType: "RamRole", PrincipalName: "net" }],
      OwnerPrincipalType: "RamUser",
      OwnerPrincipalId: expect.stringMatching(/^\d{18}$/),
      OwnerPrincipalName: "alice",
      Uid: "1466115886170001",
    });
  });
});

describe("filters", () => {
  beforeEach(() => {
    const { world } = catalog;
    world.createPlan({ name: "Web Server", owner: planbell });
    world.createPlan({ name: "web server two", approvers: [alice] });
    world.createPlan({ name: "database", approvers: [net] });
    world.createPlan({ name: "late", previewMs: 60_000 });
    clock.pass(5);
  });
  const status = "ProvisionedProductPlanStatus";
  it.each<[string, [string, string][], string[]]>([
    ["a status", [[status, "ApplicationInProgress"]], ["database", "web server two"]],
    [
      "two statuses as two filters",
      [
        [status, "PreviewSuccess"],
        [status, "PreviewInProgress"],
      ],
      ["late", "Web Server"],
    ],
    ["two statuses in one filter", [[status, "PreviewSuccess,PreviewInProgress"]], ["late", "Web Server"]],
    ["a status that nobody has", [[status, "Canceled"]], []],
    ["a whole name in any case", [["ProvisionedProductPlanName", "WEB SERVER"]], ["Web Server"]],
    ["a part of a name", [["FullTextSearch", "web"]], ["web server two", "Web Server"]],
    ["an approver", [["ProvisionedProductPlanApprover", "RamUser:alice"]], ["web server two"]],
    ["an approver of the other type", [["ProvisionedProductPlanApprover", "RamRole:alice"]], []],
    ["an approver's name", [["ProvisionedProductPlanApproverName", "net"]], ["database"]],
    [
      "the account",
      [
        ["ProvisionedProductPlanOwnerUid", "1466115886170001"],
        ["FullTextSearch", "late"],
      ],
      ["late"],
    ],
    ["another account", [["ProvisionedProductPlanOwnerUid", "1"]], []],
    [
      "two keys together",
      [
        ["FullTextSearch", "web"],
        [status, "PreviewSuccess"],
      ],
      ["Web Server"],
    ],
  ])("by %s", async (_what, pairs, wanted) => {
    expect(await names(filters(...pairs))).toEqual(wanted);
    expect((await list(filters(...pairs))).body.TotalCount).toBe(wanted.length);
  });
  it("by an unknown key are refused", async () => {
    expect((await list(filters(["constructor", "x"]))).body.Code).toBe("InvalidParameter");
  });
  it("by provisioned product", async () => {
    const { provisionedProductId } = catalog.world.plans()[2]!;
    expect(await names({ ProvisionedProductId: provisionedProductId })).toEqual(["database"]);
  });
  it("that repeat a key match nothing where the service joins them with AND", async () => {
    await restart({ repeatedFilters: "and" });
    catalog.world.createPlan({ name: "web" });
    const running = filters([status, "PreviewInProgress"]);
    const either = filters([status, "PreviewInProgress"], [status, "PreviewSuccess"]);
    expect([await names(running), await names(either)]).toEqual([["web"], []]);
  });
});
