import type { EpochMs, PlanId } from "../../model/brand.ts";
import { RecordRefused } from "../../model/errors.ts";
import { isTerminal } from "../../model/plan.ts";
import { claim } from "../../notify/delivery.ts";
import {
  type Introduction,
  isClosed,
  mayWait,
  missedOnce,
  moveOn,
  openRecord,
  type Sighting,
  unreached,
} from "../../notify/plan-record.ts";
import type { PlanRecord } from "../../notify/record.ts";
import type { Stored } from "../../ports.ts";
import { isListedActive } from "../../watch/filter-guard.ts";
import { diff } from "../../watch/plan-diff.ts";
import { type Look, mergeRows, reconcile, type Watched } from "../../watch/reconcile.ts";
import type { Transition } from "../../watch/transition.ts";
import { riding } from "../deliver/deliver-record.ts";
import { introductions, toldAll } from "../first-run.ts";
import { donePlanKey, type Hot, planKey, putRecord, readRecord } from "../records.ts";
import { allOf, type Run, tellingOf, unlessConflict, warnOfNobody } from "../run.ts";
import type { Listing } from "./lists.ts";
import { type Ask, asksAgain, type Found, lookClosely } from "./look.ts";

/** Detail calls one run may make; the rest is the next run's. */
const CALLS_A_RUN = 40;
const AT_ONCE = 8;

/** What became of the looks of one poll. */
export interface Sighted {
  /**
   * May the watermark move on? An end state that is new and was not looked at is listed only while it waits, whereas
   * active plans are listed in any case.
   */
  readonly whole: boolean;
  /** How many plans are left for the next run. */
  readonly left: number;
  /** Detail calls that this run has left. */
  readonly calls: number;
  /** Plans that were in no list, and are active all the same. */
  readonly stillActive: readonly PlanId[];
}

/**
 * Looks closely at every plan that reconcile names, as far as this run's calls and time go, and writes what it saw
 * together with what it owes. `hot.plans` holds the records as they stand afterwards.
 */
export async function sightPlans(run: Run, hot: Hot, lists: Listing, watermark: EpochMs | undefined): Promise<Sighted> {
  const { clock } = run.ports;
  const looks = reconcile(watchedOf(hot, clock.now()), lists, clock.now(), watermark);
  const isFirst = watermark === undefined;
  const first = isFirst ? introductions(mergeRows(lists).values(), run.settings.firstRun) : toldAll;
  const introduce = (id: PlanId): Introduction => (hot.plans.has(id) ? "told" : first(id));
  const left: Look[] = [];
  let calls = CALLS_A_RUN;
  const spend = (more: number): boolean => {
    if (more > calls || clock.now() >= run.lookUntil || run.stop.aborted) return false;
    calls -= more;
    return true;
  };
  const queue = [...looks];
  const worker = async (): Promise<void> => {
    for (let look = queue.shift(); look !== undefined; look = queue.shift()) {
      const introduction = introduce(look.id);
      const cost = costOf(look, introduction);
      const affordable = cost <= calls && (cost === 0 || clock.now() < run.lookUntil) && !run.stop.aborted;
      if (affordable) calls -= cost;
      // What the first run leaves and the watermark passes may have ended by the next, and would never be told.
      const how = { introduction, hurried: isFirst, without: isFirst && !affordable, spend };
      if ((!affordable && (!isFirst || run.stop.aborted)) || !(await sight(run, hot, look, how))) left.push(look);
    }
  };
  await allOf(Array.from({ length: Math.min(AT_ONCE, looks.length) }, worker));
  if (left.length > 0) run.tally.warn("looks-left", `${left.length} changed plans are left for the next run`);
  // A first run that was stopped begins again: it has told nobody of those it left.
  const stopped = isFirst && left.length > 0;
  const whole =
    !stopped && !left.some((look) => look.why === "new" && look.row !== undefined && isTerminal(look.row.status));
  const missing = looks.filter((look) => look.why === "missing" && !left.includes(look));
  const stillActive = missing.map(({ id }) => id).filter((id) => isActive(hot, id));
  return { whole, left: left.length, stillActive, calls };
}

/** Did its last look find it, in a state that the list of active plans asks for? */
function isActive(hot: Hot, id: PlanId): boolean {
  const record = hot.plans.get(id)?.value;
  return record !== undefined && record.missing === undefined && isListedActive(record.facts.status);
}

/** Looks at one plan that has a record, whatever the lists say. */
export async function sightOne(run: Run, hot: Hot, look: Look): Promise<void> {
  await sight(run, hot, look, { introduction: "told", hurried: false, without: false, spend: () => true });
}

/** The details, and the tasks of a run that failed; what the stack is asked besides is taken from the rest as it comes. */
function costOf(look: Look, introduction: Introduction): number {
  if (!look.detail || introduction !== "told") return 0;
  return look.row?.status === "ExecuteFailed" ? 2 : 1;
}

function watchedOf(hot: Hot, now: EpochMs): Map<PlanId, Watched> {
  const watched = new Map<PlanId, Watched>();
  for (const { value: r } of hot.plans.values()) {
    watched.set(r.id, {
      id: r.id,
      row: r.row,
      // Read again all the same, though nobody is waited for.
      waiting: mayWait(r) || asksAgain(r, now),
      closed: isClosed(r),
      readAt: r.readAt,
      missed: r.missing !== undefined || r.facts.gone === true,
    });
  }
  return watched;
}

type How = Pick<Ask, "hurried" | "without" | "spend"> & { readonly introduction: Introduction };

/** False when the plan has to be looked at again by the next run. */
async function sight(run: Run, hot: Hot, look: Look, how: How): Promise<boolean> {
  const { introduction } = how;
  const { catalog, newSalt, clock, redactor } = run.ports;
  const known = hot.plans.get(look.id) ?? (look.old ? await revive(run, look.id) : undefined);
  const salt = known?.value.salt ?? newSalt();
  const { lens, stacks } = run;
  const ask = { ...how, quietly: introduction !== "told", salt, lens, stacks, redactor, now: clock.now() };
  const found = await lookClosely(catalog, look, known?.value, ask, run.tally);
  if (found.kind === "unread") return false;
  const record = decide(run, look, found, known?.value, salt, introduction);
  if (record !== undefined) await write(run, hot, record, known);
  return true;
}

function decide(
  run: Run,
  look: Look,
  found: Exclude<Found, { kind: "unread" }>,
  known: PlanRecord | undefined,
  salt: string,
  introduction: Introduction,
): PlanRecord | undefined {
  const now = run.ports.clock.now();
  if (found.kind === "gone") {
    if (known === undefined) return undefined;
    const missed = missedOnce(known, now);
    if ((missed.missing ?? 0) < 2) return missed;
    const facts = { ...known.facts, gone: true as const, pending: [] };
    return tell(run, known, { facts, row: undefined, now });
  }
  const { facts, row, readAt } = found;
  if (known !== undefined) return tell(run, known, { facts, row: look.row && row, now, readAt });
  const transitions = diff(undefined, facts);
  if (introduction === "told") count(run, transitions, facts.since, now);
  const sighting = { facts, row, readAt, transitions, now };
  const opened = openRecord(sighting, salt, tellingOf(run), introduction);
  if (introduction !== "silent")
    warnOfNobody(run, `plan ${sighting.facts.id}`, unreached(undefined, sighting, tellingOf(run)));
  if (introduction === "told") run.flood.count(undefined, opened);
  return opened;
}

function tell(run: Run, known: PlanRecord, seen: Omit<Sighting, "transitions">): PlanRecord {
  const transitions = diff(known.facts, seen.facts);
  count(run, transitions, seen.facts.since, seen.now);
  warnOfNobody(run, `plan ${seen.facts.id}`, unreached(known, { ...seen, transitions }, tellingOf(run)));
  const moved = moveOn(known, { ...seen, transitions }, tellingOf(run));
  run.flood.count(known, moved);
  return moved;
}

function count({ tally }: Run, transitions: readonly Transition[], since: EpochMs, now: EpochMs): void {
  if (transitions.length === 0) return;
  tally.changed++;
  for (const t of transitions) tally.told(t.kind);
  tally.lagMs = Math.max(tally.lagMs, now - since);
}

async function revive(run: Run, id: PlanId): Promise<Stored<PlanRecord> | undefined> {
  const done = await run.ports.store.get(donePlanKey(run.settings.shard, id));
  if (done === undefined) return undefined;
  const value = readRecord(done);
  return value.kind === "plan" ? { ...done, value } : undefined;
}

/** The snapshot and what it owes in one write; a call that can begin at once has its claim in the same write. */
async function write(run: Run, hot: Hot, record: PlanRecord, known: Stored<PlanRecord> | undefined): Promise<void> {
  if (run.dry) return;
  const { store, clock } = run.ports;
  const key = planKey(run.settings.shard, record.id);
  const expected = known?.key === key ? known.version : "absent";
  const now = clock.now();
  const step = riding(run.delivery, record, run.ahead);
  const at = clock.elapsed();
  try {
    const value = step === undefined ? record : claim(record, step, now, run.delivery.me);
    const stored = await unlessConflict(run.tally, () => putRecord(store, key, value, expected));
    // The rows may be older than what somebody else has just written: then they are dropped.
    if (stored === undefined) hot.plans.delete(record.id);
    else hot.plans.set(record.id, stored);
    if (stored !== undefined && step !== undefined) run.ridden.set(record.id, { call: step, at });
  } catch (error) {
    // One plan that cannot be kept must not silence the others.
    if (!(error instanceof RecordRefused)) throw error;
    run.tally.warn("record-refused", `plan ${record.id} is not told: ${error.message}`);
  }
}
