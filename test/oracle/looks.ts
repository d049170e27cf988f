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
  /** Reads of single plans and their tasks. */
  details: number;
  /** Those that failed, not counting plans that are not there. */
  failed: number;
}

/** Keeps the looks of all polls, one after the other. */
export class Lookout {
  readonly polls: PollLook[] = [];
  /** The list that does not answer now. */
  broken: "newest" | "active" | undefined;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  begin(restarted: boolean): PollLook {
    const now = this.#clock.now();
    const counted = { newest: false, active: false, details: 0, failed: 0 };
    const look = { began: now, lookedUntil: now, ended: now, restarted, ...counted };
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
          if (lookout.broken === list) throw new CatalogError("down", { code: "ServiceUnavailable", retryable: true });
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
      plan: (id) => lookout.#detail(() => catalog.plan(id)),
      tasks: (of, count) => lookout.#detail(() => catalog.tasks(of, count)),
      // Logs are read to be sent, when the look is over.
      task: (id) => catalog.task(id),
      instancePage: (page) => catalog.instancePage(page),
      instance: (id) => catalog.instance(id),
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

  get #current(): PollLook {
    return this.polls.at(-1) as PollLook;
  }

  #answered(): void {
    this.#current.lookedUntil = this.#clock.now();
  }
}
