import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** One request as it arrived. */
export interface Seen {
  readonly method: string;
  readonly form: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
  /** What came to an address beside the Web API, as it came. */
  readonly body?: string;
}

/** What the server does with a request: an answer, or harm to the connection. */
export type Turn = (response: ServerResponse, request: IncomingMessage) => void;

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Turn =>
  (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  };
export const ok = (fields: Record<string, unknown> = {}): Turn => json({ ok: true, ...fields });
export const refused = (error: string, fields: Record<string, unknown> = {}): Turn =>
  json({ ok: false, error, ...fields });
export const text =
  (body: string, status = 200): Turn =>
  (response) => {
    response.writeHead(status, { "content-type": "text/html" }).end(body);
  };
/** Takes the whole request and then closes the connection without a word. */
export const drop: Turn = (_, request) => request.socket.destroy();
/** Takes the request and never answers. */
export const hang: Turn = () => {};
/** Sends the head and half of the body, then closes. */
export const cutShort: Turn = (response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
  response.write('{"ok":true', () => response.socket?.destroy());
};

/**
 * A Slack that does, method by method, what a test wrote down: each turn once, the last one for ever. An address beside
 * the Web API goes by its path.
 */
export class ScriptedSlack {
  readonly seen: Seen[] = [];
  readonly #turns = new Map<string, Turn[]>();
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((request, response) => this.#take(request, response));

  async start(): Promise<this> {
    this.#server.on("connection", (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/`;
  }

  on(method: string, ...turns: Turn[]): this {
    this.#turns.set(method, turns);
    return this;
  }

  calls(method: string): Seen[] {
    return this.seen.filter((one) => one.method === method);
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = request.url ?? "";
      const method = url.replace("/api/", "");
      const body = Buffer.concat(chunks).toString("utf8");
      const { authorization } = request.headers;
      if (url === method) this.seen.push({ method, form: {}, authorization, body });
      else this.seen.push({ method, form: Object.fromEntries(new URLSearchParams(body)), authorization });
      const turns = this.#turns.get(method) ?? [refused("unknown_method")];
      const turn = turns.length > 1 ? turns.shift() : turns[0];
      turn?.(response, request);
    });
  }
}
