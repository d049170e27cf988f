/** The ways in which the emulated service can fail. */
const FAULT_KINDS = [
  /** 400 `Throttling.User` with `x-acs-retry-after` in milliseconds. */
  "throttle",
  /** 500 `InternalError`. */
  "error500",
  /** 500 with a JSON body that has no `Code`. */
  "error500-without-code",
  /** 502 with an HTML page. */
  "html502",
  /** 503 without a body. */
  "empty",
  /** The connection breaks before the call is done. */
  "reset",
  /** The call is done, then the connection breaks: nobody hears the answer. */
  "lost-answer",
  /** The call is done, the answer comes late, in real time. */
  "slow",
  /** The call is done; half of the answer's body comes at once, the rest late, in real time. */
  "slow-body",
  /** 200 with JSON of the wrong shape: strings where lists and objects belong. */
  "malformed",
  /** 503 `ServiceUnavailable` for every call until `clear()`. */
  "down",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultOptions {
  /** Only calls of this action meet it; default all. */
  readonly action?: string;
  /** How many calls meet it; default 1. */
  readonly times?: number;
  /** For `throttle` the wait that is asked for (default 1000), for `slow` and `slow-body` the delay (default 200). */
  readonly ms?: number;
}

/** What changes the world between two pages of a list. */
interface PageShift {
  readonly action: string;
  readonly page: number;
  readonly change: () => void;
}

export interface Fault {
  readonly kind: FaultKind;
  readonly ms: number;
}

interface Ordered {
  readonly fault: Fault;
  readonly action: string | undefined;
  left: number;
}

/** What will go wrong, in the order in which it was asked for. */
export class Faults {
  #queue: Ordered[] = [];
  #shifts: PageShift[] = [];

  /** @returns what takes the rest of it back */
  next(kind: FaultKind, options: FaultOptions = {}): () => void {
    const fault = { kind, ms: options.ms ?? (kind.startsWith("slow") ? 200 : 1_000) };
    const left = kind === "down" ? Number.POSITIVE_INFINITY : (options.times ?? 1);
    const entry = { fault, action: options.action, left };
    this.#queue.push(entry);
    return () => this.#remove(entry);
  }

  /** Once, right after the list has given that page, the world changes: the next page then shifts. */
  afterPage(page: number, change: () => void, action = "ListProvisionedProductPlans"): void {
    this.#shifts.push({ action, page, change });
  }

  /** Every call meets the same fault, until that is taken back. */
  get isDown(): boolean {
    return this.#queue.some(({ fault }) => fault.kind === "down");
  }

  /** Nothing goes wrong any more. */
  clear(): void {
    this.#queue = [];
    this.#shifts = [];
  }

  /** That page has been made. */
  pageGiven(action: string, page: number): void {
    const due = this.#shifts.filter((shift) => shift.action === action && shift.page === page);
    this.#shifts = this.#shifts.filter((shift) => !due.includes(shift));
    for (const { change } of due) change();
  }

  /** The fault that meets this call, used up by it. */
  take(action: string): Fault | undefined {
    const entry = this.#queue.find((waiting) => waiting.action === undefined || waiting.action === action);
    if (entry === undefined) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) this.#remove(entry);
    return entry.fault;
  }

  #remove(entry: Ordered): void {
    this.#queue = this.#queue.filter((waiting) => waiting !== entry);
  }
}
