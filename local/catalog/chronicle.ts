import type { KnownPlanStatus, Parameter, Principal } from "../../lib/model/plan.ts";
import type { Instance, TaskState } from "./inventory.ts";
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
  /** The id of the provisioned product that it is about. */
  readonly instance: string;
  readonly name: string;
  readonly createdAt: number;
  /** Oldest first, never empty; several may have the same instant. */
  readonly moments: PlanMoment[];
  /** When it was deleted. */
  goneAt?: number;
}

/** A task of a provisioned product. Milliseconds since 1970. */
export interface TaskLife {
  readonly id: string;
  readonly type: string;
  readonly began: number;
  /** The plan that started it; absent when somebody did so directly. */
  plan?: string;
  status: TaskState["status"];
  /** Infinity while it goes on. */
  ended: number;
  /** Why it failed. */
  reason?: string;
}

/** What a provisioned product was from an instant on. */
interface InstanceMoment {
  readonly at: number;
  readonly status: Instance["status"];
}

/** All that a provisioned product ever was. */
export interface InstanceLife {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  /** Oldest first. */
  readonly tasks: TaskLife[];
  /** Oldest first, never empty; `terminated` is the last of one that is gone. */
  readonly moments: InstanceMoment[];
}

/**
 * The emulated service's own memory of what its plans and provisioned products were, and when: written as they move,
 * whoever looks.
 */
export class Chronicle {
  /** By id, in the order of creation. */
  readonly plans = new Map<string, PlanLife>();
  /** By id, in the order in which they came into the lists. */
  readonly instances = new Map<string, InstanceLife>();
  readonly #tasks = new Map<string, TaskLife>();

  /** The plan is new, or has changed. */
  saw(plan: PlanState, at: number): void {
    const life = this.plans.get(plan.id) ?? {
      id: plan.id,
      instance: plan.instance.id,
      name: plan.spec.name,
      createdAt: plan.createdAt,
      moments: [],
    };
    this.plans.set(plan.id, life);
    const task = this.#tasks.get(plan.lastTask?.id ?? "");
    if (task !== undefined) task.plan = plan.id;
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
  /** The provisioned product is new, or has another state. */
  met({ id, name, createdAt, status }: Instance, at: number): void {
    const life = this.instances.get(id) ?? { id, name, createdAt, tasks: [], moments: [] };
    this.instances.set(id, life);
    life.moments.push({ at, status });
  }

  /** A task of a provisioned product that is in the lists begins. */
  began({ id, type, instance, createdAt, status }: TaskState): void {
    const task: TaskLife = { id, type, began: createdAt, status, ended: Number.POSITIVE_INFINITY };
    this.#tasks.set(id, task);
    this.instances.get(instance.id)?.tasks.push(task);
  }

  /** It is over. */
  ended({ id, status, failure }: TaskState, at: number): void {
    const task = this.#tasks.get(id);
    if (task === undefined) return;
    task.status = status;
    task.ended = at;
    if (failure !== undefined) task.reason = failure.statusMessage;
  }
}
