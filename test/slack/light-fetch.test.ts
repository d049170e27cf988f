import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lightFetch } from "../../lib/slack/light-fetch.ts";

/** A server that does what the test says, and the connections it was given. */
let server: Server;
let connections: Socket[];
let turn: (request: IncomingMessage, response: ServerResponse, body: string) => void;
beforeEach(async () => {
  connections = [];
  server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part) => (body += part));
    request.on("end", () => turn(request, response, body));
  });
  server.on("connection", (socket) => connections.push(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  vi.useRealTimers();
  for (const socket of connections) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});
const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/views.open`;
const say = (status: number, headers: Record<string, string> = {}, body = "") => {
  turn = (_, response) => response.writeHead(status, headers).end(body);
};

describe("a call of Slack's", () => {
  it("arrives with its method, its headers, and the length of its body in bytes", async () => {
    const seen: unknown[] = [];
    turn = ({ method, url, headers }, response, body) => {
      const { authorization, "content-length": length, "transfer-encoding": chunks } = headers;
      seen.push({ method, url, authorization, length, chunks, body });
      response.end("{}");
    };
    await lightFetch(address(), { method: "POST", headers: { Authorization: "Bearer x" }, body: "text=网络" });
    expect(seen).toEqual([
      { method: "POST", url: "/api/views.open", authorization: "Bearer x", length: "11", body: "text=网络" },
    ]);
  });

  it("gives what the client reads of an answer", async () => {
    say(503, { "Content-Type": "text/html", "X-Twice": "1" }, "网络");
    const answer = await lightFetch(address());
    expect([answer.status, answer.ok, answer.statusText, answer.url]).toEqual([
      503,
      false,
      "Service Unavailable",
      address(),
    ]);
    expect([answer.headers.get("content-type"), answer.headers.get("CONTENT-TYPE")]).toEqual([
      "text/html",
      "text/html",
    ]);
    expect(answer.headers.get("retry-after")).toBeNull();
    expect([...answer.headers.entries()]).toContainEqual(["x-twice", "1"]);
    expect(await answer.text()).toBe("网络");
    expect(Buffer.from(await answer.arrayBuffer()).toString()).toBe("网络");
  });

  it("asks for no compression", async () => {
    turn = ({ headers }, response) => response.end(headers["accept-encoding"]);
    expect(await (await lightFetch(address())).text()).toBe("identity");
  });

  it("sends no form of parts, for nothing here has one", async () => {
    await expect(lightFetch(address(), { method: "POST", body: new FormData() })).rejects.toThrow("text or bytes");
  });
});

describe("a redirect", () => {
  it("is a failure where the client wants none", async () => {
    say(307, { location: address() });
    await expect(lightFetch(address(), { redirect: "error" })).rejects.toThrow("unexpected redirect");
  });

  it("is the answer otherwise: nothing is sent anywhere else", async () => {
    say(307, { location: address() });
    expect((await lightFetch(address())).status).toBe(307);
    expect(connections).toHaveLength(1);
  });
});

describe("a call that is not answered", () => {
  it("is ended by its signal, with the signal's reason", async () => {
    turn = () => {};
    const call = lightFetch(address(), { signal: AbortSignal.timeout(50) });
    await expect(call).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it("is ended by its signal in the middle of an answer, too", async () => {
    turn = (_, response) => {
      response.writeHead(200, { "content-length": "10" });
      response.write("half");
    };
    const call = lightFetch(address(), { signal: AbortSignal.timeout(1_000) });
    await expect(call).rejects.toMatchObject({ name: "TimeoutError" });
  });
});

describe("the connection", () => {
  it("is used again for the next call", async () => {
    say(200);
    await lightFetch(address());
    await new Promise(setImmediate);
    await lightFetch(address());
    expect(connections).toHaveLength(1);
  });

  it("is not used again when it was idle for long, though no timer told: a function was frozen meanwhile", async () => {
    say(200);
    await lightFetch(address());
    await new Promise(setImmediate);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 4_500 });
    await lightFetch(address());
    expect(connections).toHaveLength(2);
  });
});
