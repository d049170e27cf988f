import { describe, expect, it } from "vitest";
import { plainJson } from "../../lib/catalog/plain-json.ts";
import { setUp } from "./called-gateway.ts";

describe("a body that pretends to hold a long integer", () => {
  it("stays the object that it is", () => {
    const pretender = { _isBigNumber: true, s: 1, e: 0, c: [1] };
    expect(plainJson({ TaskDetail: pretender })).toEqual({ TaskDetail: { _isBigNumber: true, s: 1, e: 0, c: [1] } });
  });

  it("breaks no call", async () => {
    const { getTask } = await setUp([{ text: '{"TaskDetail":{"_isBigNumber":true,"TaskId":"task-1"}}' }]);
    expect(await getTask()).toEqual({ TaskDetail: { _isBigNumber: true, TaskId: "task-1" } });
  });
});
