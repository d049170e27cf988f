import { type EpochMs, ms, type PlanId } from "../model/brand.ts";
import { owes } from "../notify/delivery.ts";
import type { PollRecord, WatchedRecord } from "../notify/record.ts";
import { announce, beginWatch, tellRefusals } from "../notify/watch-record.ts";
import { judgeWatch } from "../watch/blindness.ts";
import type { InstanceWatch } from "../watch/instance-sweep.ts";
import type { ListCuts } from "../watch/list-cut.ts";
import { mergeRows } from "../watch/reconcile.ts";
import type { Notice } from "../watch/transition.ts";
import { deadlineOf } from "./deliver/deliver.ts";
import { deliverDigests } from "./deliver/deliver-digest.ts";
import { deliverNotices } from "./deliver/deliver-notices.ts";
import { deliverRecord } from "./deliver/deliver-record.ts";
import { replay } from "./deliver/replay.ts";
import { doubtAfter } from "./look/filter-doubt.ts";
import { type Listing, readLists } from "./look/lists.ts";
import { sightInstances } from "./look/sight-instances.ts";
import { type Sighted, sightPlans } from "./look/sight-plans.ts";
import { lookAtOne } from "./poll-one.ts";
import { type Hot, hotPrefix, isKept, keepIn, pollKey, putRecord, sortHot, watchedIn } from "./records.ts";
import { type PollReport, reportOf, since } from "./report.ts";
import { allOf, beginRun, type PollPorts, type PollSettings, type Run, unlessConflict } from "./run.ts";
import { isPurgeDue, purgeDone, tidy } from "./tidy.ts";

export interface PollOptions {
  /** Look, decide, report; write and send nothing. */
  readonly dryRun?: boolean;
  /** Look at this plan alone, and edit its cards. */
  readonly only?: PlanId;
  /** Send again what was given up under this key. */
  readonly replay?: string;
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
 * @throws {UnknownKey} when there is nothing to replay under that key
 */
export async function poll(ports: PollPorts, settings: PollSettings, options: PollOptions = {}): Promise<PollReport> {
  const run = beginRun(ports, settings, {
    dry: options.dryRun,
    editsOnly: options.only !== undefined,
    stop: options.stop,
  });
  const halt = (): void => run.delivery.halt.now();
  if (options.stop?.aborted) halt();
  options.stop?.addEventListener("abort", halt, { once: true });
  try {
    return await (options.only === undefined ? go(run, options.replay) : goOne(run, options.only));
  } finally {
    options.stop?.removeEventListener("abort", halt);
  }
}

async function go(run: Run, key: string | undefined): Promise<PollReport> {
  const { store, calls, clock } = run.ports;
  const { shard } = run.settings;
  const before = calls();
  const hot = sortHot(await store.scan(hotPrefix(shard)));
  run.mutes = [...hot.mutes.values()].map(({ value }) => value);
  if (key !== undefined) await replay(run, hot, key);
  const lists = await readLists(run, hot.poll?.value);
  await allOf(await watch(run, hot, lists));
  await tellOfRefusals(run, hot);
  if (!run.dry) await tidy(store, shard, hot, run.delivery, clock.now());
  return report(run, hot, { ok: !lists.failed, listed: mergeRows(lists).size, calls: since(before, calls()) });
}

async function goOne(run: Run, id: PlanId): Promise<PollReport> {
  const before = run.ports.calls();
  const hot = await lookAtOne(run, id);
  await deliverPlans(run, hot);
  return report(run, hot, { ok: true, listed: 0, calls: since(before, run.ports.calls()) });
}

const report = (run: Run, hot: Hot, came: Pick<PollReport, "ok" | "listed" | "calls">): PollReport =>
  reportOf({
    ...came,
    tally: run.tally,
    began: run.began,
    ended: run.ports.clock.now(),
    hot,
    fallback: run.delivery.fallback,
  });

const NOTHING_SIGHTED: Sighted = { whole: false, left: 0, stillActive: [], calls: 0 };

/** Looks, and writes what was seen. @returns what then goes on beside each other: the poll's mark, and sending */
async function watch(run: Run, hot: Hot, lists: Listing): Promise<readonly Promise<void>[]> {
  const notices = noticesOf(run, hot, lists);
  const watermark = hot.poll?.value.watermark;
  try {
    // A first run on half the lists would introduce the wrong plans.
    const sees = watermark !== undefined || !lists.failed;
    const sighted = sees ? await sightPlans(run, hot, lists, watermark) : NOTHING_SIGHTED;
    const instances = await sightInstances(run, hot, lists, sighted.calls);
    const mark = (): Promise<void> => markPoll(run, hot, lists, { ...sighted, notices, instances });
    if (notices.length === 0 && !owesNotices(hot)) return [mark(), ...sendAll(run, hot)];
    await mark();
    // What was seen after a gap is told after the end of the gap.
    await sendNotices(run, hot);
  } catch (error) {
    // Claims that were written already would stand until their leases end: they are taken back.
    run.delivery.halt.now();
    await deliverPlans(run, hot).catch(() => undefined);
    throw error;
  }
  return sendAll(run, hot);
}

/** Digests go beside the plans: behind them they would never have their turn in a busy channel. */
function sendAll(run: Run, hot: Hot): readonly Promise<void>[] {
  const { delivery: d, settings } = run;
  const plans = deliverPlans(run, hot);
  if (d.halt.done) return [plans];
  return [plans, deliverDigests(d, { ...hot, shard: settings.shard })];
}

const owesNotices = ({ poll }: Hot): boolean => (poll?.value.drafts ?? []).some((d) => d.state !== "dead");

async function sendNotices(run: Run, hot: Hot): Promise<void> {
  if (hot.poll === undefined) return;
  // A look that took long has used up what there was before it.
  run.delivery.until = deadlineOf(run.ports.clock, run.began, run.settings.interval);
  hot.poll = await deliverNotices(run.delivery, hot.poll);
}

/** What has to be said about the watch itself; after a gap what happened meanwhile comes all at once. */
function noticesOf({ settings, began, tally, flood }: Run, hot: Hot, lists: Listing): readonly Notice[] {
  if (hot.poll === undefined) return [];
  const { value } = hot.poll;
  const notices = judgeWatch(value, began, settings.interval, lists.fault);
  for (const { kind } of notices) tally.told(kind);
  if (lists.failed && (value.blind !== undefined || notices.length > 0)) {
    tally.warn("watch-blind", `nothing has been seen since ${new Date(value.heartbeat).toISOString()}`);
  }
  flood.afterGap = value.catchingUp === true || notices.some((n) => n.kind === "watch.recovered");
  return notices;
}

/** What a poll made of its lists. */
interface Marks extends Sighted {
  readonly notices: readonly Notice[];
  /** What is remembered of the watch of instances; undefined when they are not watched. */
  readonly instances: InstanceWatch | undefined;
}

/** Watermark, heartbeat and notices, in one write; none when nothing was seen and nothing is to be said. */
async function markPoll(run: Run, hot: Hot, lists: Listing, marks: Marks): Promise<void> {
  const { store, clock } = run.ports;
  const { whole, left, stillActive, notices, instances } = marks;
  const seen = !lists.failed;
  const now = clock.now();
  const old = hot.poll?.value ?? beginWatch(run.began);
  if (run.dry || (!seen && hot.poll !== undefined && notices.length === 0)) return;
  const watermark = seen ? watermarkOf(old.watermark, whole ? lists.reached : undefined, whole, now) : old.watermark;
  const purges = seen && old.purged !== undefined && isPurgeDue(old.purged, now);
  const { catchingUp: _catchingUp, cuts: _cuts, filter: _filter, instances: _instances, ...rest } = old;
  const cuts = seen ? cutsAfter(old.cuts, lists.cuts, whole) : old.cuts;
  const filter = doubtAfter(run, old.filter, lists, stillActive);
  const beaten: PollRecord = {
    ...rest,
    ...(run.flood.afterGap && left > 0 ? { catchingUp: true as const } : {}),
    ...(watermark === undefined ? {} : { watermark }),
    ...(cuts === undefined ? {} : { cuts }),
    ...(filter === undefined ? {} : { filter }),
    ...(instances === undefined ? {} : { instances }),
    ...(run.tally.lagMs > 0 ? { lag: { at: now, length: ms(run.tally.lagMs) } } : {}),
    heartbeat: seen ? now : old.heartbeat,
    ...(seen && (old.purged === undefined || purges) ? { purged: now } : {}),
  };
  const value = announce(beaten, notices, now, run.delivery.fallback);
  const key = pollKey(run.settings.shard);
  const stored = await unlessConflict(run.tally, () => putRecord(store, key, value, hot.poll?.version ?? "absent"));
  hot.poll = stored ?? hot.poll;
  if (stored !== undefined && purges) await purgeDone(store, run.settings.shard, run.tally, now);
}

/** Where the next run goes on. What was read and not processed is read again: then the newest plans count as unread. */
function cutsAfter(old: ListCuts = {}, { recent: cut, active }: ListCuts, whole: boolean): ListCuts | undefined {
  const recent = whole ? cut : old.recent;
  if (recent === undefined && active === undefined) return undefined;
  return { ...(recent === undefined ? {} : { recent }), ...(active === undefined ? {} : { active }) };
}

/**
 * The watermark moves to the newest plan when all were processed; never beyond the present, whatever a row says. An
 * account without plans starts its watch now; the overlap covers a clock that is ahead of the catalog's.
 */
function watermarkOf(old: EpochMs | undefined, reached: EpochMs | undefined, whole: boolean, now: EpochMs) {
  if (old === undefined && !whole) return undefined;
  const newestSeen = Math.max(old ?? 0, Math.min(reached ?? 0, now));
  return (newestSeen || now) as EpochMs;
}

/** Sends what any plan or instance owes. When everything was stopped only the claims that ride are settled, without a call. */
async function deliverPlans(run: Run, hot: Hot): Promise<void> {
  const { delivery: d, ridden } = run;
  d.until = deadlineOf(run.ports.clock, run.began, run.settings.interval);
  const rides = ({ id, kind }: WatchedRecord): boolean => kind === "plan" && ridden.has(id);
  const owing = watchedIn(hot).filter(({ value }) => rides(value) || (!d.halt.done && owes(value, d.fallback)));
  // Whoever waits longest goes first.
  owing.sort((a, b) => a.value.facts.since - b.value.facts.since);
  const work = owing.map(async (stored, rank) => {
    const { value } = stored;
    const left = await deliverRecord(d, stored, rank + 1, value.kind === "plan" ? ridden.get(value.id) : undefined);
    // Unless a digest has settled it meanwhile.
    if (isKept(hot, stored)) keepIn(hot, left);
  });
  await allOf(work);
}

/** Destinations that refused are told of in the default one, once a day. */
async function tellOfRefusals(run: Run, hot: Hot): Promise<void> {
  const { delivery: d, tally } = run;
  const { poll } = hot;
  if (poll === undefined || d.refused.size === 0) return;
  const value = tellRefusals(poll.value, d.refused, d.clock.now(), d.fallback);
  if (value === poll.value) return;
  const stored = await unlessConflict(tally, () => putRecord(d.store, poll.key, value, poll.version));
  if (stored !== undefined) hot.poll = await deliverNotices(d, stored);
}
