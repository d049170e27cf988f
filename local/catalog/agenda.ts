/** Something that is due at an instant, in milliseconds since 1970; it is told the instant at which it happens. */
export interface Entry {
  readonly at: number;
  readonly run: (at: number) => void;
}

/** So many entries that have run are kept before they are cut off. */
const SLACK = 1_024;

/** What will happen by itself, and when. Nothing runs until somebody asks; then it runs in the order of time. */
export class Agenda {
  #entries: Entry[] = [];
  /** How many of them have run. */
  #done = 0;

  /** Entries of the same instant run in the order in which they were added. */
  add(at: number, run: Entry["run"]): Entry {
    let low = this.#done;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#entries[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    const entry = { at, run };
    if (low === this.#entries.length) this.#entries.push(entry);
    else this.#entries.splice(low, 0, entry);
    return entry;
  }

  /** Runs it at `now`, if it has not run yet. */
  runEarly(entry: Entry, now: number): void {
    const place = this.#entries.indexOf(entry, this.#done);
    if (place === -1) return;
    this.#entries.splice(place, 1);
    entry.run(now);
  }

  /** Runs everything up to and including `now`. */
  runUntil(now: number): void {
    for (let first = this.#entries[this.#done]; first !== undefined && first.at <= now; ) {
      this.#done += 1;
      first.run(first.at);
      first = this.#entries[this.#done];
    }
    if (this.#done < SLACK) return;
    this.#entries = this.#entries.slice(this.#done);
    this.#done = 0;
  }
}
