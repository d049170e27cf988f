import type { ProvisionedProductId } from "../model/brand.ts";
import type { PlanStatus } from "../model/plan.ts";
import type { Task } from "../model/task.ts";
import type { Catalog, InstancePage, PlanPage, Stacks } from "../ports.ts";
import { decodeInstance } from "./decode-instance.ts";
import { decodePlanDetail, decodePlanRow } from "./decode-plan.ts";
import { decodeTask } from "./decode-task.ts";
import { onePage, PAGE_SIZE, pages } from "./pages.ts";
import { fieldsOf, naming, recordAt } from "./read.ts";
import type { Rpc } from "./rpc.ts";

const NEWEST_FIRST = { SortBy: "CreateTime", SortOrder: "Desc" } as const;

/**
 * Service Catalog through `rpc`. One malformed row fails its whole list, since a partial list proves nothing. All
 * errors are {CatalogError}: failures of the call as `Rpc.call` throws them, a body of the wrong shape as
 * `BadResponse`, not retryable, naming the JSON path.
 */
export function createCatalog(rpc: Rpc): Omit<Catalog, keyof Stacks> {
  return {
    planPages: (statuses, from) => planPages(rpc, statuses ?? [], from),
    async plan(id) {
      const body = await rpc.call("GetProvisionedProductPlan", { PlanId: id }, "PlanDetail");
      return naming("GetProvisionedProductPlan", () => decodePlanDetail(body));
    },
    tasks: (of, count) => newestTasks(rpc, of, count),
    async task(id) {
      const body = await rpc.call("GetTask", { TaskId: id }, "TaskDetail");
      return naming("GetTask", () => decodeTask(recordAt(fieldsOf(body, ""), "TaskDetail")));
    },
    instancePage: (number) => instancePage(rpc, number),
    async instance(id) {
      const action = "GetProvisionedProduct";
      const body = await rpc.call(action, { ProvisionedProductId: id }, "ProvisionedProductDetail");
      return naming(action, () => decodeInstance(recordAt(fieldsOf(body, ""), "ProvisionedProductDetail")));
    },
  };
}

async function* planPages(rpc: Rpc, statuses: readonly PlanStatus[], from?: number): AsyncGenerator<PlanPage> {
  const wanted = new Set(statuses);
  const query = {
    // `User`, the default, shows the caller's own plans only.
    AccessLevelFilter: "Account",
    ...NEWEST_FIRST,
    PageSize: PAGE_SIZE,
    // How several values of one filter are sent is not documented: the key is repeated, hoping that they are OR-ed.
    Filters: statuses.map((status) => ({ Key: "ProvisionedProductPlanStatus", Value: status })),
  };
  // TotalCount and not PlanDetails tells that the body is an answer: an empty list may be left out.
  const action = "ListProvisionedProductPlans";
  const ask = (page: number) => rpc.call(action, { ...query, PageNumber: page }, "TotalCount");
  for await (const { rows, total } of pages(action, ask, "PlanDetails", from)) {
    const decoded = naming(action, () => rows.map(decodePlanRow));
    // For the same reason the catalog may have ignored the filter.
    yield { rows: wanted.size === 0 ? decoded : decoded.filter((row) => wanted.has(row.status)), total };
  }
}

async function instancePage(rpc: Rpc, number: number): Promise<InstancePage> {
  const action = "ListProvisionedProducts";
  const query = { AccessLevelFilter: "Account", ...NEWEST_FIRST, PageSize: PAGE_SIZE, PageNumber: number };
  const body = await rpc.call(action, query, "TotalCount");
  const { rows, total, size } = naming(action, () => onePage(body, "ProvisionedProductDetails", number));
  return { rows: naming(action, () => rows.map(decodeInstance)), pages: Math.ceil(total / size) };
}

async function newestTasks(rpc: Rpc, of: ProvisionedProductId, count: number): Promise<Task[]> {
  const query = { ProvisionedProductId: of, ...NEWEST_FIRST, PageSize: Math.min(count, PAGE_SIZE) };
  const action = "ListTasks";
  const ask = (page: number) => rpc.call(action, { ...query, PageNumber: page }, "TotalCount");
  const tasks: Task[] = [];
  for await (const { rows } of pages(action, ask, "TaskDetails")) {
    tasks.push(...naming(action, () => rows.map(decodeTask)));
    if (tasks.length >= count) break;
  }
  return tasks.slice(0, count);
}
