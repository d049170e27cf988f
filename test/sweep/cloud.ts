import {
  type EpochMs,
  earlier,
  type Ms,
  ms,
  type PlanId,
  type ProvisionedProductId,
  type TaskId,
} from "../../lib/model/brand.ts";
import { CatalogError, NotThere } from "../../lib/model/errors.ts";
import { isWaiting, type KnownPlanStatus, type PlanDetail, type PlanRow } from "../../lib/model/plan.ts";
import type { Task } from "../../lib/model/task.ts";
import type { Catalog, Clock } from "../../lib/ports.ts";

/** Calls of the catalog that fail as if it were down: so many, beginning with that one, counted from 1. */
export interface Outage {
  readonly from: number;
  readonly calls: number;
}

const ALICE = { kind: "RamUser", name: "alice" };

/** A small Service Catalog: plans that people move on, and the calls that read them. */
export class Cloud {
  readonly plans = new Map<PlanId, PlanDetail>();
  /** When each plan, deleted ones too, last came into another state. */
  readonly movedAt = new Map<PlanId, EpochMs>();
  /** What plans were when they were deleted. */
  readonly deleted = new Map<PlanId, PlanDetail>();
  outages: readonly Outage[] = [];
  /** Failed runs of plans, also of those that were deleted or went on since. */
  readonly #tasks = new Map<TaskId, Task>();
  readonly #clock: Clock;
  readonly #pageSize: number;
  #calls = 0;

  constructor(clock: Clock, pageSize: number) {
    this.#clock = clock;
    this.#pageSize = pageSize;
  }

  /** A plan that is being previewed; one without approvers needs no approval. `age` is how long ago it was made. */
  submit(id: PlanId, approval = true, age: Ms = ms(0)): void {
    const now = this.#clock.now();
    this.plans.set(id, {
      id,
      name: `name of ${id}`,
      description: "",
      operation: "LaunchProduct",
      status: "PreviewInProgress",
      statusMessage: undefined,
      createdAt: earlier(now, age),
      updatedAt: now,
      portfolioId: "port-1",
      productId: "prod-1",
      productName: "ECS",
      productVersionId: "pv-1",
      provisionedProductId: `pp-${id}` as ProvisionedProductId,
      provisionedProductName: `instance of ${id}`,
      stackId: undefined,
      stackRegionId: "cn-hangzhou",
      parameters: [],
      tags: [],
      assignedApprovers: approval ? [ALICE] : [],
      owner: { kind: "RamUser", name: "bob" },
      account: "1",
      productVersionName: "1.0",
      pending: [],
      history: [],
      changes: [],
    });
    this.movedAt.set(id, now);
  }

  /** The plan waits for alice; `early` in the state in which the catalog may show that already. */
  wait(id: PlanId, early = false): void {
    const pending = [{ name: "first", approvers: [ALICE] }];
    const plan = this.#plan(id);
    const record = { by: plan.owner, action: "Submit", comment: "", at: this.#clock.now() };
    const history = [...plan.history, record];
    this.#move(id, early ? "PreviewSuccess" : "ApplicationInProgress", { pending, history });
  }

  /** Somebody else has to approve now; `silently` without a newer UpdateTime. */
  handOver(id: PlanId, to: string, silently = false): void {
    const pending = [{ name: "second", approvers: [{ kind: "RamUser", name: to }] }];
    this.#set(id, { pending, ...(silently ? {} : { updatedAt: this.#clock.now() }) });
  }

  decide(id: PlanId, action: "Approve" | "Reject" | "Cancel"): void {
    const status = { Approve: "ApplicationApproved", Reject: "ApplicationRejected", Cancel: "Canceled" } as const;
    const record = { by: ALICE, action, comment: "", at: this.#clock.now() };
    this.#move(id, status[action], { history: [...this.#plan(id).history, record] });
  }

  /** Any other step: previewed, run, ended, submitted again. */
  move(id: PlanId, status: KnownPlanStatus): void {
    const failed = status === "PreviewFailed" || status === "ExecuteFailed";
    this.#move(id, status, failed ? { statusMessage: "no stock left" } : {});
    if (status !== "ExecuteFailed") return;
    const task = failedTask(this.#plan(id), this.#tasks.size);
    this.#tasks.set(task.id, task);
  }

  delete(id: PlanId): void {
    this.deleted.set(id, this.#plan(id));
    this.plans.delete(id);
  }

  /** What reads it, each answer as old as the way back. */
  catalog(way: () => Promise<void>): Catalog {
    const cloud = this;
    return {
      async *planPages(statuses, from = 1) {
        for (let seen = (from - 1) * cloud.#pageSize; ; ) {
          await way();
          cloud.#answer();
          const all = [...cloud.plans.values()]
            .filter((p) => statuses === undefined || statuses.includes(p.status))
            .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
          const rows = all.slice(seen, seen + cloud.#pageSize).map(rowOf);
          seen += rows.length;
          yield { rows, total: all.length };
          if (seen >= all.length || rows.length === 0) return;
        }
      },
      async plan(id) {
        await way();
        cloud.#answer();
        const plan = cloud.plans.get(id);
        if (plan === undefined) throw new NotThere(`no plan ${id}`, { code: "InvalidPlan.NotFound", retryable: false });
        return plan;
      },
      async tasks(of) {
        await way();
        cloud.#answer();
        return [...cloud.#tasks.values()].filter((task) => task.provisionedProductId === of).reverse();
      },
      async task(id) {
        await way();
        cloud.#answer();
        const task = cloud.#tasks.get(id);
        if (task === undefined) throw new NotThere(`no task ${id}`, { code: "InvalidTask.NotFound", retryable: false });
        return task;
      },
      async instancePage() {
        await way();
        cloud.#answer();
        return { rows: [], pages: 0 };
      },
      async instance(id) {
        await way();
        cloud.#answer();
        throw new NotThere(`no instance ${id}`, { code: "InvalidProvisionedProduct.NotFound", retryable: false });
      },
      // Its plans have no stacks.
      async stack() {
        throw new Error("nobody asks for a stack");
      },
      async stackFailures() {
        throw new Error("nobody asks for a stack");
      },
    };
  }

  #answer(): void {
    const call = ++this.#calls;
    if (this.outages.some((o) => call >= o.from && call < o.from + o.calls)) {
      throw new CatalogError("the catalog is down", { code: "ServiceUnavailable", retryable: true });
    }
  }

  #plan(id: PlanId): PlanDetail {
    const plan = this.plans.get(id);
    if (plan === undefined) throw new Error(`no plan ${id}`);
    return plan;
  }

  #set(id: PlanId, change: Partial<PlanDetail>): void {
    this.plans.set(id, { ...this.#plan(id), ...change });
  }

  #move(id: PlanId, status: KnownPlanStatus, change: Partial<PlanDetail>): void {
    const now = this.#clock.now();
    this.#set(id, { status, updatedAt: now, statusMessage: undefined, pending: [], ...change });
    this.movedAt.set(id, now);
  }
}

/** Who still has to act, as the cloud says it now. */
export const waitingFor = (plan: PlanDetail): string[] =>
  isWaiting(plan) ? plan.pending.flatMap((node) => node.approvers.map((a) => a.name)) : [];

/** What the list says of a plan: everything but what only a Get knows. */
function rowOf({ productVersionName: _v, pending: _p, history: _h, changes: _c, ...row }: PlanDetail): PlanRow {
  return row;
}

const ERROR = "Error: no stock left";
const CREATING = "alicloud_instance.web: Still creating... [10s elapsed]";
/** A plan's last digit says how long its logs are: one line, some messages, or a file. */
const LINES = [1, 45, 150, 500, 1, 500, 1, 150, 1, 300];

const failedTask = (plan: PlanDetail, number: number): Task => ({
  id: `task-${number}-of-${plan.id}` as TaskId,
  type: plan.operation,
  status: "Failed",
  statusMessage: "no stock left",
  provisionedProductId: plan.provisionedProductId,
  provisionedProductName: plan.provisionedProductName,
  productName: plan.productName,
  productVersionName: plan.productVersionName,
  createdAt: plan.updatedAt,
  updatedAt: plan.updatedAt,
  logs: [
    {
      command: "apply",
      stream: "stderr",
      content: Array.from({ length: LINES[Number(plan.id.at(-1))] ?? 1 }, (_, n) => (n === 0 ? ERROR : CREATING)).join(
        "\n",
      ),
    },
  ],
});
