import type { Parameter, Principal } from "../../lib/model/plan.ts";
import type { TerraformLog } from "../../lib/model/task.ts";
import type { Agenda, Entry } from "./agenda.ts";
import type { Instance, Inventory, TaskState } from "./inventory.ts";
import type { Failure } from "./plan-state.ts";
import { notFound, Refusal } from "./refusal.ts";

/** A task that somebody starts without a plan. */
export interface DirectTask {
  readonly parameters?: readonly Parameter[];
  /** It fails, and why. */
  readonly fails?: Failure;
  /** Milliseconds; default 20 seconds. */
  readonly lasts?: number;
}

/** A provisioned product that somebody launches without a plan. */
export interface DirectLaunch extends DirectTask {
  readonly name: string;
  readonly owner?: Principal;
  readonly productName?: string;
  readonly productVersionName?: string;
  readonly stackRegionId?: string;
}

const LASTS = 20_000;

/** Launches, updates and terminates provisioned products directly, at given instants. Throws {Refusal}. */
export class InstanceCourse {
  readonly #inventory: Inventory;
  readonly #agenda: Agenda;
  /** What each instance did last by itself. */
  readonly #doing = new Map<string, Entry>();

  constructor(parts: { inventory: Inventory; agenda: Agenda }) {
    this.#inventory = parts.inventory;
    this.#agenda = parts.agenda;
  }

  launch(wanted: DirectLaunch, at: number): Instance {
    const productVersionName = wanted.productVersionName ?? "1.0";
    const instance = this.#inventory.plan({
      name: wanted.name,
      owner: wanted.owner ?? { kind: "RamUser", name: "endUser" },
      stackRegionId: wanted.stackRegionId ?? "cn-hangzhou",
      product: this.#inventory.product(wanted.productName ?? "ECS instance", productVersionName, at),
      productVersionName,
    });
    this.#start(instance, "LaunchProduct", wanted, at);
    return instance;
  }

  change(id: string, type: "UpdateProvisionedProduct" | "TerminateProvisionedProduct", how: DirectTask, at: number) {
    const instance = this.#inventory.known(id);
    if (instance.status === "planned" || instance.status === "terminated") throw notFound("ProvisionedProduct", id);
    if (instance.status === "UnderChange")
      throw new Refusal(409, "InvalidProvisionedProductStatus", `${id} is under change.`);
    this.#start(instance, type, how, at);
  }

  /** Ends at once what the instance does by itself, if it does anything. */
  hurry(id: string, now: number): void {
    const entry = this.#doing.get(id);
    if (entry !== undefined) this.#agenda.runEarly(entry, now);
  }

  #start(instance: Instance, type: TaskState["type"], how: DirectTask, at: number): void {
    const { product, productVersionName } = instance;
    const { parameters = [], fails: failure, lasts = LASTS } = how;
    const task = this.#inventory.startTask(
      instance,
      { type, product, productVersionName, parameters, tags: [], changes: [], endsAt: at + lasts },
      at,
    );
    const logs = failure === undefined ? applied(type) : failure.logs;
    const stackLogs = failure?.stackLogs ?? logs;
    this.#doing.set(
      instance.id,
      this.#agenda.add(task.endsAt, (end) => this.#inventory.endTask(task, { failure, logs, stackLogs }, end)),
    );
  }
}

const applied = (type: TaskState["type"]): TerraformLog[] =>
  type === "TerminateProvisionedProduct"
    ? [{ command: "destroy", stream: "stdout", content: "Destroy complete! Resources: 1 destroyed." }]
    : [
        {
          command: "apply",
          stream: "stdout",
          content: "Apply complete! Resources: 1 added, 0 changed, 0 destroyed.",
        },
      ];
