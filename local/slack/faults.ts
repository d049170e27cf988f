/**
 * What goes wrong with one call.
 *
 * `ratelimited`, `http500`, `http503`, `html200`, `error` and `drop-before-accept`: nothing is done.
 * `drop-after-accept`: done, then the connection is cut, so the caller cannot know. `delay`: done at once, answered
 * after `ms`.
 */
export type FaultKind =
  | "ratelimited"
  | "http500"
  | "http503"
  | "drop-after-accept"
  | "drop-before-accept"
  | "delay"
  | "html200"
  | "error";

export interface FaultOptions {
  /** Only calls of this method; any when absent. */
  readonly method?: string;
  /** How many calls it hits; 1 when absent. */
  readonly times?: number;
  /** Whole seconds for `ratelimited`; 1 when absent. */
  readonly retryAfter?: number;
  /** Milliseconds for `delay`; 100 when absent. */
  readonly ms?: number;
  /** Slack's word for `error`; `internal_error` when absent. */
  readonly error?: string;
}

export interface Fault extends FaultOptions {
  readonly kind: FaultKind;
}

/** Faults ordered for the calls to come, taken in the order they were asked for. */
export class SlackFaults {
  readonly #waiting: { readonly fault: Fault; left: number }[] = [];

  /** @returns what takes the rest of it back */
  next(kind: FaultKind, options: FaultOptions = {}): () => void {
    const entry = { fault: { kind, ...options }, left: options.times ?? 1 };
    this.#waiting.push(entry);
    return () => {
      entry.left = 0;
    };
  }

  /** The fault that hits this call, used up by it. */
  take(method: string): Fault | undefined {
    const hit = this.#waiting.find(({ fault, left }) => left > 0 && (fault.method ?? method) === method);
    if (hit) hit.left -= 1;
    return hit?.fault;
  }

  clear(): void {
    this.#waiting.length = 0;
  }
}
