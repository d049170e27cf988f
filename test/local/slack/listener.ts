import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";
import { closeServer } from "../../../local/slack/server.ts";

/** One request as an app hears it, before anything was made of it. */
export interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  /** The fields of a command, the `payload` of an interaction, the JSON of an event. */
  readonly payload: Record<string, unknown>;
}

interface Scripted {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Comes before the answer. */
  readonly after?: Promise<unknown>;
}

export interface Listener {
  readonly url: string;
  readonly heard: Heard[];
  /** Answers in their order, then an empty 200; "never" holds the request. */
  readonly script: (Scripted | "never")[];
}

export const SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

/** An app of no framework that writes down what it hears and answers what it is told to; it ends with the test. */
export async function openListener(): Promise<Listener> {
  const heard: Heard[] = [];
  const script: (Scripted | "never")[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString("utf8");
    heard.push({ headers: request.headers, raw, payload: payloadOf(raw, request.headers["content-type"] ?? "") });
    const answer = script.shift() ?? {};
    if (answer === "never") return;
    await answer.after;
    response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  opened.push({ close: () => closeServer(server) });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`, heard, script };
}

/** Written anew here, so that the stand-in's own way to sign is not what it is measured by. */
export function isSigned({ headers, raw }: Heard, secret = SIGNING_SECRET): boolean {
  const at = String(headers["x-slack-request-timestamp"]);
  const digest = createHmac("sha256", secret).update(`v0:${at}:${raw}`).digest("hex");
  return headers["x-slack-signature"] === `v0=${digest}` && Math.abs(Date.now() / 1_000 - Number(at)) < 300;
}

function payloadOf(raw: string, contentType: string): Record<string, unknown> {
  if (contentType === "application/json") return JSON.parse(raw) as Record<string, unknown>;
  const fields = Object.fromEntries(new URLSearchParams(raw));
  return fields["payload"] === undefined ? fields : (JSON.parse(fields["payload"]) as Record<string, unknown>);
}
