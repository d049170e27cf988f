import type { StateStore } from "../../ports.ts";

/** Ports that are opened when somebody first asks for them, and again when that failed. */
export interface LatePorts<T> {
  /** @throws {StoreUnusable} {NewerFormat} */
  opened(): Promise<T>;
  close(): Promise<void>;
}

export function latePorts<T extends { readonly store: StateStore }>(open: () => Promise<T>): LatePorts<T> {
  let ready: Promise<T> | undefined;
  return {
    async opened() {
      ready ??= open();
      return ready.catch((error: unknown) => {
        ready = undefined;
        throw error;
      });
    },
    async close() {
      const ports = await ready?.catch(() => undefined);
      await ports?.store.close();
    },
  };
}

/** A store that is opened by the first call that needs it: whatever asks nothing of the state works without it. */
export function lateStore({ opened, close }: LatePorts<{ readonly store: StateStore }>): StateStore {
  const store = async (): Promise<StateStore> => (await opened()).store;
  return {
    scan: async (prefix) => (await store()).scan(prefix),
    get: async (key) => (await store()).get(key),
    put: async (key, value, expected) => (await store()).put(key, value, expected),
    remove: async (key, expected) => (await store()).remove(key, expected),
    close,
  };
}
