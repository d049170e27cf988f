import type { Agent } from "node:http";

/** What pop-core gives its HTTP library, as far as our calls use it. */
export interface ExchangeOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body; ASCII, since it is url-encoded. */
  readonly data?: string;
  readonly agent: Agent;
  /** In milliseconds: limits the connecting, and from then on the whole answer. */
  readonly readTimeout: number;
  /** Is `node:http` to be used, since the quick way was not sure? */
  readonly plainly?: boolean;
  /** Gives what is to be sent; called as a method of these options. */
  beforeRequest(request: object): object;
}

/** What pop-core takes of an answer. */
export interface Exchange {
  readonly statusCode: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
  readonly req: { getHeaders(): object };
}

/** Nobody asks what was sent. */
export const NOT_KEPT = { getHeaders: () => ({}) };

/** The code of the fault of a call that is to be made once more, by `node:http`. */
export const UNSURE = "EUNSURE";
