import { setTimeout as wait } from "node:timers/promises";
import { type Ms, ms, seconds } from "../model/brand.ts";
import { fields } from "./answer.ts";
import { networkFault } from "./fetch.ts";
import { isErrorWord } from "./slack-faults.ts";

/** A connection that Slack has greeted. */
export interface Connection {
  /** Resolves when it is closed, by whomever. */
  readonly closed: Promise<void>;
  close(): void;
}

/** Who wants to know how the connection goes. */
export interface SocketWatcher {
  onOpen(): void;
  /** It could not be opened, for Slack's or the network's word, or did not last (`closed`); tried again after the pause. */
  onDown(code: string, pause: Ms): void;
}

/** Of Slack's client: what hears each message as it comes. */
interface Hearing {
  listeners(event: "ws_message"): ((...message: unknown[]) => unknown)[];
  removeAllListeners(event: "ws_message"): unknown;
  on(event: "ws_message", listener: (...message: unknown[]) => void): unknown;
}

/**
 * Lets no message end the process: Slack's client looks into each without asking what it is, in a promise that nobody
 * waits for. What it throws is a fault, and such a message is taken by nobody.
 */
export function survive(client: Hearing, onFault: (error: unknown) => void): void {
  const listeners = client.listeners("ws_message");
  client.removeAllListeners("ws_message");
  for (const listener of listeners) {
    client.on("ws_message", (...message) => void (async () => listener(...message))().catch(onFault));
  }
}

const CLOSED = "closed";
const FIRST_PAUSE = seconds(1);
const LONGEST_PAUSE = seconds(60);
/** Slack closes a connection every few hours and wants the next at once; one that ends sooner is a failure. */
const LIVED: Ms = seconds(10);

/**
 * Keeps one connection open until `stop`: opens the next as soon as one is closed, after a pause that doubles up to a
 * minute while they cannot be opened or do not last. Never throws.
 */
export async function keepOpen(
  connect: () => Promise<Connection>,
  stop: AbortSignal,
  watcher: SocketWatcher,
): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener("abort", () => resolve(), { once: true });
  });
  let pause = FIRST_PAUSE;
  while (!stop.aborted) {
    const ended = await holdOne(connect, stop, stopped, watcher);
    if (stop.aborted) return;
    if (ended.lived >= LIVED) {
      pause = FIRST_PAUSE;
      continue;
    }
    watcher.onDown(ended.code, pause);
    await wait(pause, undefined, { signal: stop }).catch(() => undefined);
    pause = ms(Math.min(pause * 2, LONGEST_PAUSE));
  }
}

/** One connection from its opening to its end. What is still opening when all is stopped is closed once it is open. */
async function holdOne(
  connect: () => Promise<Connection>,
  stop: AbortSignal,
  stopped: Promise<void>,
  watcher: SocketWatcher,
): Promise<{ readonly code: string; readonly lived: number }> {
  const opening = connect().then((connection) => {
    if (stop.aborted) connection.close();
    return connection;
  });
  try {
    const connection = await Promise.race([opening, stopped]);
    if (connection === undefined || stop.aborted) return { code: CLOSED, lived: 0 };
    const began = performance.now();
    watcher.onOpen();
    await Promise.race([connection.closed, stopped]);
    if (stop.aborted) connection.close();
    return { code: CLOSED, lived: performance.now() - began };
  } catch (thrown) {
    return { code: codeOf(thrown), lived: 0 };
  }
}

/** What Slack's client throws, in one word; nothing when the connection was closed before the greeting. */
function codeOf(thrown: unknown): string {
  if (thrown === undefined) return CLOSED;
  const { data, statusCode, original } = fields(thrown);
  const { error } = fields(data);
  if (isErrorWord(error)) return error;
  return typeof statusCode === "number" ? `http_${statusCode}` : networkFault(original ?? thrown).code;
}
