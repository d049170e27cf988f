import { CatalogError, NotThere } from "../../lib/model/errors.ts";
import type { Catalog, Clock } from "../../lib/ports.ts";

/** What one poll could see of the cloud, as somebody who stands between the two saw it. Milliseconds since 1970. */
export interface PollLook {
  readonly began: number;
  /** When the last call that looks was answered. */
  lookedUntil: number;
  /** When the poll had done all it did. */
  ended: number;
  readonly restarted: boolean;
  /** Was the list read as far as the bot wanted it? */
  newest: boolean;
  active: boolean;
  /** Reads of single plans and provisioned products, and of their tasks. */
  details: number;
  /** Those that failed, not counting plans that are not there. */
  failed: number;
  /** Were provisioned products listed? Undefined when nobody asked for them. */
  instances: boolean | undefined;
  /** Reads of single provisioned products and what they do that failed, not counting those that are not there. */
  unread: number;
}

const DOWN = { code: "ServiceUnavailable", retryable: true } as const;

/** Keeps the looks of all polls, one after the other. */
export class Lookout {
  readonly polls: PollLook[] = [];
  /** The list that does not answer now. */
  broken: "newest" | "active" | "instances" | undefined;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  begin(restarted: boolean): PollLook {
    const now = this.#clock.now();
    const counted = { newest: false, active: false, details: 0, failed: 0, instances: undefined, unread: 0 };
    const look: PollLook = { began: now, lookedUntil: now, ended: now, restarted, ...counted };
    this.polls.push(look);
    return look;
  }

  end(look: PollLook): void {
    look.ended = this.#clock.now();
  }

  /** The same catalog, watched. */
  over(catalog: Catalog): Catalog {
    const lookout = this;
    return {
      async *planPages(...asked) {
        const list = asked[0] === undefined ? "newest" : "active";
        let failed = false;
        try {
          if (lookout.broken === list) throw new CatalogError("down", DOWN);
          yield* catalog.planPages(...asked);
        } catch (error) {
          failed = true;
          throw error;
        } finally {
          // Whoever stops reading has enough.
          lookout.#current[list] = !failed;
          lookout.#answered();
        }
      },
      instancePage: async (number) => {
        try {
          if (lookout.broken === "instances") throw new CatalogError("down", DOWN);
          const page = await catalog.instancePage(number);
          if (number === 1) lookout.#current.instances = true;
          return page;
        } catch (error) {
          lookout.#current.instances = false;
          throw error;
        } finally {
          lookout.#answered();
        }
      },
      plan: (id) => lookout.#detail(() => catalog.plan(id)),
      tasks: (of, count) => lookout.#detail(() => catalog.tasks(of, count)),
      instance: (id) => {
        lookout.#current.details++;
        return lookout.#single(() => catalog.instance(id));
      },
      // Also to be sent as a log, when the look is over.
      task: (id) => lookout.#single(() => catalog.task(id)),
      stack: (of) => catalog.stack(of),
      stackFailures: (of, most) => catalog.stackFailures(of, most),
    };
  }

  async #detail<T>(read: () => Promise<T>): Promise<T> {
    const look = this.#current;
    look.details++;
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof NotThere)) look.failed++;
      throw error;
    } finally {
      this.#answered();
    }
  }

  async #single<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof NotThere)) this.#current.unread++;
      throw error;
    }
  }

  get #current(): PollLook {
    return this.polls.at(-1) as PollLook;
  }

  #answered(): void {
    this.#current.lookedUntil = this.#clock.now();
  }
}
