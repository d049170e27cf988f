import { connect, type Socket } from "node:net";
import type Driver from "postgres";
import type { PostgresAddress } from "./postgres-address.ts";
import { isLost } from "./postgres-faults.ts";

export type Sql = Driver.Sql;

/** What a server answers that is asked for TLS and has none. @see PostgreSQL, "SSL Session Encryption" */
const NO = "N".charCodeAt(0);
/** The most that a goodbye to the server may take, in seconds. */
const GOODBYE = 1;

/** The driver takes a function that makes its sockets; its types do not know. */
type Options = Driver.Options<Record<string, Driver.PostgresType>> & { readonly socket: () => Socket };

/** Connections of one time: when one of them turns out dead, the others, as old, are given up with it. */
interface Generation {
  readonly sql: Sql;
  readonly sockets: Set<Socket>;
  /** Rejects when the server hangs up before it says anything, where the driver would try again for ever; or has no TLS. */
  readonly snubbed: Promise<never>;
}

/**
 * Up to four connections, made when needed and closed after 20 s without work.
 *
 * The driver alone waits as long as TCP does for an answer from a server that has gone, and begins again for ever
 * with one that hangs up before it says anything. So here every statement has its time, and sockets can be destroyed.
 */
export class PostgresPool {
  readonly #driver: typeof Driver;
  readonly #address: PostgresAddress;
  readonly #patience: number;
  #now: Generation | undefined;
  #closed = false;

  /** @param patience the most that one piece of work may take, connecting included, in milliseconds */
  constructor(driver: typeof Driver, address: PostgresAddress, patience: number) {
    this.#driver = driver;
    this.#address = address;
    this.#patience = patience;
  }

  /**
   * One piece of work on the connections there are.
   *
   * When the connection is lost, nobody knows whether the work was done; the next piece gets new connections.
   * @throws what the driver throws, and `{ code: "NO_ANSWER" }` when the time is over
   */
  async run<T>(work: (sql: Sql) => PromiseLike<T>): Promise<T> {
    if (this.#closed) throw failure("CONNECTION_ENDED");
    this.#now ??= this.#generation();
    const used = this.#now;
    try {
      return await inTime(this.#patience, [work(used.sql), used.snubbed]);
    } catch (cause) {
      // A server that refuses a statement leaves its connection sound; everything else has no SQLSTATE.
      if (isLost(cause) || !(cause instanceof Error && cause.name === "PostgresError")) this.#giveUp(used);
      throw cause;
    }
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Says goodbye, and hangs up when that takes long. */
  async close(): Promise<void> {
    this.#closed = true;
    const last = this.#now;
    this.#now = undefined;
    if (last === undefined) return;
    await last.sql.end({ timeout: GOODBYE });
    for (const socket of last.sockets) socket.destroy();
  }

  #giveUp(old: Generation): void {
    if (this.#now === old) this.#now = undefined;
    for (const socket of old.sockets) socket.destroy();
    // Rejects what still waits in it; that it takes nothing any more is all that is wanted of it.
    old.sql.end({ timeout: 0 }).catch(() => undefined);
  }

  #generation(): Generation {
    const { host, port, database, user, password, sslMode, session } = this.#address;
    const sockets = new Set<Socket>();
    let snub: (cause: Error) => void = () => undefined;
    const snubbed = new Promise<never>((_, reject) => {
      snub = reject;
    });
    snubbed.catch(() => undefined);
    const options: Options = {
      host,
      port,
      database,
      username: user,
      ...(password === undefined ? {} : { password }),
      ssl: sslMode === "disable" ? false : sslMode,
      max: 4,
      connect_timeout: 5,
      idle_timeout: 20,
      // A pooler between us and the server may give every transaction another connection.
      prepare: false,
      fetch_types: false,
      connection: { application_name: "planbell", ...session },
      onnotice: () => undefined,
      socket: () => {
        const socket = Object.assign(connect(port, host), { host, port });
        sockets.add(socket);
        if (sslMode !== "disable" && sslMode !== "prefer") {
          // The driver hears the no, and goes on as if it were a yes.
          socket.once("data", ([answer]: Buffer) => answer === NO && snub(failure("NO_TLS")));
        }
        return socket.once("close", (failed) => {
          sockets.delete(socket);
          if (!failed && socket.bytesRead === 0) snub(failure("CONNECTION_CLOSED"));
        });
      },
    };
    return { sql: this.#driver(options), sockets, snubbed };
  }
}

const failure = (code: string): Error => Object.assign(new Error(code), { code });

async function inTime<T>(patience: number, work: readonly PromiseLike<T>[]): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    const late = () => reject(failure("NO_ANSWER"));
    timer = setTimeout(late, patience);
  });
  try {
    return await Promise.race([...work, over]);
  } finally {
    clearTimeout(timer);
  }
}
