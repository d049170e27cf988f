import { once } from "node:events";
import { afterEach } from "vitest";
import { WebSocket } from "ws";

type Said = Record<string, unknown>;

/** A client of Socket Mode that does nothing of itself; it ends with the test. */
export interface Socket {
  /** The first thing that was said. */
  readonly hello: Said;
  /** What came after it, in order. */
  readonly heard: readonly Said[];
  /** The close code, when it is over. */
  readonly closed: Promise<number>;
  /** What comes next, or has come and was not asked for yet. */
  next(): Promise<Said>;
  say(message: unknown): void;
  /** Acknowledges every envelope from now on. */
  acknowledgeAll(): void;
  /** @returns what the other side sent back */
  ping(text: string): Promise<string>;
  close(): Promise<void>;
}

const opened: WebSocket[] = [];

afterEach(() => {
  for (const one of opened.splice(0)) one.terminate();
});

/** @throws when the other side does not let it in */
export async function openSocket(url: string): Promise<Socket> {
  const socket = new WebSocket(url);
  opened.push(socket);
  const heard: Said[] = [];
  const waiting: ((message: Said) => void)[] = [];
  let read = 0;
  let acknowledging = false;
  const say = (message: unknown): void => socket.send(typeof message === "string" ? message : JSON.stringify(message));
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  const hello = new Promise<Said>((resolve, reject) => {
    socket.once("error", reject);
    socket.once("message", (first) => {
      socket.on("message", (data) => {
        const message = JSON.parse(String(data)) as Said;
        heard.push(message);
        if (acknowledging) say({ envelope_id: message["envelope_id"] });
        const next = waiting.shift();
        if (!next) return;
        read += 1;
        next(message);
      });
      resolve(JSON.parse(String(first)) as Said);
    });
  });
  return {
    hello: await hello,
    heard,
    closed,
    next() {
      const known = heard[read];
      if (!known) return new Promise((resolve) => waiting.push(resolve));
      read += 1;
      return Promise.resolve(known);
    },
    say,
    acknowledgeAll() {
      acknowledging = true;
    },
    async ping(text) {
      socket.ping(text);
      return String((await once(socket, "pong"))[0]);
    },
    async close() {
      socket.close();
      await closed;
    },
  };
}
