import { ConfigFault } from "../../model/errors.ts";
import type { Credentials } from "../config/config.ts";

/** The keys for calls to the cloud: those of the environment, or those that the last invocation brought along. */
export interface Role {
  /** @throws {ConfigFault} when there are none */
  readonly credentials: () => Promise<Credentials>;
  /** Those of this invocation; undefined: as before. */
  take(credentials: Credentials | undefined): void;
}

/** @param first what the environment brings; undefined in a function */
export function roleOf(first: Credentials | undefined): Role {
  let given = first;
  return {
    async credentials() {
      if (given !== undefined) return given;
      throw new ConfigFault([
        "the function has no role: give it one that may read Service Catalog (see docs/architecture.md)",
      ]);
    },
    take(credentials) {
      given = credentials ?? given;
    },
  };
}
