import { never } from "../../lib/model/never.ts";
import type { Fault } from "./faults.ts";
import { Refusal } from "./refusal.ts";
import type { Body } from "./wire.ts";

/** An HTTP answer, not yet sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const json = (status: number, body: Body, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { "content-type": "application/json;charset=utf-8", ...headers },
  body: JSON.stringify(body),
});

/** 200. A body's own RequestId stays: a sample is served as it was printed. */
export const success = (requestId: string, body: Body): Answer => json(200, { RequestId: requestId, ...body });

export function refused(requestId: string, host: string, refusal: Refusal): Answer {
  return json(refusal.status, {
    RequestId: requestId,
    HostId: host,
    Code: refusal.code,
    Message: refusal.message,
    Recommend: `https://api.aliyun.com/troubleshoot?q=${refusal.code}&product=servicecatalog`,
    AccessDeniedDetail: refusal.denied,
  });
}

/** The answer of a fault that comes instead of the call; `undefined` for faults that let the call be done. */
export function faulty(requestId: string, host: string, fault: Fault): Answer | undefined {
  switch (fault.kind) {
    case "throttle": {
      const answer = refused(
        requestId,
        host,
        new Refusal(400, "Throttling.User", "Request was denied due to user flow control."),
      );
      return { ...answer, headers: { ...answer.headers, "x-acs-retry-after": String(fault.ms) } };
    }
    case "error500":
      return refused(requestId, host, new Refusal(500, "InternalError", "A system error occurred."));
    case "error500-without-code":
      return json(500, { RequestId: requestId, HostId: host, Message: "A system error occurred." });
    case "html502":
      return {
        status: 502,
        headers: { "content-type": "text/html" },
        body: "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>",
      };
    case "empty":
      return { status: 503, headers: {}, body: "" };
    case "down":
      return refused(requestId, host, new Refusal(503, "ServiceUnavailable", "The service is unavailable."));
    case "reset":
    case "lost-answer":
    case "slow":
    case "slow-body":
    case "malformed":
      return undefined;
    default:
      return never(fault.kind);
  }
}

/** The same members, but what is a list or an object is a text now. */
export function misshapen(answer: Answer): Answer {
  const body = Object.entries(JSON.parse(answer.body) as Body);
  const bent = body.map(([name, value]) => [name, typeof value === "object" ? "not what you expect" : value]);
  return { ...answer, body: JSON.stringify(Object.fromEntries(bent)) };
}
