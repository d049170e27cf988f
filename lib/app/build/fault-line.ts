import { PlanbellError } from "../../model/errors.ts";

/** Our own errors say what happened and hold no secret; of others only name and place are told. */
export function faultOf(thrown: unknown): object {
  // Bolt wraps what listeners throw.
  const { original: error = thrown } = thrown as { readonly original?: unknown };
  if (error instanceof PlanbellError) return { code: error.code, text: error.message };
  if (!(error instanceof Error)) return { code: "unknown" };
  return { code: error.name, at: /^\s+at .*$/m.exec(error.stack ?? "")?.[0].trim() };
}
