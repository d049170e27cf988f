import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Principal } from "../../../lib/model/plan.ts";

/** Runs an invocation; what it gives is the answer of a synchronous one. */
type FunctionHandler = (name: string, payload: Buffer) => Promise<unknown>;

export interface FunctionsOptions {
  /** The functions that exist; default every name that is asked for. */
  readonly names?: readonly string[];
  readonly handler?: FunctionHandler;
}

/** An invocation that was taken. */
export interface Invocation {
  readonly name: string;
  readonly qualifier: string;
  readonly payload: Buffer;
  readonly type: "Sync" | "Async";
  /** What makes an asynchronous one unique; made up where the caller named none. */
  readonly taskId: string;
  readonly caller: Principal;
}

export type Outcome = { readonly value: unknown } | { readonly error: unknown };

/** The functions of Function Compute that can be invoked, and all invocations that were taken. */
export class Functions {
  /** Oldest first. */
  readonly invocations: Invocation[] = [];
  readonly #options: FunctionsOptions;
  readonly #known = new Set<string>();
  readonly #running = new Set<Promise<Outcome>>();

  constructor(options: FunctionsOptions = {}) {
    this.#options = options;
  }

  exists(name: string): boolean {
    return this.#options.names?.includes(name) ?? true;
  }

  /** Whether an asynchronous invocation of the function had this id before. */
  isKnown(name: string, taskId: string): boolean {
    return this.#known.has(`${name}:${taskId}`);
  }

  /** Keeps the invocation and runs it; never rejects. */
  invoke(invocation: Invocation): Promise<Outcome> {
    this.invocations.push(invocation);
    this.#known.add(`${invocation.name}:${invocation.taskId}`);
    return this.#run(invocation);
  }

  /**
   * Runs a taken invocation once more: Function Compute promises at least once, and repeats what failed.
   * @throws {Error} when there was none of that id
   */
  async redeliver(taskId: string): Promise<Outcome> {
    const invocation = this.invocations.findLast((one) => one.taskId === taskId);
    if (invocation === undefined) throw new Error(`no invocation ${taskId}`);
    return this.#run(invocation);
  }

  /** When no handler runs any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #run({ name, payload }: Invocation): Promise<Outcome> {
    const { handler } = this.#options;
    const outcome = (async (): Promise<Outcome> => {
      // The answer to an asynchronous one goes first.
      await nextTurn();
      try {
        return { value: await handler?.(name, payload) };
      } catch (error) {
        return { error };
      }
    })();
    this.#running.add(outcome);
    void outcome.then(() => this.#running.delete(outcome));
    return outcome;
  }
}

/** As Function Compute makes them up. */
export const newTaskId = (): string => randomUUID();
