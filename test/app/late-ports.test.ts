import { describe, expect, it } from "vitest";
import { latePorts } from "../../lib/app/build/late-ports.ts";
import { StoreUnusable } from "../../lib/model/errors.ts";
import { MemoryStore } from "../../lib/store/memory-store.ts";

/** A store that says when it is closed. */
class ClosableStore extends MemoryStore {
  closed = 0;
  override async close(): Promise<void> {
    this.closed++;
  }
}

describe("ports that are opened late", () => {
  it("are opened once, by whoever asks first", async () => {
    let opens = 0;
    const ports = latePorts(async () => ({ store: new MemoryStore(), opens: ++opens }));
    expect(opens).toBe(0);
    const [one, other] = await Promise.all([ports.opened(), ports.opened()]);
    expect(one).toBe(other);
    expect(await ports.opened()).toBe(one);
    expect(opens).toBe(1);
  });

  it("are opened again when that failed", async () => {
    let opens = 0;
    const ports = latePorts(async () => {
      if (++opens === 1) throw new StoreUnusable("not yet");
      return { store: new MemoryStore() };
    });
    await expect(ports.opened()).rejects.toThrow("not yet");
    await ports.opened();
    expect(opens).toBe(2);
  });

  it("are closed with their store, if they were opened at all", async () => {
    const store = new ClosableStore();
    const ports = latePorts(async () => ({ store }));
    await ports.close();
    expect(store.closed).toBe(0);
    await ports.opened();
    await ports.close();
    expect(store.closed).toBe(1);
  });
});
