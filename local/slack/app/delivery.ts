import { setTimeout as pause } from "node:timers/promises";
import { fieldsOf } from "../block-fields.ts";
import type { Traffic } from "../traffic.ts";
import type { HttpLink } from "./http-link.ts";
import type { Message, Retry } from "./message.ts";
import { isTaken, type Outcome, retryReason } from "./outcome.ts";
import type { SocketLink } from "./socket-link.ts";

/** Before each further try of an event, in milliseconds. */
const PAUSES = [0, 60_000, 300_000];

/** Waits that many milliseconds; may reject when the signal ends it. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<unknown>;

export interface DeliveryOptions {
  readonly socket: SocketLink;
  readonly traffic: Traffic;
  readonly clock: { now(): number };
  /** Real time when absent. */
  readonly wait?: Wait | undefined;
}

/** Brings messages to the app, over a socket when one is open, else by HTTP, and keeps the record of it. */
export class Delivery {
  /** Where the app listens; undefined when it does not. */
  http: HttpLink | undefined;
  readonly #options: DeliveryOptions;
  readonly #wait: Wait;
  readonly #end = new AbortController();
  readonly #retries = new Set<Promise<void>>();

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#wait = options.wait ?? ((ms, signal) => pause(ms, undefined, { signal, ref: false }));
  }

  /**
   * One try; Slack does not repeat commands and interactivity.
   * @param http takes this way and no other
   */
  send(message: Message, http?: HttpLink): Promise<Outcome> {
    return this.#deliver(message, undefined, http);
  }

  /**
   * The outcome of the first try. When it failed, three more follow behind it: at once, after a minute, after five.
   * @see https://docs.slack.dev/apis/events-api (retries)
   */
  async sendEvent(message: Message): Promise<Outcome> {
    const outcome = await this.#deliver(message, undefined);
    const retries = this.#retry(message, outcome).finally(() => this.#retries.delete(retries));
    this.#retries.add(retries);
    return outcome;
  }

  /** Resolves when no event is left to be tried again. */
  async settled(): Promise<void> {
    while (this.#retries.size > 0) await Promise.all(this.#retries);
  }

  /** Cuts what is on its way and tries nothing again. */
  async close(): Promise<void> {
    this.#end.abort();
    await this.#options.socket.close();
    await this.settled();
  }

  async #retry(message: Message, first: Outcome): Promise<void> {
    let outcome = first;
    for (const [index, ms] of PAUSES.entries()) {
      if (isTaken(outcome) || outcome.over === "none" || (outcome.kind === "answered" && outcome.final)) return;
      await this.#wait(ms, this.#end.signal).catch(() => undefined);
      if (this.#end.signal.aborted) return;
      outcome = await this.#deliver(message, { number: index + 1, reason: retryReason(outcome) });
    }
  }

  async #deliver(message: Message, retry: Retry | undefined, only?: HttpLink): Promise<Outcome> {
    const { traffic, clock } = this.#options;
    const at = clock.now();
    const begun = performance.now();
    const outcome = await this.#hand(message, retry, only);
    const { token: _, ...sent } = fieldsOf(message.payload);
    const notes = [
      ...(outcome.over === "http" ? [] : [outcome.over === "socket" ? "over a socket" : "no app is connected"]),
      ...(outcome.kind === "timeout" ? ["no answer in time"] : []),
      ...(retry ? [`retry ${retry.number}, ${retry.reason}`] : []),
    ];
    traffic.record({
      direction: "app",
      name: message.name,
      at,
      ms: Math.round(performance.now() - begun),
      sent,
      status: outcome.kind === "answered" ? outcome.status : 0,
      answer: outcome.kind === "answered" ? outcome.body : undefined,
      ok: isTaken(outcome),
      ...(notes.length > 0 ? { note: notes.join("; ") } : {}),
    });
    return outcome;
  }

  #hand(message: Message, retry: Retry | undefined, only: HttpLink | undefined): Promise<Outcome> {
    const { socket } = this.#options;
    const http = only ?? this.http;
    if (!only && socket.connections > 0) return socket.send(message, retry);
    if (http) return http.send(message, retry, this.#end.signal);
    return Promise.resolve({ over: "none", kind: "unreachable" });
  }
}
