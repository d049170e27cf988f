import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./answer.ts";

/** A request as it came, read whole. */
export interface Received {
  readonly method: string;
  /** As in the request line, encoded, without the query. */
  readonly path: string;
  readonly host: string;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly query: ReadonlyMap<string, string>;
  /** Query and form body together, as the gateway merges them. */
  readonly params: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

const LARGEST_BODY = 1_000_000;

/** @throws {Error} when the body is larger than 1 MB */
export async function receive(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error("request body too large");
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  const [path = "/", search = ""] = (request.url ?? "/").split(/\?(.*)/s);
  const query = new Map(new URLSearchParams(search));
  const params = new Map(query);
  if (request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded"))
    for (const [name, value] of new URLSearchParams(body.toString("utf8"))) params.set(name, value);
  const { method = "GET", headers } = request;
  return { method, path, host: headers.host ?? "127.0.0.1", headers, query, params, body };
}

/** One header's value; `undefined` when it is missing or empty. */
export function headerOf({ headers }: Received, name: string): string | undefined {
  const value = headers[name];
  return (Array.isArray(value) ? value.join(",") : value) || undefined;
}

/** With `dripMs` the head and half of the body go at once, the rest after that time: a body that keeps one waiting. */
export function send(response: ServerResponse, answer: Answer, requestId: string, dripMs = 0): void {
  const body = Buffer.from(answer.body, "utf8");
  response.writeHead(answer.status, {
    ...answer.headers,
    "x-acs-request-id": requestId,
    "content-length": String(body.length),
  });
  if (dripMs === 0) return void response.end(body);
  const half = body.length >> 1;
  response.write(body.subarray(0, half));
  const late = setTimeout(() => response.end(body.subarray(half)), dripMs);
  response.on("close", () => clearTimeout(late));
}
