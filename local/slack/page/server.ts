import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { closeServer, type SlackStandIn } from "../server.ts";
import { isLoopback } from "../web-pages.ts";
import { bundlePage } from "./bundle.ts";
import { Doer } from "./doer.ts";
import { PageFeed } from "./page-feed.ts";
import type { PageEvent } from "./page-state.ts";
import type { Stage } from "./stage.ts";

export interface SlackPage {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string;
  close(): Promise<void>;
}

export interface PageOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** What the control strip drives; without it there is none. */
  readonly stage?: Stage;
}

const LARGEST_DEED = 300_000;
/** Bytes that wait for a reader, beside the whole state that it gets at first. */
const MOST_UNREAD = 4 * 1024 * 1024;

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Planbell: the workspace</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="page.css">
</head>
<body>
<div id="root"></div>
<noscript><p>This page shows a workspace that changes: it needs JavaScript, all of it from this machine.</p></noscript>
<script type="module" src="page.js"></script>
</body>
</html>
`;

const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

/**
 * Shows the workspace in a browser on this machine: `/` is the page, `/events` tells it what happens, `/do` takes what
 * its reader does. Loads nothing from outside. Other pages of the browser can neither read nor steer it: the Host has to
 * be a loopback one, and deeds are JSON from this very origin.
 */
export async function startPage(standIn: SlackStandIn, options: PageOptions = {}): Promise<SlackPage> {
  const feed = new PageFeed(standIn, options.stage);
  const doer = new Doer(standIn, options.stage, () => feed.tellFaults());
  const server = createServer((request, response) => {
    answer(feed, doer, request, response).catch((error: unknown) => {
      console.error("page:", error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      feed.close();
      await closeServer(server);
    },
  };
}

async function answer(feed: PageFeed, doer: Doer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { host = "", origin } = request.headers;
  const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
  const reads = request.method === "GET" || request.method === "HEAD";
  if (!isLoopback(host)) return send(response, 403, "text/plain", "loopback only");
  if (pathname === "/" && reads) return send(response, 200, "text/html; charset=utf-8", HTML);
  if ((pathname === "/page.js" || pathname === "/page.css") && reads) {
    const { script, style } = await bundlePage();
    return pathname === "/page.js"
      ? send(response, 200, "text/javascript; charset=utf-8", script)
      : send(response, 200, "text/css; charset=utf-8", style);
  }
  if (pathname === "/events" && request.method === "GET") return follow(feed, response);
  if (pathname === "/do" && request.method === "POST") {
    const json = request.headers["content-type"]?.startsWith("application/json") ?? false;
    if (!json || origin !== `http://${host}`) return send(response, 403, "text/plain", "only this page may do that");
    const body = await readBody(request);
    if (body === undefined) return send(response, 413, "text/plain", "too large");
    return send(response, 200, "application/json", JSON.stringify(await doer.perform(body)));
  }
  send(response, 404, "text/plain", "not found");
}

/** Tells what happens for as long as somebody reads it. Who was cut off comes again and gets the whole state. */
function follow(feed: PageFeed, response: ServerResponse): void {
  response.writeHead(200, { ...HEADERS, "content-type": "text/event-stream" });
  let most = Number.POSITIVE_INFINITY;
  const tell = (event: PageEvent): void => {
    if (response.destroyed) return;
    if (response.writableLength > most) response.destroy();
    else response.write(`data: ${JSON.stringify(event)}\n\n`);
  };
  response.write("retry: 1000\n\n");
  response.once("close", feed.follow(tell));
  most = response.writableLength + MOST_UNREAD;
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { ...HEADERS, "content-type": type });
  response.end(body);
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_DEED) chunks.push(chunk);
  }
  return size > LARGEST_DEED ? undefined : Buffer.concat(chunks).toString("utf8");
}
