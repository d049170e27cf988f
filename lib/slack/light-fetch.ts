import { Agent, type IncomingMessage, request as insecurely } from "node:http";
import { Agent as SecureAgent, request as securely } from "node:https";
import type { Socket } from "node:net";

/** A kept connection that was idle for longer is closed instead of used: Slack may have closed its end meanwhile. */
const LONGEST_IDLE_MS = 4_000;

/**
 * As much of `fetch` as Slack's client and our uploads use, over `node:https`: the global one costs some 40 ms of CPU at
 * its first touch. A text or bytes are sent, the whole answer is read before it resolves, nothing is compressed.
 *
 * No redirect is followed: with `redirect: "error"` it rejects, otherwise the answer is the redirect itself. Rejects
 * with the fault of the socket, which has a `code`, or with the signal's reason.
 */
export const lightFetch: typeof fetch = async (input, init = {}) => {
  const url = new URL(typeof input === "string" || input instanceof URL ? input : input.url);
  const { body } = init;
  if (typeof body !== "string" && !(body instanceof Uint8Array) && body !== undefined && body !== null) {
    throw new TypeError("expected a body of text or bytes");
  }
  const sent = body === undefined || body === null ? Buffer.alloc(0) : Buffer.from(body);
  const answer = await exchange(url, init, sent);
  if (init.redirect === "error" && answer.status >= 300 && answer.status < 400 && answer.headers.get("location")) {
    throw new Error("unexpected redirect");
  }
  return answer;
};

function exchange(url: URL, { method = "GET", headers, signal }: RequestInit, body: Buffer): Promise<Response> {
  const isSecure = url.protocol === "https:";
  const agent = agentOf(isSecure);
  closeStale(agent);
  return new Promise((resolve, reject) => {
    const fail = (fault: Error): void => reject(signal?.aborted ? signal.reason : fault);
    const call = (isSecure ? securely : insecurely)(url, {
      method,
      agent,
      headers: { "accept-encoding": "identity", ...fieldsOf(headers), "content-length": String(body.length) },
      ...(signal ? { signal } : {}),
    });
    call.on("error", fail);
    call.on("response", (response) => {
      const { socket } = response;
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", fail);
      response.on("end", () => {
        freed.set(socket, Date.now());
        resolve(answerOf(url, response, Buffer.concat(parts)));
      });
    });
    call.end(body);
  });
}

const fieldsOf = (headers: RequestInit["headers"] = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Symbol.iterator in headers ? headers : Object.entries(headers));

/** What is read of an answer, as `fetch` has it; a real one would load all of Node's own client. */
function answerOf(url: URL, { statusCode = 0, statusMessage, headers }: IncomingMessage, body: Buffer): Response {
  const fields = new Map(Object.entries(headers).map(([name, value]) => [name, [value ?? []].flat().join(", ")]));
  const answer = {
    url: url.href,
    status: statusCode,
    statusText: statusMessage ?? "",
    ok: statusCode >= 200 && statusCode < 300,
    headers: { get: (name: string) => fields.get(name.toLowerCase()) ?? null, entries: () => fields.entries() },
    body: null,
    text: async () => body.toString("utf8"),
    arrayBuffer: async () => new Uint8Array(body).buffer,
  };
  return answer as unknown as Response;
}

const agents = new Map<boolean, Agent>();
function agentOf(isSecure: boolean): Agent {
  const agent = agents.get(isSecure) ?? new (isSecure ? SecureAgent : Agent)({ keepAlive: true });
  agents.set(isSecure, agent);
  return agent;
}

/** When a connection became idle, by the clock on the wall: timers stand still while a function is frozen. */
const freed = new WeakMap<Socket, number>();
function closeStale(agent: Agent): void {
  for (const socket of Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? [])) {
    if (Math.abs(Date.now() - (freed.get(socket) ?? 0)) > LONGEST_IDLE_MS) socket.destroy();
  }
}
