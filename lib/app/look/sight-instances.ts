import { type Ms, minutes, ms, type ProvisionedProductId } from "../../model/brand.ts";
import { RecordRefused } from "../../model/errors.ts";
import {
  emptyInstance,
  hasStandingCard,
  isForgettable,
  missedInstance,
  settleDoubts,
  sightInstance,
  unreachedBy,
} from "../../notify/instance-record.ts";
import type { InstanceRecord } from "../../notify/record.ts";
import type { Stored } from "../../ports.ts";
import { diffInstance, tasksSince } from "../../watch/instance-diff.ts";
import {
  type InstanceLook,
  markInstance,
  reconcileInstances,
  type WatchedInstance,
} from "../../watch/instance-reconcile.ts";
import {
  afterFault,
  afterRound,
  againNext,
  beginInstanceWatch,
  type InstanceWatch,
  isRoundDue,
} from "../../watch/instance-sweep.ts";
import { type InstanceTransition, isInstanceFailure } from "../../watch/instance-transition.ts";
import { judgeFailure } from "../../watch/instance-verdict.ts";
import { doneInstanceKey, type Hot, instanceKey, putRecord, readRecord } from "../records.ts";
import { allOf, type Run, tellingOf, unlessConflict, warnOfNobody } from "../run.ts";
import { type Claims, claimsOf } from "./instance-claims.ts";
import { instanceFacts, taskSight } from "./instance-facts.ts";
import { type InstanceListing, listInstances } from "./list-instances.ts";
import type { Listing } from "./lists.ts";
import { Allowance, type FoundInstance, lookAtInstance, seenByRow, tasksKnown } from "./look-instance.ts";

const AT_ONCE = 8;
/** Plans are listed this long after a failure was seen before it is said that none started it. */
const LONGEST_PATIENCE: Ms = minutes(2);

/** An instance that was looked at: its record as it was, and as it will be. */
interface Sight {
  readonly known: Stored<InstanceRecord> | undefined;
  record: InstanceRecord;
}

/**
 * Looks at the provisioned products: lists some when that is due, follows those under change, and writes what it saw
 * together with what it owes. `hot.instances` holds the records as they stand afterwards.
 * @param calls detail calls that this run has left
 * @returns what the poll's record is to remember; undefined when instances are not watched
 */
export async function sightInstances(
  run: Run,
  hot: Hot,
  lists: Listing,
  calls: number,
): Promise<InstanceWatch | undefined> {
  const { sweep: period } = run.settings;
  if (period === undefined) return undefined;
  const watch = hot.poll?.value.instances ?? beginInstanceWatch(run.began);
  if (lists.failed || run.stop.aborted) return watch;
  const watched = watchedOf(hot);
  const followed = [...watched.values()].filter((one) => one.running && !one.closed).length;
  const isDue = isRoundDue(watch, run.began, period, followed);
  const listing = isDue ? await listInstances(run, watch, followed) : undefined;
  if (listing === undefined && watched.size === 0) return watch;

  const round = listing && roundOf(run, watch, listing, watched);
  const claims = claimsOf(hot, lists);
  const looks = reconcileInstances(watched, listing?.rows ?? new Map(), claims, round?.unmet ?? new Set());
  const { sights, left, refused } = await lookAtAll(run, hot, watch, looks, calls);
  for (const { value } of hot.instances.values()) {
    if (value.doubts.length > 0 && !sights.has(value.id))
      sights.set(value.id, { known: hotOf(hot, value), record: value });
  }
  for (const sight of sights.values()) judge(run, sight, claims, lists.complete);
  await allOf([...sights.values()].map((sight) => write(run, hot, sight)));

  if (listing === undefined || round === undefined) return watch;
  if (!listing.ok) return afterFault(watch, run.began, listing.pages);
  return (left ? againNext(watch, listing.pages, refused) : undefined) ?? round.after(hot);
}

const hotOf = (hot: Hot, { id }: InstanceRecord) => hot.instances.get(id);

function watchedOf(hot: Hot): Map<ProvisionedProductId, WatchedInstance> {
  const watched = new Map<ProvisionedProductId, WatchedInstance>();
  for (const { value: r } of hot.instances.values()) {
    const running = r.facts.status === "UnderChange" || r.facts.task?.status === "InProgress";
    const { id, mark, readAt, missing } = r;
    const shown = hasStandingCard(r) && r.facts.gone !== true;
    const closed = r.closedAt !== undefined;
    watched.set(id, { id, mark, running, closed, shown, missed: missing !== undefined, readAt });
  }
  return watched;
}

/** Whom the sweep, if it came to its end, met nowhere; and the watch once the round is through. */
function roundOf(
  run: Run,
  watch: InstanceWatch,
  { rows, pages, read, ok }: InstanceListing,
  watched: ReadonlyMap<ProvisionedProductId, WatchedInstance>,
) {
  const done = (ids: Iterable<ProvisionedProductId>) =>
    afterRound(watch, { now: run.began, pages, read, met: [...ids].filter((id) => rows.has(id)) });
  const met = new Set([...watch.met, ...rows.keys()]);
  const unmet = ok && done([]).ended ? [...watched.keys()].filter((id) => !met.has(id)) : [];
  return { unmet: new Set(unmet), after: (hot: Hot) => done(hot.instances.keys()).watch };
}

async function lookAtAll(run: Run, hot: Hot, watch: InstanceWatch, looks: readonly InstanceLook[], calls: number) {
  const { catalog, clock } = run.ports;
  const allowance = new Allowance(calls, () => clock.now() >= run.lookUntil || run.stop.aborted);
  const sights = new Map<ProvisionedProductId, Sight>();
  const queue = [...looks];
  const same: Stored<InstanceRecord>[] = [];
  const refused: ProvisionedProductId[] = [];
  let unread = 0;
  let left = false;
  const worker = async (): Promise<void> => {
    for (let look = queue.shift(); look !== undefined; look = queue.shift()) {
      const known = hot.instances.get(look.id) ?? (look.row && (await revive(run, look.id)));
      const answered = await lookAtInstance(catalog, look, known?.value, allowance, run.stacks, run.tally);
      const found = believed(answered, watch);
      if (found.kind === "refused") refused.push(look.id);
      if (found.kind === "unread" || found.kind === "refused") {
        unread++;
        left ||= look.row !== undefined;
      }
      if (found.kind === "same" && known !== undefined) same.push(known);
      const record = decide(run, watch, found, known?.value);
      if (record !== undefined) sights.set(look.id, { known, record });
    }
  };
  await allOf(Array.from({ length: Math.min(AT_ONCE, looks.length) }, worker));
  // Where there are more than calls it is written whose turn it was: otherwise it would be theirs again, and again.
  if (unread > 0 && !allowance.spend(1)) for (const known of same) sights.set(known.value.id, lookedAt(run, known));
  if (unread > 0) run.tally.warn("instances-left", `${unread} provisioned products are left for the next run`);
  return { sights, left, refused };
}

/**
 * A refusal is believed when it comes a second time: told from its row alone an instance in error may be taken for what
 * a plan of it has told, and nobody looks at its tasks again before it moves on.
 */
const believed = (found: FoundInstance, { refused }: InstanceWatch): FoundInstance =>
  found.kind === "refused" && refused?.includes(found.row.id) ? seenByRow(found.row) : found;

const lookedAt = ({ ports }: Run, known: Stored<InstanceRecord>): Sight => ({
  known,
  record: { ...known.value, readAt: ports.clock.now() },
});

function decide(
  run: Run,
  watch: InstanceWatch,
  found: FoundInstance,
  known: InstanceRecord | undefined,
): InstanceRecord | undefined {
  const now = run.ports.clock.now();
  if (found.kind === "unread" || found.kind === "refused" || found.kind === "same") return undefined;
  if (found.kind === "gone") {
    const missed = known && missedInstance(known, now);
    if (missed === undefined || (missed.missing ?? 0) < 2) return missed;
    const gone = { ...missed.facts, gone: true as const };
    const transitions = diffInstance(missed.facts, gone, [], NOTHING_NEW);
    return counted(run, sightInstance(missed, { facts: gone, mark: missed.mark, transitions, now }), transitions);
  }
  const { row, tasks, stack } = found;
  const { redactor, newSalt } = run.ports;
  const facts = instanceFacts({ before: known?.facts, row, task: tasks?.[0], stack }, redactor);
  if (facts === undefined) return undefined;
  const since = tasksSince(tasks ?? [], tasksKnown(known, row)).map((task) =>
    taskSight(task, row, task === tasks?.[0] ? stack : undefined, redactor),
  );
  const news = { began: watch.began, swept: watch.swept === true };
  const transitions = diffInstance(known?.facts, facts, since, news);
  const mark = markOf(found, facts.status, known);
  const before = known ?? emptyInstance(facts, mark, newSalt(), now);
  return counted(run, sightInstance(before, { facts, mark, transitions, now }), transitions);
}

const NOTHING_NEW = { began: 0 as InstanceWatch["began"], swept: true };

/** As the next row is expected: what the tasks say is often not in it yet. */
function markOf(
  { row, tasks }: Extract<FoundInstance, { kind: "seen" }>,
  status: string,
  known: InstanceRecord | undefined,
): InstanceRecord["mark"] {
  const newest = tasks?.[0];
  if (newest === undefined) return row === undefined ? (known?.mark ?? { status }) : markInstance(row);
  const before = row === undefined ? known?.mark.successful : row.lastSuccessfulTaskId;
  const successful = newest.status === "Succeeded" ? newest.id : before;
  return { status, task: newest.id, ...(successful === undefined ? {} : { successful }) };
}

/** What failed is counted when it is told. */
function counted({ tally }: Run, record: InstanceRecord, transitions: readonly InstanceTransition[]): InstanceRecord {
  const quiet = transitions.filter((t) => !isInstanceFailure(t));
  for (const { kind } of quiet) tally.told(kind);
  if (quiet.length > 0) tally.changed++;
  return record;
}

/** Says of an instance's failures whose they are, oldest first, as far as that is known. */
function judge(run: Run, sight: Sight, claims: Claims, complete: boolean): void {
  const { record } = sight;
  const patience = ms(Math.min(run.settings.interval * 1.5, LONGEST_PATIENCE));
  const plans = { listed: run.began, complete, patience };
  const verdicts = record.doubts.map((doubt) => judgeFailure(doubt, claims.of(record.id), plans));
  const waits = verdicts.indexOf("wait");
  const settled = waits < 0 ? verdicts.length : waits;
  if (settled === 0) return;
  const told = record.doubts.slice(0, settled).filter((_, n) => verdicts[n] === "direct");
  const now = run.ports.clock.now();
  const failures = told.map((doubt) => doubt.transition);
  sight.record = settleDoubts(record, settled, failures, now, tellingOf(run));
  run.flood.count(record, sight.record);
  for (const { transition: t } of told) {
    run.tally.told(t.kind);
    run.tally.lagMs = Math.max(run.tally.lagMs, now - (t.kind === "task.failed" ? t.task.since : record.facts.since));
  }
  if (told.length > 0) run.tally.changed++;
  warnOfNobody(run, `instance ${record.id}`, unreachedBy(record, failures, tellingOf(run)));
}

async function revive(run: Run, id: ProvisionedProductId): Promise<Stored<InstanceRecord> | undefined> {
  const done = await run.ports.store.get(doneInstanceKey(run.settings.shard, id));
  if (done === undefined) return undefined;
  const value = readRecord(done);
  return value.kind === "instance" ? { ...done, value } : undefined;
}

/** The snapshot and what it owes in one write; none where nothing is left to remember. */
async function write(run: Run, hot: Hot, { known, record }: Sight): Promise<void> {
  if (run.dry || record === known?.value) return;
  const { store } = run.ports;
  const key = instanceKey(run.settings.shard, record.id);
  const isHot = known?.key === key;
  try {
    if (isForgettable(record)) {
      if (isHot) await unlessConflict(run.tally, () => store.remove(key, known.version));
      hot.instances.delete(record.id);
      return;
    }
    const put = () => putRecord(store, key, record, isHot ? known.version : "absent");
    const stored = await unlessConflict(run.tally, put);
    // What was read may be older than what somebody else has just written: then it is dropped.
    if (stored === undefined) hot.instances.delete(record.id);
    else hot.instances.set(record.id, stored);
  } catch (error) {
    // One instance that cannot be kept must not silence the others.
    if (!(error instanceof RecordRefused)) throw error;
    run.tally.warn("record-refused", `provisioned product ${record.id} is not told: ${error.message}`);
  }
}
