import { Conflict } from "../../model/errors.ts";
import type { StateStore, Version } from "../../ports.ts";
import type { Broken } from "./judge-store.ts";

/**
 * Does with one record what Planbell's promises rest on, and takes it away again; gives what the store did not keep.
 * @param key under no prefix that Planbell scans
 * @throws {StoreUnusable}
 */
export async function tryStore(store: StateStore, key: string): Promise<readonly Broken[]> {
  const broken: Broken[] = [];
  const first = await store.put(key, { doctor: 1 }, "absent");
  const second = await store.put(key, { doctor: 2 }, first);
  const stored = await store.get(key);
  if (stored?.version !== second || JSON.stringify(stored.value) !== '{"doctor":2}') broken.push("read-back");
  if (!(await isRefused(store, key, first))) broken.push("stale-write");
  if (!(await isRefused(store, key, "absent"))) broken.push("second-making");
  const last = await store.get(key);
  if (last !== undefined) await store.remove(key, last.version);
  if ((await store.get(key)) !== undefined) broken.push("removal");
  return broken;
}

async function isRefused(store: StateStore, key: string, expected: Version | "absent"): Promise<boolean> {
  try {
    await store.put(key, { doctor: 3 }, expected);
    return false;
  } catch (error) {
    if (error instanceof Conflict) return true;
    throw error;
  }
}
