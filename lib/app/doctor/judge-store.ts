import type { Config } from "../config/config.ts";
import { type Check, fail, ok, warn } from "./check.ts";
import type { Finding } from "./finding.ts";

/** What the store was seen to do; every promise that it broke. */
export type Broken = "read-back" | "stale-write" | "second-making" | "removal";

const SAYINGS: Readonly<Record<Broken, string>> = {
  "read-back": "what was written is not what is read",
  "stale-write": "two writers of one version both won",
  "second-making": "a record was made twice",
  removal: "a removed record is still there",
};

/** @param tried the promises that were broken, none where all is well */
export function storeCheck(place: Config["state"]["kind"], tried: Finding<readonly Broken[]>): Check {
  if (tried.kind === "failed") return fail("store", tried.why, FIXES[tried.code] ?? "correct PLANBELL_STATE");
  if (tried.value.length > 0) {
    const what = tried.value.map((one) => SAYINGS[one]).join(", ");
    return fail("store", `${what}: messages may be lost or doubled`, "use another store, and report this");
  }
  const text = `compare-and-swap holds, ${Math.round(tried.took)} ms for all of it`;
  if (place !== "memory") return ok("store", text);
  return warn(
    "store",
    `${text}; but memory: is lost when the process ends`,
    "set PLANBELL_STATE for anything but a trial",
  );
}

const FIXES: Readonly<Record<string, string>> = {
  "newer-format": "run the newer version of Planbell, or name another state in PLANBELL_STATE",
};
