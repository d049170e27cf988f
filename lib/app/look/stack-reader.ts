import { CatalogError, NotThere } from "../../model/errors.ts";
import type { Stack, StackFailure, StackRef } from "../../model/stack.ts";
import type { Stacks } from "../../ports.ts";
import type { Tally } from "../report.ts";

/** So many pages of a stack's failures are read, of 50 each. */
const EVENT_PAGES = 2;

/** What came of asking; `later`: not now, and perhaps the next time. */
export type Heard<T> = T | "nothing" | "later";

/** Takes so many of the run's calls; false when they are not left. */
export type Spend = (calls: number) => boolean;

type Action = "GetStack" | "ListStackEvents";

/**
 * Stacks, as one run asks for them. Planbell does without: no failure of these calls is thrown, each cause is told once
 * as a warning. What is refused for want of a permission is not asked again in this run, and nothing is asked of a
 * service that does not answer, or says that we are too fast. The first call of each kind goes alone, so that the others
 * can learn from it.
 */
export class StackReader {
  readonly #stacks: Stacks;
  readonly #tally: Tally;
  readonly #first = new Map<Action, Promise<unknown>>();
  readonly #refused = new Set<Action>();
  #down = false;

  constructor(stacks: Stacks, tally: Tally) {
    this.#stacks = stacks;
    this.#tally = tally;
  }

  stack(of: StackRef, spend: Spend): Promise<Heard<Stack>> {
    return this.#inTurn("GetStack", spend, 1, () => this.#stacks.stack(of));
  }

  /** Oldest first. */
  failures(of: StackRef, spend: Spend): Promise<Heard<readonly StackFailure[]>> {
    return this.#inTurn("ListStackEvents", spend, EVENT_PAGES, () => this.#stacks.stackFailures(of, EVENT_PAGES));
  }

  async #inTurn<T>(action: Action, spend: Spend, calls: number, ask: () => Promise<T>): Promise<Heard<T>> {
    const first = this.#first.get(action);
    if (first !== undefined) await first;
    if (this.#refused.has(action)) return "nothing";
    if (this.#down || !spend(calls)) return "later";
    const asked = this.#ask(action, ask);
    if (first === undefined) this.#first.set(action, asked);
    return asked;
  }

  async #ask<T>(action: Action, ask: () => Promise<T>): Promise<Heard<T>> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof CatalogError)) throw error;
      if (error instanceof NotThere) return "nothing";
      const refused = /^(NoPermission|Forbidden)/.test(error.code);
      if (refused) this.#refused.add(action);
      if (error.retryable) this.#down = true;
      const more = refused ? `; ${PERMISSIONS}` : error.retryable ? "; it is asked again for an hour" : "";
      this.#tally.warn(`ros-${error.code}`, `failures are told without what their stacks say: ${error.message}${more}`);
      return error.retryable ? "later" : "nothing";
    }
  }
}

const PERMISSIONS = "both ros:GetStack and ros:ListStackEvents are made use of";
