import { describe, expect, it } from "vitest";
import { decodeInstance } from "../../lib/catalog/decode-instance.ts";
import { createCatalog } from "../../lib/catalog/pop-catalog.ts";
import { fieldsOf } from "../../lib/catalog/read.ts";
import type { Rpc, RpcBody } from "../../lib/catalog/rpc.ts";
import { instanceId } from "../build/instances.ts";

/** With every field that the vendor's SDK names, spelled as the documents' samples spell theirs. */
const WHOLE = {
  ProvisionedProductId: "pp-bp1ddg1n2a****",
  ProvisionedProductName: "net-prod\n",
  ProvisionedProductArn: "acs:servicecatalog:cn-hangzhou:146611588617****:provisionedproduct/pp-bp1ddg1n2a****",
  ProvisionedProductType: "RosStack",
  Status: "Error",
  StatusMessage: "Create stack failed.",
  ProductId: "prod-bp18r7q127****",
  ProductName: "VPC baseline\n",
  ProductVersionId: "pv-bp15e79d2614****",
  ProductVersionName: 1,
  PortfolioId: "port-bp1yt7582g****",
  StackId: "137c31ae-2d4f-4b35-9c76-6f1b5cf7****",
  StackRegionId: "cn-hangzhou",
  OwnerPrincipalType: "RamUser",
  OwnerPrincipalId: "24477111603637****",
  LastTaskId: "task-bp1dmg242c****",
  LastProvisioningTaskId: "task-bp1dmg242c****",
  LastSuccessfulProvisioningTaskId: "task-bp1dmg242d****",
  CreateTime: "2021-05-10T10:00:00Z",
};
const NEEDED = {
  ProvisionedProductId: "pp-1",
  Status: "Available",
  CreateTime: "2026-01-02T03:04:05Z",
};
const decode = (body: object) => decodeInstance(fieldsOf(body, "ProvisionedProductDetails[3]"));

describe("a provisioned product", () => {
  it("is read whole", () => {
    expect(decode(WHOLE)).toEqual({
      id: "pp-bp1ddg1n2a****",
      name: "net-prod",
      status: "Error",
      statusMessage: "Create stack failed.",
      createdAt: 1620640800000,
      portfolioId: "port-bp1yt7582g****",
      productName: "VPC baseline",
      productVersionName: "1",
      stackId: "137c31ae-2d4f-4b35-9c76-6f1b5cf7****",
      stackRegionId: "cn-hangzhou",
      owner: { kind: "RamUser", name: "24477111603637****" },
      account: "",
      lastTaskId: "task-bp1dmg242c****",
      lastSuccessfulTaskId: "task-bp1dmg242d****",
    });
  });

  it("needs little, and goes by its id without a name", () => {
    expect(decode(NEEDED)).toEqual({
      id: "pp-1",
      name: "pp-1",
      status: "Available",
      statusMessage: undefined,
      createdAt: 1767323045000,
      portfolioId: "",
      productName: "",
      productVersionName: "",
      stackId: undefined,
      stackRegionId: "",
      owner: { kind: "", name: "" },
      account: "",
      lastTaskId: undefined,
      lastSuccessfulTaskId: undefined,
    });
  });

  it("has its account in its ARN, and its message in error only", () => {
    const arn = "acs:servicecatalog:cn-hangzhou:1466115886170001:provisionedproduct/pp-1";
    const row = decode({ ...NEEDED, ProvisionedProductArn: arn, StatusMessage: "Create stack failed" });
    expect([row.account, row.statusMessage]).toEqual(["1466115886170001", undefined]);
  });

  it.each([
    [
      "ProvisionedProductId",
      undefined,
      "ProvisionedProductDetails[3].ProvisionedProductId: expected a text, found nothing",
    ],
    ["Status", "", "ProvisionedProductDetails[3].Status: expected a text, found an empty text"],
    ["CreateTime", "today", "ProvisionedProductDetails[3].CreateTime: expected a time, found another text"],
    [
      "LastTaskId",
      "a b",
      "ProvisionedProductDetails[3].LastTaskId: expected an id of letters, digits, _ and -, found another text",
    ],
  ])("is refused for %s that is %j", (key, value, message) => {
    expect(() => decode({ ...NEEDED, [key]: value })).toThrow(message);
  });
});

describe("the catalog", () => {
  const scripted = (body: RpcBody) => {
    const calls: unknown[] = [];
    const rpc: Rpc = {
      async call(action, params) {
        calls.push([action, params]);
        return body;
      },
    };
    return { calls, catalog: createCatalog(rpc) };
  };
  const page = (over: object) => scripted({ RequestId: "r", PageNumber: 2, PageSize: 100, TotalCount: 201, ...over });

  it("is asked for one page of the whole account, newest first, and says how many there are", async () => {
    const { calls, catalog } = page({ ProvisionedProductDetails: [NEEDED] });
    expect(await catalog.instancePage(2)).toEqual({ rows: [decode(NEEDED)], pages: 3 });
    expect(calls).toEqual([
      [
        "ListProvisionedProducts",
        { AccessLevelFilter: "Account", SortBy: "CreateTime", SortOrder: "Desc", PageSize: 100, PageNumber: 2 },
      ],
    ]);
  });

  it("may give smaller pages, and one beyond the last that is empty", async () => {
    expect(await page({ PageSize: 50 }).catalog.instancePage(2)).toEqual({ rows: [], pages: 5 });
    expect(await page({ TotalCount: 0, PageNumber: 1 }).catalog.instancePage(1)).toEqual({ rows: [], pages: 0 });
  });

  it("is not believed when its first page is empty though it counts rows, or is another page", async () => {
    await expect(page({ PageNumber: 1 }).catalog.instancePage(1)).rejects.toThrow("is empty on page 1");
    await expect(page({}).catalog.instancePage(3)).rejects.toThrow("PageNumber is not 3");
  });

  it("gives one provisioned product", async () => {
    const { calls, catalog } = scripted({ RequestId: "r", ProvisionedProductDetail: NEEDED });
    expect(await catalog.instance(instanceId("pp-1"))).toEqual(decode(NEEDED));
    expect(calls).toEqual([["GetProvisionedProduct", { ProvisionedProductId: "pp-1" }]]);
  });
});
