import type { Socket } from "node:net";
import { type Answer, AnswerReader } from "./answer-reader.ts";
import { UNSURE } from "./http-of-pop-core.ts";

/** Opens a connection that is given up when it takes too long to be usable. */
export type Opener = () => Socket;

/**
 * Connections to one host, kept for the next call. Each serves one call at a time.
 *
 * As with `node:http`: an idle connection keeps no process alive, is not used again once it is closed or the answer
 * said so, and may fail without anybody being told.
 */
export class Line {
  readonly #open: Opener;
  readonly #idle: Wire[] = [];

  constructor(open: Opener) {
    this.#open = open;
  }

  /** Was an answer unusual? Then so may be the next ones. */
  isUnusual = false;

  /**
   * Sends a whole request, whose answer has a body, and gives that answer. Every fault closes the connection: those of
   * sockets, `ETIMEDOUT`, and `UNSURE` when what came is unusual, or nothing came from a connection that was kept: the
   * host may have closed it in the meantime.
   * @param request latin1
   * @param limit in milliseconds, for the connecting, and from then on for the whole answer
   */
  ask(request: string, limit: number): Promise<Answer> {
    let wire = this.#idle.pop();
    // One that the host has ended is not closed yet, but must not be written to.
    while (wire !== undefined && !wire.socket.writable) wire = this.#idle.pop();
    const chosen = wire ?? new Wire(this.#open(), this);
    return new Promise((resolve, reject) => chosen.ask(request, limit, resolve, reject));
  }

  keep(wire: Wire): void {
    this.#idle.push(wire);
  }
}

/** One connection. */
class Wire {
  readonly socket: Socket;
  readonly #line: Line;
  readonly #reader = new AnswerReader();
  /** Those who wait for the answer; undefined when it is idle. */
  #call: { resolve(answer: Answer): void; reject(fault: Error): void; readonly timer: NodeJS.Timeout } | undefined;
  #hasServed = false;

  constructor(socket: Socket, line: Line) {
    this.socket = socket;
    this.#line = line;
    socket.on("data", (bytes: Buffer) => this.#hear(bytes));
    socket.on("error", (fault) => this.#fail(this.#isStale() ? unsure() : fault));
    // Whoever waits when it ends is left without an answer.
    const end = () => this.#fail(this.#isStale() ? unsure() : faultOf("ECONNRESET", "closed before the answer's end"));
    socket.on("end", end).on("close", end);
    socket.once("connect", () => this.#call?.timer.refresh());
  }

  ask(request: string, limit: number, resolve: (answer: Answer) => void, reject: (fault: Error) => void): void {
    const timer = setTimeout(() => this.#fail(faultOf("ETIMEDOUT", "no answer in time")), limit);
    this.#call = { resolve, reject, timer };
    if (this.#hasServed) this.socket.ref();
    send(this.socket, request);
  }

  #hear(bytes: Buffer): void {
    const call = this.#call;
    // Nobody asked.
    if (call === undefined) return void this.socket.destroy();
    const answer = this.#reader.read(bytes);
    if (answer === undefined) return;
    if (answer === "unusual") {
      this.#line.isUnusual = true;
      this.#fail(unsure());
      return;
    }
    clearTimeout(call.timer);
    this.#call = undefined;
    if (answer.isKept) this.#rest();
    else this.socket.destroy();
    call.resolve(answer);
  }

  #rest(): void {
    this.#hasServed = true;
    this.socket.unref();
    this.#line.keep(this);
  }

  #isStale(): boolean {
    return this.#hasServed && !this.#reader.hasBegun;
  }

  #fail(fault: Error): void {
    const call = this.#call;
    this.#call = undefined;
    this.socket.destroy();
    if (call === undefined) return;
    clearTimeout(call.timer);
    call.reject(fault);
  }
}

/** Sockets, each followed by what is to be written to it. */
const outgoing: (Socket | string)[] = [];

/**
 * Answers that came together lead to requests that leave together, when all answers are read: a host that is woken by
 * each of them takes the processor away each time.
 */
function send(socket: Socket, request: string): void {
  if (outgoing.push(socket, request) === 2) setImmediate(sendAll);
}

function sendAll(): void {
  for (let at = 0; at < outgoing.length; at += 2) (outgoing[at] as Socket).write(outgoing[at + 1] as string, "latin1");
  outgoing.length = 0;
}

const faultOf = (code: string, text: string): Error => Object.assign(new Error(text), { code });
const unsure = (): Error => faultOf(UNSURE, "not sure of the answer");
