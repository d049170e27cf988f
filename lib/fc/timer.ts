/** What a built-in Function Compute runtime passes beside the event. @see Function Compute 3.0, context */
export interface FcContext {
  readonly requestId: string;
  /** The temporary keys of the function's role; absent or empty without a role. */
  readonly credentials?: {
    readonly accessKeyId?: string;
    readonly accessKeySecret?: string;
    readonly securityToken?: string;
  };
}

/** One firing of a timer trigger. */
export interface Tick {
  /** As the trigger says it, ISO 8601; undefined when the function was invoked by hand. */
  readonly firedAt: string | undefined;
  readonly requestId: string;
  /** The role's keys, when there are any. */
  readonly credentials: { accessKeyId: string; accessKeySecret: string; securityToken?: string } | undefined;
}

/**
 * An aws-lambda-style handler, `(event, context) => answer`, for Function Compute's timer events.
 *
 * The event is a Buffer of JSON; one that is not (invoked by hand, empty) is a tick all the same. What `run` throws is
 * thrown on: Function Compute then counts the invocation as failed.
 * @see Function Compute 3.0, timer trigger: `triggerTime`, `triggerName`, `payload`
 */
export function onTimer<T>(run: (tick: Tick) => Promise<T>): (event: unknown, context: FcContext) => Promise<T> {
  return (event, context) =>
    run({ firedAt: firedAt(event), requestId: context.requestId, credentials: keysOf(context) });
}

function firedAt(event: unknown): string | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.isBuffer(event) ? event.toString("utf8") : String(event));
    const time = (parsed as { triggerTime?: unknown } | null)?.triggerTime;
    return typeof time === "string" ? time : undefined;
  } catch {
    return undefined;
  }
}

function keysOf({ credentials }: FcContext): Tick["credentials"] {
  const { accessKeyId, accessKeySecret, securityToken } = credentials ?? {};
  if (!accessKeyId || !accessKeySecret) return undefined;
  return { accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}) };
}
