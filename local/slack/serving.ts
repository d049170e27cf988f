import type { IncomingMessage, ServerResponse } from "node:http";
import { type Args, Refused, Throttled, textOf } from "./call.ts";
import { isJson, readArgs } from "./call-body.ts";
import type { Desk } from "./desk.ts";
import type { Fault, SlackFaults } from "./faults.ts";
import { acceptedScopes, isMethod, runMethod, type Tokens } from "./methods.ts";
import { type Reply, refusal, spoilt, throttled, write } from "./replies.ts";
import { respond } from "./responding.ts";
import { sentOf, type Traffic } from "./traffic.ts";
import { isOfWebPage } from "./web-pages.ts";

/** What a request meets: the methods, the faults that were ordered, those who count and keep a record. */
export interface Office {
  readonly desk: Desk;
  readonly faults: SlackFaults;
  readonly calls: { total: number; byMethod: Record<string, number> };
  readonly traffic: Traffic;
  readonly tokens: Tokens;
}

/** A request that has a place here. */
interface Incoming {
  /** The method, "upload" or "response_url". */
  readonly name: string;
  readonly url: URL;
  /** The last part of the address of an upload or a response. */
  readonly key?: string;
  readonly contentType: string;
  readonly token: string | undefined;
  readonly body: Buffer;
}

const LARGEST_BODY = 4 * 1024 * 1024;

/**
 * Answers one request of the app, spoilt where that was ordered, and records it; not one that a web page made a browser
 * send: 403.
 */
export async function serve(office: Office, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (isOfWebPage(request)) {
    response.writeHead(403, { "content-type": "text/plain" }).end("This is for apps, not for web pages.");
    return;
  }
  const body = await readBody(request);
  if (body === undefined) {
    response.writeHead(413).end();
    return;
  }
  const incoming = placeOf(request, body);
  if (incoming === undefined) {
    response.writeHead(404).end();
    return;
  }
  const { calls, desk, faults, traffic } = office;
  const name = incoming.key === undefined && !isMethod(incoming.name) ? "unknown" : incoming.name;
  calls.total += 1;
  calls.byMethod[name] = (calls.byMethod[name] ?? 0) + 1;
  const began = { at: desk.workspace.clock.now(), tick: performance.now() };
  const fault = faults.take(incoming.name);
  const { sent, reply } = await outcomeOf(office, incoming, fault);
  if (fault?.kind === "delay") await pause(fault.ms ?? 100, response);
  traffic.record({
    direction: "api",
    name: incoming.name.slice(0, 80),
    at: began.at,
    ms: performance.now() - began.tick,
    sent,
    status: reply?.status ?? 0,
    answer: reply?.body,
    ok: reply?.ok ?? false,
    ...(fault ? { note: fault.kind } : {}),
  });
  if (reply) write(response, reply);
  else response.destroy();
}

/** What was sent, as far as it could be read, and what is answered; no reply when the connection is cut. */
async function outcomeOf(
  office: Office,
  incoming: Incoming,
  fault: Fault | undefined,
): Promise<{ sent: unknown; reply: Reply | undefined }> {
  const { name, key, body, contentType } = incoming;
  if (name === "upload" && key !== undefined) {
    const spoil = fault && spoilt(fault);
    if (spoil) return { sent: { bytes: body.length }, reply: spoil === "cut" ? undefined : spoil };
    const status = await office.desk.uploads.take(key, contentType, body);
    const ok = status === 200;
    const reply = { status, ok, body: ok ? `OK - ${body.length}` : "" };
    return { sent: { bytes: body.length }, reply: fault?.kind === "drop-after-accept" ? undefined : reply };
  }
  let args: Args | Refused;
  try {
    args = await readArgs(incoming.url.searchParams, contentType, body);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    args = error;
  }
  const sent = args instanceof Refused ? undefined : sentOf(args);
  const spoil = fault && spoilt(fault);
  if (spoil) return { sent, reply: spoil === "cut" ? undefined : spoil };
  const reply =
    args instanceof Refused
      ? refusal(args)
      : key === undefined
        ? answerTo(office, name, args, tokenOf(incoming, args))
        : responseTo(office.desk, key, args);
  return { sent, reply: fault?.kind === "drop-after-accept" ? undefined : reply };
}

function answerTo(office: Office, name: string, args: Args, token: string | undefined): Reply {
  const { desk, tokens } = office;
  const accepted = acceptedScopes(desk, name, args).join(",");
  const headers = {
    ...(desk.scopes.length > 0 ? { "x-oauth-scopes": desk.scopes.join(",") } : {}),
    ...(accepted === "" ? {} : { "x-accepted-oauth-scopes": accepted }),
  };
  try {
    const fields = runMethod(desk, name, args, token, tokens);
    return { status: 200, ok: true, headers, body: { ok: true, ...fields } };
  } catch (error) {
    if (error instanceof Throttled) return throttled(error.retryAfter);
    if (error instanceof Refused) return { ...refusal(error), headers };
    throw error;
  }
}

/**
 * Of the header, else of the form: JSON carries none.
 * @see https://docs.slack.dev/changelog/2017-10-keeping-up-with-the-jsons
 */
const tokenOf = ({ token, contentType }: Incoming, args: Args): string | undefined =>
  token ?? (isJson(contentType) ? undefined : textOf(args, "token"));

/** Words that say the address is no good. */
const BAD_ADDRESS = new Set(["invalid_url", "expired_url", "used_url"]);

function responseTo(desk: Desk, key: string, args: Args): Reply {
  try {
    desk.responseUrls.use(key, (place) => respond(desk, place, args));
    return { status: 200, ok: true, body: { ok: true } };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ...refusal(error), status: BAD_ADDRESS.has(error.word) ? 404 : 400 };
  }
}

function placeOf(request: IncomingMessage, body: Buffer): Incoming | undefined {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const incoming = { url, contentType: request.headers["content-type"] ?? "", token, body };
  if (url.pathname.startsWith("/api/")) return { ...incoming, name: url.pathname.slice("/api/".length) };
  if (request.method !== "POST") return undefined;
  const [, upload] = /^\/upload\/v1\/(\w+)$/.exec(url.pathname) ?? [];
  if (upload !== undefined) return { ...incoming, name: "upload", key: upload };
  const [, response] = /^\/response\/(\w+)$/.exec(url.pathname) ?? [];
  return response === undefined ? undefined : { ...incoming, name: "response_url", key: response };
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
