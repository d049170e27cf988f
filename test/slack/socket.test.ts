import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { type Connection, keepOpen } from "../../lib/slack/socket.ts";

/** A connection that the test closes. */
class Line implements Connection {
  closes = 0;
  end: () => void = () => {};
  readonly closed = new Promise<void>((resolve) => {
    this.end = resolve;
  });
  close(): void {
    this.closes++;
    this.end();
  }
}

/** What happened, in order: `open`, or why it is down and for how many milliseconds. */
function watch(connect: () => Promise<Connection>) {
  const told: string[] = [];
  const stop = new AbortController();
  const ended = keepOpen(connect, stop.signal, {
    onOpen: () => told.push("open"),
    onDown: (code, pause) => told.push(`${code} ${pause}`),
  });
  return { told, stop: () => stop.abort(), ended };
}

describe("a connection that is kept open", () => {
  it("is held until it is stopped, then closed", async () => {
    const line = new Line();
    const kept = watch(async () => line);
    await vi.waitFor(() => expect(kept.told).toEqual(["open"]), 10_000);
    expect(line.closes).toBe(0);
    kept.stop();
    await kept.ended;
    expect([kept.told, line.closes]).toEqual([["open"], 1]);
  });

  it("that ends soon is opened again after a second", async () => {
    const lines: Line[] = [];
    const kept = watch(async () => {
      lines.push(new Line());
      return lines.at(-1) ?? new Line();
    });
    await vi.waitFor(() => expect(kept.told).toEqual(["open"]), 10_000);
    lines[0]?.end();
    await vi.waitFor(() => expect(kept.told).toEqual(["open", "closed 1000", "open"]), 20_000);
    kept.stop();
    await kept.ended;
  });

  it("that cannot be opened is tried again, each time after twice as long, and told why", async () => {
    const faults: unknown[] = [
      { data: { ok: false, error: "invalid_auth" } },
      { statusCode: 502 },
      {
        original: Object.assign(new TypeError("fetch failed"), {
          cause: Object.assign(new Error(), { code: "ECONNREFUSED" }),
        }),
      },
    ];
    const kept = watch(async () => {
      if (faults.length > 0) throw faults.shift();
      return new Line();
    });
    await vi.waitFor(() => expect(kept.told).toContain("ECONNREFUSED 4000"), 25_000);
    kept.stop();
    await kept.ended;
    expect(kept.told).toEqual(["invalid_auth 1000", "http_502 2000", "ECONNREFUSED 4000"]);
  });

  it("that is being opened when all is stopped is waited for by nobody, and closed once it is open", async () => {
    const line = new Line();
    let open: (line: Line) => void = () => {};
    const kept = watch(
      () =>
        new Promise((resolve) => {
          open = resolve;
        }),
    );
    await wait(10);
    kept.stop();
    await kept.ended;
    open(line);
    await vi.waitFor(() => expect(line.closes).toBe(1), 10_000);
    expect(kept.told).toEqual([]);
  });

  it("never says more of a fault than a word", async () => {
    const kept = watch(async () => Promise.reject({ data: { error: "<html>CANARY" }, original: new Error("CANARY") }));
    await vi.waitFor(() => expect(kept.told).toEqual(["network 1000"]), 10_000);
    kept.stop();
    await kept.ended;
  });
});
