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
