import { describe, expect, it } from "vitest";
import { MemoryStore } from "../../lib/store/memory-store.ts";
import { storeContract } from "../contract/store.contract.ts";

storeContract("memory", async () => new MemoryStore());

describe("a memory store that was closed", () => {
  it("still holds its records, for the next run of a simulated bot", async () => {
    const store = new MemoryStore();
    await store.put("a", 1, "absent");
    await store.close();
    expect((await store.get("a"))?.value).toBe(1);
  });
});
