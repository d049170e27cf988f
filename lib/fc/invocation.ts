import type { Ms } from "../model/brand.ts";
import type { RoleKeys } from "./context.ts";

/** One asynchronous invocation of a function, and on whose behalf. */
export interface Invocation {
  /** Scheme and host, without a slash at the end. */
  readonly endpoint: string;
  readonly accountId: string;
  readonly region: string;
  /** The function's name, of a form that needs no encoding in an address. */
  readonly name: string;
  readonly keys: RoleKeys;
  /** A task of an id that was taken before is refused with 409. @see Function Compute, asynchronous tasks */
  readonly taskId: string;
  /** JSON. */
  readonly payload: string;
  /** Nothing of it goes on for much longer. */
  readonly patience: Ms;
}

/** What Function Compute said to an invocation. */
export interface Reply {
  readonly status: number;
  /** The service's word for a refusal, where it can be read. */
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
}

/** Sends an invocation, once. Every answer is a reply; what never became an answer is thrown as Node says it. */
export type Way = (invocation: Invocation) => Promise<Reply>;

/** @see Function Compute 2023-03-30, InvokeFunction */
export const API_VERSION = "2023-03-30";
export const pathOf = ({ name }: Invocation): string => `/functions/${name}/invocations`;

/** Where the account's functions of that region are invoked. @see Function Compute 3.0, endpoints */
export const ownEndpoint = (accountId: string, region: string): string =>
  `https://${accountId}.${region}.fc.aliyuncs.com`;

/** The connection is not kept: it may be dead when the instance thaws, and a job must not be sent again. */
export const headersOf = ({ taskId }: Invocation): Readonly<Record<string, string>> => ({
  "x-fc-invocation-type": "Async",
  "x-fc-async-task-id": taskId,
  connection: "close",
});

/** A word of the service's, if it is one: anything else is not told. */
export const wordOf = (value: unknown): string | undefined =>
  typeof value === "string" && /^[\w.-]{1,100}$/.test(value) ? value : undefined;
