import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Args, Refused, readArgs, Throttled, textOf } from "./call.ts";
import { type Fault, SlackFaults } from "./faults.ts";
import { type Desk, isMethod, runMethod } from "./methods.ts";
import type { OrphanReplies } from "./posting.ts";
import { CallRate, type Rate } from "./rate.ts";
import { Uploads } from "./uploading.ts";
import { Workspace, type WorkspaceOptions } from "./workspace.ts";

export interface SlackOptions extends WorkspaceOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** The bot's token; "xoxb-planbell-demo" when absent. */
  readonly token?: string;
  /** Posts a channel takes; one a second and a burst of five when absent. */
  readonly rate?: Rate | "off";
  /** Edits the method takes over all channels; Slack's tier 3 is 50 a minute. As many as come when absent. */
  readonly updateRate?: Rate;
  /** What the token may do; all that Planbell asks for when absent. */
  readonly scopes?: readonly string[];
  /** False takes the scopes away that read messages. */
  readonly historyAllowed?: boolean;
  /**
   * A reply to a message that is gone: "refused" (the default) with `message_not_found`, or put into the channel, as
   * some have seen Slack do.
   */
  readonly orphanReplies?: OrphanReplies;
}

/** Calls that came in, failed ones included. */
interface CallCount {
  total: number;
  /** By method name; names Slack does not know count as "unknown", bytes for a file as "upload". */
  byMethod: Record<string, number>;
  clear(): void;
}

/** A Slack workspace that speaks the Web API on this machine only. */
export interface SlackStandIn {
  /** `http://127.0.0.1:PORT/api/` */
  readonly apiUrl: string;
  readonly workspace: Workspace;
  readonly faults: SlackFaults;
  readonly calls: CallCount;
  close(): Promise<void>;
}

const SCOPES = [
  "chat:write",
  "commands",
  "users:read",
  "channels:history",
  "groups:history",
  "im:history",
  "im:write",
  "files:write",
];
const LARGEST_BODY = 4 * 1024 * 1024;

/** Starts the stand-in. It refuses what Slack refuses, with Slack's words, and what our own rules for messages refuse. */
export async function startSlack(options: SlackOptions): Promise<SlackStandIn> {
  const workspace = new Workspace(options);
  const faults = new SlackFaults();
  const calls = countCalls();
  const rate = options.rate ?? { perSecond: 1, burst: 5 };
  const scopes = options.scopes ?? SCOPES;
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const desk: Desk = {
    workspace,
    uploads: new Uploads(origin),
    rate: rate === "off" ? undefined : new CallRate(rate, workspace.clock),
    updateRate: options.updateRate && new CallRate(options.updateRate, workspace.clock),
    scopes: options.historyAllowed === false ? scopes.filter((scope) => !scope.endsWith(":history")) : scopes,
    orphanReplies: options.orphanReplies ?? "refused",
  };
  const token = options.token ?? "xoxb-planbell-demo";
  server.on("request", (request, response) => {
    serve({ desk, faults, calls, token }, request, response).catch((error: unknown) => {
      console.error("slack stand-in:", error);
      response.destroy();
    });
  });
  return { apiUrl: `${origin}/api/`, workspace, faults, calls, close: () => closeServer(server) };
}

/** Ends the server and every connection it holds. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

interface Office {
  readonly desk: Desk;
  readonly faults: SlackFaults;
  readonly calls: CallCount;
  readonly token: string;
}

async function serve(office: Office, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  if (body === undefined) {
    response.writeHead(413).end();
    return;
  }
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const ticket = request.method === "POST" ? /^\/upload\/v1\/(\w+)$/.exec(url.pathname)?.[1] : undefined;
  if (ticket === undefined && !url.pathname.startsWith("/api/")) {
    response.writeHead(404).end();
    return;
  }
  const method = ticket === undefined ? url.pathname.slice("/api/".length) : "upload";
  const name = ticket !== undefined || isMethod(method) ? method : "unknown";
  office.calls.total += 1;
  office.calls.byMethod[name] = (office.calls.byMethod[name] ?? 0) + 1;
  const fault = office.faults.take(method);
  if (fault && spoil(fault, response)) return;
  const answer =
    ticket === undefined
      ? answerTo(office, method, url, request, body.toString("utf8"))
      : await office.desk.uploads.take(ticket, request.headers["content-type"] ?? "", body);
  if (fault?.kind === "drop-after-accept") {
    response.destroy();
    return;
  }
  if (fault?.kind === "delay") await pause(fault.ms ?? 100, response);
  if (typeof answer !== "number") send(response, answer, office.desk.scopes);
  else response.writeHead(answer, { "content-type": "text/plain" }).end(answer === 200 ? `OK - ${body.length}` : "");
}

interface Answer {
  readonly status: number;
  readonly retryAfter?: number;
  readonly body: Record<string, unknown>;
}

function answerTo(office: Office, method: string, url: URL, request: IncomingMessage, body: string): Answer {
  try {
    const args = readArgs(url.searchParams, request.headers["content-type"] ?? "", body);
    return {
      status: 200,
      body: { ok: true, ...runMethod(office.desk, method, args, tokenOf(request, args), office.token) },
    };
  } catch (error) {
    if (error instanceof Throttled) return throttled(error.retryAfter);
    if (error instanceof Refused) return { status: 200, body: { ok: false, error: error.word, ...error.details } };
    throw error;
  }
}

/** True when the fault answered (or cut) the call itself. */
function spoil(fault: Fault, response: ServerResponse): boolean {
  switch (fault.kind) {
    case "ratelimited":
      send(response, throttled(fault.retryAfter ?? 1), []);
      return true;
    case "http500":
    case "http503":
      response.writeHead(fault.kind === "http500" ? 500 : 503, { "content-type": "text/plain" }).end("upstream error");
      return true;
    case "html200":
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Slack</title>Be right back");
      return true;
    case "error":
      send(response, { status: 200, body: { ok: false, error: fault.error ?? "internal_error" } }, []);
      return true;
    case "drop-before-accept":
      response.destroy();
      return true;
    case "drop-after-accept":
    case "delay":
      return false;
  }
}

function throttled(retryAfter: number): Answer {
  return { status: 429, retryAfter, body: { ok: false, error: "ratelimited" } };
}

function send(response: ServerResponse, answer: Answer, scopes: readonly string[]): void {
  response.writeHead(answer.status, {
    "content-type": "application/json; charset=utf-8",
    ...(answer.retryAfter === undefined ? {} : { "retry-after": String(answer.retryAfter) }),
    ...(scopes.length > 0 ? { "x-oauth-scopes": scopes.join(",") } : {}),
  });
  response.end(JSON.stringify(answer.body));
}

function tokenOf(request: IncomingMessage, args: Args): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? textOf(args, "token");
}

/** The body, or undefined when it is larger than any message can be. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  return size > LARGEST_BODY ? undefined : Buffer.concat(chunks);
}

/** Waits, but no longer than the caller does. */
function pause(length: number, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, length);
    response.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function countCalls(): CallCount {
  return {
    total: 0,
    byMethod: {},
    clear() {
      this.total = 0;
      this.byMethod = {};
    },
  };
}
