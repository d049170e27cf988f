/** How often the service was called, failed and refused calls included. */
export class CallLog {
  #counts = new Map<string, number>();

  get total(): number {
    let sum = 0;
    for (const count of this.#counts.values()) sum += count;
    return sum;
  }

  /** Calls per `Action`; a call without one counts under the empty name. */
  get byAction(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }

  record(action: string): void {
    this.#counts.set(action, (this.#counts.get(action) ?? 0) + 1);
  }

  clear(): void {
    this.#counts = new Map();
  }
}
