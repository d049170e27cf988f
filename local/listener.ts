import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { PollReport } from "../lib/app/report.ts";
import { type Door, LARGEST_BODY, SLACK_PATH } from "../lib/fc/shim.ts";
import { PlanbellError } from "../lib/model/errors.ts";

/** Where `serve` says how it is, and where Slack reaches it. */
export interface Listener {
  /** Without a slash at its end. */
  readonly url: string;
  /**
   * Takes nothing more; requests under way are answered, within 5 s, and their answers say that the connection ends:
   * else a client would send its next request into a connection that the end of the process cuts.
   */
  close(): Promise<void>;
}

/** Who answers. */
export interface Desk {
  /** The report of the last poll; undefined before the first, and after one that could not report. */
  readonly last: () => PollReport | undefined;
  /** Absent where Slack is heard by Socket Mode. */
  readonly door?: Door | undefined;
}

/** The address of the settings cannot be listened on; the message names them. */
class ListenFault extends PlanbellError {
  readonly code = "listen";
}

/** A request that is not here whole by then is given up; Slack itself waits 3 s. */
const IMPATIENT = { requestTimeout: 10_000, headersTimeout: 10_000, connectionsCheckingInterval: 2_000 };
const LAST_ANSWERS_MS = 5_000;

/**
 * Answers `/healthz` with the report of the last poll, 200 when it was well, 503 when it was not or there is none; and
 * `/slack/events` by the door.
 * @param at `PLANBELL_HOST` and `PORT`; 0 = any free port
 * @throws {ListenFault} when nothing can listen there
 */
export async function openListener(
  at: { readonly host: string; readonly port: number },
  desk: Desk,
): Promise<Listener> {
  const open = new Set<ServerResponse>();
  let closing = false;
  const server = createServer(IMPATIENT, (request, response) => {
    open.add(response);
    response.once("close", () => open.delete(response));
    if (closing) response.setHeader("connection", "close");
    answer(desk, request, response).catch(() => response.destroy());
  });
  await listen(server, at);
  const { port } = server.address() as AddressInfo;
  return {
    url: addressOf(at.host, port),
    async close() {
      closing = true;
      for (const response of open) if (!response.headersSent) response.setHeader("connection", "close");
      // Idle connections are closed by this at once.
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const late = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS);
      await closed;
      clearTimeout(late);
    },
  };
}

async function answer({ last, door }: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "", url = "", headersDistinct: headers } = request;
  if (url === "/healthz" && method === "GET") {
    const report = last();
    response.writeHead(report?.ok ? 200 : 503, { "content-type": "application/json" });
    response.end(JSON.stringify(report ?? { ok: false }));
    return;
  }
  const path = url.split("?", 1)[0] ?? "";
  if (door === undefined || path !== SLACK_PATH) {
    response.writeHead(404).end();
    return;
  }
  const said = await door({ method, path, headers, body: await bytesOf(request) });
  response.writeHead(said.status, said.headers).end(said.body);
}

/** The body, of one that is too large only so much that this shows: the rest is read and dropped. */
async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (length <= LARGEST_BODY) chunks.push(chunk);
    length += chunk.length;
  }
  return Buffer.concat(chunks);
}

/** An IPv6 address stands in brackets in a URL. */
export const addressOf = (host: string, port: number): string =>
  `http://${host.includes(":") ? `[${host}]` : host}:${port}`;

function listen(server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => reject(listenFault(host, port, cause)));
    server.listen(port, host, () => resolve());
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "PORT: the port is taken; choose another",
  EACCES: "PORT: this user may not use the port; choose one above 1023",
  EADDRNOTAVAIL: "PLANBELL_HOST: this machine has no such address; 127.0.0.1 and 0.0.0.0 always work",
  ENOTFOUND: "PLANBELL_HOST: no such host; 127.0.0.1 and 0.0.0.0 always work",
};

function listenFault(host: string, port: number, cause: NodeJS.ErrnoException): ListenFault {
  const code = cause.code ?? "unknown";
  const why = REASONS[code] ?? "PLANBELL_HOST, PORT: choose others";
  return new ListenFault(`cannot listen on ${addressOf(host, port)} (${code}). ${why}.`, { cause });
}
