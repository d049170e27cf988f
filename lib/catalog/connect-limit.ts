import { Agent, type AgentOptions } from "node:http";
import { Agent as SecureAgent } from "node:https";
import { isIP, type Socket } from "node:net";
import type { Ms } from "../model/brand.ts";
import { keepSockets } from "./kept-sockets.ts";

/** What Node's agents have and Node's type declarations do not. */
interface Connecting {
  getName(options: object): string;
  /** Makes the socket of one connection. */
  createConnection(options: object, done?: (fault: Error | null, socket: Socket) => void): Socket;
}

/**
 * A keep-alive agent that gives up a connection which is not usable (TLS handshake included) within `limit`: the call
 * fails with `ETIMEDOUT`.
 *
 * The HTTP library under pop-core has a `connectTimeout`, but it limits silence on the socket at any time, so a
 * connect limit below the read limit would cut off every slow answer.
 */
export function agentWithConnectLimit(secure: boolean, limit: Ms): Agent {
  const options: AgentOptions = { keepAlive: true, keepAliveMsecs: 3_000 };
  const agent = secure ? new SecureAgent(options) : new Agent(options);
  const connecting = agent as unknown as Connecting;
  const connect = connecting.createConnection.bind(agent);
  connecting.createConnection = (target, done) => {
    const socket = connect(target, done);
    const fault = Object.assign(new Error("not connected in time"), { code: "ETIMEDOUT" });
    const timer = setTimeout(() => socket.destroy(fault), limit);
    const stop = () => clearTimeout(timer);
    socket.once(secure ? "secureConnect" : "connect", stop).once("close", stop);
    return socket;
  };
  keepSockets(agent);
  limited.set(agent, (host, port) => {
    const target = { ...options, host, port, noDelay: true, servername: isIP(host) > 0 ? "" : host };
    // By this name the agent finds what was agreed on in earlier TLS handshakes.
    return connecting.createConnection({ ...target, _agentKey: connecting.getName(target) });
  });
  return agent;
}

/**
 * How an agent with a connect limit opens its connections, for whoever speaks HTTP over them without the agent;
 * undefined for an agent that somebody else made.
 */
export function openerOf(agent: Agent): ((host: string, port: string | number) => Socket) | undefined {
  return limited.get(agent);
}

const limited = new WeakMap<Agent, (host: string, port: string | number) => Socket>();
