import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Agent } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { setUp, TASK } from "./called-gateway.ts";
import { BUNDLE, CLIENTS } from "./clients.ts";
import type { Answer } from "./scripted-gateway.ts";

const [[, source], [, bundled]] = CLIENTS as [(typeof CLIENTS)[number], (typeof CLIENTS)[number]];
const packed: Answer = (response) => {
  response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync('{"TaskDetail":{"TaskId":"task-1"}}'));
};
const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

describe("an unusual answer to the client as bundled", () => {
  it("is asked for once more, newly signed and without a wait, and read by node:http", async () => {
    const { getTask, gateway, clock } = await setUp(bundled, [packed]);
    expect(await getTask()).toEqual({ TaskDetail: { TaskId: "task-1" } });
    const nonces = gateway.seen.map(({ form }) => form.get("SignatureNonce"));
    expect([nonces.length, new Set(nonces).size, clock.sleeps]).toEqual([2, 2, []]);
  });

  it("leaves all later calls to node:http", async () => {
    const { getTask, gateway } = await setUp(bundled, [packed]);
    for (let call = 0; call < 3; call++) await getTask();
    expect(gateway.seen).toHaveLength(4);
  });

  it("is not asked for again where that may do something twice", async () => {
    const { rpc, gateway } = await setUp(bundled, [packed]);
    await rpc.call("ApproveProvisionedProductPlan", { PlanId: "plan-1" }, "TaskDetail");
    expect(gateway.seen).toHaveLength(1);
  });
});

describe("a connection of the client as bundled", () => {
  /** Answers the first call on each connection, and closes without an answer at the next one. */
  const closing = (): Answer => {
    const known = new Set<Socket | null>();
    return (response) => {
      if (known.has(response.socket)) return void response.socket?.destroy();
      known.add(response.socket);
      response.end('{"TaskDetail":{"TaskId":"task-1"}}');
    };
  };

  it("that the host closes when it is used again costs no attempt of a call that only reads", async () => {
    const { getTask, gateway, clock } = await setUp(bundled, [closing()]);
    await getTask();
    expect(await getTask()).toEqual({ TaskDetail: { TaskId: "task-1" } });
    expect([gateway.seen.length, clock.sleeps]).toEqual([3, []]);
  });

  it("that breaks within an answer is a network fault as any other", async () => {
    const cut: Answer = (response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("{", () => response.socket?.end());
    };
    const { getTask, clock } = await setUp(bundled, [TASK, cut]);
    await getTask();
    await expect(getTask()).rejects.toMatchObject({ code: "Network", retryable: true });
    expect(clock.sleeps).toEqual([100, 200]);
  });

  it("that gives two answers to one call is given up", async () => {
    let connections = 0;
    const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{"TaskDetail":{}}';
    const server = createTcpServer((socket) => {
      connections++;
      socket.on("error", () => undefined).on("data", () => socket.write(answer + answer.slice(0, 9)));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    open.push(server);
    const { rpc } = await setUp(bundled, [TASK], { endpoint: `http://127.0.0.1:${portOf(server)}` });
    // What node:http makes of it is not the matter.
    await rpc.call("GetTask", {}, "TaskDetail").catch(() => undefined);
    expect(connections).toBeGreaterThan(1);
  });

  it("is not ours when somebody gives an agent, such as that of a proxy", async () => {
    const asked: unknown[] = [];
    const agent = new Agent({ keepAlive: true });
    agent.on("free", (socket) => asked.push(socket));
    const { getTask, gateway } = await setUp(bundled, [TASK], { agent });
    expect(await getTask()).toMatchObject({ TaskDetail: { TaskId: "task-1" } });
    await expect.poll(() => asked.length).toBe(1);
    expect(gateway.seen).toHaveLength(1);
  });
});

describe("a connection by TLS of the client as bundled", () => {
  const at = (name: string): string => fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));

  /** What becomes of calls in a process that trusts the certificate, or does not. */
  async function called(host: string, isTrusted: boolean): Promise<unknown> {
    const keys = { key: readFileSync(at("localhost.key")), cert: readFileSync(at("localhost.crt")) };
    const server = createServer(keys, (_, response) => response.end('{"TaskDetail":{}}')).listen(0);
    await once(server, "listening");
    open.push(server);
    const env = isTrusted ? { NODE_EXTRA_CA_CERTS: at("localhost.crt") } : {};
    const child = fork(at("caller.cjs"), [BUNDLE, `https://${host}:${portOf(server)}`], { env, execArgv: [] });
    const [said] = await once(child, "message");
    child.kill();
    server.closeAllConnections();
    return said;
  }

  it("serves one call after the other where its certificate is trusted", async () => {
    expect(await called("localhost", true)).toBe('{"TaskDetail":{}} {"TaskDetail":{}}');
  });

  it("is refused for a host that the certificate does not name, and for one that nobody vouches for", async () => {
    expect(await called("127.0.0.1", true)).toContain("(ERR_TLS_CERT_ALTNAME_INVALID)");
    expect(await called("localhost", false)).toContain("(DEPTH_ZERO_SELF_SIGNED_CERT)");
  });
});

describe("the signature of the client as bundled", () => {
  it("is that of pop-core as it is, whatever is signed", async () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(..."!'()*~-._ +%&=/é中😀") }),
    );
    const params = fc.dictionary(
      fc.oneof(text, fc.constantFrom("__proto__", "a", "A", "Key.1", "Key.10", "Key.2")),
      text,
    );
    const [theirs, ours] = [await setUp(source, [TASK]), await setUp(bundled, [TASK])];
    const pinned = { Timestamp: "2026-01-02T03:04:05Z", SignatureNonce: "nonce-1" };
    await fc.assert(
      fc.asyncProperty(params, async (given) => {
        for (const { rpc } of [theirs, ours]) await rpc.call("GetTask", { ...given, ...pinned }, "TaskDetail");
        expect(ours.gateway.seen.at(-1)?.form.toString()).toBe(theirs.gateway.seen.at(-1)?.form.toString());
      }),
      { numRuns: 25 },
    );
  });
});

const portOf = (server: { address(): AddressInfo | string | null }): number => (server.address() as AddressInfo).port;
