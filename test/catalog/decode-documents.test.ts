import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodePlanDetail } from "../../lib/catalog/decode-plan.ts";
import { decodeTask } from "../../lib/catalog/decode-task.ts";
import { fieldsOf, recordAt } from "../../lib/catalog/read.ts";

const documentOf = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/documents/${name}.json`, import.meta.url), "utf8"));

describe("the sample of GetProvisionedProductPlan", () => {
  it("is read without its oddities", () => {
    expect(decodePlanDetail(documentOf("get-provisioned-product-plan"))).toEqual({
      id: "plan-bp1jvmdk2k****",
      name: "DEMO-ECS instance",
      description: "Create an ECS instance.",
      operation: "LaunchProduct",
      status: "PreviewSuccess",
      statusMessage: undefined,
      createdAt: 1653299187000,
      updatedAt: 1653299249000,
      portfolioId: "port-bp1yt7582g****",
      productId: "prod-bp18r7q127****",
      productName: "DEMO-Create an ECS instance",
      productVersionId: "pv-bp15e79d26****",
      productVersionName: "1.0.0",
      provisionedProductId: "pp-bp1ddg1n2a****",
      provisionedProductName: "DEMO-ECS instance",
      stackId: "137e31df-3754-40b4-be2f-c793ad84****",
      stackRegionId: "cn-hangzhou",
      parameters: [{ key: "instance_type", value: "ecs.s6-c1m1.small" }],
      tags: [{ key: "k1", value: "v1" }],
      assignedApprovers: [{ kind: "RamUser", name: "approver" }],
      owner: { kind: "RamUser", name: "endUser" },
      account: "146611588617****",
      pending: [{ name: "ApproverNode-1", approvers: [{ kind: "RamUser", name: "approver" }] }],
      history: [
        { by: { kind: "RamUser", name: "approver" }, action: "Approve", comment: "Agreed.", at: 1647928574000 },
      ],
      changes: [
        {
          logicalId: "instance",
          physicalId: "i-bp13lmam3qd9q6il****",
          type: "alicloud_instance",
          action: "Add",
          replacement: undefined,
        },
      ],
    });
  });
});

describe("the sample of GetTask", () => {
  it("is read without its oddities", () => {
    expect(decodeTask(recordAt(fieldsOf(documentOf("get-task"), ""), "TaskDetail"))).toEqual({
      id: "task-bp1dmg242c****",
      type: "LaunchProduct",
      status: "Succeeded",
      statusMessage: undefined,
      provisionedProductId: "pp-bp1ddg1n2a****",
      provisionedProductName: "DEMO-ECS instance",
      productName: "DEMO-Create an ECS instance",
      productVersionName: "1",
      createdAt: 1653299187000,
      updatedAt: 1653299249000,
      logs: [
        {
          command: "apply",
          stream: "stdout",
          content: "Apply complete! Resources: 42 added, 0 changed, 0 destroyed.",
        },
      ],
    });
  });
});
