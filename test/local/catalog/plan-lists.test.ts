import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CatalogOptions, EmulatedCatalog } from "../../../local/catalog/server.ts";
import { startCatalog } from "../../../local/catalog/server.ts";
import { call, handClock } from "./signed-call.ts";

const planbell = { kind: "RamUser", name: "planbell" };
const alice = { kind: "RamUser", name: "alice" };
const net = { kind: "RamRole", name: "net" };

let clock: ReturnType<typeof handClock>;
let catalog: EmulatedCatalog;
const start = async (options: Partial<CatalogOptions> = {}) => {
  clock = handClock();
  catalog = await startCatalog({ clock, ...options });
};
beforeEach(() => start());
afterEach(() => catalog.close());

const list = (params: Record<string, string> = {}) =>
  call(catalog.url, "ListProvisionedProductPlans", { AccessLevelFilter: "Account", ...params }, { at: clock.now() });
const names = async (params: Record<string, string> = {}): Promise<string[]> =>
  (await list(params)).body.PlanDetails.map((row: { PlanName: string }) => row.PlanName);
const filters = (...pairs: [string, string][]): Record<string, string> =>
  Object.fromEntries(
    pairs.flatMap(([key, value], n) => [
      [`Filters.${n + 1}.Key`, key],
      [`Filters.${n + 1}.Value`, value],
    ]),
  );

describe("pages of plans", () => {
  beforeEach(() => {
    for (let n = 1; n <= 23; n += 1) {
      catalog.world.createPlan({ name: `p${n}` });
      clock.pass(1);
    }
  });
  it("hold ten, newest first, unless asked otherwise", async () => {
    const { body } = await list();
    expect(body).toMatchObject({ PageNumber: 1, PageSize: 10, TotalCount: 23 });
    expect(await names()).toEqual(["p23", "p22", "p21", "p20", "p19", "p18", "p17", "p16", "p15", "p14"]);
  });
  it("end with what is left, then are empty", async () => {
    expect(await names({ PageNumber: "3" })).toEqual(["p3", "p2", "p1"]);
    expect(await names({ PageNumber: "4" })).toEqual([]);
    expect((await list({ PageNumber: "4" })).body.TotalCount).toBe(23);
  });
  it("go oldest first on demand", async () => {
    expect(await names({ SortBy: "CreateTime", SortOrder: "Asc", PageSize: "2", PageNumber: "2" })).toEqual([
      "p3",
      "p4",
    ]);
    expect(await names({ SortOrder: "Asc", PageSize: "20", PageNumber: "2" })).toEqual(["p21", "p22", "p23"]);
  });
  it("hold a hundred at most", async () => {
    expect(await names({ PageSize: "100" })).toHaveLength(23);
  });
  it.each([
    ["PageSize", "0"],
    ["PageSize", "101"],
    ["PageSize", "ten"],
    ["PageNumber", "0"],
    ["PageNumber", "-1"],
    ["SortBy", "UpdateTime"],
    ["SortOrder", "desc"],
    ["AccessLevelFilter", "Everybody"],
    ["ApprovalFilter", "Everybody"],
  ])("are refused with %s=%s", async (name, value) => {
    const heard = await list({ AccessLevelFilter: "", ApprovalFilter: "", [name]: value });
    expect([heard.status, heard.body.Code]).toEqual([400, `Invalid${name}`]);
  });
});

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
    await catalog.close();
    await start({ repeatedFilters: "and" });
    catalog.world.createPlan({ name: "web" });
    const running = filters([status, "PreviewInProgress"]);
    const either = filters([status, "PreviewInProgress"], [status, "PreviewSuccess"]);
    expect([await names(running), await names(either)]).toEqual([["web"], []]);
  });
});

describe("scopes", () => {
  beforeEach(() => {
    const { world } = catalog;
    world.createPlan({ name: "mine", owner: planbell });
    world.createPlan({ name: "for me", approvers: [planbell] });
    const done = world.createPlan({ name: "by me", approvers: [planbell, alice] });
    world.createPlan({ name: "for alice", approvers: [alice] });
    clock.pass(5);
    world.approve(done, planbell);
  });
  it.each([
    [{}, ["mine"]],
    [{ AccessLevelFilter: "User" }, ["mine"]],
    [{ AccessLevelFilter: "Account" }, ["for alice", "by me", "for me", "mine"]],
    [{ AccessLevelFilter: "ResourceDirectory" }, ["for alice", "by me", "for me", "mine"]],
    [{ ApprovalFilter: "ReceivedRequests" }, ["for me"]],
    [{ ApprovalFilter: "ApprovalHistory" }, ["by me"]],
    [{ ApprovalFilter: "AccountRequests" }, ["for alice", "by me", "for me"]],
  ])("%j", async (scope, wanted) => {
    expect(await names({ AccessLevelFilter: "", ...scope })).toEqual(wanted);
  });
  it("by owner and by approval exclude each other", async () => {
    const heard = await list({ ApprovalFilter: "AccountRequests" });
    expect([heard.status, heard.body.Code]).toEqual([400, "InvalidParameter"]);
  });
  it("hold for the list of approvers", async () => {
    const ask = async (params: Record<string, string>) =>
      (await call(catalog.url, "ListProvisionedProductPlanApprovers", params, { at: clock.now(), method: "GET" })).body;
    expect(await ask({ AccessLevelFilter: "Account" })).toMatchObject({
      Approvers: [
        { PrincipalType: "RamUser", PrincipalName: "planbell" },
        { PrincipalType: "RamUser", PrincipalName: "alice" },
      ],
    });
    const some = { ApprovalFilter: "AccountRequests", ...filters(["ProvisionedProductPlanApproverName", "ALI"]) };
    expect((await ask(some)).Approvers).toEqual([{ PrincipalType: "RamUser", PrincipalName: "alice" }]);
    expect(await ask({})).toMatchObject({ Code: "InvalidParameter" });
  });
});
