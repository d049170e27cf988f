import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { setUp } from "./called-gateway.ts";
import { CLIENTS } from "./clients.ts";
import type { Answer } from "./scripted-gateway.ts";

/** A gateway that notes the connection of each call, and may do something to it when it has answered. */
function noting(after: (response: ServerResponse) => void = () => undefined, headers: Record<string, string> = {}) {
  const sockets: Socket[] = [];
  const answer: Answer = (response) => {
    sockets.push(response.socket as Socket);
    response.writeHead(200, headers).end('{"TaskDetail":{"TaskId":"task-1"}}');
    after(response);
  };
  return { answer, connections: () => new Set(sockets).size, sockets };
}

const closed = (socket: Socket): Promise<void> =>
  socket.destroyed ? Promise.resolve() : new Promise((done) => socket.once("close", () => done()));
/** Until the other end has heard of it. */
const aMoment = (): Promise<void> => new Promise((done) => setTimeout(done, 100));

describe.each(CLIENTS)("a connection, %s", (_, client) => {
  it("serves one call after the other", async () => {
    const { answer, connections } = noting();
    const { getTask, gateway } = await setUp(client, [answer]);
    for (let call = 0; call < 5; call++) await getTask();
    expect([gateway.seen.length, connections()]).toEqual([5, 1]);
  });

  it("serves one call at a time", async () => {
    const { answer, connections } = noting();
    const { getTask } = await setUp(client, [answer]);
    await Promise.all([getTask(), getTask(), getTask()]);
    expect(connections()).toBe(3);
    await Promise.all([getTask(), getTask(), getTask()]);
    expect(connections()).toBe(3);
  });

  it("is given up when the answer says so", async () => {
    const { answer, connections } = noting(undefined, { connection: "close" });
    const { getTask, calls } = await setUp(client, [answer]);
    await getTask();
    await getTask();
    expect([connections(), calls.length]).toEqual([2, 2]);
  });

  it("that the host ended while it was idle is not used again", async () => {
    const { answer, connections, sockets } = noting((response) => {
      const { socket } = response;
      response.once("finish", () => socket?.end());
    });
    const { getTask, calls } = await setUp(client, [answer]);
    await getTask();
    await closed(sockets[0] as Socket);
    await aMoment();
    await getTask();
    // Not one attempt was lost.
    expect([connections(), calls.length]).toEqual([2, 2]);
  });

  it("that breaks while it is idle harms nobody", async () => {
    const { answer, connections, sockets } = noting();
    const { getTask, calls } = await setUp(client, [answer]);
    await getTask();
    sockets[0]?.resetAndDestroy();
    await aMoment();
    await getTask();
    expect([connections(), calls.length]).toEqual([2, 2]);
  });

  it("that is idle keeps no process alive", async () => {
    const { answer } = noting();
    const { getTask } = await setUp(client, [answer]);
    // Those of other tests are closing.
    await aMoment();
    const before = waiting();
    await getTask();
    await aMoment();
    // The gateway's end of it lives in this process, too.
    expect(waiting() - before).toBe(1);
  });
});

const waiting = (): number => process.getActiveResourcesInfo().filter((kind) => kind === "TCPSocketWrap").length;
