import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type EpochMs, instant, later, type Ms, ms } from "../../lib/model/brand.ts";
import type { Clock } from "../../lib/ports.ts";

/** One request as it arrived. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly form: URLSearchParams;
}

/** What to do with one request; a plain object is sent as JSON with status 200. */
export type Answer =
  | { readonly json: unknown; readonly status?: number; readonly headers?: Record<string, string> }
  | { readonly text: string; readonly status?: number }
  | ((response: ServerResponse, seen: Seen) => void);

export interface Gateway {
  readonly endpoint: string;
  readonly seen: Seen[];
  close(): Promise<void>;
}

/** A real HTTP server on loopback that gives the answers in turn, the last one for ever. */
export async function openGateway(...answers: readonly Answer[]): Promise<Gateway> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await bodyOf(request));
    const one = { method: request.method ?? "", url: request.url ?? "", form };
    const answer = answers[Math.min(seen.length, answers.length - 1)]!;
    seen.push(one);
    if (typeof answer === "function") return answer(response, one);
    response.writeHead(answer.status ?? 200, "headers" in answer ? answer.headers : {});
    response.end("json" in answer ? JSON.stringify(answer.json) : answer.text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async close() {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}

/** A clock whose sleeps pass at once and are written down. */
export class NotedClock implements Clock {
  elapsed(): Ms {
    return ms(0);
  }

  readonly sleeps: number[] = [];
  #now: EpochMs;
  constructor(start: string) {
    this.#now = instant(Date.parse(start));
  }
  now(): EpochMs {
    return this.#now;
  }
  async sleep(length: Ms): Promise<void> {
    this.sleeps.push(length);
    this.#now = later(this.#now, length);
  }
}
