import { PlanbellError } from "../model/errors.ts";
import { type FcContext, type RoleKeys, roleKeysOf } from "./context.ts";
import { type Fields, fieldsOf, parsedEvent } from "./event.ts";
import { logLine } from "./log.ts";
import { type Tick, tickOf } from "./timer.ts";

/** One job that was handed over. */
export interface Work {
  /** As it was submitted: plain JSON, of which nothing but `kind` was looked at. */
  readonly job: Fields & { readonly kind: string };
  readonly requestId: string;
  /** The role's keys, when there are any. */
  readonly credentials: RoleKeys | undefined;
}

/** An event that is neither a timer's nor a job. Another try would not mend it. */
class UnknownWork extends PlanbellError {
  readonly code = "unknown-work";
}

/** What the working function does with each kind of event; without `job` there are none to be done. */
interface Working<T, J> {
  readonly heartbeat: (tick: Tick) => Promise<T>;
  readonly job?: (work: Work) => Promise<J>;
}

/**
 * An aws-lambda-style handler, `(event, context) => answer`, for the working function, which a timer fires and which
 * Slack's side invokes.
 *
 * An event with a `triggerName` is a tick, and so is one that is empty or no JSON (invoked by hand); a JSON object with
 * a `kind` is a job. What is thrown is thrown on: Function Compute then counts the invocation as failed, and may repeat
 * it. A job may come twice in any case.
 * @see Function Compute 3.0, timer trigger, asynchronous invocation
 */
export function onWork<T, J>(
  { heartbeat, job: work }: Working<T, J>,
  log = logLine,
): (event: unknown, context: FcContext) => Promise<T | J> {
  return async (event, context) => {
    const said = parsedEvent(event);
    const { triggerName, kind } = fieldsOf(said) ?? {};
    if (said === undefined || typeof triggerName === "string") return heartbeat(tickOf(said, context));
    const { requestId } = context;
    if (typeof kind === "string" && work !== undefined) {
      return work({ job: { ...fieldsOf(said), kind }, requestId, credentials: roleKeysOf(context) });
    }
    // Nothing of what it says: it may be anybody's.
    const why = typeof kind === "string" ? "no jobs are done here" : "it has neither a triggerName nor a kind";
    log("unknown-work", { requestId, why });
    throw new UnknownWork(`the worker does not know what to do with this event: ${why}`);
  };
}
