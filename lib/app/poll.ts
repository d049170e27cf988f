import { type ChannelId, type EpochMs, later, type Ms, ms, type PlanId, seconds } from "../model/brand.ts";
import { Conflict } from "../model/errors.ts";
import { claim, next, owes } from "../notify/delivery.ts";
import { type Introduction, isClosed, isRecordWaiting, missedOnce, moveOn, openRecord } from "../notify/plan-record.ts";
import { type PlanRecord, type PollRecord, RECORD_FORMAT } from "../notify/record.ts";
import { destinationsOf, type Route } from "../notify/route.ts";
import type { Catalog, Clock, Messenger, StateStore, Stored } from "../ports.ts";
import { diff } from "../watch/plan-diff.ts";
import { type Look, mergeRows, newest, reconcile, type Watched } from "../watch/reconcile.ts";
import { canRide, type Delivery, deliverPlan, newTurns } from "./deliver.ts";
import { deliverDigests } from "./deliver-digest.ts";
import { introductions, toldAll } from "./first-run.ts";
import { type Listing, readLists } from "./lists.ts";
import { type Found, lookClosely } from "./look.ts";
import type { Pacer } from "./pacer.ts";
import { donePlanKey, type Hot, hotPrefix, planKey, pollKey, putRecord, readRecord, sortHot } from "./records.ts";
import type { Renderer } from "./render.ts";
import { type PollReport, reportOf, since, Tally } from "./report.ts";
import { tidy } from "./tidy.ts";

/** Detail calls one run may make; the rest is the next run's. */
const LOOKS_A_RUN = 40;
const LOOKS_AT_ONCE = 4;
/** The last call to Slack begins this long before the next poll. */
const MARGIN: Ms = seconds(10);
const SHORTEST_RUN: Ms = seconds(5);

export interface PollPorts {
  readonly catalog: Catalog;
  readonly store: StateStore;
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly render: Renderer;
  readonly pacer: Pacer;
  /** In [0, 1). */
  readonly chance: () => number;
  /** Unguessable: the key under which parameter values are remembered. */
  readonly newSalt: () => string;
  /** How many calls each side has taken since the process began. */
  readonly calls: () => PollReport["calls"];
}

export interface PollSettings {
  /** `<account name or id>@<region>`; shards never share a record. */
  readonly shard: string;
  readonly routes: readonly Route[];
  readonly interval: Ms;
  readonly firstRun: "cards" | "silent";
  /** Watch and record, send nothing. */
  readonly paused: boolean;
}

export interface PollOptions {
  /** Look, decide, report; write and send nothing. */
  readonly dryRun?: boolean;
  /** Once aborted no further call to Slack begins; the one under way is settled. */
  readonly stop?: AbortSignal;
}

/**
 * One poll: lists, looks closely where something changed, writes what it saw together with what it owes, sends.
 *
 * Repeating it is always safe, also beside another poll: a record that somebody else moved on is left to them, and
 * nothing is sent without a claim in its record.
 * @throws {StoreUnusable} {NewerFormat} before anything is sent
 */
export async function poll(ports: PollPorts, settings: PollSettings, options: PollOptions = {}): Promise<PollReport> {
  const run = new Run(ports, settings, options.dryRun === true);
  const halt = (): void => run.halt();
  if (options.stop?.aborted) halt();
  options.stop?.addEventListener("abort", halt, { once: true });
  try {
    return await run.go();
  } finally {
    options.stop?.removeEventListener("abort", halt);
  }
}

class Run {
  readonly #ports: PollPorts;
  readonly #settings: PollSettings;
  readonly #dry: boolean;
  readonly #tally = new Tally();
  readonly #began: EpochMs;
  readonly #destinations: readonly ChannelId[];
  readonly #delivery: Delivery;
  /** Calls whose claims were written with their records, to be made at once. */
  readonly #ridden: { stored: Stored<PlanRecord>; call: Parameters<typeof deliverPlan>[2] }[] = [];

  constructor(ports: PollPorts, settings: PollSettings, dry: boolean) {
    this.#ports = ports;
    this.#settings = settings;
    this.#dry = dry;
    this.#began = ports.clock.now();
    this.#destinations = destinationsOf(settings.routes);
    const fallback = this.#destinations[0];
    if (fallback === undefined) throw new Error("a poll needs a default destination");
    const length = Math.max(settings.interval - MARGIN, SHORTEST_RUN);
    this.#delivery = {
      ...ports,
      tally: this.#tally,
      deadline: later(this.#began, ms(length)),
      fallback,
      stopped: settings.paused || dry,
      turns: newTurns(),
    };
  }

  halt(): void {
    this.#delivery.stopped = true;
  }

  async go(): Promise<PollReport> {
    const { store, catalog, calls } = this.#ports;
    const before = calls();
    const hot = sortHot(await store.scan(hotPrefix(this.#settings.shard)));
    const watermark = hot.poll?.value.watermark;
    const lists = await readLists(catalog, watermark, this.#tally);
    const rows = mergeRows(lists);
    // A first run on half the lists would introduce the wrong plans.
    const whole = watermark === undefined && lists.failed ? false : await this.#look(hot, lists, watermark);
    if (!lists.failed) await this.#markPoll(hot, whole && lists.recentEnded ? newest(rows.values()) : undefined);
    await this.#deliver(hot);
    if (!this.#dry) await tidy(store, this.#settings.shard, hot, this.#delivery, this.#ports.clock.now());
    return reportOf({
      tally: this.#tally,
      began: this.#began,
      ended: this.#ports.clock.now(),
      ok: !lists.failed,
      listed: rows.size,
      records: [...hot.plans.values()].map((s) => s.value),
      fallback: this.#delivery.fallback,
      calls: since(before, calls()),
    });
  }

  /** Gives true when every new plan was looked at: one left behind may be found only while the watermark waits. */
  async #look(hot: Hot, lists: Listing, watermark: EpochMs | undefined): Promise<boolean> {
    const now = this.#ports.clock.now();
    const looks = reconcile(watchedOf(hot), lists, now, watermark);
    const first = watermark === undefined ? introductions(mergeRows(lists).values(), this.#settings.firstRun) : toldAll;
    const introduce = (id: PlanId): Introduction => (hot.plans.has(id) ? "told" : first(id));
    let budget = LOOKS_A_RUN;
    const chosen = looks.filter((look) => {
      const introduction = introduce(look.id);
      const costs = look.detail && introduction === "told" ? (look.row?.status === "ExecuteFailed" ? 2 : 1) : 0;
      if (budget < costs) return false;
      budget -= costs;
      return true;
    });
    if (chosen.length < looks.length) {
      this.#tally.warn("look-budget", `${looks.length - chosen.length} changed plans are left for the next run`);
    }
    const left = new Set(looks.filter((look) => look.why === "new" && !chosen.includes(look)));
    await atOnce(LOOKS_AT_ONCE, chosen, async (look) => {
      if (!(await this.#lookAt(hot, look, introduce(look.id))) && look.why === "new") left.add(look);
    });
    return left.size === 0;
  }

  /** False when the plan has to be looked at again by the next run. */
  async #lookAt(hot: Hot, look: Look, introduction: Introduction): Promise<boolean> {
    const { catalog, newSalt, clock } = this.#ports;
    const known = hot.plans.get(look.id) ?? (look.old ? await this.#revive(look.id) : undefined);
    const salt = known?.value.salt ?? newSalt();
    // Who is introduced quietly needs no details yet: they are read when something changes.
    const asked = introduction === "told" ? look : { ...look, detail: false };
    const found = await lookClosely(catalog, asked, known?.value, salt, this.#tally);
    if (found.kind === "unread") return false;
    const now = clock.now();
    const record = this.#decide(look, found, known?.value, salt, introduction, now);
    if (record !== undefined) await this.#write(hot, record, known);
    return true;
  }

  #decide(
    look: Look,
    found: Exclude<Found, { kind: "unread" }>,
    known: PlanRecord | undefined,
    salt: string,
    introduction: Introduction,
    now: EpochMs,
  ): PlanRecord | undefined {
    if (found.kind === "gone") {
      if (known === undefined) return undefined;
      const missed = missedOnce(known, now);
      if ((missed.missing ?? 0) < 2) return missed;
      const facts = { ...known.facts, gone: true as const, pending: [] };
      return this.#tell(known, { facts, row: undefined, now });
    }
    if (known !== undefined) return this.#tell(known, { facts: found.facts, row: look.row && found.row, now });
    const transitions = diff(undefined, found.facts);
    if (introduction === "told") this.#count(transitions, found.facts.since, now);
    return openRecord({ ...found, transitions, now }, salt, this.#destinations, introduction);
  }

  #tell(known: PlanRecord, seen: Omit<Parameters<typeof moveOn>[1], "transitions">): PlanRecord {
    const transitions = diff(known.facts, seen.facts);
    this.#count(transitions, seen.facts.since, seen.now);
    return moveOn(known, { ...seen, transitions }, this.#destinations);
  }

  #count(transitions: ReturnType<typeof diff>, since: EpochMs, now: EpochMs): void {
    if (transitions.length === 0) return;
    this.#tally.changed++;
    for (const t of transitions) this.#tally.told(t.kind);
    this.#tally.lagMs = Math.max(this.#tally.lagMs, now - since);
  }

  async #revive(id: PlanId): Promise<Stored<PlanRecord> | undefined> {
    const done = await this.#ports.store.get(donePlanKey(this.#settings.shard, id));
    if (done === undefined) return undefined;
    const value = readRecord(done);
    return value.kind === "plan" ? { ...done, value } : undefined;
  }

  /** The snapshot and what it owes in one write; a call that can begin at once has its claim in the same write. */
  async #write(hot: Hot, record: PlanRecord, known: Stored<PlanRecord> | undefined): Promise<void> {
    if (this.#dry) return;
    const key = planKey(this.#settings.shard, record.id);
    const expected = known?.key === key ? known.version : "absent";
    const now = this.#ports.clock.now();
    const step = next(record, now, this.#delivery.fallback);
    const rides = canRide(this.#delivery, step);
    try {
      const stored = await putRecord(this.#ports.store, key, rides ? claim(record, step, now) : record, expected);
      hot.plans.set(record.id, stored);
      if (rides) this.#ridden.push({ stored, call: step });
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      // The rows may be older than what somebody else has just written: drop them.
      this.#tally.conflicts++;
      hot.plans.delete(record.id);
    }
  }

  async #markPoll(hot: Hot, newestRow: EpochMs | undefined): Promise<void> {
    if (this.#dry) return;
    const now = this.#ports.clock.now();
    const before = hot.poll?.value.watermark;
    // An account without plans starts its watch now; the overlap covers a clock that is ahead of the catalog's.
    const watermark = (Math.max(before ?? 0, newestRow ?? 0) || now) as EpochMs;
    if (before === undefined && newestRow === undefined && hot.plans.size > 0) return;
    const value: PollRecord = { format: RECORD_FORMAT, kind: "poll", watermark, heartbeat: now };
    try {
      await putRecord(this.#ports.store, pollKey(this.#settings.shard), value, hot.poll?.version ?? "absent");
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      this.#tally.conflicts++;
    }
  }

  async #deliver(hot: Hot): Promise<void> {
    if (this.#delivery.stopped) return;
    const ridden = new Map(this.#ridden.map((r) => [r.stored.value.id, r.call]));
    const { fallback } = this.#delivery;
    const owing = [...hot.plans.values()].filter((s) => ridden.has(s.value.id) || owes(s.value, fallback));
    // Whoever waits longest goes first.
    owing.sort((a, b) => a.value.facts.since - b.value.facts.since);
    const work = owing.map(async (stored) => {
      hot.plans.set(stored.value.id, await deliverPlan(this.#delivery, stored, ridden.get(stored.value.id)));
    });
    await allOf(work);
    await deliverDigests(this.#delivery, { shard: this.#settings.shard, plans: hot.plans, digests: hot.digests });
  }
}

function watchedOf(hot: Hot): Map<PlanId, Watched> {
  const watched = new Map<PlanId, Watched>();
  for (const { value: r } of hot.plans.values()) {
    watched.set(r.id, {
      id: r.id,
      row: r.row,
      waiting: isRecordWaiting(r),
      closed: isClosed(r),
      readAt: r.readAt,
      missed: r.missing !== undefined || r.facts.gone === true,
    });
  }
  return watched;
}

async function atOnce<T>(count: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await allOf(Array.from({ length: Math.min(count, items.length) }, worker));
}

/** Waits for all of them, also when one fails, so that nothing goes on behind the caller's back; then throws. */
async function allOf(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((r) => r.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
