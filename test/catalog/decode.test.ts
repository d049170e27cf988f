import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePlanDetail, decodePlanRow } from "../../lib/catalog/decode-plan.ts";
import { decodeTask } from "../../lib/catalog/decode-task.ts";
import { fieldsOf } from "../../lib/catalog/read.ts";
import { CatalogError } from "../../lib/model/errors.ts";

const ROW = {
  PlanId: "plan-1",
  PlanName: "web",
  OperationType: "UpdateProvisionedProduct",
  Status: "ApplicationInProgress",
  CreateTime: "2026-01-02T03:04:05Z",
  UpdateTime: "2026-01-02T03:04:05.678Z",
  ProvisionedProductId: "pp-1",
};
const TASK = {
  TaskId: "task-1",
  TaskType: "LaunchProduct",
  Status: "Failed",
  ProvisionedProductId: "pp-1",
  CreateTime: "2026-01-02T03:04:05Z",
};
const row = (changed: object = {}) => decodePlanRow(fieldsOf({ ...ROW, ...changed }, "PlanDetails[3]"));
const detail = (plan: object = {}, beside: object = {}) =>
  decodePlanDetail({ PlanDetail: { ...ROW, ...plan }, ...beside });
const task = (changed: object = {}) => decodeTask(fieldsOf({ ...TASK, ...changed }, "TaskDetails[0]"));

describe("a plan row", () => {
  it("needs little: absent texts are empty, absent lists too", () => {
    expect(row()).toEqual({
      id: "plan-1",
      name: "web",
      description: "",
      operation: "UpdateProvisionedProduct",
      status: "ApplicationInProgress",
      statusMessage: undefined,
      createdAt: 1767323045000,
      updatedAt: 1767323045678,
      portfolioId: "",
      productId: "",
      productName: "",
      productVersionId: "",
      provisionedProductId: "pp-1",
      provisionedProductName: "",
      stackId: undefined,
      stackRegionId: "",
      parameters: [],
      tags: [],
      assignedApprovers: [],
      owner: { kind: "", name: "" },
      account: "",
    });
  });

  it("carries a state that nobody knows", () => {
    expect(row({ Status: "Paused\n" }).status).toBe("Paused");
  });

  it("has its status message in a failed state only", () => {
    const message = (Status: string) => row({ Status, StatusMessage: "why\n" }).statusMessage;
    expect(["PreviewFailed", "ExecuteFailed", "ExecuteSuccess", "Canceled"].map(message)).toEqual([
      "why",
      "why",
      undefined,
      undefined,
    ]);
  });

  it("has ids as texts, whatever they came as", () => {
    const { account, id } = row({ Uid: 1466115886170001, PlanId: "plan-bp1jvmdk2k****\n" });
    expect({ account, id }).toEqual({ account: "1466115886170001", id: "plan-bp1jvmdk2k****" });
  });

  it("names an owner without a name by the id", () => {
    expect(row({ OwnerPrincipalType: "RamRole", OwnerPrincipalId: "277401" }).owner).toEqual({
      kind: "RamRole",
      name: "277401",
    });
  });

  it("is not made malformed by anything a person may type", () => {
    const blank = { PlanName: " ", Description: "\n", Tags: [{ Key: " ", Value: "" }], Parameters: [{}] };
    expect(row(blank)).toMatchObject({ name: "plan-1", tags: [{ key: "", value: "" }] });
  });

  it.each([
    [{ PlanId: undefined }, "PlanDetails[3].PlanId: expected a text, found nothing"],
    [
      { PlanId: "glpat-canary4711canary4711" },
      "PlanDetails[3].PlanId: expected an id of letters, digits, _ and -, found another text",
    ],
    [{ PlanId: "../../etc" }, "PlanDetails[3].PlanId: expected an id of letters, digits, _ and -, found another text"],
    [{ Status: "\n" }, "PlanDetails[3].Status: expected a text, found an empty text"],
    [{ OperationType: {} }, "PlanDetails[3].OperationType: expected a text, found an object"],
    [{ CreateTime: "yesterday" }, "PlanDetails[3].CreateTime: expected a time, found another text"],
    [{ CreateTime: "2026-01-02T03:04:05" }, "PlanDetails[3].CreateTime: expected a time, found another text"],
    [{ UpdateTime: 5 }, "PlanDetails[3].UpdateTime: expected a time, found another text"],
    [{ Tags: "k=v" }, "PlanDetails[3].Tags: expected a list, found another text"],
    [{ Tags: [{}, 7] }, "PlanDetails[3].Tags[1]: expected an object, found a number"],
  ])("that is malformed is refused with the path: %o", (changed, message) => {
    expect(() => row(changed)).toThrow(message);
    expect(() => row(changed)).toThrow(expect.objectContaining({ code: "BadResponse", retryable: false }));
  });
});

describe("a plan's details", () => {
  const ApprovalDetail = {
    TodoTaskActivities: [
      {
        ActivityName: "ApproverNode-1\n",
        Tasks: [
          { Operator: { PrincipalType: "RamUser", PrincipalName: "alice\n" } },
          { Operator: { PrincipalType: "RamRole", PrincipalName: "net" } },
        ],
      },
    ],
    OperationRecords: [
      { ApprovalAction: "reject", CreateTime: "2026-01-02T03:04:05Z", Comment: "no\n" },
      { ApprovalAction: "SUBMIT", CreateTime: "2026-01-02T03:04:05Z" },
      { ApprovalAction: "transfer", CreateTime: "2026-01-02T03:04:05Z" },
    ],
  };

  it("list who still has to act", () => {
    expect(detail({ ApprovalDetail }).pending).toEqual([
      {
        name: "ApproverNode-1",
        approvers: [
          { kind: "RamUser", name: "alice" },
          { kind: "RamRole", name: "net" },
        ],
      },
    ]);
  });

  it("list nobody in a state that does not wait", () => {
    expect(detail({ ApprovalDetail, Status: "Canceled" }).pending).toEqual([]);
  });

  it("spell known actions in one way and keep unknown ones", () => {
    expect(detail({ ApprovalDetail }).history.map(({ action, comment }) => [action, comment])).toEqual([
      ["Reject", "no"],
      ["Submit", ""],
      ["transfer", ""],
    ]);
  });

  it("tell replacement only of what is modified", () => {
    const change = (Action: string) => ({ LogicalResourceId: "a", ResourceType: "t", Action, Replacement: "True" });
    const { changes } = detail({}, { ResourceChanges: ["modify", "Add", "Remove", "Import"].map(change) });
    expect(changes.map(({ action, replacement }) => [action, replacement])).toEqual([
      ["Modify", "True"],
      ["Add", undefined],
      ["Remove", undefined],
      ["Import", undefined],
    ]);
  });

  it("take the product's name from beside the plan", () => {
    expect(detail({}, { ProductDetail: { ProductName: "ECS\n" } }).productName).toBe("ECS");
  });
});

describe("a task", () => {
  it("has its status message when it failed, and its log as it was sent", () => {
    const Log = { TerraformLogs: [{ Command: "apply", Stream: "stderr", Content: "\u001b[31mError\u001b[0m\r\n" }] };
    expect(task({ StatusMessage: "why\n", Log, UpdateTime: "2026-01-02T03:05:00Z" })).toEqual({
      id: "task-1",
      type: "LaunchProduct",
      status: "Failed",
      statusMessage: "why",
      provisionedProductId: "pp-1",
      provisionedProductName: "",
      productName: "",
      productVersionName: "",
      createdAt: 1767323045000,
      updatedAt: 1767323100000,
      logs: [{ command: "apply", stream: "stderr", content: "\u001b[31mError\u001b[0m\r\n" }],
    });
  });

  it("that was never updated was updated at its creation", () => {
    expect(task()).toMatchObject({ updatedAt: 1767323045000, logs: [] });
  });

  it("that is malformed is refused with the path", () => {
    expect(() => task({ Log: { TerraformLogs: [{ Content: [] }] } })).toThrow(
      "TaskDetails[0].Log.TerraformLogs[0].Content: expected a text, found a list",
    );
  });
});

describe("any JSON at all", () => {
  const json = fc.jsonValue({ maxDepth: 3 });
  const sound = { ...ROW, ...TASK };
  const spoilt = fc.oneof(
    json,
    fc
      .record(
        {
          ...Object.fromEntries(Object.entries(sound).map(([key, v]) => [key, fc.oneof(fc.constant(v), json)])),
          Parameters: json,
          Tags: fc.array(json),
          AssignedApprovers: fc.array(fc.record({ PrincipalName: json })),
          ApprovalDetail: fc.record({ OperationRecords: json, TodoTaskActivities: fc.array(json) }),
          Log: fc.record({ TerraformLogs: fc.array(json) }),
        },
        { requiredKeys: [] },
      )
      .map((fields) => ({ ...sound, ...fields })),
  );

  it("is decoded, or refused with a CatalogError that may not be tried again", () => {
    const decoders: ((value: unknown) => unknown)[] = [
      (value) => decodePlanRow(fieldsOf(value, "row")),
      (value) => decodeTask(fieldsOf(value, "task")),
      (value) => decodePlanDetail(value),
      (value) => decodePlanDetail({ PlanDetail: value, ResourceChanges: [value], ProductDetail: value }),
    ];
    fc.assert(
      fc.property(spoilt, fc.constantFrom(...decoders), (value, decode) => {
        try {
          decode(value);
        } catch (error) {
          if (!(error instanceof CatalogError) || error.code !== "BadResponse" || error.retryable) throw error;
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
