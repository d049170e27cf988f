/** Where somebody stands in a scenario, in seconds of it: moves with a clock, faster or slower, or not at all. */
export class Position {
  readonly #clock: { elapsed(): number };
  /** Where it was when the clock said `#seen`. */
  #at = 0;
  #seen: number;
  #speed: number;
  #paused = false;

  /** @param clock milliseconds, never going back @param speed seconds of the scenario in one of the clock's */
  constructor(clock: { elapsed(): number }, speed: number) {
    this.#clock = clock;
    this.#seen = clock.elapsed();
    this.#speed = speed;
  }

  get at(): number {
    const passed = this.#paused ? 0 : this.#clock.elapsed() - this.#seen;
    return this.#at + (passed / 1_000) * this.#speed;
  }

  get speed(): number {
    return this.#speed;
  }

  set speed(speed: number) {
    this.jump(this.at);
    this.#speed = speed;
  }

  get paused(): boolean {
    return this.#paused;
  }

  set paused(paused: boolean) {
    this.jump(this.at);
    this.#paused = paused;
  }

  jump(to: number): void {
    this.#at = to;
    this.#seen = this.#clock.elapsed();
  }
}
