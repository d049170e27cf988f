import type { EpochMs, PlanId } from "../../lib/model/brand.ts";
import type { DigestRecord, PlanRecord, PollRecord } from "../../lib/notify/record.ts";
import type { Clock, StateStore } from "../../lib/ports.ts";
import { MemoryStore } from "../../lib/store/memory-store.ts";
import { cardText } from "./plain-renderer.ts";

type Written = PlanRecord | DigestRecord | PollRecord;

/** What was written, and by that promised: a draft that is in the store once is owed, whoever wrote it. */
export class Ledger {
  /** Keys of messages that were promised. */
  readonly promised = new Set<string>();
  /** `<destination> <plan>` of plans that were promised lines in digests, and the keys of the drafts that did. */
  readonly promisedInDigest = new Map<string, Set<string>>();
  /** Keys of files that were promised, with the task whose log they hold, and how often one was begun. */
  readonly files = new Map<string, { readonly task: string; readonly attempts: number }>();
  /** What each plan's card was to say, in the order in which it was decided. */
  readonly said = new Map<PlanId, string[]>();
  /** When the first run had ended: from then on all that happens is told. */
  watchedSince: EpochMs | undefined;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A store that the ledger watches. */
  open(): StateStore {
    const store = new MemoryStore();
    const put = store.put.bind(store);
    store.put = async (key, value, expected) => {
      const version = await put(key, value, expected);
      this.#note(value as unknown as Written);
      return version;
    };
    return store;
  }

  #promiseLine(promise: string, key: string): void {
    const keys = this.promisedInDigest.get(promise) ?? new Set();
    this.promisedInDigest.set(promise, keys.add(key));
  }

  #note(written: Written): void {
    if (written.kind === "poll") {
      if (written.watermark !== undefined) this.watchedSince ??= this.#clock.now();
      // One that nobody has tried to send may be joined with its end.
      for (const { key, attempts } of written.drafts) if (attempts > 0) this.promised.add(key);
    }
    if (written.kind === "digest" && written.draft !== undefined) this.promised.add(written.key);
    if (written.kind !== "plan") return;
    for (const { key, destination, body, attempts } of written.drafts) {
      if (body.what === "log" && body.part === undefined) this.files.set(key, { task: body.task ?? "", attempts });
      else if ((body.what === "card" || body.what === "note") && body.digest)
        this.#promiseLine(`${destination} ${written.id}`, key);
      else this.promised.add(key);
    }
    const said = this.said.get(written.id) ?? [];
    const text = cardText(written.facts);
    if (said.at(-1) !== text) said.push(text);
    this.said.set(written.id, said);
  }
}
