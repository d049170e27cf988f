import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { PollReport } from "../lib/app/report.ts";
import { PlanbellError } from "../lib/model/errors.ts";

/** Where `serve` says how it is. */
export interface Health {
  /** Without a slash at its end. */
  readonly url: string;
  /** Breaks open connections. */
  close(): Promise<void>;
}

/** The address of the settings cannot be listened on; the message names them. */
class ListenFault extends PlanbellError {
  readonly code = "listen";
}

/**
 * Answers `/healthz` with the report of the last poll: 200 when it was well, 503 when it was not or there is none.
 * @param at `PLANBELL_HOST` and `PORT`; 0 = any free port
 * @throws {ListenFault} when nothing can listen there
 */
export async function openHealth(
  at: { readonly host: string; readonly port: number },
  last: () => PollReport | undefined,
): Promise<Health> {
  const server = createServer((request, response) => {
    if (request.url !== "/healthz" || request.method !== "GET") {
      response.writeHead(404).end();
      return;
    }
    const report = last();
    response.writeHead(report?.ok ? 200 : 503, { "content-type": "application/json" });
    response.end(JSON.stringify(report ?? { ok: false }));
  });
  await listen(server, at);
  const { port } = server.address() as AddressInfo;
  return {
    url: addressOf(at.host, port),
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
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
