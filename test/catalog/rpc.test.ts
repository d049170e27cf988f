import { once } from "node:events";
import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ms } from "../../lib/model/brand.ts";
import * as called from "./called-gateway.ts";
import { TASK } from "./called-gateway.ts";
import { CLIENTS } from "./clients.ts";
import type { Answer } from "./scripted-gateway.ts";

describe.each(CLIENTS)("%s", (_, client) => {
  const setUp = called.setUp.bind(undefined, client);
  const failure = called.failure.bind(undefined, client);

  describe("a signed call", () => {
    const PINNED = { Timestamp: "2026-01-02T03:04:05Z", SignatureNonce: "nonce-1" };
    const vectors = [
      ["GetProvisionedProductPlan", { PlanId: "plan-1" }, "8Bob3jtnbLg25dAuq1JDgK1UyZQ="],
      [
        "ApproveProvisionedProductPlan",
        { PlanId: "plan-1", ApprovalAction: "Approve", Comment: "line1\nline2 😀" },
        "4OWslUHW/4+xpufMP4vKbkDJc5Q=",
      ],
      [
        "ListProvisionedProductPlans",
        {
          AccessLevelFilter: "Account",
          PageNumber: 1,
          PageSize: 100,
          Filters: [
            { Key: "ProvisionedProductPlanStatus", Value: "ApplicationInProgress" },
            { Key: "FullTextSearch", Value: "a b*!'()~中+&=" },
          ],
        },
        "yPxtH04GTw+CfW8sMEbnOD+kPrQ=",
      ],
    ] as const;
    it.each(vectors)("%s has the signature of Signature V1", async (action, params, signature) => {
      const { gateway, rpc } = await setUp([{ json: { RequestId: "r-1" } }]);
      await rpc.call(action, { ...PINNED, ...params }, "RequestId");
      expect(gateway.seen[0]?.form.get("Signature")).toBe(signature);
    });

    it("goes as POST, with nothing in its address", async () => {
      const { gateway, getTask } = await setUp([TASK]);
      await getTask();
      expect(gateway.seen.map(({ method, url }) => `${method} ${url}`)).toEqual(["POST /"]);
      expect(gateway.seen[0]?.form.get("Version")).toBe("2021-09-01");
    });

    it("goes as GET for the one action that takes no POST", async () => {
      const { gateway, rpc } = await setUp([{ json: { RequestId: "r-1", Approvers: [] } }]);
      await rpc.call("ListProvisionedProductPlanApprovers", {}, "Approvers");
      expect(gateway.seen[0]?.method).toBe("GET");
      expect(gateway.seen[0]?.url).toContain("Action=ListProvisionedProductPlanApprovers");
    });

    it("is signed for the time of the given clock", async () => {
      const { gateway, getTask } = await setUp([TASK]);
      await getTask();
      expect(gateway.seen[0]?.form.get("Timestamp")).toBe("2026-01-02T03:04:05Z");
    });

    it("leaves out parameters that are absent and numbers lists from 1", async () => {
      const { gateway, rpc } = await setUp([TASK]);
      const params = { A: undefined, B: null, C: false, D: ["x", { Key: "k", Value: undefined }], E: [] };
      await rpc.call("GetTask", params, "TaskDetail");
      const { form } = gateway.seen[0]!;
      expect([...form.keys()].filter((name) => /^[A-E](\.|$)/.test(name))).toEqual(["C", "D.1", "D.2.Key"]);
      expect(form.get("C")).toBe("false");
    });

    it("refuses an object as a parameter before anything is sent", async () => {
      const { gateway, rpc } = await setUp([TASK]);
      const params = { PlanId: { hidden: 1 } } as unknown as { PlanId: string };
      await expect(rpc.call("GetTask", params, "TaskDetail")).rejects.toThrow(
        "request parameter PlanId must be a text, a number or a boolean",
      );
      expect(gateway.seen).toEqual([]);
    });

    it("asks for credentials before every attempt", async () => {
      let count = 0;
      const credentials = async () => ({ accessKeyId: `id-${++count}`, accessKeySecret: "s", securityToken: "token" });
      const { gateway, getTask } = await setUp([{ text: "" }, TASK], { credentials });
      await getTask();
      expect(gateway.seen.map(({ form }) => form.get("AccessKeyId"))).toEqual(["id-1", "id-2"]);
      expect(gateway.seen[0]?.form.get("SecurityToken")).toBe("token");
    });

    it("is not sent unsigned when there are no credentials", async () => {
      const { gateway, getTask } = await setUp([TASK], { credentials: { accessKeyId: "", accessKeySecret: "" } });
      expect((await failure(getTask())).message).toBe(
        "GetTask: no credentials: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET",
      );
      expect(gateway.seen).toEqual([]);
    });
  });

  describe("an answer", () => {
    it("keeps every digit of integers too long for a number", async () => {
      const text =
        '{"TaskDetail":{"OwnerPrincipalId":277401963826231234,"Long":[12345678901234567890123456],"Short":7}}';
      const { getTask } = await setUp([{ text }]);
      expect(await getTask()).toStrictEqual({
        TaskDetail: { OwnerPrincipalId: "277401963826231234", Long: ["12345678901234567890123456"], Short: 7 },
      });
    });

    const unusable: [string, Answer][] = [
      ["an HTML page of a proxy", { text: "<html><h1>502 Bad Gateway</h1></html>", status: 502 }],
      ["an empty body", { text: "", status: 503 }],
      ["an XML error", { text: "<Error><Code>Throttling</Code></Error>", status: 400 }],
      ["a key __proto__", { text: '{"TaskDetail":{"__proto__":{"polluted":1}}}' }],
      ["a key constructor", { text: '{"TaskDetail":{"constructor":{}}}' }],
      ["null", { text: "null" }],
      ["a list", { text: "[1]" }],
      ["an object for a Code", { json: { Code: { a: 1 }, Message: "m" }, status: 400 }],
      ["an object for a Message", { json: { Code: "InternalError", Message: { a: 1 } }, status: 400 }],
      ["half a body", { text: '{"TaskDetail":{"TaskId":' }],
    ];
    it.each(unusable)("that is %s is a bad response, tried again", async (_, answer) => {
      const { getTask, calls } = await setUp([answer]);
      const error = await failure(getTask());
      expect(error).toMatchObject({ code: "BadResponse", retryable: true });
      expect(error.message).toMatch(/^GetTask: the body was not understood/);
      expect(calls).toEqual(["GetTask", "GetTask", "GetTask"]);
    });

    it("that a proxy has packed is unpacked", async () => {
      const packed: Answer = (response) => {
        response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync('{"TaskDetail":{"TaskId":"task-1"}}'));
      };
      const { getTask } = await setUp([packed]);
      expect(await getTask()).toEqual({ TaskDetail: { TaskId: "task-1" } });
    });

    it("that comes in many pieces is whole", async () => {
      const pieces: Answer = async (response) => {
        response.writeHead(200);
        for (const piece of ['{"TaskDetail":', '{"Content":"', "中文".repeat(100_000), '"}}']) {
          for (const byte of Buffer.from(piece).subarray(0, 5)) response.write(Buffer.from([byte]));
          response.write(Buffer.from(piece).subarray(5));
          await new Promise((next) => setTimeout(next, 5));
        }
        response.end();
      };
      const { getTask } = await setUp([pieces]);
      expect(await getTask()).toEqual({ TaskDetail: { Content: "中文".repeat(100_000) } });
    });

    it("of status 500 without a Code is no success, even with the expected key", async () => {
      const { getTask } = await setUp([{ json: { TaskDetail: { TaskId: "task-1" } }, status: 500 }]);
      expect(await failure(getTask())).toMatchObject({
        code: "BadResponse",
        message: "GetTask: HTTP 500 without an error code",
      });
    });

    it("without the expected key is no success", async () => {
      const { getTask } = await setUp([{ json: { RequestId: "r-1" } }]);
      expect((await failure(getTask())).message).toBe("GetTask: the body was not understood: it has no TaskDetail");
    });

    it("that takes longer than the connect limit is waited for", async () => {
      const slow: Answer = (response) => {
        setTimeout(() => response.end('{"TaskDetail":{}}'), 900);
      };
      const { getTask } = await setUp([slow], { timeouts: { connect: ms(500), read: ms(10_000) } });
      expect(await getTask()).toEqual({ TaskDetail: {} });
    });
  });

  describe("a line that fails", () => {
    const timeouts = { connect: ms(500), read: ms(500) };
    const mute: Answer = () => {};
    const stalled: Answer = (response) => {
      response.writeHead(200);
      response.write('{"TaskDetail":');
    };
    const dripping: Answer = (response) => {
      const drops = setInterval(() => response.write(" "), 20);
      response.once("close", () => clearInterval(drops));
    };

    it.each([
      ["before the answer", mute],
      ["within the body", stalled],
      ["but for a drop now and then", dripping],
    ])(
      "by silence %s is a timeout, and its socket is closed",
      async (_, answer) => {
        const closed: Promise<unknown>[] = [];
        const watched: Answer = (response, seen) => {
          closed.push(once(response, "close"));
          if (typeof answer === "function") answer(response, seen);
        };
        const { getTask, calls } = await setUp([watched], { timeouts });
        expect(await failure(getTask())).toMatchObject({ code: "Timeout", retryable: true });
        expect(calls).toHaveLength(3);
        await Promise.all(closed);
      },
      10_000,
    );

    it("by a TLS handshake that never ends is a timeout at the connect limit", async () => {
      const server = createServer((socket) => socket.on("error", () => {}).resume()).listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as { port: number };
      const { rpc } = await setUp([TASK], {
        endpoint: `https://127.0.0.1:${port}`,
        timeouts: { connect: ms(500), read: ms(25_000) },
      });
      expect(await failure(rpc.call("GetTask", {}, "TaskDetail"))).toMatchObject({ code: "Timeout" });
      server.close();
    });

    it("by a reset is a network fault, and the next attempt counts", async () => {
      const reset: Answer = (response) => void response.socket?.resetAndDestroy();
      const { getTask, calls } = await setUp([reset, TASK]);
      expect(await getTask()).toMatchObject({ TaskDetail: { TaskId: "task-1" } });
      expect(calls).toHaveLength(2);
    });

    it("by a reset within the body is a network fault", async () => {
      const cut: Answer = (response) => {
        response.writeHead(200, { "content-length": "1000" });
        response.write("{", () => response.socket?.resetAndDestroy());
      };
      const { getTask, gateway } = await setUp([cut]);
      expect(await failure(getTask())).toMatchObject({
        code: "Network",
        message: `GetTask: the connection to ${gateway.endpoint} failed (ECONNRESET)`,
      });
    });

    it("because nobody listens names the endpoint setting", async () => {
      const { getTask, gateway } = await setUp([TASK]);
      await gateway.close();
      expect(await failure(getTask())).toMatchObject({
        code: "Network",
        retryable: true,
        message: `GetTask: cannot reach ${gateway.endpoint}: check SERVICE_CATALOG_ENDPOINT (ECONNREFUSED)`,
      });
    });
  });
});

describe("from source, every answer", () => {
  const [, client] = CLIENTS[0]!;
  it("tells its time, a refusal too", async () => {
    const dates: string[] = [];
    const at = (second: number) => ({ date: `Tue, 24 Nov 2026 16:00:0${second} GMT` });
    const denied = { json: { Code: "NoPermission", Message: "no" }, status: 403, headers: at(1) };
    const found = { json: { TaskDetail: {} }, headers: at(2) };
    const { getTask } = await called.setUp(client, [denied, found], { onDate: (date) => dates.push(date) });
    await called.failure(client, getTask());
    await getTask();
    expect(dates).toEqual(["Tue, 24 Nov 2026 16:00:01 GMT", "Tue, 24 Nov 2026 16:00:02 GMT"]);
  });
});
