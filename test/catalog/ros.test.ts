import { describe, expect, it } from "vitest";
import { ROS } from "../../lib/catalog/api.ts";
import { createStacks } from "../../lib/catalog/ros.ts";
import type { Rpc, RpcBody } from "../../lib/catalog/rpc.ts";
import type { StackId } from "../../lib/model/brand.ts";
import { failure, setUp } from "./called-gateway.ts";
import { CLIENTS } from "./clients.ts";

const of = { id: "c754d2a4-28f1-46df-b557-9586173a****" as StackId, region: "cn-hangzhou" };

/** Stacks whose bodies come from a function of the call's number, from 1. */
function scripted(bodyOf: (number: number) => RpcBody) {
  const calls: unknown[] = [];
  const rpc: Rpc = {
    async call(action, params) {
      calls.push({ action, ...params });
      return bodyOf(calls.length);
    },
  };
  return { calls, stacks: createStacks(rpc) };
}

/** In the form of the document's sample, with what it says of each field. @see GetStack */
const STACK = {
  RequestId: "B288A0BE-D927-4888-B0F7-B35EF84B6E6F",
  StackId: of.id,
  StackName: "sc-1466115886170001-pp-bp1ddg1n2a0001",
  StackType: "Terraform",
  Status: "UPDATE_FAILED",
  StatusReason: " Resource UPDATE failed: no stock\n",
  CreateTime: "2020-09-16T08:21:40",
  UpdateTime: "2020-09-17T08:21:40",
  Outputs: [{ OutputKey: "Password", OutputValue: "hunter2" }],
  Log: {
    TerraformLogs: [
      { Command: "apply", Stream: "stdout", Content: "web: Creating...\r\n" },
      { Command: "apply", Stream: "stderr", Content: "\u001b[31mError\u001b[0m: no stock\n" },
    ],
  },
};
/** @see ListStackEvents */
const event = (logicalId: string, second: number, changed: object = {}) => ({
  EventId: "0086612d-77cf-4056-b0b5-ff8e94ad****",
  StackId: of.id,
  StackName: "sc-1",
  LogicalResourceId: logicalId,
  PhysicalResourceId: "",
  ResourceType: "alicloud_instance",
  Status: "CREATE_FAILED",
  StatusReason: "sold out",
  CreateTime: `2019-08-01T04:07:0${second}`,
  ...changed,
});

describe("a stack", () => {
  it("is asked for with its log and without its outputs, and read as it was sent", async () => {
    const { calls, stacks } = scripted(() => STACK);
    expect(await stacks.stack(of)).toEqual({
      status: "UPDATE_FAILED",
      reason: "Resource UPDATE failed: no stock",
      updatedAt: Date.parse("2020-09-17T08:21:40Z"),
      logs: [
        { command: "apply", stream: "stdout", content: "web: Creating...\r\n" },
        { command: "apply", stream: "stderr", content: "\u001b[31mError\u001b[0m: no stock\n" },
      ],
    });
    expect(calls).toEqual([
      { action: "GetStack", StackId: of.id, RegionId: "cn-hangzhou", LogOption: "Stack", OutputOption: "Disabled" },
    ]);
  });

  it.each([
    ["was never updated", { UpdateTime: "" }, { updatedAt: Date.parse("2020-09-16T08:21:40Z") }],
    ["has no time", { UpdateTime: undefined, CreateTime: null }, { updatedAt: undefined }],
    [
      "has its times with a zone",
      { UpdateTime: "2020-09-17T08:21:40Z" },
      { updatedAt: Date.parse("2020-09-17T08:21:40Z") },
    ],
    ["runs, and has no log", { Log: undefined, StatusReason: "" }, { logs: [], reason: undefined }],
    ["has another kind of log", { Log: { ResourceLogs: [] } }, { logs: [] }],
  ])("that %s is read", async (_, changed, part) => {
    const { stacks } = scripted(() => ({ ...STACK, ...changed }));
    expect(await stacks.stack(of)).toMatchObject(part);
  });

  it.each([
    ["state", { Status: "" }, "GetStack: Status: expected a text, found an empty text"],
    ["sound time", { UpdateTime: "yesterday" }, "GetStack: UpdateTime: expected a time, found another text"],
    ["sound log", { Log: { TerraformLogs: "x" } }, "GetStack: Log.TerraformLogs: expected a list, found another text"],
  ])("without a %s is no answer", async (_, changed, message) => {
    const { stacks } = scripted(() => ({ ...STACK, ...changed }));
    await expect(stacks.stack(of)).rejects.toThrow(message);
    await expect(stacks.stack(of)).rejects.toMatchObject({ code: "BadResponse", retryable: false });
  });
});

describe("what failed in a stack", () => {
  it("comes oldest first, whatever order it was sent in, and of those of one second the later sent first", async () => {
    const sent = [event("c", 3), event("b", 2), event("a", 2), event("first", 1)];
    const { calls, stacks } = scripted(() => ({ TotalCount: 4, PageNumber: 1, Events: sent }));
    const failures = await stacks.stackFailures(of, 2);
    expect(failures.map(({ logicalId }) => logicalId)).toEqual(["first", "a", "b", "c"]);
    expect(failures[0]).toEqual({
      logicalId: "first",
      type: "alicloud_instance",
      reason: "sold out",
      at: Date.parse("2019-08-01T04:07:01Z"),
    });
    expect(calls).toEqual([
      {
        action: "ListStackEvents",
        StackId: of.id,
        RegionId: "cn-hangzhou",
        Status: ["CREATE_FAILED", "UPDATE_FAILED", "DELETE_FAILED", "CHECK_FAILED", "IMPORT_FAILED"],
        PageSize: 50,
        PageNumber: 1,
      },
    ]);
  });

  it("is failures alone, also where the service ignores the filter", async () => {
    const sent = [event("a", 1), event("b", 2, { Status: "CREATE_COMPLETE" })];
    const { stacks } = scripted(() => ({ TotalCount: 2, Events: sent }));
    expect(await stacks.stackFailures(of, 2)).toHaveLength(1);
  });

  it("is read to its end, but no further than wanted", async () => {
    const page = Array.from({ length: 50 }, (_, n) => event(`r-${n}`, 1));
    const { calls, stacks } = scripted((number) => ({ TotalCount: 120, PageNumber: number, Events: page }));
    expect(await stacks.stackFailures(of, 2)).toHaveLength(100);
    expect(calls).toHaveLength(2);
  });

  it("may be nothing, and may say nothing of itself", async () => {
    expect(await scripted(() => ({ TotalCount: 0 })).stacks.stackFailures(of, 2)).toEqual([]);
    const bare = { Status: "DELETE_FAILED", CreateTime: "2019-08-01T04:07:01" };
    const { stacks } = scripted(() => ({ TotalCount: 1, Events: [bare] }));
    expect(await stacks.stackFailures(of, 2)).toMatchObject([{ logicalId: "", type: "", reason: "" }]);
  });

  it("is no answer when an event has no time", async () => {
    const { stacks } = scripted(() => ({ TotalCount: 1, Events: [event("a", 1, { CreateTime: "" })] }));
    await expect(stacks.stackFailures(of, 2)).rejects.toThrow("ListStackEvents: Events[0].CreateTime: expected a text");
  });
});

describe.each(CLIENTS)("stacks over HTTP, %s", (_, client) => {
  it("are asked for in the version of their own API", async () => {
    const { gateway, rpc } = await setUp(client, [{ json: STACK }], { api: ROS });
    expect((await createStacks(rpc).stack(of)).status).toBe("UPDATE_FAILED");
    const { method, form } = gateway.seen[0] ?? {};
    expect([method, form?.get("Version"), form?.get("StackId")]).toEqual(["POST", "2019-09-10", of.id]);
  });

  it("name their own permission and their own variable when they are refused or not reached", async () => {
    const denied = { json: { RequestId: "r-1", Code: "NoPermission", Message: "no" }, status: 403 };
    const { gateway, rpc } = await setUp(client, [denied], { api: ROS });
    const refused = await failure(client, createStacks(rpc).stack(of));
    expect(refused.message).toContain("permission ros:GetStack is missing");
    await gateway.close();
    const unreached = await failure(client, createStacks(rpc).stack(of));
    expect([unreached.code, unreached.message]).toEqual(["Network", expect.stringContaining("check ROS_ENDPOINT")]);
  });

  it("are NotThere when there is no such stack", async () => {
    const gone = {
      json: { RequestId: "r-1", Code: "StackNotFound", Message: "The Stack could not be found." },
      status: 404,
    };
    const { rpc } = await setUp(client, [gone], { api: ROS });
    expect(await failure(client, createStacks(rpc).stack(of))).toBeInstanceOf(client.NotThere);
  });
});
