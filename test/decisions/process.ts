import type { Clock } from "../../lib/ports.ts";

/** What a run of a process ends with when its process dies. */
export class Killed extends Error {}

/** A process that dies at one of its moments: one stands before, one behind everything that it waits for. */
export class Mortal {
  /** When it died; undefined: it lives. */
  diedAt: number | undefined;
  moments = 0;
  readonly #dieAt: number;
  readonly #now: () => number;
  #tell: (error: Killed) => void = () => undefined;
  readonly #death = new Promise<never>((_, reject) => {
    this.#tell = reject;
  });

  constructor(now: () => number, dieAt = Number.POSITIVE_INFINITY) {
    this.#now = now;
    this.#dieAt = dieAt;
    this.#death.catch(() => undefined);
  }

  /** The work, or the end of the process. Of what was under way then nothing comes back. */
  live<T>(work: Promise<T>): Promise<T> {
    work.catch(() => undefined);
    return Promise.race([work, this.#death]);
  }

  /** The port, whose every call is a moment of this process. What was sent off before it died is done all the same. */
  over<P extends object>(port: P): P {
    return new Proxy(port, {
      get: (target, name) => {
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== "function") return member;
        return (...args: unknown[]) => this.#around(() => (member as (...a: unknown[]) => unknown).apply(target, args));
      },
    });
  }

  clock(clock: Clock): Clock {
    return { ...clock, sleep: (length) => this.#around(() => clock.sleep(length)) };
  }

  async #around<T>(call: () => Promise<T> | T): Promise<T> {
    if (this.#isOver()) return forever();
    try {
      const answer = await call();
      return this.#isOver() ? await forever() : answer;
    } catch (error) {
      if (this.#isOver()) return forever();
      throw error;
    }
  }

  #isOver(): boolean {
    if (this.diedAt !== undefined) return true;
    if (++this.moments !== this.#dieAt) return false;
    this.diedAt = this.#now();
    this.#tell(new Killed());
    return true;
  }
}

const forever = (): Promise<never> => new Promise(() => undefined);
