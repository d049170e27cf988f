import { type Ms, minutes, ms, seconds } from "../model/brand.ts";
import { lightFetch } from "./light-fetch.ts";

/** How long to wait after a 429 that names no time: Slack's smallest unit, and its usual answer. */
const DEFAULT_WAIT_SECONDS = "1";

/**
 * The fetch that Slack's client is given: tells of each request before it leaves, and gives a 429 without a readable
 * Retry-After a default one, which the client needs to know it for what it is.
 * @param base called for the request; by default one that is quick to start, since the global one is not
 * @param onCall gets the Web API method of every attempt, repeated ones too
 */
export function slackFetch(base: typeof fetch | undefined, onCall: (method: string) => void): typeof fetch {
  return async (input, init) => {
    onCall(methodOf(input));
    const answer = await (base ?? lightFetch)(input, init);
    const { status, headers } = answer;
    if (status !== 429 || /^\d/.test(headers.get("retry-after") ?? "")) return answer;
    await answer.body?.cancel();
    const get = (name: string) => (name.toLowerCase() === "retry-after" ? DEFAULT_WAIT_SECONDS : headers.get(name));
    return { status, headers: { get } } as unknown as Response;
  };
}

/** Seconds as Slack names them, within reason: at least 1 s, which also stands for none, and at most 15 min. */
export const retryAfterOf = (named: unknown): Ms =>
  typeof named === "number" && named > 1 ? ms(Math.min(named * 1_000, minutes(15))) : seconds(1);

/** Codes with which a connection fails before a request could be written to it. */
const BEFORE_SENDING = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** A network failure: its code, and whether it is certain that nothing of the request left. */
export interface NetworkFault {
  /** The system's or the client's code, such as `ECONNRESET`; `timeout`; or `network` when there is none. */
  readonly code: string;
  readonly neverSent: boolean;
}

/** Reads what fetch threw, through all its causes. Only codes: messages may quote addresses and headers. */
export function networkFault(thrown: unknown): NetworkFault {
  let code = "network";
  // A chain of causes is short; the bound is for one that bites its tail.
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth++) {
    if (error.name === "TimeoutError") return { code: "timeout", neverSent: false };
    const { code: own, syscall } = error as NodeJS.ErrnoException;
    if (typeof own !== "string" || !/^[A-Z][A-Z0-9_]{2,59}$/.test(own)) continue;
    code = own;
    if (BEFORE_SENDING.has(own) || syscall === "connect" || syscall === "getaddrinfo") return { code, neverSent: true };
  }
  return { code, neverSent: false };
}

/** The last part of the path, which is the method of the Web API. */
function methodOf(input: string | URL | Request): string {
  const address = typeof input === "object" && "url" in input ? input.url : input;
  return new URL(address).pathname.split("/").pop() ?? "";
}
