import type { KnownPlanStatus, Parameter, Principal } from "../../lib/model/plan.ts";
import type { OperationEntry, PlanState, WireChange } from "./plan-state.ts";
import { pendingOf } from "./plan-state.ts";

/** What a plan was from an instant on, until its next moment. */
export interface PlanMoment {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly status: KnownPlanStatus;
  readonly statusMessage: string | undefined;
  /** UpdateTime, not cut to whole seconds. */
  readonly updatedAt: number;
  /** Who has to act; empty unless it waits for somebody. */
  readonly pending: readonly Principal[];
  /** The approval node that is to act, from 0. */
  readonly node: number;
  /** Whoever may approve at any node. */
  readonly assigned: readonly Principal[];
  readonly parameters: readonly Parameter[];
  /** What a Get shows of its resource changes. */
  readonly changes: readonly WireChange[];
  /** The newest thing that anybody did to it. */
  readonly lastRecord: OperationEntry | undefined;
}

/** All that a plan ever was. */
export interface PlanLife {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  /** Oldest first, never empty; several may have the same instant. */
  readonly moments: PlanMoment[];
  /** When it was deleted. */
  goneAt?: number;
}

/** The emulated service's own memory of what its plans were, and when: written as they move, whoever looks. */
export class Chronicle {
  /** By id, in the order of creation. */
  readonly plans = new Map<string, PlanLife>();

  /** The plan is new, or has changed. */
  saw(plan: PlanState, at: number): void {
    const life = this.plans.get(plan.id) ?? {
      id: plan.id,
      name: plan.spec.name,
      createdAt: plan.createdAt,
      moments: [],
    };
    this.plans.set(plan.id, life);
    life.moments.push({
      at,
      status: plan.status,
      statusMessage: plan.statusMessage,
      updatedAt: plan.updatedAt,
      pending: pendingOf(plan),
      node: plan.node,
      assigned: plan.nodes.flat(),
      parameters: plan.spec.parameters ?? [],
      changes: plan.previewed ? (plan.spec.changes ?? []) : [],
      lastRecord: plan.records.at(-1),
    });
  }

  /** The plan was deleted. */
  lost(plan: PlanState, at: number): void {
    const life = this.plans.get(plan.id);
    if (life !== undefined) life.goneAt = at;
  }
}
