import type { KnownPlanStatus, Principal } from "../../lib/model/plan.ts";
import { Agenda } from "./agenda.ts";
import { Ids } from "./ids.ts";
import { type DirectLaunch, type DirectTask, InstanceCourse } from "./instance-course.ts";
import { Inventory } from "./inventory.ts";
import type { Habits } from "./plan-course.ts";
import { PlanCourse } from "./plan-course.ts";
import type { PlanChanges, PlanSpec, PlanState } from "./plan-state.ts";
import * as machine from "./plan-state.ts";
import { notFound } from "./refusal.ts";
import type { StockSpec } from "./stock.ts";
import { takeIn } from "./stock.ts";

/** A plan's true state, for assertions. Instants in milliseconds since 1970, cut to whole seconds as the cloud does. */
export interface PlanView {
  readonly id: string;
  readonly name: string;
  readonly status: KnownPlanStatus;
  readonly statusMessage: string | undefined;
  readonly createTime: number;
  readonly updateTime: number;
  readonly provisionedProductId: string;
  /** The task of its last execution. */
  readonly taskId: string | undefined;
  /** Who has to act now. */
  readonly pending: readonly Principal[];
}

/** A product on offer, as CreateProvisionedProductPlan wants it named. */
export interface Offer {
  readonly productId: string;
  readonly productVersionId: string;
  readonly portfolioId: string;
}

const wholeSecond = (instant: number): number => Math.floor(instant / 1_000) * 1_000;

/**
 * Everything the emulated Service Catalog holds. It moves by itself as `clock` moves: what is due happens before each
 * answer, at its own instant. Changes that the cloud would refuse throw {Refusal}.
 */
export class World {
  readonly ids = new Ids();
  readonly inventory: Inventory;
  readonly #clock: { now(): number };
  readonly #agenda = new Agenda();
  readonly #course: PlanCourse;
  readonly #direct: InstanceCourse;
  readonly #samples = new Map<string, unknown>();

  constructor(clock: { now(): number }, habits: Habits = {}) {
    this.#clock = clock;
    this.inventory = new Inventory(this.ids, habits.chronicle);
    this.#direct = new InstanceCourse({ inventory: this.inventory, agenda: this.#agenda });
    this.#course = new PlanCourse({ ids: this.ids, inventory: this.inventory, agenda: this.#agenda }, habits);
  }

  /** Lets everything happen that is due, and gives the present. */
  settle(): number {
    const now = this.#clock.now();
    this.#agenda.runUntil(now);
    return now;
  }

  createPlan(spec: PlanSpec): string {
    const now = this.settle();
    const plan = this.#course.make(spec, now);
    this.#course.awaitPreview(plan, now);
    return plan.id;
  }

  /**
   * Many plans at once that have been there for long, each in the state it wants, with its records, tasks and instance:
   * `nth` says what the plan of that number, from 0, is. Gives their ids.
   * @throws {Error} unless they come in the order of `createdAt`, after the plans that exist and not after now
   */
  stock(count: number, nth: (n: number) => StockSpec): string[] {
    const now = this.settle();
    return Array.from({ length: count }, (_, n) => takeIn(this.#course, nth(n), now).id);
  }

  approve(planId: string, by: Principal, comment = ""): void {
    const now = this.settle();
    this.#course.decide(this.state(planId), "Approve", by, comment, now);
  }

  reject(planId: string, by: Principal, comment = ""): void {
    const now = this.settle();
    this.#course.decide(this.state(planId), "Reject", by, comment, now);
  }

  /** Other people have to act at the current approval node from now on. */
  handOver(planId: string, to: readonly Principal[]): void {
    const now = this.settle();
    this.#course.handOver(this.state(planId), to, now);
  }

  /** By the owner, who is also the only one that may. */
  cancel(planId: string, by?: Principal): void {
    const now = this.settle();
    const plan = this.state(planId);
    if (by !== undefined) machine.requireOwner(plan, "CancelProvisionedProductPlan", by);
    this.#course.cancel(plan, now);
  }

  /**
   * Starts a task on the provisioned product. By the owner, who is also the only one that may.
   * @param lasts milliseconds, where the plan's own do not hold
   */
  execute(planId: string, by?: Principal, lasts?: number): void {
    const now = this.settle();
    const plan = this.state(planId);
    if (by !== undefined) machine.requireOwner(plan, "ExecuteProvisionedProductPlan", by);
    this.#course.awaitExecution(plan, this.#course.startExecution(plan, now, lasts));
  }

  /** Ends at once what the plan is doing by itself, its preview or its execution; nothing when it does nothing. */
  hurry(planId: string): void {
    this.#course.hurry(planId, this.settle());
  }

  /** Changes the plan and previews it again: not while it is previewed or executed, nor when it is canceled or done. */
  update(planId: string, changes: PlanChanges = {}): void {
    const now = this.settle();
    const plan = this.state(planId);
    this.#course.update(plan, changes, now);
    this.#course.awaitPreview(plan, now);
  }

  /** Deletes the plan. */
  remove(planId: string): void {
    const now = this.settle();
    this.#course.remove(this.state(planId), now);
  }

  /** Launches a provisioned product without a plan. Gives its id. */
  launch(wanted: DirectLaunch): string {
    const now = this.settle();
    return this.#direct.launch(wanted, now).id;
  }

  /** Changes a provisioned product without a plan. */
  updateInstance(id: string, how: DirectTask = {}): void {
    const now = this.settle();
    this.#direct.change(id, "UpdateProvisionedProduct", how, now);
  }

  /** Terminates a provisioned product without a plan. */
  terminate(id: string, how: DirectTask = {}): void {
    const now = this.settle();
    this.#direct.change(id, "TerminateProvisionedProduct", how, now);
  }

  /** Ends at once what was started on the instance without a plan; nothing when it does nothing. */
  hurryInstance(id: string): void {
    this.#direct.hurry(id, this.settle());
  }

  /** Puts a product on offer for plans that are created over HTTP; `nodes` is its approval constraint. */
  offer(name: string, versionName: string, nodes: readonly (readonly Principal[])[] = []): Offer {
    const product = this.inventory.product(name, versionName, this.settle());
    product.nodes = nodes;
    const productVersionId = product.versions.get(versionName) ?? "";
    return { productId: product.id, productVersionId, portfolioId: product.portfolioId };
  }

  /** @throws {Refusal} when there is no such plan */
  plan(planId: string): PlanView {
    this.settle();
    return viewOf(this.state(planId));
  }

  /** Oldest first. */
  plans(): PlanView[] {
    this.settle();
    return this.#course.plans().map(viewOf);
  }

  /** The plan itself, as it was when the world last settled. @throws {Refusal} `InvalidPlan.NotFound` */
  state(planId: string): PlanState {
    const plan = this.#course.find(planId);
    if (plan === undefined) throw notFound("Plan", planId);
    return plan;
  }

  /** The id of the plan's provisioned product; `undefined` when there is no such plan. */
  instanceOfPlan(planId: string | undefined): string | undefined {
    return planId === undefined ? undefined : this.#course.find(planId)?.instance.id;
  }

  /** What the lists show of the plans, as it was when the world last settled. */
  get listed(): PlanCourse["index"] {
    return this.#course.index;
  }

  /** Makes GetProvisionedProductPlan and GetTask answer these bodies, whole, for the ids that they carry. */
  loadDocumentSamples(
    planBody: { PlanDetail: { PlanId: string } },
    taskBody: { TaskDetail: { TaskId: string } },
  ): void {
    this.#samples.set(planBody.PlanDetail.PlanId, planBody);
    this.#samples.set(taskBody.TaskDetail.TaskId, taskBody);
  }

  sample(id: string): unknown {
    return this.#samples.get(id);
  }
}

function viewOf(plan: PlanState): PlanView {
  return {
    id: plan.id,
    name: plan.spec.name,
    status: plan.status,
    statusMessage: plan.statusMessage,
    createTime: wholeSecond(plan.createdAt),
    updateTime: wholeSecond(plan.updatedAt),
    provisionedProductId: plan.instance.id,
    taskId: plan.lastTask?.id,
    pending: machine.pendingOf(plan),
  };
}

export type { DirectLaunch, DirectTask, PlanChanges, PlanSpec, StockSpec };
