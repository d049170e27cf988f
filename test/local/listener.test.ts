import { EventEmitter, once } from "node:events";
import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { PlanbellError } from "../../lib/model/errors.ts";
import { addressOf, type Listener, openListener } from "../../local/listener.ts";

let listener: Listener | undefined;
afterEach(async () => {
  await listener?.close();
  listener = undefined;
});
const HOST = "127.0.0.1";
/** Nothing to say, and nobody to ask. */
const SILENT = { last: () => undefined };

describe("the address of serve", () => {
  it.each([
    ["127.0.0.1", "http://127.0.0.1:3000"],
    ["bot.example.com", "http://bot.example.com:3000"],
    ["::1", "http://[::1]:3000"],
    ["::", "http://[::]:3000"],
  ])("%s is printed as one that can be opened", (host, url) => {
    expect(addressOf(host, 3000)).toBe(url);
    expect(new URL(url).port).toBe("3000");
  });

  it("answers 503 before the first report, and nothing elsewhere", async () => {
    listener = await openListener({ host: HOST, port: 0 }, SILENT);
    const answer = await fetch(`${listener.url}/healthz`);
    expect([answer.status, await answer.json()]).toEqual([503, { ok: false }]);
    expect((await fetch(`${listener.url}/`)).status).toBe(404);
  });

  it("that is taken is refused with the name of the setting", async () => {
    listener = await openListener({ host: HOST, port: 0 }, SILENT);
    const port = Number(new URL(listener.url).port);
    const second = openListener({ host: HOST, port }, SILENT);
    await expect(second).rejects.toThrow(PlanbellError);
    await expect(second).rejects.toThrow(
      `cannot listen on http://127.0.0.1:${port} (EADDRINUSE). PORT: the port is taken; choose another.`,
    );
  });

  it.each([
    ["203.0.113.7", "EADDRNOTAVAIL"],
    ["a..b", "ENOTFOUND"],
  ])("that this machine does not have is refused with the name of the setting: %s", async (host, code) => {
    const refused = openListener({ host, port: 0 }, SILENT);
    await expect(refused).rejects.toThrow(PlanbellError);
    await expect(refused).rejects.toThrow(`cannot listen on http://${host}:0 (${code}). PLANBELL_HOST: `);
  });
});

describe("once it closes", () => {
  it("an answer under way is given, and says that its connection ends", async () => {
    const gate = new EventEmitter();
    const door = async () => {
      gate.emit("reached");
      await once(gate, "open");
      return { status: 200, headers: {}, body: "late" };
    };
    const own = await openListener({ host: HOST, port: 0 }, { ...SILENT, door });
    const reached = once(gate, "reached");
    const answer = post(`${own.url}/slack/events`);
    await reached;
    const closed = own.close();
    gate.emit("open");
    expect((await answer).headers.connection).toBe("close");
    await closed;
  });

  it("a first request on a connection that stood already is answered, and ends it", async () => {
    const own = await openListener({ host: HOST, port: 0 }, SILENT);
    const { hostname: host, port } = new URL(own.url);
    const socket = connect(Number(port), host);
    await once(socket, "connect");
    // Connections are taken in their order: when this one is answered the first is there.
    await post(`${own.url}/nowhere`);
    const closed = own.close();
    socket.write(`GET /healthz HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
    const [said] = await once(socket, "data");
    expect(String(said)).toMatch(/^HTTP\/1\.1 503 .*\r\nconnection: close\r\n/is);
    await closed;
  });

  it("a connection that waits for its next request is ended at once", async () => {
    const own = await openListener({ host: HOST, port: 0 }, SILENT);
    const { headers, ended } = await post(`${own.url}/nowhere`);
    expect(headers.connection).toBe("keep-alive");
    await own.close();
    await ended;
  });
});

/** As a client that keeps its connections. */
function post(url: string): Promise<{ headers: IncomingHttpHeaders; ended: Promise<unknown> }> {
  const agent = new Agent({ keepAlive: true });
  return new Promise((resolve, reject) => {
    let ended: Promise<unknown>;
    request(url, { agent, method: "POST" }, (answer) => resolve({ headers: answer.resume().headers, ended }))
      .once("socket", (socket) => {
        ended = once(socket, "close");
      })
      .once("error", reject)
      .end();
  });
}
