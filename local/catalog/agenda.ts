interface Entry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly run: () => void;
}

/** So many entries that have run are kept before they are cut off. */
const SLACK = 1_024;

/** What will happen by itself, and when. Nothing runs until somebody asks; then it runs in the order of time. */
export class Agenda {
  #entries: Entry[] = [];
  /** How many of them have run. */
  #done = 0;

  /** Entries of the same instant run in the order in which they were added. */
  add(at: number, run: () => void): void {
    let low = this.#done;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#entries[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    if (low === this.#entries.length) this.#entries.push({ at, run });
    else this.#entries.splice(low, 0, { at, run });
  }

  /** Runs everything up to and including `now`. */
  runUntil(now: number): void {
    for (let first = this.#entries[this.#done]; first !== undefined && first.at <= now; ) {
      this.#done += 1;
      first.run();
      first = this.#entries[this.#done];
    }
    if (this.#done < SLACK) return;
    this.#entries = this.#entries.slice(this.#done);
    this.#done = 0;
  }
}
