import { type EpochMs, later, type PlanId, seconds } from "../lib/model/brand.ts";
import type { PlanRow } from "../lib/model/plan.ts";
import { reconcile, type Watched } from "../lib/watch/reconcile.ts";
import { markRow } from "../lib/watch/row-mark.ts";
import { aPlanRow, planId } from "../test/build/rows.ts";
import { START } from "./stage/burst.ts";
import { cpuOf } from "./stage/cpu.ts";
import type { Effort, Score } from "./stage/score.ts";

/** What a poll lists at 100,000 plans: 250 that are active, and a page of the newest. */
const LISTED = 350;

/**
 * D1: what it costs to find out that a listed plan did not change.
 *
 * All of `reconcile` over rows that equal their records; beside it the usual way, the row's JSON against the JSON that
 * was stored. Both read the same rows, fresh objects each time as a decoder gives them, in turn, in one process; CPU
 * time, since others may be at work on the machine. Judged for as many rows as a poll lists; shown for all plans at
 * once, where both mostly wait for memory.
 */
export async function diffCost({ seeds, rows }: Effort): Promise<readonly Score[]> {
  const usual = Math.min(LISTED, rows);
  return [
    ...scoresOf(usual, compare(usual, seeds, Math.ceil(rows / usual)), 0.15),
    ...scoresOf(rows, compare(rows, seeds, 1), undefined),
  ];
}

interface Costs {
  /** Nanoseconds a plan, one for each round. */
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
}

function compare(count: number, rounds: number, times: number): Costs {
  const rows = Array.from({ length: count }, (_, n) => rowOf(n));
  const watched = new Map<PlanId, Watched>(rows.map((row) => [row.id, watchedOf(row)]));
  const stored = new Map<PlanId, string>(rows.map((row) => [row.id, JSON.stringify(row)]));
  const now: EpochMs = later(START, seconds(60));
  const costs = { ours: [] as number[], theirs: [] as number[] };
  // The first round lets the compiler warm up, and does not count.
  for (let round = 0; round <= rounds; round += 1) {
    const spent = { ours: 0, theirs: 0 };
    for (let time = 0; time < times; time += 1) {
      const active = structuredClone(rows);
      spent.ours += cpuOf(() => {
        expectNone(reconcile(watched, { recent: [], active, complete: true, failed: false }, now, START).length);
      });
      const again = structuredClone(rows);
      spent.theirs += cpuOf(() => {
        expectNone(again.filter((row) => JSON.stringify(row) !== stored.get(row.id)).length);
      });
    }
    if (round === 0) continue;
    costs.ours.push(spent.ours / count / times);
    costs.theirs.push(spent.theirs / count / times);
  }
  return costs;
}

function scoresOf(count: number, { ours, theirs }: Costs, goal: number | undefined): Score[] {
  const name = "the row's JSON against the stored one";
  const line = `${count} plans listed, none changed`;
  return [
    {
      title: "D1 CPU per plan / that of the JSON",
      line,
      ours: ours.map((mine, n) => mine / (theirs[n] ?? Number.NaN)),
      baseline: { name, values: [1] },
      goal,
    },
    {
      title: "D1 nanoseconds of CPU per plan",
      line,
      ours: ours.map(Math.round),
      baseline: { name, values: theirs.map(Math.round) },
    },
  ];
}

/** As large as the rows that the vendor's documents show: 0.9 KB of JSON. */
const rowOf = (n: number): PlanRow =>
  aPlanRow({
    id: planId(`plan-bp1${String(n).padStart(10, "0")}`),
    name: `orders-db-${n}`,
    description: "The database of the orders service, one for each region",
    parameters: [
      { key: "instance_type", value: "mysql.n2.large.1" },
      { key: "zone_id", value: "cn-hangzhou-h" },
      { key: "vpc_id", value: "vpc-bp1aevy8sofi8mh1q0001" },
    ],
    tags: [
      { key: "team", value: "orders" },
      { key: "cost-center", value: "cc-1042" },
    ],
    createdAt: later(START, seconds(-n)),
    updatedAt: later(START, seconds(-n)),
  });

const watchedOf = (row: PlanRow): Watched => ({
  id: row.id,
  row: markRow(row),
  waiting: true,
  closed: false,
  readAt: START,
  missed: false,
});

function expectNone(found: number): void {
  if (found !== 0) throw new Error(`${found} plans were found changed`);
}
