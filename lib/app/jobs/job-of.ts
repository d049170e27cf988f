import { PlanbellError } from "../../model/errors.ts";
import type { Job } from "../../model/job.ts";

const KINDS: ReadonlySet<unknown> = new Set(["command", "decide", "form", "home"] satisfies Job["kind"][]);

/** A job that this Planbell does not know. */
class UnknownJob extends PlanbellError {
  readonly code = "unknown-job";
}

/**
 * A job that another process handed over, which was told by whom. Whoever may invoke the worker is believed: only that it
 * is a job of this version is looked at.
 * @throws {UnknownJob}
 */
export function jobOf(given: Readonly<Record<string, unknown>>): Job {
  const { kind, by } = given;
  const { team, user } = typeof by === "object" && by !== null ? (by as Readonly<Record<string, unknown>>) : {};
  if (KINDS.has(kind) && typeof team === "string" && typeof user === "string") return given as unknown as Job;
  throw new UnknownJob(
    "the worker does not know such a job: deploy it together with the function that hands jobs over",
  );
}
