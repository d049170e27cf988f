import type { CallParams } from "../call-params.ts";
import type { Identity } from "../door/identity.ts";
import type { Body } from "../wire.ts";

/** One call of a service in RPC style. */
export interface Operation {
  /** Answers with the body, bar the RequestId. @throws {Refusal} */
  run(params: CallParams, caller: Identity): Body;
  /** The only verb it takes; default both. */
  readonly verb?: "GET";
  /** What RAM checks the right to call it against; without it nobody needs a right. */
  resource?(params: CallParams): string;
}

/** A service in RPC style: one path, and `Action` says what is wanted. */
export interface Service {
  /** As RAM names it, before the colon of its actions. */
  readonly code: string;
  readonly operations: Readonly<Record<string, Operation>>;
}
