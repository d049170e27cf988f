import type { Principal } from "../../lib/model/plan.ts";
import type { TerraformLog } from "../../lib/model/task.ts";
import type { Agenda, Entry } from "./agenda.ts";
import type { Chronicle } from "./chronicle.ts";
import type { Ids } from "./ids.ts";
import type { Instance, Inventory, TaskState } from "./inventory.ts";
import { PlanIndex } from "./plan-index.ts";
import type { PlanChanges, PlanSpec, PlanState } from "./plan-state.ts";
import * as machine from "./plan-state.ts";
import { notFound, Refusal } from "./refusal.ts";

/** How the emulated service behaves where the vendor does not say. */
export interface Habits {
  /** A new plan, or what became of one, is seen in lists only so many milliseconds later; Get shows it at once. */
  readonly listLagMs?: number;
  /** Whether UpdateTime moves when a plan goes to other approvers and stays in its status; default true. */
  readonly updateTimeMoves?: boolean;
  /** Keeps what every plan was, and when; without it the past is forgotten. */
  readonly chronicle?: Chronicle;
}

const PREVIEW_MS = 5_000;
const EXECUTE_MS = 20_000;

/** Takes plans from state to state at given instants, and keeps the lists up with them. Throws {Refusal}. */
export class PlanCourse {
  /** What the lists show. */
  readonly index = new PlanIndex();
  readonly #ids: Ids;
  readonly #inventory: Inventory;
  readonly #agenda: Agenda;
  readonly #habits: Habits;
  readonly #plans = new Map<string, PlanState>();
  /** What each plan did last by itself: a preview or an execution. */
  readonly #doing = new Map<string, Entry>();
  #serial = 0;
  #newest = 0;

  constructor(parts: { ids: Ids; inventory: Inventory; agenda: Agenda }, habits: Habits) {
    this.#ids = parts.ids;
    this.#inventory = parts.inventory;
    this.#agenda = parts.agenda;
    this.#habits = habits;
  }

  /** When the newest plan was created. */
  get newest(): number {
    return this.#newest;
  }

  /** Oldest first; what is true, whatever the lists show. */
  plans(): PlanState[] {
    return [...this.#plans.values()];
  }

  find(planId: string): PlanState | undefined {
    return this.#plans.get(planId);
  }

  /** A new plan, in its preview, whose end nobody awaits yet. */
  make(wanted: PlanSpec, at: number): PlanState {
    this.#newest = Math.max(this.#newest, at);
    const spec = this.#habits.updateTimeMoves === false ? { quietHandOver: true, ...wanted } : wanted;
    const owner = spec.owner ?? { kind: "RamUser", name: "endUser" };
    const productVersionName = spec.productVersionName ?? "1.0";
    const product = this.#inventory.product(spec.productName ?? "ECS instance", productVersionName, at);
    const plan: PlanState = {
      id: this.#ids.next("plan"),
      serial: ++this.#serial,
      owner,
      instance: this.#instanceFor(spec, { owner, product, productVersionName }, at),
      createdAt: at,
      spec,
      product,
      productVersionName,
      nodes: machine.nodesOf(spec),
      node: 0,
      status: "PreviewInProgress",
      statusMessage: undefined,
      updatedAt: at,
      previewed: false,
      records: [],
      lastTask: undefined,
    };
    this.#plans.set(plan.id, plan);
    this.#seen(plan, at);
    return plan;
  }

  /** The preview, begun at `at`, will end by itself. */
  awaitPreview(plan: PlanState, at: number): void {
    const end = at + (plan.spec.previewMs ?? PREVIEW_MS);
    this.#doing.set(
      plan.id,
      this.#agenda.add(end, (ends) => this.endPreview(plan, ends)),
    );
  }

  endPreview(plan: PlanState, at: number): void {
    machine.endPreview(plan, at);
    this.#seen(plan, at);
  }

  decide(plan: PlanState, action: "Approve" | "Reject", by: Principal, comment: string, at: number): void {
    machine.decide(plan, action, by, comment, at);
    this.#seen(plan, at);
  }

  handOver(plan: PlanState, to: readonly Principal[], at: number): void {
    machine.handOver(plan, to, at);
    this.#seen(plan, at);
  }

  cancel(plan: PlanState, at: number): void {
    machine.cancel(plan, at);
    this.#seen(plan, at);
  }

  /** @param lasts milliseconds, where the plan's own do not hold */
  startExecution(plan: PlanState, at: number, lasts = plan.spec.executeMs ?? EXECUTE_MS): TaskState {
    machine.requireRunnable(plan);
    const { instance, spec } = plan;
    if (instance.status === "terminated") throw notFound("ProvisionedProduct", instance.id);
    if (instance.status === "UnderChange")
      throw new Refusal(409, "InvalidProvisionedProductStatus", `${instance.id} is under change.`);
    const task = this.#inventory.startTask(
      instance,
      {
        type: spec.operation ?? "LaunchProduct",
        product: plan.product,
        productVersionName: plan.productVersionName,
        parameters: spec.parameters ?? [],
        tags: spec.tags ?? [],
        changes: spec.changes ?? [],
        endsAt: at + lasts,
      },
      at,
    );
    machine.startExecution(plan, task, at);
    this.#seen(plan, at);
    return task;
  }

  /** The execution will end by itself. */
  awaitExecution(plan: PlanState, task: TaskState): void {
    this.#doing.set(
      plan.id,
      this.#agenda.add(task.endsAt, (end) => this.endExecution(plan, task, end)),
    );
  }

  /** Ends at once what the plan does by itself, if it does anything. */
  hurry(planId: string, now: number): void {
    const entry = this.#doing.get(planId);
    if (entry !== undefined) this.#agenda.runEarly(entry, now);
  }

  endExecution(plan: PlanState, task: TaskState, at: number): void {
    const failure = plan.spec.executeFails;
    const logs = failure === undefined ? (plan.spec.executeLogs ?? applied(plan)) : failure.logs;
    this.#inventory.endTask(task, { failure, logs, stackLogs: failure?.stackLogs ?? logs }, at);
    machine.endExecution(plan, at);
    this.#seen(plan, at);
  }

  update(plan: PlanState, changes: PlanChanges, at: number): void {
    machine.requireChangeable(plan);
    const given = Object.entries({ ...plan.spec, ...changes, name: changes.name ?? plan.spec.name });
    plan.spec = Object.fromEntries(given.filter(([, value]) => value !== undefined)) as unknown as PlanSpec;
    plan.nodes = machine.nodesOf(plan.spec);
    plan.productVersionName = plan.spec.productVersionName ?? plan.productVersionName;
    plan.product = this.#inventory.product(plan.spec.productName ?? plan.product.name, plan.productVersionName, at);
    machine.startPreview(plan, at);
    this.#seen(plan, at);
  }

  remove(plan: PlanState, at: number): void {
    machine.requireIdle(plan, "deleted");
    this.#plans.delete(plan.id);
    this.#habits.chronicle?.lost(plan, at);
    this.#later(at, () => this.index.remove(plan));
  }

  /** Late lists get a copy, since the plan itself will have moved on by then. */
  #seen(plan: PlanState, at: number): void {
    this.#habits.chronicle?.saw(plan, at);
    const late = Boolean(this.#habits.listLagMs);
    const shown = late ? { ...plan, records: [...plan.records], instance: { ...plan.instance } } : plan;
    this.#later(at, () => this.index.put(shown));
  }

  #later(at: number, run: () => void): void {
    if (this.#habits.listLagMs) this.#agenda.add(at + this.#habits.listLagMs, run);
    else run();
  }

  #instanceFor(spec: PlanSpec, made: Pick<Instance, "owner" | "product" | "productVersionName">, at: number): Instance {
    if (spec.provisionedProductId !== undefined) return this.#inventory.known(spec.provisionedProductId);
    const name = spec.provisionedProductName ?? spec.name;
    const launches = (spec.operation ?? "LaunchProduct") === "LaunchProduct";
    const existing = launches ? undefined : this.#inventory.byName(name);
    if (existing !== undefined) return existing;
    const instance = this.#inventory.plan({ ...made, name, stackRegionId: spec.stackRegionId ?? "cn-hangzhou" });
    if (!launches) this.#inventory.list(instance, "Available", at);
    return instance;
  }
}

function applied(plan: PlanState): TerraformLog[] {
  const count = (action: string) => (plan.spec.changes ?? []).filter((change) => change.Action === action).length;
  const destroys = plan.spec.operation === "TerminateProvisionedProduct";
  const content = destroys
    ? `Destroy complete! Resources: ${count("Remove")} destroyed.`
    : `Apply complete! Resources: ${count("Add")} added, ${count("Modify")} changed, ${count("Remove")} destroyed.`;
  return [{ command: destroys ? "destroy" : "apply", stream: "stdout", content }];
}
