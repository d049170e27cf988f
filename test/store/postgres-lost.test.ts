import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Conflict, StoreUnusable } from "../../lib/model/errors.ts";
import type { StateStore } from "../../lib/ports.ts";
import { openPostgres } from "../../lib/store/postgres-store.ts";
import { type CuttingProxy, startProxy } from "./cutting-proxy.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

let server: PostgresServer;
let proxy: CuttingProxy;
beforeAll(async () => {
  server = await startPostgres();
  proxy = await startProxy(Number(new URL(server.url).port));
});
afterAll(async () => {
  await proxy?.close();
  await server?.stop();
});

const opened: StateStore[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
});

describe("a connection that is lost", () => {
  const through = async (patience?: number): Promise<StateStore> => {
    const url = new URL(await server.empty());
    url.host = `127.0.0.1:${proxy.port}`;
    const store = await openPostgres(url.href, () => 1_764_000_000_000, patience);
    opened.push(store);
    return store;
  };
  /** How often the proxy cut during some work. */
  const cutting = async <T>(work: Promise<T>): Promise<{ result: T; cuts: number }> => {
    const before = proxy.cuts;
    const result = await work;
    return { result, cuts: proxy.cuts - before };
  };

  it.each(["before", "after"] as const)("%s an insert was done leaves it done once", async (cut) => {
    const store = await through();
    proxy.arm("the first body", cut);
    expect(await cutting(store.put("a", "the first body", "absent"))).toEqual({ result: 1, cuts: 1 });
    expect(await store.get("a")).toEqual({ key: "a", version: 1, value: "the first body" });
  });

  it.each(["before", "after"] as const)("%s a change was done leaves it done once", async (cut) => {
    const store = await through();
    await store.put("a", "the first body", "absent");
    proxy.arm("the second body", cut);
    expect(await cutting(store.put("a", "the second body", 1))).toEqual({ result: 2, cuts: 1 });
    expect(await store.get("a")).toEqual({ key: "a", version: 2, value: "the second body" });
  });

  it.each(["before", "after"] as const)("%s a removal was done leaves it done", async (cut) => {
    const store = await through();
    await store.put("the key", 1, "absent");
    proxy.arm("the key", cut);
    expect(await cutting(store.remove("the key", 1))).toEqual({ result: undefined, cuts: 1 });
    expect(await store.scan("")).toEqual([]);
  });

  it("during a write that comes too late is a conflict still", async () => {
    const store = await through();
    await store.put("a", "what another wrote", "absent");
    proxy.arm("what came too late", "before");
    const late = store.put("a", "what came too late", "absent");
    await expect(late).rejects.toThrow(Conflict);
    expect((await store.get("a"))?.value).toBe("what another wrote");
  });

  it("twice in one write is told as what it is, with the record as it was or as it was to be", async () => {
    const store = await through();
    await store.put("a", 1, "absent");
    proxy.arm("the lost body", "before", "before");
    const lost = store.put("a", "the lost body", 1);
    await expect(lost).rejects.toThrow(StoreUnusable);
    await expect(lost).rejects.toThrow("the connection was cut");
    expect(await store.get("a")).toEqual({ key: "a", version: 1, value: 1 });
  });

  it("during a read costs nothing but the time", async () => {
    const store = await through();
    await store.put("the key", 1, "absent");
    proxy.arm("the key", "after");
    expect(await cutting(store.get("the key"))).toMatchObject({ result: { version: 1 }, cuts: 1 });
    proxy.arm("the k", "before");
    expect(await cutting(store.scan("the k"))).toMatchObject({ result: [{ key: "the key" }], cuts: 1 });
  });

  it("while nothing was asked, as in a frozen function, is not noticed", async () => {
    const store = await through();
    await Promise.all([store.put("a", 1, "absent"), store.get("b"), store.get("c"), store.get("d")]);
    proxy.hangUp();
    expect(await store.put("a", 2, 1)).toBe(2);
    proxy.hangUp();
    expect(await Promise.all([store.get("a"), store.scan("a"), store.get("b")])).toMatchObject([
      { version: 2 },
      [{ version: 2 }],
      undefined,
    ]);
  });

  it("by the server's own administrator is no fault", async () => {
    const store = await through();
    await store.put("a", 1, "absent");
    await server.sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'planbell'`;
    expect(await store.put("a", 2, 1)).toBe(2);
  });

  it("without anybody saying so is given up in time, and the statement repeated on another", async () => {
    const store = await through(1_000);
    await store.put("a", 1, "absent");
    proxy.swallow();
    expect(await store.put("a", 2, 1)).toBe(2);
  });
});
