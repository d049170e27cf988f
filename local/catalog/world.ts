import type { KnownPlanStatus, Principal } from "../../lib/model/plan.ts";
import type { TerraformLog } from "../../lib/model/task.ts";
import { Agenda, type Entry } from "./agenda.ts";
import { Ids } from "./ids.ts";
import type { Instance } from "./inventory.ts";
import { Inventory } from "./inventory.ts";
import type { PlanChanges, PlanSpec, PlanState } from "./plan-state.ts";
import * as machine from "./plan-state.ts";
import { notFound, Refusal } from "./refusal.ts";

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
  readonly inventory: Inventory = new Inventory(this.ids);
  readonly #clock: { now(): number };
  readonly #agenda = new Agenda();
  /** What each plan did last by itself: a preview or an execution. */
  readonly #doing = new Map<string, Entry>();
  readonly #plans = new Map<string, PlanState>();
  /** The same plans in the order of creation. */
  readonly #order: PlanState[] = [];
  readonly #samples = new Map<string, unknown>();
  #serial = 0;

  constructor(clock: { now(): number }) {
    this.#clock = clock;
  }

  /** Lets everything happen that is due, and gives the present. */
  settle(): number {
    const now = this.#clock.now();
    this.#agenda.runUntil(now);
    return now;
  }

  createPlan(spec: PlanSpec): string {
    const now = this.settle();
    const owner = spec.owner ?? { kind: "RamUser", name: "endUser" };
    const productVersionName = spec.productVersionName ?? "1.0";
    const product = this.inventory.product(spec.productName ?? "ECS instance", productVersionName, now);
    const plan: PlanState = {
      id: this.ids.next("plan"),
      serial: ++this.#serial,
      owner,
      instance: this.#instanceFor(spec, { owner, product, productVersionName }, now),
      createdAt: now,
      spec,
      product,
      productVersionName,
      nodes: machine.nodesOf(spec),
      node: 0,
      status: "PreviewInProgress",
      statusMessage: undefined,
      updatedAt: now,
      previewed: false,
      records: [],
      lastTask: undefined,
    };
    this.#plans.set(plan.id, plan);
    this.#order.push(plan);
    this.#preview(plan, now);
    return plan.id;
  }

  approve(planId: string, by: Principal, comment = ""): void {
    const now = this.settle();
    machine.decide(this.state(planId), "Approve", by, comment, now);
  }

  reject(planId: string, by: Principal, comment = ""): void {
    const now = this.settle();
    machine.decide(this.state(planId), "Reject", by, comment, now);
  }

  /** Other people have to act at the current approval node from now on. */
  handOver(planId: string, to: readonly Principal[]): void {
    const now = this.settle();
    machine.handOver(this.state(planId), to, now);
  }

  /** By the owner, who is also the only one that may. */
  cancel(planId: string, by?: Principal): void {
    const now = this.settle();
    const plan = this.state(planId);
    if (by !== undefined) machine.requireOwner(plan, "CancelProvisionedProductPlan", by);
    machine.cancel(plan, now);
  }

  /**
   * Starts a task on the provisioned product. By the owner, who is also the only one that may.
   * @param lasts milliseconds, where the plan's own do not hold
   */
  execute(planId: string, by?: Principal, lasts?: number): void {
    const now = this.settle();
    const plan = this.state(planId);
    if (by !== undefined) machine.requireOwner(plan, "ExecuteProvisionedProductPlan", by);
    machine.requireRunnable(plan);
    const { instance, spec } = plan;
    if (instance.status === "terminated") throw notFound("ProvisionedProduct", instance.id);
    if (instance.status === "UnderChange")
      throw new Refusal(409, "InvalidProvisionedProductStatus", `${instance.id} is under change.`);
    const task = this.inventory.startTask(
      instance,
      {
        type: spec.operation ?? "LaunchProduct",
        product: plan.product,
        productVersionName: plan.productVersionName,
        parameters: spec.parameters ?? [],
        tags: spec.tags ?? [],
      },
      now,
    );
    machine.startExecution(plan, task, now);
    const ends = this.#agenda.add(now + (lasts ?? spec.executeMs ?? 20_000), (end) => {
      const failure = plan.spec.executeFails;
      const logs = failure === undefined ? (plan.spec.executeLogs ?? applied(plan)) : failure.logs;
      this.inventory.endTask(task, failure?.statusMessage, logs, end);
      machine.endExecution(plan, end);
    });
    this.#doing.set(plan.id, ends);
  }

  /** Ends at once what the plan is doing by itself, its preview or its execution; nothing when it does nothing. */
  hurry(planId: string): void {
    const now = this.settle();
    const entry = this.#doing.get(planId);
    if (entry !== undefined) this.#agenda.runEarly(entry, now);
  }

  /** Changes the plan and previews it again: not while it is previewed or executed, nor when it is canceled or done. */
  update(planId: string, changes: PlanChanges = {}): void {
    const now = this.settle();
    const plan = this.state(planId);
    machine.requireChangeable(plan);
    const given = Object.entries({ ...plan.spec, ...changes, name: changes.name ?? plan.spec.name });
    plan.spec = Object.fromEntries(given.filter(([, value]) => value !== undefined)) as unknown as PlanSpec;
    plan.nodes = machine.nodesOf(plan.spec);
    plan.productVersionName = plan.spec.productVersionName ?? plan.productVersionName;
    plan.product = this.inventory.product(plan.spec.productName ?? plan.product.name, plan.productVersionName, now);
    this.#preview(plan, now);
  }

  /** Deletes the plan. */
  remove(planId: string): void {
    this.settle();
    const plan = this.state(planId);
    machine.requireIdle(plan, "deleted");
    this.#plans.delete(planId);
    this.#order.splice(this.#order.indexOf(plan), 1);
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
    return this.#order.map(viewOf);
  }

  /** The plan itself, as it was when the world last settled. @throws {Refusal} `InvalidPlan.NotFound` */
  state(planId: string): PlanState {
    const plan = this.#plans.get(planId);
    if (plan === undefined) throw notFound("Plan", planId);
    return plan;
  }

  /** All plans themselves, oldest first, as they were when the world last settled. */
  states(): readonly PlanState[] {
    return this.#order;
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

  #preview(plan: PlanState, now: number): void {
    machine.startPreview(plan, now);
    const ends = this.#agenda.add(now + (plan.spec.previewMs ?? 5_000), (end) => machine.endPreview(plan, end));
    this.#doing.set(plan.id, ends);
  }

  #instanceFor(
    spec: PlanSpec,
    made: Pick<Instance, "owner" | "product" | "productVersionName">,
    now: number,
  ): Instance {
    if (spec.provisionedProductId !== undefined) return this.inventory.known(spec.provisionedProductId);
    const name = spec.provisionedProductName ?? spec.name;
    const launches = (spec.operation ?? "LaunchProduct") === "LaunchProduct";
    const existing = launches ? undefined : this.inventory.byName(name);
    if (existing !== undefined) return existing;
    const instance = this.inventory.plan({ ...made, name, stackRegionId: spec.stackRegionId ?? "cn-hangzhou" });
    if (!launches) this.inventory.list(instance, "Available", now);
    return instance;
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

function applied(plan: PlanState): TerraformLog[] {
  const count = (action: string) => (plan.spec.changes ?? []).filter((change) => change.Action === action).length;
  const destroys = plan.spec.operation === "TerminateProvisionedProduct";
  const content = destroys
    ? `Destroy complete! Resources: ${count("Remove")} destroyed.`
    : `Apply complete! Resources: ${count("Add")} added, ${count("Modify")} changed, ${count("Remove")} destroyed.`;
  return [{ command: destroys ? "destroy" : "apply", stream: "stdout", content }];
}

export type { PlanChanges, PlanSpec };
