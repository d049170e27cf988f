import { describe, expect, it } from "vitest";
import * as called from "./called-gateway.ts";
import { TASK } from "./called-gateway.ts";
import { CLIENTS } from "./clients.ts";
import type { Answer } from "./scripted-gateway.ts";

describe.each(CLIENTS)("%s", (_, client) => {
  const setUp = called.setUp.bind(undefined, client);
  const failure = called.failure.bind(undefined, client);

  describe("retries", () => {
    const refuse = (code: string, status: number, headers: Record<string, string> = {}): Answer => ({
      json: { Code: code, Message: "m", RequestId: "r-1" },
      status,
      headers,
    });

    it("wait with full jitter under 200 ms and 400 ms, on the given clock", async () => {
      const { getTask, clock } = await setUp([refuse("ServiceUnavailable", 503)]);
      expect((await failure(getTask())).code).toBe("ServiceUnavailable");
      expect(clock.sleeps).toEqual([100, 200]);
    });

    it("wait as long as the service asks", async () => {
      const throttled = refuse("Throttling.User", 400, { "x-acs-retry-after": "1500" });
      const { getTask, clock } = await setUp([throttled, TASK]);
      await getTask();
      expect(clock.sleeps).toEqual([1500]);
    });

    it("are left to the caller when the service asks for more than 5 s", async () => {
      const { getTask, calls } = await setUp([refuse("Throttling", 400, { "x-acs-retry-after": "60000" })]);
      expect(await failure(getTask())).toMatchObject({ code: "Throttling", retryable: true, retryAfter: 60_000 });
      expect(calls).toHaveLength(1);
    });

    it("do not follow a refusal that will not pass", async () => {
      const { getTask, calls } = await setUp([refuse("InvalidParameter", 400)]);
      expect(await failure(getTask())).toMatchObject({ code: "InvalidParameter", retryable: false });
      expect(calls).toEqual(["GetTask"]);
    });

    it.each(["SignatureNonceUsed", "InvalidSecurityToken.Malformed"])("follow %s once, newly signed", async (code) => {
      const { getTask, gateway } = await setUp([refuse(code, 400)]);
      expect((await failure(getTask())).code).toBe(code);
      const nonces = gateway.seen.map(({ form }) => form.get("SignatureNonce"));
      expect(nonces).toHaveLength(2);
      expect(nonces[0]).not.toBe(nonces[1]);
    });

    it("never repeat a write that may have been executed", async () => {
      const { rpc, calls } = await setUp([refuse("InternalError", 500)]);
      expect((await failure(rpc.call("ApproveProvisionedProductPlan", {}, "RequestId"))).retryable).toBe(true);
      expect(calls).toHaveLength(1);
    });

    it("repeat a write that was throttled", async () => {
      const { rpc, calls } = await setUp([refuse("Rejected.Throttling", 429), { json: { RequestId: "r-2" } }]);
      expect(await rpc.call("ApproveProvisionedProductPlan", {}, "RequestId")).toEqual({ RequestId: "r-2" });
      expect(calls).toHaveLength(2);
    });

    it("do not follow a plan that is not there", async () => {
      const { getTask, calls } = await setUp([refuse("InvalidTask.NotFound", 404)]);
      const error = await failure(getTask());
      expect(error).toBeInstanceOf(client.NotThere);
      expect(error.requestId).toBe("r-1");
      expect(calls).toHaveLength(1);
    });
  });
});
