import { randomUUID } from "node:crypto";
import type { Agent } from "node:http";
import PopClient from "@alicloud/pop-core/lib/rpc.js";
import { type EpochMs, type Ms, ms, seconds } from "../model/brand.ts";
import { CatalogError, ConfigFault, isThrottled } from "../model/errors.ts";
import type { Clock } from "../ports.ts";
import { type Api, SERVICE_CATALOG } from "./api.ts";
import { isWorthOneRetry } from "./api-errors.ts";
import { UNSURE } from "./bundled/http-of-pop-core.ts";
import { agentWithConnectLimit } from "./connect-limit.ts";
import { plainJson } from "./plain-json.ts";
import { badResponse, failureOf } from "./rpc-failure.ts";
import { flatParams, type RpcParams } from "./rpc-params.ts";
import type { Credentials } from "./scrub.ts";

/** A successful answer: plain JSON, with integers too long for a number as their digits. */
export type RpcBody = Readonly<Record<string, unknown>>;

/** Signed calls to the RPC gateway of Alibaba Cloud. */
export interface Rpc {
  /**
   * Calls `action` and gives the whole body, which has `expectKey` at its top: the gateway's status and pop-core's
   * silence prove nothing. Actions named `Get...` or `List...`, and `AssumeRole`, which changes nothing either, are tried
   * 3 times when the failure may pass; others only when they were throttled, since nobody knows whether a lost one was
   * executed.
   * @throws {CatalogError} in every case of failure; no message holds a secret, a signature or an address with them
   */
  call(action: string, params: RpcParams, expectKey: string): Promise<RpcBody>;
}

export interface RpcOptions {
  /** `https://host`, or `http://` for a loopback host; what comes behind the port is ignored. */
  readonly endpoint: string;
  /** Which API answers there; default Service Catalog. */
  readonly api?: Api;
  /** Asked for before every attempt when it is a function: it may give other credentials each time. */
  readonly credentials: Credentials | (() => Promise<Credentials>);
  /** Gives the signed Timestamp and the waits between attempts. */
  readonly clock: Clock;
  /** Default: connect 5 s, then 10 s for the whole answer. In real time, whatever the clock. */
  readonly timeouts?: { readonly connect: Ms; readonly read: Ms };
  /** From 0 to below 1, for the jitter of waits. */
  readonly random?: () => number;
  /** Used as it is, for a proxy: the connect limit is then the agent's own. */
  readonly agent?: Agent;
  /** How often a call is tried at most, for whatever reason; default 3. A write that nobody may repeat takes 1. */
  readonly attempts?: number;
  /** Told of every attempt, before it is sent. */
  readonly onCall?: (action: string) => void;
  /** Gets the header `Date` of every answer, of refusals too; seldom in a bundle, which reads few headers. */
  readonly onDate?: (date: string) => void;
}

const ATTEMPTS = 3;
const FIRST_WAIT = ms(200);
const LONGEST_WAIT = seconds(5);
/** The gateway takes these as GET only; all others go as POST, which keeps credentials out of addresses. */
const GET_ACTIONS = new Set(["ListProvisionedProductPlanApprovers"]);

/** pop-core in its verbose form, which its declarations leave out: the body, and the exchange it came with. */
interface VerboseClient {
  request(action: string, params: object, options: object): Promise<[unknown, { response: { statusCode: number } }]>;
}
const VerboseClient = PopClient as unknown as new (config: PopClient.Config, verbose: true) => VerboseClient;

/** @throws {ConfigFault} when the endpoint is not an http(s) address. Connects to nothing. */
export function createRpc(options: RpcOptions): Rpc {
  const { clock, random = Math.random, timeouts = { connect: seconds(5), read: seconds(10) } } = options;
  const { api = SERVICE_CATALOG, attempts: most = ATTEMPTS } = options;
  const origin = originOf(options.endpoint, api);
  const agent = options.agent ?? agentWithConnectLimit(origin.startsWith("https:"), timeouts.connect);

  let last: { readonly credentials: Credentials; readonly client: VerboseClient } | undefined;
  /** A client does nothing but sign and send: one serves for as long as the credentials stay the same. */
  function clientOf(credentials: Credentials): VerboseClient {
    if (last === undefined || !isSame(last.credentials, credentials)) {
      const client = new VerboseClient({ endpoint: origin, apiVersion: api.version, ...keysOf(credentials) }, true);
      last = { credentials: { ...credentials }, client };
    }
    return last.client;
  }

  async function attempt(action: string, params: RpcParams, expectKey: string, plainly = false): Promise<RpcBody> {
    const sent = flatParams({ Timestamp: timestamp(clock.now()), SignatureNonce: randomUUID(), ...params });
    const credentials = await credentialsOf(options.credentials, action);
    let socket: AbortController | undefined;
    let signed: string | undefined;
    options.onCall?.(action);
    try {
      const [answer, exchange] = await clientOf(credentials).request(action, sent, {
        method: GET_ACTIONS.has(action) ? "GET" : "POST",
        formatParams: false,
        formatAction: false,
        agent,
        // Named a connect timeout, but it ends any silence of that length: it must not be below the read timeout.
        connectTimeout: timeouts.read,
        readTimeout: timeouts.read,
        plainly,
        // Called as a method of the options, where pop-core has put the signed body by then.
        beforeRequest(this: { data?: unknown }, request: object) {
          if (typeof this.data === "string") signed = this.data;
          // The exchange of the bundles closes its sockets itself and says so; a signal costs time.
          if ("endsItself" in request) return request;
          socket = new AbortController();
          return { ...request, signal: socket.signal };
        },
      });
      tellDate(exchange, options.onDate);
      return usable(plainJson(answer), exchange.response.statusCode, action, expectKey);
    } catch (thrown) {
      // The exchange of the bundles would rather have it read by node:http: with a nonce of its own, as any attempt.
      if (!plainly && isUnsure(thrown)) return attempt(action, params, expectKey, true);
      // A body that drips is given up by the library, but its socket stays open and keeps the process alive.
      if (!(thrown instanceof Error && "entry" in thrown)) socket?.abort();
      else tellDate(thrown.entry, options.onDate);
      throw failureOf(thrown, { action, api, origin, credentials, stringToSign: signed && stringToSign(signed) });
    }
  }

  return {
    async call(action, params, expectKey) {
      for (let attempts = 1; ; attempts++) {
        try {
          return await attempt(action, params, expectKey);
        } catch (thrown) {
          if (attempts >= most || !isWorthAnother(thrown, attempts, action)) throw thrown;
          await clock.sleep(waitBefore(attempts, thrown, random));
        }
      }
    },
  };
}

/** Only what reads is ever unsure. */
const isUnsure = (thrown: unknown): boolean => thrown instanceof Error && "code" in thrown && thrown.code === UNSURE;

/** May one more attempt end better, after so many failed ones? */
function isWorthAnother(thrown: unknown, attempts: number, action: string): thrown is CatalogError {
  if (!(thrown instanceof CatalogError) || (thrown.retryAfter ?? 0) > LONGEST_WAIT) return false;
  if (isWorthOneRetry(thrown.code)) return attempts === 1;
  return thrown.retryable && (/^(Get|List|AssumeRole$)/.test(action) || isThrottled(thrown.code));
}

/** Full jitter under 200 ms, then 400 ms; what the service asked for, if it did, and that is never above 5 s. */
function waitBefore(retries: number, failure: CatalogError, random: () => number): Ms {
  if (failure.retryAfter !== undefined) return failure.retryAfter;
  return ms(random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (retries - 1)));
}

/** `POST&%2F&` and the encoded body without its last parameter, which is the signature. */
function stringToSign(body: string): string {
  return `POST&%2F&${encodeURIComponent(body.slice(0, body.lastIndexOf("&Signature=")))}`;
}

function usable(body: unknown, status: number, action: string, expectKey: string): RpcBody {
  if (status < 200 || status > 299) throw badResponse(action, `HTTP ${status} without an error code`);
  if (typeof body !== "object" || body === null || !Object.hasOwn(body, expectKey)) {
    throw badResponse(action, `the body was not understood: it has no ${expectKey}`);
  }
  return body as RpcBody;
}

/** pop-core would send an unsigned request for empty keys, which the gateway refuses with a misleading message. */
async function credentialsOf(source: RpcOptions["credentials"], action: string): Promise<Credentials> {
  const credentials = typeof source === "function" ? await source() : source;
  if (credentials.accessKeyId !== "" && credentials.accessKeySecret !== "") return credentials;
  throw new CatalogError(
    `${action}: no credentials: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET`,
    { code: "NoCredentials", retryable: false },
  );
}

const isSame = (a: Credentials, b: Credentials): boolean =>
  a.accessKeyId === b.accessKeyId && a.accessKeySecret === b.accessKeySecret && a.securityToken === b.securityToken;

function tellDate(exchange: unknown, tell: RpcOptions["onDate"]): void {
  const { response } = (exchange ?? {}) as { readonly response?: { readonly headers?: Record<string, unknown> } };
  const date = response?.headers?.["date"];
  if (typeof date === "string") tell?.(date);
}

function keysOf({ accessKeyId, accessKeySecret, securityToken }: Credentials) {
  return { accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}) };
}

function originOf(endpoint: string, { variable }: Api): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.protocol === "https:" || url?.protocol === "http:") return url.origin;
  throw new ConfigFault([`${variable}: expected https://host, found something else`]);
}

/** UTC to the second, as Signature V1 wants it: `2026-01-02T03:04:05Z`. */
function timestamp(now: EpochMs): string {
  return `${new Date(now).toISOString().slice(0, 19)}Z`;
}
