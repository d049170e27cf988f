import { later, type Ms, seconds } from "../../model/brand.ts";
import { Conflict, RecordRefused } from "../../model/errors.ts";
import type { AnyRecord } from "../../notify/migrate.ts";
import type { Stored } from "../../ports.ts";
import { putRecord, readRecord } from "../records.ts";
import type { Delivery } from "./deliver.ts";

/** A settle goes on this long after the deadline. */
const GRACE: Ms = seconds(8);

/**
 * Writes an outcome and never gives up on it: on Conflict it reads again, applies again, puts again. Past the deadline
 * the claim is left as it stands, and what it promised becomes a question that the next run answers.
 */
export async function settle<T extends AnyRecord>(
  d: Delivery,
  held: Stored<T>,
  apply: (value: T) => T,
): Promise<Stored<T>> {
  let current = held;
  for (;;) {
    const value = apply(current.value);
    if (value === current.value) return current;
    try {
      return await putRecord(d.store, current.key, value, current.version);
    } catch (error) {
      if (error instanceof RecordRefused) {
        refused(d, error);
        return current;
      }
      if (!(error instanceof Conflict)) throw error;
      d.tally.conflicts++;
      const again = d.clock.now() < later(d.until.now, GRACE) ? await reread<T>(d, current.key) : undefined;
      if (again === undefined) return current;
      current = again;
    }
  }
}

/**
 * The record with its claim; when somebody else's write came before, the record as it is now, without one. Undefined
 * when it is gone or cannot be written.
 */
export async function putClaim<T extends AnyRecord>(
  d: Delivery,
  current: Stored<T>,
  claimed: T,
): Promise<{ readonly stored: Stored<T>; readonly held: boolean } | undefined> {
  try {
    return { stored: await putRecord(d.store, current.key, claimed, current.version), held: true };
  } catch (error) {
    if (error instanceof RecordRefused) return refused(d, error);
    if (!(error instanceof Conflict)) throw error;
    d.tally.conflicts++;
    const stored = await reread<T>(d, current.key);
    return stored && { stored, held: false };
  }
}

/** One record that has grown too large must not silence the others. */
function refused(d: Delivery, error: RecordRefused): undefined {
  d.tally.warn("record-refused", error.message);
}

export async function reread<T extends AnyRecord>(d: Delivery, key: string): Promise<Stored<T> | undefined> {
  const stored = await d.store.get(key);
  return stored === undefined ? undefined : { key, version: stored.version, value: readRecord(stored) as T };
}
