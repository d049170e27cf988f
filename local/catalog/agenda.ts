interface Entry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly run: () => void;
}

/** What will happen by itself, and when. Nothing runs until somebody asks; then it runs in the order of time. */
export class Agenda {
  readonly #entries: Entry[] = [];

  /** Entries of the same instant run in the order in which they were added. */
  add(at: number, run: () => void): void {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#entries[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    this.#entries.splice(low, 0, { at, run });
  }

  /** Runs everything up to and including `now`. */
  runUntil(now: number): void {
    for (let first = this.#entries[0]; first !== undefined && first.at <= now; first = this.#entries[0]) {
      this.#entries.shift();
      first.run();
    }
  }
}
