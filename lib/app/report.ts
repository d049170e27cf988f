import type { ChannelId, EpochMs } from "../model/brand.ts";
import { owes } from "../notify/delivery.ts";
import { type DeadDraft, deadOf } from "../notify/replay.ts";
import type { Redactor } from "../text/redactor.ts";
import { type Hot, watchedIn } from "./records.ts";

/** A condition that somebody should know of, in words that say what to do. `code` is stable. */
export interface Warning {
  readonly code: string;
  readonly text: string;
}

/** What one poll did; the last line that `npm run poll` prints. All counts are of this run unless said otherwise. */
export interface PollReport {
  /** False when the catalog's lists could not be read: nothing is known of this moment. */
  readonly ok: boolean;
  /** When it began, ISO 8601 in UTC. */
  readonly at: string;
  /** Rows the catalog listed, repetitions between the two lists counted once. */
  readonly listed: number;
  /** Plans and instances of which something changed, whether it was told or is quiet. */
  readonly changed: number;
  readonly kinds: Readonly<Record<string, number>>;
  /** Messages sent: cards, digests and notices. */
  readonly posted: number;
  readonly updated: number;
  readonly replied: number;
  /** Logs sent as files. */
  readonly uploaded: number;
  /** Records that still owe something when the run ends. */
  readonly waiting: number;
  /** Calls to Slack that failed. */
  readonly failed: number;
  /** Drafts whose fate is unknown when the run ends. */
  readonly ambiguous: number;
  /** Drafts sent again because nobody could tell whether they had arrived. */
  readonly resent: number;
  /** Drafts given up, in all. */
  readonly dead: number;
  /** Calls that Slack answered with "too fast". */
  readonly throttled: number;
  /** Writes that somebody else's write came before. */
  readonly conflicts: number;
  readonly calls: { readonly catalog: number; readonly slack: number; readonly store: number };
  /** From the oldest change told in this run to the end of its processing. */
  readonly lagMs: number;
  readonly ms: number;
  readonly warnings: readonly Warning[];
}

/** The counters a run raises while it goes. */
export class Tally {
  posted = 0;
  updated = 0;
  replied = 0;
  uploaded = 0;
  failed = 0;
  resent = 0;
  throttled = 0;
  conflicts = 0;
  changed = 0;
  lagMs = 0;
  readonly kinds: Record<string, number> = {};
  readonly #warnings = new Map<string, { code: string; text: string; more: number }>();
  readonly #redactor: Redactor;

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  /**
   * Told once a code and run: the first text, and how many more there were.
   * @param about what else tells it from others of its code
   */
  warn(code: string, text: string, about = ""): void {
    const key = `${code} ${about}`;
    const known = this.#warnings.get(key);
    if (known === undefined) this.#warnings.set(key, { code, text: this.#redactor.values(text), more: 0 });
    else known.more++;
  }

  told(kind: string): void {
    this.kinds[kind] = (this.kinds[kind] ?? 0) + 1;
  }

  get warnings(): readonly Warning[] {
    return [...this.#warnings.values()].map(({ code, text, more }) => ({
      code,
      text: more === 0 ? text : `${text} (and ${more} more like it)`,
    }));
  }
}

type Calls = PollReport["calls"];

export const since = (before: Calls, after: Calls): Calls => ({
  catalog: after.catalog - before.catalog,
  slack: after.slack - before.slack,
  store: after.store - before.store,
});

/** The report of a run from its counters and the records as they are when it ends. */
export function reportOf(run: {
  tally: Tally;
  began: EpochMs;
  ended: EpochMs;
  ok: boolean;
  listed: number;
  hot: Hot;
  fallback: ChannelId;
  calls: Calls;
}): PollReport {
  const { tally: t, hot } = run;
  const records = watchedIn(hot).map((s) => s.value);
  const notices = hot.poll?.value.drafts ?? [];
  const drafts = [...records.flatMap((r) => r.drafts), ...notices];
  const owing = records.filter((r) => owes(r, run.fallback)).length + notices.filter((d) => d.state !== "dead").length;
  const dead = [...records, ...(hot.poll === undefined ? [] : [hot.poll.value])].flatMap(deadOf);
  warnOfDead(t, dead);
  return {
    ok: run.ok,
    at: new Date(run.began).toISOString(),
    listed: run.listed,
    changed: t.changed,
    kinds: t.kinds,
    posted: t.posted,
    updated: t.updated,
    replied: t.replied,
    uploaded: t.uploaded,
    waiting: owing,
    failed: t.failed,
    ambiguous: drafts.filter((d) => d.state === "ambiguous" || d.state === "sending").length,
    resent: t.resent,
    dead: dead.length,
    throttled: t.throttled,
    conflicts: t.conflicts,
    calls: run.calls,
    lagMs: t.lagMs,
    ms: run.ended - run.began,
    warnings: t.warnings,
  };
}

/** So many keys a warning names. */
const KEYS_NAMED = 5;

function warnOfDead(tally: Tally, dead: readonly DeadDraft[]): void {
  if (dead.length === 0) return;
  const named = dead.slice(0, KEYS_NAMED).map(({ key, reason }) => `${key} (${reason})`);
  const more = dead.length > KEYS_NAMED ? ` and ${dead.length - KEYS_NAMED} more` : "";
  tally.warn(
    "dead-drafts",
    `given up after a day: ${named.join(", ")}${more}; mend the cause, then send one again: npm run poll -- --replay KEY`,
  );
}
