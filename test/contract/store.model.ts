import fc from "fast-check";
import { expect } from "vitest";
import { Conflict } from "../../lib/model/errors.ts";
import type { Json } from "../../lib/model/json.ts";
import type { StateStore } from "../../lib/ports.ts";

/** `stale` writes at the version before the last change or removal, `blind` claims that the record is absent. */
interface Write {
  readonly kind: "put" | "remove";
  readonly key: string;
  readonly at: "current" | "stale" | "blind";
  readonly value: Json;
}
interface Read {
  readonly kind: "scan" | "get";
  readonly key: string;
}
type Step = Write | Read;

// Few keys, so that steps meet; with the characters at which prefix ranges and orders go wrong.
const key = fc
  .array(fc.constantFrom("a", "b", "/", "%", "\u{d7ff}", "\u{e000}", "\u{ffff}", "😀", "\u{10ffff}"), { maxLength: 2 })
  .map((parts) => parts.join(""));

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("put" as const, "put" as const, "remove" as const),
      key,
      at: fc.constantFrom("current" as const, "current" as const, "stale" as const, "blind" as const),
      value: fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("scan" as const, "get" as const), key }) },
);

interface Entry {
  readonly version: number;
  readonly value: Json;
}
/** The version that each key had before its last change or removal, and every version that was given. */
interface Past {
  readonly before: Map<string, number>;
  readonly given: Set<number>;
}

async function compare(store: StateStore, steps: readonly Step[]): Promise<void> {
  const model = new Map<string, Entry>();
  const past: Past = { before: new Map(), given: new Set() };
  const stored = (key: string) => {
    const entry = model.get(key);
    return entry && { key, ...entry };
  };
  for (const one of steps) {
    if (one.kind === "get") expect(await store.get(one.key)).toEqual(stored(one.key));
    else if (one.kind === "scan") expect(await store.scan(one.key)).toEqual(inOrder(model, one.key).map(stored));
    else await write(store, model, past, one as Write);
  }
  expect(await store.scan("")).toEqual(inOrder(model, "").map(stored));
}

async function write(store: StateStore, model: Map<string, Entry>, past: Past, step: Write): Promise<void> {
  const standing = model.get(step.key);
  const current = standing?.version ?? ("absent" as const);
  const stale = past.before.get(step.key) ?? 1;
  const expected = step.at === "current" ? current : step.at === "blind" ? "absent" : stale;
  const remove = step.kind === "remove";
  const answer =
    remove && expected !== "absent" ? store.remove(step.key, expected) : store.put(step.key, step.value, expected);
  if (expected !== current) {
    await expect(answer).rejects.toThrow(Conflict);
    return;
  }
  const version = await answer;
  if (standing !== undefined) past.before.set(step.key, standing.version);
  if (version === undefined) model.delete(step.key);
  else {
    expect(past.given.has(version)).toBe(false);
    past.given.add(version);
    // JSON has no minus zero.
    model.set(step.key, { version, value: JSON.parse(JSON.stringify(step.value)) as Json });
  }
}

/** Keys with the prefix, sorted by the bytes of their UTF-8. */
const inOrder = (model: ReadonlyMap<string, Entry>, prefix: string): string[] =>
  [...model.keys()]
    .filter((key) => key.startsWith(prefix))
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

/** Random histories of a store, and what a plain map says must come of them. */
export const storeModel = { steps: fc.array(step, { maxLength: 40 }), compare };
