import type { ServerResponse } from "node:http";
import type { Refused } from "./call.ts";
import type { Fault } from "./faults.ts";

/** An answer of Slack's, not yet written. */
export interface Reply {
  readonly status: number;
  /** Was the call done? */
  readonly ok: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is, anything else as JSON. */
  readonly body: unknown;
}

export const refusal = ({ word, details }: Refused): Reply => ({
  status: 200,
  ok: false,
  body: { ok: false, error: word, ...details },
});

/** @param retryAfter whole seconds */
export const throttled = (retryAfter: number): Reply => ({
  status: 429,
  ok: false,
  headers: { "retry-after": String(retryAfter) },
  body: { ok: false, error: "ratelimited" },
});

/** What a fault answers in place of the call, which is not done; undefined when the call is done all the same. */
export function spoilt(fault: Fault): Reply | "cut" | undefined {
  switch (fault.kind) {
    case "ratelimited":
      return throttled(fault.retryAfter ?? 1);
    case "http500":
      return { status: 500, ok: false, body: "upstream error" };
    case "http503":
      return { status: 503, ok: false, body: "upstream error" };
    case "html200":
      return {
        status: 200,
        ok: false,
        headers: { "content-type": "text/html" },
        body: "<!doctype html><title>Slack</title>Be right back",
      };
    case "error":
      return { status: 200, ok: false, body: { ok: false, error: fault.error ?? "internal_error" } };
    case "drop-before-accept":
      return "cut";
    case "drop-after-accept":
    case "delay":
      return undefined;
  }
}

export function write(response: ServerResponse, { status, headers, body }: Reply): void {
  const isText = typeof body === "string";
  response.writeHead(status, {
    "content-type": isText ? "text/plain" : "application/json; charset=utf-8",
    ...headers,
  });
  response.end(isText ? body : JSON.stringify(body));
}
