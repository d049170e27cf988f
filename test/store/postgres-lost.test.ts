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

const open = async (url: string, patience?: number): Promise<StateStore> => {
  const store = await openPostgres(url, () => 1_764_000_000_000, patience);
  opened.push(store);
  return store;
};
/** The same state, with the proxy on the way to it. */
const proxied = (url: string): string => Object.assign(new URL(url), { host: `127.0.0.1:${proxy.port}` }).href;

/** How often the proxy cut during some work. */
const cutting = async <T>(work: Promise<T>): Promise<{ result: T; cuts: number }> => {
  const before = proxy.cuts;
  const result = await work;
  return { result, cuts: proxy.cuts - before };
};

describe("a connection that is lost", () => {
  const through = async (patience?: number): Promise<StateStore> => open(proxied(await server.empty()), patience);

  it.each(["before", "after"] as const)("%s an insert was done leaves it done once", async (cut) => {
    const store = await through();
    proxy.arm("the first body", cut);
    const { result: version, cuts } = await cutting(store.put("a", "the first body", "absent"));
    expect(cuts).toBe(1);
    expect(await store.get("a")).toEqual({ key: "a", version, value: "the first body" });
  });

  it.each(["before", "after"] as const)("%s a change was done leaves it done once", async (cut) => {
    const store = await through();
    const first = await store.put("a", "the first body", "absent");
    proxy.arm("the second body", cut);
    const { result: version, cuts } = await cutting(store.put("a", "the second body", first));
    expect(cuts).toBe(1);
    expect(await store.get("a")).toEqual({ key: "a", version, value: "the second body" });
  });

  it.each(["before", "after"] as const)("%s a removal was done leaves it done", async (cut) => {
    const store = await through();
    const version = await store.put("the key", 1, "absent");
    proxy.arm("the key", cut);
    expect(await cutting(store.remove("the key", version))).toEqual({ result: undefined, cuts: 1 });
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

  it("during a removal that comes too late is a conflict still", async () => {
    const store = await through();
    const first = await store.put("the key", 1, "absent");
    const version = await store.put("the key", 2, first);
    proxy.arm("the key", "before");
    const late = expect(store.remove("the key", first)).rejects.toThrow(Conflict);
    expect(await cutting(late)).toMatchObject({ cuts: 1 });
    expect(await store.get("the key")).toEqual({ key: "the key", version, value: 2 });
  });

  it("twice in one write is told as what it is, with the record as it was or as it was to be", async () => {
    const store = await through();
    const version = await store.put("a", 1, "absent");
    proxy.arm("the lost body", "before", "before");
    const lost = store.put("a", "the lost body", version);
    await expect(lost).rejects.toThrow(StoreUnusable);
    await expect(lost).rejects.toThrow("the connection was cut");
    expect(await store.get("a")).toEqual({ key: "a", version, value: 1 });
  });

  it("during a read costs nothing but the time", async () => {
    const store = await through();
    const version = await store.put("the key", 1, "absent");
    proxy.arm("the key", "after");
    expect(await cutting(store.get("the key"))).toMatchObject({ result: { version }, cuts: 1 });
    proxy.arm("the k", "before");
    expect(await cutting(store.scan("the k"))).toMatchObject({ result: [{ key: "the key" }], cuts: 1 });
  });

  it("while nothing was asked, as in a frozen function, is not noticed", async () => {
    const store = await through();
    const [first] = await Promise.all([store.put("a", 1, "absent"), store.get("b"), store.get("c"), store.get("d")]);
    proxy.hangUp();
    const version = await store.put("a", 2, first);
    proxy.hangUp();
    expect(await Promise.all([store.get("a"), store.scan("a"), store.get("b")])).toEqual([
      { key: "a", version, value: 2 },
      [{ key: "a", version, value: 2 }],
      undefined,
    ]);
  });

  it("by the server's own administrator is no fault", async () => {
    const store = await through();
    const first = await store.put("a", 1, "absent");
    await server.sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'planbell'`;
    const version = await store.put("a", 2, first);
    expect(await store.get("a")).toEqual({ key: "a", version, value: 2 });
  });

  it("without anybody saying so is given up in time, and the statement repeated on another", async () => {
    const store = await through(1_000);
    const first = await store.put("a", 1, "absent");
    proxy.swallow();
    const version = await store.put("a", 2, first);
    expect(await store.get("a")).toEqual({ key: "a", version, value: 2 });
  });
});

describe.each(["insert", "change"])("two processes that %s a record with the same bytes", (write) => {
  /** One that loses connections and one that does not, and the version that both hold. */
  const two = async () => {
    const url = await server.empty();
    const [shaky, steady] = [await open(proxied(url)), await open(url)];
    const held = write === "insert" ? "absent" : await steady.put("a", "as it was", "absent");
    return { shaky, steady, held } as const;
  };

  it("learn that the other won, also who lost its answer and had written nothing", async () => {
    const { shaky, steady, held } = await two();
    const version = await steady.put("a", "the same bytes", held);
    proxy.arm("the same bytes", "before");
    const late = expect(shaky.put("a", "the same bytes", held)).rejects.toThrow(Conflict);
    expect(await cutting(late)).toMatchObject({ cuts: 1 });
    expect(await steady.get("a")).toEqual({ key: "a", version, value: "the same bytes" });
  });

  it("learn that it won, who lost its answer but had written", async () => {
    const { shaky, steady, held } = await two();
    proxy.arm("the same bytes", "after");
    const { result: version, cuts } = await cutting(shaky.put("a", "the same bytes", held));
    expect(cuts).toBe(1);
    await expect(steady.put("a", "the same bytes", held)).rejects.toThrow(Conflict);
    expect(await steady.get("a")).toEqual({ key: "a", version, value: "the same bytes" });
  });
});
