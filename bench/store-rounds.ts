import { poll } from "../lib/app/poll.ts";
import { planKey } from "../lib/app/records.ts";
import { type EpochMs, earlier, later, type MessageTs, type Ms, minutes, ms, seconds } from "../lib/model/brand.ts";
import type { PlanDetail } from "../lib/model/plan.ts";
import type { Clock, Messenger, StateStore, Stored } from "../lib/ports.ts";
import { CountedStore } from "../lib/store/counted-store.ts";
import { MemoryStore } from "../lib/store/memory-store.ts";
import { EventClock } from "../test/sweep/clock.ts";
import { channel, START } from "./stage/burst.ts";
import { LONG } from "./stage/bursts.ts";
import { approved, type Recorded, told, waitingPlan } from "./stage/owed-notes.ts";
import { keep, portsOf, SHARD, STORE_CALL, settingsOf } from "./stage/planbell.ts";
import type { Effort, Score } from "./stage/score.ts";

/** Plans that change between two polls. */
const CHANGED = 5;
const HERE = channel(0);

/** What happens to the first few plans since the poll before; the plans as they are then. */
type Change = (recorded: readonly Recorded[]) => readonly PlanDetail[];

const NOTHING: Change = (all) => all.map(({ plan }) => plan);

/** The card says so, and nobody is told: the card's edit is all that is owed. */
const ALL_RUN: Change = (all) =>
  all.map(({ plan }, n) =>
    n < CHANGED ? { ...plan, status: "ExecuteInProgress", updatedAt: earlier(START, seconds(30)) } : plan,
  );

/** A new card for each. */
const NEW_ONES_WAIT: Change = (all) => [
  ...Array.from({ length: CHANGED }, (_, n) => waitingPlan(all.length + 1 + n, HERE, earlier(START, seconds(30))).plan),
  ...NOTHING(all),
];

/** An edit and a note for each. */
const ALL_APPROVED: Change = (all) =>
  all.map((one, n) => (n < CHANGED ? approved(one, earlier(START, seconds(30))).plan : one.plan));

/**
 * F1: how often a poll waits for the store.
 *
 * A round is one store call that had to wait for another, or several beside each other that did. Rounds are counted as
 * time: each store call takes 5 ms and nothing else takes any, catalog, Slack and pacing included, so that the poll
 * takes its longest chain of store calls. All calls count, the first read too. An idle poll: the scan, the poll record.
 * One that finds changes: the scan, then the records with what they owe, the poll record, what came of the calls.
 *
 * It stands beside a bot that keeps a row per plan, which gets each of them and puts those that changed, in turn.
 */
export async function storeRounds({ plans }: Effort): Promise<readonly Score[]> {
  const waiting = Array.from({ length: plans }, (_, n) => waitingPlan(n + 1, HERE, earlier(START, minutes(20))));
  const decided = waiting.map((one) => told(approved(one, earlier(START, minutes(10)))));
  const scores: Score[] = [];
  const add = async (line: string, changed: number, trips: Trips, goal?: Trips): Promise<void> => {
    const rows = await rowPerPlan(decided, changed);
    for (const what of ["rounds", "puts"] as const) {
      scores.push({
        title: `F1 ${plans} plans, ${what === "puts" ? "puts of a poll" : "rounds of store calls of a poll"}`,
        line,
        ours: [trips[what]],
        baseline: { name: "a row per plan, in turn", values: [rows[what]] },
        goal: goal?.[what],
      });
    }
  };
  const goal = { rounds: 3, puts: 2 * CHANGED + 1 };
  await add("nothing changes", 0, await pollOnce(decided, NOTHING), { rounds: 2, puts: 1 });
  await add(`${CHANGED} begin to run: an edit each`, CHANGED, await pollOnce(decided, ALL_RUN), goal);
  await add(`${CHANGED} new ones wait: a card each`, CHANGED, await pollOnce(decided, NEW_ONES_WAIT), goal);
  await add(`${CHANGED} are approved: an edit and a note each`, CHANGED, await pollOnce(waiting, ALL_APPROVED));
  return scores;
}

interface Trips {
  readonly rounds: number;
  readonly puts: number;
}

/** What one poll costs that finds `recorded` in its store and `change` in the catalog. */
async function pollOnce(recorded: readonly Recorded[], change: Change): Promise<Trips> {
  return measured(recorded, async (store, clock) => {
    const ports = { ...portsOf(store, change(recorded), clock), messenger: INSTANT, clock: unhurried(clock) };
    const { waiting } = await poll(ports, settingsOf([HERE], LONG));
    if (waiting > 0) throw new Error(`a poll that leaves ${waiting} plans to the next one cannot be compared`);
  });
}

async function rowPerPlan(recorded: readonly Recorded[], changed: number): Promise<Trips> {
  return measured(recorded, async (store, clock) => {
    const { store: slow } = portsOf(store, [], clock);
    const rows: Stored[] = [];
    for (const { record } of recorded) {
      const row = await slow.get(planKey(SHARD, record.id));
      if (row !== undefined) rows.push(row);
    }
    for (const row of rows.slice(0, changed)) await slow.put(row.key, row.value, row.version);
  });
}

async function measured(recorded: readonly Recorded[], work: (store: StateStore, clock: Clock) => Promise<void>) {
  const clock = new EventClock(START);
  const kept = new MemoryStore();
  await keep(kept, recorded, earlier(START, minutes(1)));
  let puts = 0;
  const store = new CountedStore(kept, (method) => {
    if (method === "put") puts++;
  });
  await clock.run(work(store, clock));
  return { rounds: (clock.now() - START) / STORE_CALL, puts };
}

/** A clock on which whoever sleeps wakes at once, and finds that it is as late as asked. */
function unhurried(clock: Clock): Clock {
  let ahead = 0 as Ms;
  const now = (): EpochMs => later(clock.now(), ahead);
  return {
    now,
    elapsed: () => ms(now() - START),
    async sleep(length) {
      const wake = later(now(), length);
      await clock.sleep(0 as Ms);
      ahead = Math.max(ahead, wake - clock.now()) as Ms;
    },
  };
}

/** Slack, if it took no time. */
const INSTANT: Messenger = {
  post: async (_message, { channel }) => ({ channel, ts: "1.000000" as MessageTs }),
  update: async () => undefined,
  find: async () => undefined,
  upload: async () => undefined,
};
