import type { Principal } from "../../../lib/model/plan.ts";
import type { Policy } from "../ram/policy.ts";

/** Who calls, as the signature of the call proves. */
export interface Identity {
  readonly principal: Principal;
  /** Of a key that came from AssumeRole. Who decides on plans is the role, whatever the session is called. */
  readonly session?: Session;
}

export interface Session {
  readonly name: string;
  /** Narrows what the role may do. */
  readonly policy: Policy | undefined;
}
