import PopClient from "@alicloud/pop-core";
import * as ros from "@alicloud/ros20190910";
import * as catalogSdk from "@alicloud/servicecatalog20210901";
import * as sts from "@alicloud/sts20150401";
import { createRpc } from "../../../../lib/catalog/rpc.ts";
import type { EpochMs } from "../../../../lib/model/brand.ts";
import { CatalogError } from "../../../../lib/model/errors.ts";

/** What a client is opened with. */
export interface Key {
  readonly keyId: string;
  readonly secret: string;
  readonly token?: string;
}

/** What a client makes of a refusal; what it does not tell is left out. */
export interface Refused {
  readonly code: string;
  readonly status?: number;
  /** Milliseconds. */
  readonly retryAfter?: number;
  /** `AccessDeniedDetail.AuthAction` */
  readonly authAction?: string;
}

type Heard = { readonly body: object } | { readonly refused: Refused };

/** One of several clients that speak to the same service. Names and values are those of the API's documents. */
export interface Client {
  readonly name: string;
  /** What it tells of a refusal. */
  readonly tells: readonly (keyof Refused)[];
  call(action: string, params: object, key: Key): Promise<Heard>;
}

type Service = "catalog" | "sts" | "ros";
const VERSIONS = { catalog: "2021-09-01", sts: "2015-04-01", ros: "2019-09-10" };
const GET_ACTIONS = new Set(["ListProvisionedProductPlanApprovers"]);

/** pop-core as Planbell uses it; it speaks to Service Catalog only. `tops` = what each answer must have at its top. */
export const planbellClient = (url: () => string, tops: Readonly<Record<string, string>>): Client => ({
  name: "Planbell's own use of pop-core",
  tells: ["code", "retryAfter"],
  async call(action, params, { keyId, secret, token }) {
    const clock = { now: () => Date.now() as EpochMs, elapsed: () => 0 as never, sleep: () => Promise.resolve() };
    const credentials = { accessKeyId: keyId, accessKeySecret: secret, securityToken: token };
    const rpc = createRpc({ endpoint: url(), credentials, clock });
    try {
      return { body: await rpc.call(action, params as never, tops[action] ?? "RequestId") };
    } catch (error) {
      if (!(error instanceof CatalogError)) throw error;
      return { refused: { code: error.code, ...(error.retryAfter ? { retryAfter: error.retryAfter } : {}) } };
    }
  },
});

/** pop-core as it comes: signature version 1.0. */
export const popCoreClient = (url: () => string, service: Service = "catalog"): Client => ({
  name: "pop-core",
  tells: ["code", "status", "retryAfter", "authAction"],
  async call(action, params, { keyId, secret, token }) {
    const client = new PopClient({
      endpoint: new URL(url()).origin,
      apiVersion: VERSIONS[service],
      accessKeyId: keyId,
      accessKeySecret: secret,
      ...(token === undefined ? {} : { securityToken: token }),
    } as PopClient.Config);
    try {
      const method = GET_ACTIONS.has(action) ? "GET" : "POST";
      const options = { method, timeout: 20_000 };
      return { body: await client.request<object>(action, params, options) };
    } catch (error) {
      const { code, data, entry } = error as PopError;
      if (entry === undefined) return { refused: { code: "unreadable" } };
      const wait = entry.response.headers["x-acs-retry-after"];
      return {
        refused: {
          code,
          status: entry.response.statusCode,
          ...(wait === undefined ? {} : { retryAfter: Number(wait) }),
          ...(data.AccessDeniedDetail ? { authAction: data.AccessDeniedDetail.AuthAction } : {}),
        },
      };
    }
  },
});

interface PopError {
  readonly code: string;
  readonly data: { readonly AccessDeniedDetail?: { readonly AuthAction: string } };
  /** Missing where no answer of the API came. */
  readonly entry?: { readonly response: { statusCode: number; headers: Record<string, string | undefined> } };
}

/** The vendor's generated client: signature version 3. */
export const sdkClient = (url: () => string, service: Service = "catalog"): Client => ({
  name: "the official SDK",
  tells: ["code", "status", "retryAfter", "authAction"],
  async call(action, params, { keyId, secret, token }) {
    const sdk = { catalog: catalogSdk, sts, ros }[service] as unknown as Sdk;
    const client = new sdk.default({
      accessKeyId: keyId,
      accessKeySecret: secret,
      ...(token === undefined ? {} : { securityToken: token, type: "sts" }),
      endpoint: new URL(url()).host,
      // Each call names HTTPS; what the configuration says goes before it.
      protocol: "http",
      readTimeout: 20_000,
      connectTimeout: 20_000,
    });
    const name = action[0]?.toLowerCase() + action.slice(1);
    const request = modelOf(sdk, `${action}Request`, params);
    try {
      const { body } = await client[name]!(...(request === undefined ? [] : [request]));
      return { body: body.toMap() };
    } catch (error) {
      const { code, statusCode, retryAfter, accessDeniedDetail } = error as SdkError;
      if (statusCode === undefined) return { refused: { code: "unreadable" } };
      return {
        refused: {
          code,
          status: statusCode,
          ...(retryAfter === undefined ? {} : { retryAfter }),
          ...(accessDeniedDetail ? { authAction: accessDeniedDetail["AuthAction"] ?? "" } : {}),
        },
      };
    }
  },
});

interface Sdk {
  readonly default: new (config: object) => Record<string, SdkMethod | undefined>;
  readonly [model: string]: unknown;
}
type SdkMethod = (request?: object) => Promise<{ readonly body: { toMap(): object } }>;

interface SdkError {
  readonly code: string;
  readonly statusCode?: number;
  readonly retryAfter?: number;
  readonly accessDeniedDetail?: Readonly<Record<string, string>> | null;
}

/** The SDK's own object for a request, whose names begin with a small letter; a list of objects has a class too. */
function modelOf(sdk: Sdk, name: string, fields: object): object | undefined {
  const Model = sdk[name] as (new (fields: object) => object) | undefined;
  if (Model === undefined) return undefined;
  const entries = Object.entries(fields).map(([field, value]: [string, unknown]) => {
    const items = Array.isArray(value)
      ? value.map((item: unknown) => (typeof item === "object" ? modelOf(sdk, `${name}${field}`, item ?? {}) : item))
      : value;
    return [field[0]?.toLowerCase() + field.slice(1), items];
  });
  return new Model(Object.fromEntries(entries));
}
