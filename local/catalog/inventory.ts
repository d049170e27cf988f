import type { Operation, Parameter, Principal, Tag } from "../../lib/model/plan.ts";
import type { TerraformLog } from "../../lib/model/task.ts";
import type { Chronicle } from "./chronicle.ts";
import type { Ids } from "./ids.ts";
import type { Failure, WireChange } from "./plan-state.ts";
import { notFound } from "./refusal.ts";

/** A product of the catalog; its approval nodes hold for plans that are created over HTTP. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly portfolioId: string;
  readonly createdAt: number;
  /** Version name to version id. */
  readonly versions: Map<string, string>;
  nodes: readonly (readonly Principal[])[];
}

/** A provisioned product. `planned`: its id exists since the plan was made, but it is in no list yet. */
export interface Instance {
  readonly id: string;
  readonly name: string;
  readonly owner: Principal;
  readonly stackRegionId: string;
  product: Product;
  productVersionName: string;
  status: "planned" | "UnderChange" | "Available" | "Error" | "terminated";
  statusMessage: string | undefined;
  stackId: string | undefined;
  createdAt: number;
  lastSuccessfulTaskId: string | undefined;
  /** Oldest first. */
  readonly tasks: TaskState[];
}

export interface TaskState {
  readonly id: string;
  readonly type: Operation;
  readonly instance: Instance;
  readonly product: Product;
  readonly productVersionName: string;
  readonly parameters: readonly Parameter[];
  readonly tags: readonly Tag[];
  readonly changes: readonly WireChange[];
  readonly createdAt: number;
  /** When it will be over, all going well. */
  readonly endsAt: number;
  updatedAt: number;
  status: "InProgress" | "Succeeded" | "Failed";
  failure: Failure | undefined;
  logs: readonly TerraformLog[] | undefined;
  /** What the ROS stack tells of it. */
  stackLogs: readonly TerraformLog[] | undefined;
}

interface Ending {
  /** `undefined` = it succeeded. */
  readonly failure: Failure | undefined;
  readonly logs: readonly TerraformLog[] | undefined;
  readonly stackLogs: readonly TerraformLog[] | undefined;
}

/** Products, provisioned products and their tasks. */
export class Inventory {
  readonly #ids: Ids;
  readonly #chronicle: Chronicle | undefined;
  readonly #products = new Map<string, Product>();
  readonly #instances = new Map<string, Instance>();
  readonly #tasks = new Map<string, TaskState>();
  /** What the list call shows, in the order of creation. */
  readonly #listed: Instance[] = [];
  /** The newest of each name that is listed. */
  readonly #byName = new Map<string, Instance>();
  readonly #byStack = new Map<string, Instance>();

  /** @param chronicle keeps what every instance was, and when; without it the past is forgotten */
  constructor(ids: Ids, chronicle?: Chronicle) {
    this.#ids = ids;
    this.#chronicle = chronicle;
  }

  /** The product of that name with that version; made when it is new. */
  product(name: string, versionName: string, now: number): Product {
    const product = this.#products.get(name) ?? {
      id: this.#ids.next("prod"),
      name,
      portfolioId: this.#ids.next("port"),
      createdAt: now,
      versions: new Map<string, string>(),
      nodes: [],
    };
    if (!product.versions.has(versionName)) product.versions.set(versionName, this.#ids.next("pv"));
    this.#products.set(name, product);
    return product;
  }

  /** @throws {Refusal} `InvalidProduct.NotFound`, `InvalidProductVersion.NotFound` */
  offered(productId: string, versionId: string): { product: Product; versionName: string } {
    const product = [...this.#products.values()].find((one) => one.id === productId);
    if (product === undefined) throw notFound("Product", productId);
    const version = [...product.versions].find(([, id]) => id === versionId);
    if (version === undefined) throw notFound("ProductVersion", versionId);
    return { product, versionName: version[0] };
  }

  plan(wanted: Pick<Instance, "name" | "owner" | "stackRegionId" | "product" | "productVersionName">): Instance {
    // Named one by one: made by spreading they cost several times as much, and benches want them by the thousand.
    const instance: Instance = {
      id: this.#ids.next("pp"),
      name: wanted.name,
      owner: wanted.owner,
      stackRegionId: wanted.stackRegionId,
      product: wanted.product,
      productVersionName: wanted.productVersionName,
      status: "planned",
      statusMessage: undefined,
      stackId: undefined,
      createdAt: 0,
      lastSuccessfulTaskId: undefined,
      tasks: [],
    };
    this.#instances.set(instance.id, instance);
    return instance;
  }

  /** Puts a planned instance into the lists. */
  list(instance: Instance, status: "UnderChange" | "Available", now: number): void {
    instance.status = status;
    instance.stackId = this.#ids.uuid("stack");
    instance.createdAt = now;
    this.#listed.push(instance);
    this.#byName.set(instance.name, instance);
    this.#byStack.set(instance.stackId, instance);
    this.#chronicle?.met(instance, now);
  }

  /** Every instance that was ever planned. @throws {Refusal} `InvalidProvisionedProduct.NotFound` */
  known(id: string): Instance {
    const instance = this.#instances.get(id);
    if (instance === undefined) throw notFound("ProvisionedProduct", id);
    return instance;
  }

  /** The newest of that name that is listed. */
  byName(name: string): Instance | undefined {
    return this.#byName.get(name);
  }

  /** The one that stack belongs to, terminated ones too. */
  byStack(stackId: string): Instance | undefined {
    return this.#byStack.get(stackId);
  }

  instanceOfTask(taskId: string | undefined): string | undefined {
    return taskId === undefined ? undefined : this.#tasks.get(taskId)?.instance.id;
  }

  /** Oldest first; without the planned and the terminated ones. */
  listed(): readonly Instance[] {
    return this.#listed;
  }

  /** @throws {Refusal} `InvalidTask.NotFound` */
  task(id: string): TaskState {
    const task = this.#tasks.get(id);
    if (task === undefined) throw notFound("Task", id);
    return task;
  }

  startTask(
    instance: Instance,
    wanted: Pick<TaskState, "type" | "product" | "productVersionName" | "parameters" | "tags" | "changes" | "endsAt">,
    now: number,
  ): TaskState {
    if (instance.status === "planned") this.list(instance, "UnderChange", now);
    else if (instance.status !== "UnderChange") this.#move(instance, "UnderChange", now);
    instance.statusMessage = undefined;
    const task: TaskState = {
      id: this.#ids.next("task"),
      instance,
      type: wanted.type,
      product: wanted.product,
      productVersionName: wanted.productVersionName,
      parameters: wanted.parameters,
      tags: wanted.tags,
      changes: wanted.changes,
      endsAt: wanted.endsAt,
      createdAt: now,
      updatedAt: now,
      status: "InProgress",
      failure: undefined,
      logs: undefined,
      stackLogs: undefined,
    };
    instance.tasks.push(task);
    this.#tasks.set(task.id, task);
    this.#chronicle?.began(task);
    return task;
  }

  endTask(task: TaskState, { failure, logs, stackLogs }: Ending, now: number): void {
    const instance = task.instance;
    task.updatedAt = now;
    task.logs = logs;
    task.stackLogs = stackLogs;
    task.failure = failure;
    task.status = failure === undefined ? "Succeeded" : "Failed";
    this.#chronicle?.ended(task, now);
    instance.statusMessage = failure?.statusMessage;
    if (failure !== undefined) {
      this.#move(instance, "Error", now);
      return;
    }
    instance.lastSuccessfulTaskId = task.id;
    instance.product = task.product;
    instance.productVersionName = task.productVersionName;
    const isGone = task.type === "TerminateProvisionedProduct";
    this.#move(instance, isGone ? "terminated" : "Available", now);
    if (!isGone) return;
    this.#listed.splice(this.#listed.lastIndexOf(instance), 1);
    const older = this.#listed.findLast((one) => one.name === instance.name);
    if (older === undefined) this.#byName.delete(instance.name);
    else this.#byName.set(instance.name, older);
  }

  #move(instance: Instance, status: Instance["status"], now: number): void {
    instance.status = status;
    this.#chronicle?.met(instance, now);
  }
}
