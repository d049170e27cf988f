import type { Agent } from "node:http";
import type { Socket } from "node:net";

/** What Node's requests and agents say to each other, as every proxy agent does; Node's declarations leave it out. */
interface Talking {
  addRequest(request: Asking, target: object): void;
}
interface Asking {
  reusedSocket: boolean;
  readonly shouldKeepAlive: boolean;
  onSocket(socket: Socket): void;
}
type KeptSocket = Socket & { _httpMessage: Asking | null };

/**
 * Lets an agent that only ever talks to one host keep its idle sockets in a list of its own. Node's way of keeping them
 * costs as much as the signature of a call.
 *
 * As with Node's: an idle socket keeps no process alive, is not used again once it is closed or the answer said so, and
 * may fail without anybody being told.
 */
export function keepSockets(agent: Agent): void {
  const idle: KeptSocket[] = [];
  const talking = agent as unknown as Talking;
  const connect = talking.addRequest.bind(agent);
  agent.removeAllListeners("free");
  agent.on("free", (socket: KeptSocket) => {
    if (!socket.writable || !socket._httpMessage?.shouldKeepAlive) return void socket.destroy();
    socket._httpMessage = null;
    socket.on("error", unheard);
    socket.unref();
    idle.push(socket);
  });
  talking.addRequest = (request, target) => {
    let socket = idle.pop();
    // A socket that the host has ended is not destroyed yet, but must not be written to.
    while (socket !== undefined && !socket.writable) socket = idle.pop();
    if (socket === undefined) return connect(request, target);
    socket.off("error", unheard);
    socket.ref();
    request.reusedSocket = true;
    request.onSocket(socket);
  };
}

const unheard = (): void => undefined;
