import type { Json } from "../model/json.ts";
import type { StateStore, Stored, Version } from "../ports.ts";

/** A store that tells of each round trip before it is made. */
export class CountedStore implements StateStore {
  readonly #store: StateStore;
  readonly #onCall: (method: keyof StateStore) => void;

  constructor(store: StateStore, onCall: (method: keyof StateStore) => void) {
    this.#store = store;
    this.#onCall = onCall;
  }

  scan(prefix: string): Promise<Stored[]> {
    this.#onCall("scan");
    return this.#store.scan(prefix);
  }

  get(key: string): Promise<Stored | undefined> {
    this.#onCall("get");
    return this.#store.get(key);
  }

  put(key: string, value: Json, expected: Version | "absent"): Promise<Version> {
    this.#onCall("put");
    return this.#store.put(key, value, expected);
  }

  remove(key: string, expected: Version): Promise<void> {
    this.#onCall("remove");
    return this.#store.remove(key, expected);
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}
