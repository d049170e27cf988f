/** Something that is due at an instant, in milliseconds since 1970; it is told the instant at which it happens. */
export interface Entry {
  readonly at: number;
  readonly run: (at: number) => void;
}

/** What will happen by itself, and when. Nothing runs until somebody asks; then it runs in the order of time. */
export class Agenda {
  readonly #entries: Entry[] = [];

  /** Entries of the same instant run in the order in which they were added. */
  add(at: number, run: Entry["run"]): Entry {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#entries[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    const entry = { at, run };
    this.#entries.splice(low, 0, entry);
    return entry;
  }

  /** Runs it at `now`, if it has not run yet. */
  runEarly(entry: Entry, now: number): void {
    const place = this.#entries.indexOf(entry);
    if (place === -1) return;
    this.#entries.splice(place, 1);
    entry.run(now);
  }

  /** Runs everything up to and including `now`. */
  runUntil(now: number): void {
    for (let first = this.#entries[0]; first !== undefined && first.at <= now; first = this.#entries[0]) {
      this.#entries.shift();
      first.run(first.at);
    }
  }
}
