import type { Args } from "./call.ts";

/** One call between the app and Slack, with its answer. Tokens and secrets never stand in it. */
export interface Exchange {
  /** Rises by one with each. */
  readonly id: number;
  /** `api`: the app called Slack. `app`: Slack called the app, over HTTP or a socket. */
  readonly direction: "api" | "app";
  /** "chat.postMessage", "upload", "response_url"; "slash command", "block_actions", "app_home_opened". */
  readonly name: string;
  /** Epoch milliseconds by the workspace's clock. */
  readonly at: number;
  /** How long the answer took. */
  readonly ms: number;
  readonly sent: unknown;
  /** HTTP status; 0 when the connection was cut or never stood. */
  readonly status: number;
  readonly answer: unknown;
  /** True when the other side did what it was asked. */
  readonly ok: boolean;
  /** What was spoilt on purpose, or which retry it is. */
  readonly note?: string;
}

/** The last exchanges of the workspace, in the order in which their answers came. */
export class Traffic {
  readonly #kept: Exchange[] = [];
  readonly #listeners = new Set<(exchange: Exchange) => void>();
  readonly #most: number;
  #id = 0;

  /** @param most how many are kept */
  constructor(most = 500) {
    this.#most = most;
  }

  record(exchange: Omit<Exchange, "id">): void {
    this.#id += 1;
    const kept = { id: this.#id, ...exchange };
    this.#kept.push(kept);
    if (this.#kept.length > this.#most) this.#kept.shift();
    for (const listener of this.#listeners) listener(kept);
  }

  /** Oldest first. */
  all(): readonly Exchange[] {
    return [...this.#kept];
  }

  /** @returns what ends the subscription */
  subscribe(listener: (exchange: Exchange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** What came in with a call: without its token, and with what forms carry as JSON text read. */
export function sentOf(args: Args): Record<string, unknown> {
  const shown = Object.entries(args).filter(([name]) => name !== "token");
  return Object.fromEntries(shown.map(([name, value]) => [name, readIfJson(value)]));
}

function readIfJson(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
