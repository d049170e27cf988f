import type { PollReport } from "../../lib/app/report.ts";
import type { World } from "../../local/catalog/world.ts";
import type { BurstPlan, Fate, Move } from "./scene.ts";

const ALICE = { kind: "RamUser", name: "alice" };
const FAILURE = {
  statusMessage: "stack failed",
  logs: [{ command: "apply", stream: "stderr", content: "Error: no stock" }],
};

const MOVES: Readonly<Record<Move, (world: World, id: string) => void>> = {
  approve: (world, id) => world.approve(id, ALICE, "go"),
  reject: (world, id) => world.reject(id, ALICE, "no"),
  cancel: (world, id) => world.cancel(id),
  execute: (world, id) => world.execute(id),
};

/** What stands in Slack of a plan in the end. */
export interface Owed {
  readonly id: string;
  readonly name: string;
  readonly fate: Fate;
}

/**
 * Moves the plans of a burst on. A plan moves again only after a poll that cannot but have seen its last move, whether
 * it could tell of it or not: so what is owed is known beforehand.
 */
export class Course {
  readonly #world: World;
  readonly #plans: { readonly id: string; readonly plan: BurstPlan; made: number; last: number }[] = [];
  #began = 0;

  constructor(world: World) {
    this.#world = world;
  }

  begin(plans: readonly BurstPlan[]): void {
    this.#began = Date.now();
    for (const plan of plans) {
      const id = this.#world.createPlan({
        name: plan.name,
        approvers: [ALICE],
        previewMs: 1,
        executeMs: plan.executes,
        ...(plan.fate.fails ? { executeFails: FAILURE } : {}),
      });
      this.#plans.push({ id, plan, made: 0, last: this.#began });
    }
  }

  /** Makes the moves that are due; `early` makes those that may be made at all, so many of them. */
  goOn(reports: readonly PollReport[], early = 0): void {
    const now = Date.now();
    let left = early;
    for (const one of this.#plans) {
      const move = one.plan.fate.moves[one.made];
      if (move === undefined || (one.made > 0 && !reports.some((report) => hasSeen(report, one.last)))) continue;
      const due = now >= this.#began + (one.plan.at[one.made] ?? 0);
      if (!due && left-- <= 0) continue;
      MOVES[move](this.#world, one.id);
      one.made += 1;
      one.last = now;
    }
  }

  /** When the last thing happened; undefined while there is more to come. */
  get over(): number | undefined {
    const ends = this.#plans.map(({ plan, made, last }) =>
      made < plan.fate.moves.length ? Number.POSITIVE_INFINITY : last + plan.executes,
    );
    const end = Math.max(...ends);
    return end < Date.now() ? end : undefined;
  }

  get owed(): readonly Owed[] {
    return this.#plans.map(({ id, plan }) => ({ id, name: plan.name, fate: plan.fate }));
  }
}

/** A poll that began since then, and read the catalog and kept what it saw without any trouble. */
const hasSeen = (report: PollReport, since: number): boolean =>
  report.ok &&
  Date.parse(report.at) >= since &&
  report.conflicts === 0 &&
  report.warnings.every(({ code }) => code.startsWith("slack-"));
