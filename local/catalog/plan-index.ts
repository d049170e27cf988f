import type { PlanState } from "./plan-state.ts";

/** Plans in the order of creation. */
class PlanRow {
  readonly plans: PlanState[] = [];

  /** Adds it, or puts it in the place of the one with its serial number. */
  put(plan: PlanState): void {
    const place = this.#placeOf(plan.serial);
    const known = this.plans[place]?.serial === plan.serial;
    if (place === this.plans.length) this.plans.push(plan);
    else this.plans.splice(place, known ? 1 : 0, plan);
  }

  remove({ serial }: PlanState): void {
    const place = this.#placeOf(serial);
    if (this.plans[place]?.serial !== serial) return;
    if (place === this.plans.length - 1) this.plans.pop();
    else this.plans.splice(place, 1);
  }

  #placeOf(serial: number): number {
    const newest = this.plans.at(-1);
    if (newest === undefined || newest.serial < serial) return this.plans.length;
    let low = 0;
    let high = this.plans.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.plans[middle]!.serial < serial) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * The plans as the list calls show them, kept in the order of creation, all and by status: a page costs the same
 * however many plans there are. It knows of a change what it was told of it.
 */
export class PlanIndex {
  readonly #all = new PlanRow();
  readonly #byStatus = new Map<string, PlanRow>();
  /** The status under which each is kept: the plan itself may have moved on. */
  readonly #statuses = new Map<string, string>();

  /** The plan is new, or has changed. */
  put(plan: PlanState): void {
    this.#all.put(plan);
    const status = this.#statuses.get(plan.id);
    if (status !== plan.status) {
      if (status !== undefined) this.#byStatus.get(status)?.remove(plan);
      this.#statuses.set(plan.id, plan.status);
    }
    const row = this.#byStatus.get(plan.status) ?? new PlanRow();
    this.#byStatus.set(plan.status, row);
    row.put(plan);
  }

  remove(plan: PlanState): void {
    this.#all.remove(plan);
    this.#byStatus.get(this.#statuses.get(plan.id) ?? "")?.remove(plan);
    this.#statuses.delete(plan.id);
  }

  /** Oldest first. */
  all(): readonly PlanState[] {
    return this.#all.plans;
  }

  /** Oldest first. */
  inStatus(status: string): readonly PlanState[] {
    return this.#byStatus.get(status)?.plans ?? [];
  }
}
