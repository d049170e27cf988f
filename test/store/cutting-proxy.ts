import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** When a connection is cut: as the statement comes, or as its answer goes back. */
type Cut = "before" | "after";

/** A wire to a server on this machine, which cuts the connections that carry a certain text. */
export interface CuttingProxy {
  readonly port: number;
  /** Cuts once for every `Cut` given, the next connection with this text each time. */
  arm(text: string, ...cuts: readonly Cut[]): void;
  /** How often it has cut. */
  readonly cuts: number;
  /** From now on takes bytes and never passes one on, as a network does that lost its way. */
  swallow(): void;
  /** Ends the connections there are, as a server does with those that were idle for long. */
  hangUp(): void;
  close(): Promise<void>;
}

export async function startProxy(target: number): Promise<CuttingProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let armed: { readonly text: string; readonly cuts: Cut[] } = { text: "", cuts: [] };
  let cuts = 0;
  const swallowed = new Set<Socket>();

  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1");
    const pair = [client, upstream] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) socket.on("error", () => undefined).on("close", end);
    let answerLost = false;
    const cut = () => {
      cuts++;
      end();
    };
    client.on("data", (bytes: Buffer) => {
      if (swallowed.has(client)) return;
      if (armed.cuts.length > 0 && bytes.includes(armed.text)) {
        if (armed.cuts.shift() === "before") return cut();
        answerLost = true;
      }
      upstream.write(bytes);
    });
    upstream.on("data", (bytes: Buffer) => {
      // The server answers a statement when it is done with it, and not before.
      if (answerLost) cut();
      else if (!swallowed.has(client)) client.write(bytes);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const hangUp = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    arm(text, ...given) {
      armed = { text, cuts: [...given] };
    },
    get cuts() {
      return cuts;
    },
    swallow() {
      for (const [client] of pairs) swallowed.add(client);
    },
    hangUp,
    async close() {
      hangUp();
      server.close();
      await once(server, "close");
    },
  };
}
