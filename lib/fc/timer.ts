import { type FcContext, type RoleKeys, roleKeysOf } from "./context.ts";
import { fieldsOf, parsedEvent } from "./event.ts";

/** One firing of a timer trigger. */
export interface Tick {
  /** As the trigger says it, ISO 8601; undefined when the function was invoked by hand. */
  readonly firedAt: string | undefined;
  readonly requestId: string;
  /** The role's keys, when there are any. */
  readonly credentials: RoleKeys | undefined;
}

/**
 * An aws-lambda-style handler, `(event, context) => answer`, for Function Compute's timer events.
 *
 * The event is a Buffer of JSON; one that is not (invoked by hand, empty) is a tick all the same. What `run` throws is
 * thrown on: Function Compute then counts the invocation as failed.
 * @see Function Compute 3.0, timer trigger: `triggerTime`, `triggerName`, `payload`
 */
export function onTimer<T>(run: (tick: Tick) => Promise<T>): (event: unknown, context: FcContext) => Promise<T> {
  return (event, context) => run(tickOf(parsedEvent(event), context));
}

/** @param event what the event's JSON says, whatever it is */
export function tickOf(event: unknown, context: FcContext): Tick {
  const time = fieldsOf(event)?.["triggerTime"];
  return {
    firedAt: typeof time === "string" ? time : undefined,
    requestId: context.requestId,
    credentials: roleKeysOf(context),
  };
}
