import type { PollPorts } from "../../lib/app/run.ts";
import { type EpochMs, earlier, instant, seconds } from "../../lib/model/brand.ts";
import { Conflict } from "../../lib/model/errors.ts";
import type { Json } from "../../lib/model/json.ts";
import type { DigestRecord, Draft, PlanRecord } from "../../lib/notify/record.ts";
import type { StateStore, Version } from "../../lib/ports.ts";
import type { Plant } from "./stage.ts";

/** Bugs as they would look from outside: what the store and Slack see of a bot that has them. */
export const PLANTED_BUGS: Readonly<Record<string, Plant>> = {
  "sends before its claim is written": (ports) =>
    holdBack(ports, (value, held) => !held && sending(value).some((d) => d.attempts === 1)),

  "posts a digest before its members are frozen": (ports) =>
    holdBack(ports, (value) => isDigest(value) && value.draft !== undefined),

  "drops a settle that meets a conflict": (ports) => {
    const claimed = new Map<string, readonly Draft[]>();
    const put: StateStore["put"] = async (key, value, expected) => {
      const before = claimed.get(key) ?? [];
      claimed.set(key, sending(value));
      const settles = before.length > sending(value).length;
      try {
        return await ports.store.put(key, value, expected);
      } catch (error) {
        if (!(error instanceof Conflict) || !settles) throw error;
        // Nothing stands at it: the next write from here meets a conflict, too.
        return inventVersion();
      }
    };
    return { ...ports, store: { ...ports.store, put } };
  },

  "writes its lease in seconds": (ports) => {
    const put: StateStore["put"] = (key, value, expected) => {
      const now = ports.clock.now();
      const shorten = (draft: Draft): Draft =>
        draft.state === "sending" ? { ...draft, notBefore: instant(now + (draft.notBefore - now) / 1_000) } : draft;
      return ports.store.put(
        key,
        withDrafts(value, (drafts) => drafts.map(shorten)),
        expected,
      );
    };
    return { ...ports, store: { ...ports.store, put } };
  },

  "looks back for ten seconds only": (ports) => ({
    ...ports,
    messenger: {
      ...ports.messenger,
      find: (mark, target, oldest, latest) => {
        const short = earlier(ports.clock.now(), seconds(10));
        return ports.messenger.find(mark, target, Math.max(oldest, short) as EpochMs, latest);
      },
    },
  }),

  "writes what it saw before what it owes": (ports) => {
    const put: StateStore["put"] = async (key, value, expected) => {
      if (!isPlan(value) || value.drafts.every((d) => d.attempts > 0)) return ports.store.put(key, value, expected);
      const seen = withDrafts(value, (drafts) => drafts.filter((d) => d.attempts > 0));
      return ports.store.put(key, value, await ports.store.put(key, seen, expected));
    };
    return { ...ports, store: { ...ports.store, put } };
  },

  "looks for nothing and sends again": (ports) => ({
    ...ports,
    messenger: { ...ports.messenger, find: async () => undefined },
  }),
} satisfies Record<string, (ports: PollPorts) => PollPorts>;

/**
 * A bot whose writes come too late: those that `isLate` names are kept until the next of the same record, which takes
 * their place when it is late, too (`held` says that one is kept already).
 */
function holdBack(ports: PollPorts, isLate: (value: Json, held: boolean) => boolean): PollPorts {
  const kept = new Map<string, { value: Json; expected: Version | "absent"; told: Version }>();
  /** What came to stand for a version that was told too early. */
  const real = new Map<Version | "absent", Version>();
  const put: StateStore["put"] = async (key, value, version) => {
    const before = kept.get(key);
    const told = inventVersion();
    if (before !== undefined && isLate(value, true)) {
      kept.set(key, { value, expected: before.expected, told });
      return told;
    }
    kept.delete(key);
    if (before !== undefined) real.set(before.told, await ports.store.put(key, before.value, before.expected));
    const expected = real.get(version) ?? version;
    if (!isLate(value, false)) return ports.store.put(key, value, expected);
    kept.set(key, { value, expected, told });
    return told;
  };
  return { ...ports, store: { ...ports.store, put } };
}

type PlanJson = Json & PlanRecord;
type DigestJson = Json & DigestRecord;
const isDigest = (value: Json): value is DigestJson => (value as unknown as DigestRecord).kind === "digest";
const isPlan = (value: Json): value is PlanJson => (value as unknown as PlanRecord).kind === "plan";

const sending = (value: Json): readonly Draft[] =>
  isPlan(value) ? value.drafts.filter((d) => d.state === "sending") : [];

function withDrafts(value: Json, change: (drafts: readonly Draft[]) => readonly Draft[]): Json {
  return isPlan(value) ? ({ ...(value as PlanRecord), drafts: change(value.drafts) } as unknown as Json) : value;
}

let invented = 0;
/** A version that no write has. */
const inventVersion = (): Version => --invented;
