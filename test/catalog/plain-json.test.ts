import { describe, expect, it } from "vitest";
import { plainJson } from "../../lib/catalog/plain-json.ts";
import { setUp } from "./called-gateway.ts";
import { CLIENTS } from "./clients.ts";

describe("a body that pretends to hold a long integer", () => {
  it("stays the object that it is", () => {
    const pretender = { _isBigNumber: true, s: 1, e: 0, c: [1] };
    expect(plainJson({ TaskDetail: pretender })).toEqual({ TaskDetail: { _isBigNumber: true, s: 1, e: 0, c: [1] } });
  });

  it.each(CLIENTS)("breaks no call: %s", async (_, client) => {
    const { getTask } = await setUp(client, [{ text: '{"TaskDetail":{"_isBigNumber":true,"TaskId":"task-1"}}' }]);
    expect(await getTask()).toEqual({ TaskDetail: { _isBigNumber: true, TaskId: "task-1" } });
  });
});
