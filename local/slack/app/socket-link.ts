import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { type WebSocket, WebSocketServer } from "ws";
import { isOfWebPage } from "../web-pages.ts";
import type { Message, Retry } from "./message.ts";
import type { Outcome } from "./outcome.ts";

/** Why Slack asks a client to come anew. */
export type DisconnectReason = "warning" | "refresh_requested";

export interface SocketLinkOptions {
  /** The stand-in's own server, which listens. */
  readonly server: Server;
  /** `ws://127.0.0.1:PORT` */
  readonly origin: string;
  readonly appId: string;
  /** Milliseconds of real time that the app has to acknowledge. */
  readonly patience: number;
}

const MOST_CONNECTIONS = 10;
const WARNING_MS = 10_000;
/** How long the other side may take to close, too. */
const GRACE_MS = 1_000;
/** Slack's official client gives a connection up when no ping came for 30 s. */
const PING_MS = 10_000;

/**
 * The way to an app in Socket Mode: WebSockets that the app opened, each with a ticket of its own.
 * @see https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export class SocketLink {
  readonly #options: SocketLinkOptions;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  /** Those that take envelopes, in the order they came. */
  readonly #open: WebSocket[] = [];
  readonly #waiting = new Map<string, { readonly socket: WebSocket; readonly settle: (outcome: Outcome) => void }>();
  #turn = 0;

  constructor(options: SocketLinkOptions) {
    this.#options = options;
    options.server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const url = new URL(request.url ?? "/", options.origin);
      const isOurs = url.pathname === "/link/" && !isOfWebPage(request);
      if (!isOurs || !this.#tickets.delete(url.searchParams.get("ticket") ?? "")) {
        socket.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (one) => this.#welcome(one));
    });
  }

  get connections(): number {
    return this.#open.length;
  }

  /** An address for one connection: its ticket is used up by the first who comes with it. */
  issue(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return `${this.#options.origin}/link/?ticket=${ticket}&app_id=${this.#options.appId}`;
  }

  /** Sends to one of the connections. What an app says where no answer is taken is dropped. Never throws. */
  send(message: Message, retry: Retry | undefined): Promise<Outcome> {
    const socket = this.#next();
    if (!socket) return Promise.resolve({ over: "socket", kind: "unreachable" });
    const id = randomUUID();
    return new Promise((resolve) => {
      const settle = (outcome: Outcome): void => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        const silent = outcome.kind === "answered" && !message.takesAnswer;
        resolve(silent ? { ...outcome, body: undefined } : outcome);
      };
      const timer = setTimeout(() => settle({ over: "socket", kind: "timeout" }), this.#options.patience);
      this.#waiting.set(id, { socket, settle });
      socket.send(JSON.stringify(envelopeOf(id, message, retry)));
    });
  }

  /** Every connection is asked to go: at once, or, after a warning, ten seconds later. */
  disconnect(reason: DisconnectReason): void {
    for (const socket of [...this.#open]) {
      if (reason === "refresh_requested") this.#dismiss(socket, reason);
      else {
        socket.send(JSON.stringify(goodbye(reason)));
        setTimeout(() => this.#dismiss(socket, "refresh_requested"), WARNING_MS).unref();
      }
    }
  }

  /** Takes no connection any more and ends those there are; whoever waits for an answer learns that none comes. */
  async close(): Promise<void> {
    for (const { settle } of [...this.#waiting.values()]) settle({ over: "socket", kind: "unreachable" });
    this.#sockets.close();
    const left = [...this.#sockets.clients].map((socket) => {
      const gone = once(socket, "close");
      socket.close(1_001);
      return gone;
    });
    await Promise.race([Promise.all(left), pause(GRACE_MS, undefined, { ref: false })]);
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  #next(): WebSocket | undefined {
    this.#turn += 1;
    return this.#open[this.#turn % Math.max(1, this.#open.length)];
  }

  #welcome(socket: WebSocket): void {
    socket.on("message", (data) => this.#hear(String(data)));
    // Without a listener an error of one connection would end the process; the close that follows says all.
    socket.on("error", () => undefined);
    const ping = setInterval(() => socket.ping(), PING_MS);
    socket.on("close", () => {
      clearInterval(ping);
      this.#forget(socket);
      for (const one of [...this.#waiting.values()]) {
        if (one.socket === socket) one.settle({ over: "socket", kind: "unreachable" });
      }
    });
    if (this.#open.length >= MOST_CONNECTIONS) {
      this.#dismiss(socket, "too_many_websockets");
      return;
    }
    this.#open.push(socket);
    socket.send(JSON.stringify(this.#hello()));
  }

  #hear(text: string): void {
    const ack = parse(text);
    const waiting = this.#waiting.get(String(ack?.["envelope_id"]));
    waiting?.settle({
      over: "socket",
      kind: "answered",
      status: 200,
      body: fullOrNothing(ack?.["payload"]),
      final: false,
    });
  }

  #dismiss(socket: WebSocket, reason: string): void {
    this.#forget(socket);
    if (socket.readyState !== socket.OPEN) return;
    socket.send(JSON.stringify(goodbye(reason)));
    socket.close(1000);
  }

  #forget(socket: WebSocket): void {
    const index = this.#open.indexOf(socket);
    if (index >= 0) this.#open.splice(index, 1);
  }

  #hello(): Record<string, unknown> {
    return {
      type: "hello",
      num_connections: this.#open.length,
      debug_info: { host: HOST, build_number: 1, approximate_connection_time: 3_600 },
      connection_info: { app_id: this.#options.appId },
    };
  }
}

const HOST = "applink-stand-in";

const goodbye = (reason: string): Record<string, unknown> => ({
  type: "disconnect",
  reason,
  debug_info: { host: HOST },
});

function envelopeOf(id: string, { type, payload, takesAnswer }: Message, retry: Retry | undefined): unknown {
  const tries = { retry_attempt: retry?.number ?? 0, retry_reason: retry?.reason ?? "" };
  return {
    envelope_id: id,
    payload,
    type,
    accepts_response_payload: takesAnswer,
    ...(type === "events_api" ? tries : {}),
  };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Slack's own client says nothing as `{}`. */
const fullOrNothing = (payload: unknown): unknown =>
  typeof payload === "object" && payload !== null && Object.keys(payload).length === 0 ? undefined : payload;
