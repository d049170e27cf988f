import type { EpochMs } from "../model/brand.ts";
import { owes } from "../notify/delivery.ts";
import { type PollRecord, RECORD_FORMAT } from "../notify/record.ts";
import { mergeRows, newest } from "../watch/reconcile.ts";
import { deliverPlan } from "./deliver.ts";
import { deliverDigests } from "./deliver-digest.ts";
import { type Listing, readLists } from "./lists.ts";
import { type Hot, hotPrefix, pollKey, putRecord, sortHot } from "./records.ts";
import { type PollReport, reportOf, since } from "./report.ts";
import { allOf, beginRun, deadline, type PollPorts, type PollSettings, type Run, unlessConflict } from "./run.ts";
import { sightPlans } from "./sight-plans.ts";
import { isPurgeDue, purgeDone, tidy } from "./tidy.ts";

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
 * @throws {StoreUnusable} when the state fails; what was claimed by then is settled as far as it can be
 * @throws {NewerFormat} before anything is sent
 */
export async function poll(ports: PollPorts, settings: PollSettings, options: PollOptions = {}): Promise<PollReport> {
  const run = beginRun(ports, settings, options.dryRun === true);
  const halt = (): void => {
    run.delivery.stopped = true;
  };
  if (options.stop?.aborted) halt();
  options.stop?.addEventListener("abort", halt, { once: true });
  try {
    return await go(run);
  } finally {
    options.stop?.removeEventListener("abort", halt);
  }
}

async function go(run: Run): Promise<PollReport> {
  const { store, calls, clock } = run.ports;
  const before = calls();
  const hot = sortHot(await store.scan(hotPrefix(run.settings.shard)));
  const lists = await readLists(run, hot.poll?.value.watermark);
  await watch(run, hot, lists);
  await deliver(run, hot);
  if (!run.dry) await tidy(store, run.settings.shard, hot, run.delivery, clock.now());
  return reportOf({
    tally: run.tally,
    began: run.began,
    ended: clock.now(),
    ok: !lists.failed,
    listed: mergeRows(lists).size,
    records: [...hot.plans.values()].map((s) => s.value),
    fallback: run.delivery.fallback,
    calls: since(before, calls()),
  });
}

async function watch(run: Run, hot: Hot, lists: Listing): Promise<void> {
  const watermark = hot.poll?.value.watermark;
  // A first run on half the lists would introduce the wrong plans.
  if (watermark === undefined && lists.failed) return;
  try {
    const whole = await sightPlans(run, hot, lists, watermark);
    const reached = whole && lists.recentEnded ? newest(mergeRows(lists).values()) : undefined;
    if (!lists.failed && !run.dry) await markPoll(run, hot, reached);
  } catch (error) {
    // Claims that were written already would stand until their leases end: they are taken back.
    run.delivery.stopped = true;
    await deliver(run, hot).catch(() => undefined);
    throw error;
  }
}

/** The watermark moves to the newest plan when all were processed; never beyond the present, whatever a row says. */
async function markPoll(run: Run, hot: Hot, reached: EpochMs | undefined): Promise<void> {
  const { store, clock } = run.ports;
  const now = clock.now();
  const old = hot.poll?.value;
  if (old === undefined && reached === undefined && hot.plans.size > 0) return;
  const newestSeen = Math.max(old?.watermark ?? 0, Math.min(reached ?? 0, now));
  const purges = old !== undefined && isPurgeDue(old.purged, now);
  const value: PollRecord = {
    format: RECORD_FORMAT,
    kind: "poll",
    // An account without plans starts its watch now; the overlap covers a clock that is ahead of the catalog's.
    watermark: (newestSeen || now) as EpochMs,
    heartbeat: now,
    purged: old === undefined || purges ? now : (old.purged ?? now),
  };
  const key = pollKey(run.settings.shard);
  const stored = await unlessConflict(run.tally, () => putRecord(store, key, value, hot.poll?.version ?? "absent"));
  if (stored !== undefined && purges) await purgeDone(store, run.settings.shard, run.tally, now);
}

/** Sends what any record owes. When everything was stopped only the claims that ride are settled, without a call. */
async function deliver(run: Run, hot: Hot): Promise<void> {
  const { delivery: d, ridden } = run;
  d.deadline = deadline(run.began, run.ports.clock.now(), run.settings.interval);
  const owing = [...hot.plans.values()].filter(({ value }) =>
    d.stopped ? ridden.has(value.id) : ridden.has(value.id) || owes(value, d.fallback),
  );
  // Whoever waits longest goes first.
  owing.sort((a, b) => a.value.facts.since - b.value.facts.since);
  const work = owing.map(async (stored) => {
    hot.plans.set(stored.value.id, await deliverPlan(d, stored, ridden.get(stored.value.id)));
  });
  await allOf(work);
  if (!d.stopped) await deliverDigests(d, { shard: run.settings.shard, plans: hot.plans, digests: hot.digests });
}
