import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer on its way back; headers by their names in lower case. */
export interface Passing {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A server that hands everything on, remembers what came in, and may change what goes back. */
export interface Way {
  /** Without a slash at its end. */
  readonly url: string;
  /** Addresses and bodies of all requests, as text. */
  seen(): string;
  /** Changes every answer from now on. */
  change(how: (answer: Passing, request: { readonly path: string; readonly body: string }) => Passing): void;
  close(): Promise<void>;
}

/** @param target origin of the server behind it */
export async function openWay(target: string): Promise<Way> {
  const seen: string[] = [];
  let change: Parameters<Way["change"]>[0] = (answer) => answer;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await textOf(request);
    const path = request.url ?? "/";
    seen.push(`${path}\n${body}`, unescaped(body));
    const headers = Object.entries(request.headers).filter(([name]) => !HOP.has(name)) as [string, string][];
    const hasBody = request.method !== "GET";
    const answer = await fetch(new URL(path, target), {
      method: request.method ?? "GET",
      headers,
      ...(hasBody ? { body } : {}),
    });
    const given = { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
    const own = given.body.replaceAll(target, url);
    const changed = change({ ...given, body: own }, { path, body });
    const sent = Object.entries(changed.headers).filter(([name]) => !HOP.has(name));
    response.writeHead(changed.status, Object.fromEntries(sent)).end(changed.body);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    seen: () => seen.join("\n"),
    change: (how) => {
      change = how;
    },
    close: () => closed(server),
  };
}

/** What belongs to one connection, and lengths that change. */
const HOP = new Set(["connection", "host", "content-length", "transfer-encoding", "content-encoding", "keep-alive"]);

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** A form's values, where it is one. */
function unescaped(body: string): string {
  try {
    return decodeURIComponent(body.replaceAll("+", " "));
  } catch {
    return body;
  }
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
