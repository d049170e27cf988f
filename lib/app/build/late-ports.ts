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
