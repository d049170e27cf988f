import { describe, expect, it } from "vitest";
import { createCatalog } from "../../lib/catalog/pop-catalog.ts";
import type { Rpc, RpcBody } from "../../lib/catalog/rpc.ts";
import type { PlanId, ProvisionedProductId, TaskId } from "../../lib/model/brand.ts";
import type { PlanPage } from "../../lib/ports.ts";
import { CLIENTS, type Client } from "./clients.ts";
import { type Answer, NotedClock, openGateway } from "./scripted-gateway.ts";

type Call = { action: string; params: Record<string, unknown> };

/** An Rpc whose bodies come from a function of the call's number, from 1. */
function scripted(bodyOf: (number: number) => RpcBody) {
  const calls: Call[] = [];
  const rpc: Rpc = {
    async call(action, params) {
      calls.push({ action, params: { ...params } });
      return bodyOf(calls.length);
    },
  };
  return { calls, catalog: createCatalog(rpc) };
}

const planRow = (number: number, changed: object = {}) => ({
  PlanId: `plan-${number}`,
  PlanName: "web",
  OperationType: "LaunchProduct",
  Status: "ApplicationInProgress",
  CreateTime: "2026-01-02T03:04:05Z",
  UpdateTime: "2026-01-02T03:04:05Z",
  ProvisionedProductId: "pp-1",
  ...changed,
});
const planRows = (count: number, from = 1) => Array.from({ length: count }, (_, index) => planRow(from + index));
const taskRows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    TaskId: `task-${index + 1}`,
    TaskType: "LaunchProduct",
    Status: "Failed",
    ProvisionedProductId: "pp-1",
    CreateTime: "2026-01-02T03:04:05Z",
  }));

async function all(pages: AsyncGenerator<PlanPage>): Promise<PlanPage[]> {
  const read: PlanPage[] = [];
  for await (const page of pages) read.push(page);
  return read;
}

describe("the list of plans", () => {
  it("is asked for the whole account, newest first, with one filter a status", async () => {
    const { calls, catalog } = scripted(() => ({ TotalCount: 0, PlanDetails: [] }));
    await all(catalog.planPages(["PreviewSuccess", "ApplicationInProgress"]));
    expect(calls).toEqual([
      {
        action: "ListProvisionedProductPlans",
        params: {
          AccessLevelFilter: "Account",
          SortBy: "CreateTime",
          SortOrder: "Desc",
          PageSize: 100,
          PageNumber: 1,
          Filters: [
            { Key: "ProvisionedProductPlanStatus", Value: "PreviewSuccess" },
            { Key: "ProvisionedProductPlanStatus", Value: "ApplicationInProgress" },
          ],
        },
      },
    ]);
  });

  it("comes page by page to its end", async () => {
    const { calls, catalog } = scripted((page) =>
      page === 1
        ? { TotalCount: 102, PageNumber: 1, PlanDetails: planRows(100) }
        : { TotalCount: 102, PageNumber: 2, PlanDetails: planRows(2, 101) },
    );
    const pages = await all(catalog.planPages());
    expect(pages.map(({ rows, total }) => [rows.length, rows.at(-1)?.id, total])).toEqual([
      [100, "plan-100", 102],
      [2, "plan-102", 102],
    ]);
    expect(calls.map(({ params }) => params["PageNumber"])).toEqual([1, 2]);
  });

  it("asks for no page that the caller does not want", async () => {
    const { calls, catalog } = scripted(() => ({ TotalCount: 500, PlanDetails: planRows(100) }));
    for await (const page of catalog.planPages()) {
      expect(page.total).toBe(500);
      break;
    }
    expect(calls).toHaveLength(1);
  });

  it("begins with the page that is wanted, and ends with its count, by the size of page that the answer names", async () => {
    const { calls, catalog } = scripted((call) => ({
      TotalCount: 170,
      PageNumber: call + 2,
      PageSize: 50,
      PlanDetails: planRows(call === 2 ? 20 : 50, call * 50),
    }));
    expect((await all(catalog.planPages(undefined, 3))).map(({ rows }) => rows.length)).toEqual([50, 20]);
    expect(calls.map(({ params }) => params["PageNumber"])).toEqual([3, 4]);
  });

  it("has an empty page beyond its end, and none before it", async () => {
    const { catalog } = scripted(() => ({ TotalCount: 150, PlanDetails: [] }));
    expect(await all(catalog.planPages(undefined, 3))).toEqual([{ rows: [], total: 150 }]);
    await expect(all(catalog.planPages(undefined, 2))).rejects.toThrow(
      "PlanDetails is empty on page 2, after 100 of 150",
    );
  });

  it("goes on when the service gives smaller pages than were asked for", async () => {
    const { catalog } = scripted((page) => ({ TotalCount: 80, PlanDetails: planRows(40, page * 40) }));
    expect((await all(catalog.planPages())).map(({ rows }) => rows.length)).toEqual([40, 40]);
  });

  it("may be left out when it is empty", async () => {
    const { catalog } = scripted(() => ({ TotalCount: 0 }));
    expect(await all(catalog.planPages())).toEqual([{ rows: [], total: 0 }]);
  });

  it("holds wanted states only, even if the service ignores the filter", async () => {
    const { catalog } = scripted(() => ({
      TotalCount: 2,
      PlanDetails: [planRow(1), planRow(2, { Status: "Canceled" })],
    }));
    const [page] = await all(catalog.planPages(["ApplicationInProgress"]));
    expect(page?.rows.map(({ id }) => id)).toEqual(["plan-1"]);
  });

  it.each([
    [
      "one row is malformed",
      { TotalCount: 2, PlanDetails: [planRow(1), { PlanId: "plan-2" }] },
      "PlanDetails[1].Status",
    ],
    ["a row is no object", { TotalCount: 1, PlanDetails: [null] }, "PlanDetails[0]: expected an object, found nothing"],
    ["the rows are missing", { TotalCount: 7 }, "PlanDetails is empty on page 1, after 0 of 7 rows"],
    ["the count is missing", { PlanDetails: [] }, "TotalCount: expected a text, found nothing"],
    ["the count is no count", { TotalCount: -1 }, "TotalCount: expected a count, found a number"],
    ["it is another page", { TotalCount: 1, PageNumber: 2, PlanDetails: [planRow(1)] }, "PageNumber is not 1"],
  ])("fails as a whole when %s", async (_, body, message) => {
    const { catalog } = scripted(() => body);
    await expect(all(catalog.planPages())).rejects.toThrow(message);
    await expect(all(catalog.planPages())).rejects.toMatchObject({ code: "BadResponse", retryable: false });
  });

  it("fails when it ends before its count", async () => {
    const { catalog } = scripted((page) => ({ TotalCount: 150, PlanDetails: page === 1 ? planRows(100) : [] }));
    await expect(all(catalog.planPages())).rejects.toThrow("PlanDetails is empty on page 2, after 100 of 150 rows");
  });

  it("fails after 1,000 pages", async () => {
    const { calls, catalog } = scripted((page) => ({ TotalCount: 1_000_000, PlanDetails: planRows(1, page) }));
    await expect(all(catalog.planPages())).rejects.toThrow("PlanDetails does not end: 1000 pages were read");
    expect(calls).toHaveLength(1_000);
  });
});

describe("tasks", () => {
  it("are the newest of the provisioned product", async () => {
    const { calls, catalog } = scripted(() => ({ TotalCount: 9, TaskDetails: taskRows(2) }));
    const tasks = await catalog.tasks("pp-1" as ProvisionedProductId, 2);
    expect(tasks.map(({ id }) => id)).toEqual(["task-1", "task-2"]);
    expect(calls).toEqual([
      {
        action: "ListTasks",
        params: {
          ProvisionedProductId: "pp-1",
          SortBy: "CreateTime",
          SortOrder: "Desc",
          PageSize: 2,
          PageNumber: 1,
        },
      },
    ]);
  });

  it("may be fewer than wanted, and are never more", async () => {
    const { catalog } = scripted(() => ({ TotalCount: 3, TaskDetails: taskRows(3) }));
    expect(await catalog.tasks("pp-1" as ProvisionedProductId, 5)).toHaveLength(3);
    expect(await catalog.tasks("pp-1" as ProvisionedProductId, 1)).toHaveLength(1);
  });
});

describe("a task", () => {
  it("is asked for by its id, and read with its logs as they were sent", async () => {
    const Log = { TerraformLogs: [{ Command: "apply", Stream: "stderr", Content: "\u001b[31mError\u001b[0m\r\n" }] };
    const { calls, catalog } = scripted(() => ({ TaskDetail: { ...taskRows(1)[0], Log } }));
    expect(await catalog.task("task-1" as TaskId)).toMatchObject({
      id: "task-1",
      status: "Failed",
      logs: [{ command: "apply", stream: "stderr", content: "\u001b[31mError\u001b[0m\r\n" }],
    });
    expect(calls).toEqual([{ action: "GetTask", params: { TaskId: "task-1" } }]);
  });

  it.each<[string, RpcBody, string]>([
    ["is no object", { TaskDetail: [] }, "GetTask: TaskDetail: expected an object, found a list"],
    [
      "has no state",
      { TaskDetail: { TaskId: "task-1" } },
      "GetTask: TaskDetail.Status: expected a text, found nothing",
    ],
  ])("that %s is no answer", async (_, body, message) => {
    const { catalog } = scripted(() => body);
    const asked = catalog.task("task-1" as TaskId);
    await expect(asked).rejects.toThrow(message);
    await expect(asked).rejects.toMatchObject({ code: "BadResponse", retryable: false });
  });
});

/** A catalog before a gateway that gives these answers. */
async function overHttp({ createCatalog, createRpc }: Client, ...answers: readonly Answer[]) {
  const gateway = await openGateway(...answers);
  const credentials = { accessKeyId: "testid", accessKeySecret: "testsecret" };
  const clock = new NotedClock("2026-01-02T03:04:05Z");
  return { gateway, catalog: createCatalog(createRpc({ endpoint: gateway.endpoint, credentials, clock })) };
}

describe.each(CLIENTS)("a task over HTTP, %s", (_, client) => {
  it("is read, and is NotThere under an id that the catalog does not know", async () => {
    const { gateway, catalog } = await overHttp(
      client,
      { json: { RequestId: "r-1", TaskDetail: taskRows(1)[0] } },
      { json: { RequestId: "r-2", Code: "InvalidTask.NotFound", Message: "The task does not exist." }, status: 404 },
    );
    expect(await catalog.task("task-1" as TaskId)).toMatchObject({ id: "task-1", logs: [] });
    await expect(catalog.task("task-2" as TaskId)).rejects.toThrow(client.NotThere);
    expect(gateway.seen.map(({ form }) => [form.get("Action"), form.get("TaskId")])).toEqual([
      ["GetTask", "task-1"],
      ["GetTask", "task-2"],
    ]);
    await gateway.close();
  });
});

describe.each(CLIENTS)("a plan over HTTP, %s", (_, client) => {
  it("is read, and is NotThere once it is deleted", async () => {
    const { gateway, catalog } = await overHttp(
      client,
      { json: { RequestId: "r-1", PlanDetail: planRow(1) } },
      { json: { RequestId: "r-2", Code: "InvalidPlan.NotFound", Message: "The plan does not exist." }, status: 404 },
    );
    expect(await catalog.plan("plan-1" as PlanId)).toMatchObject({ id: "plan-1", status: "ApplicationInProgress" });
    await expect(catalog.plan("plan-1" as PlanId)).rejects.toThrow(client.NotThere);
    expect(gateway.seen.map(({ form }) => [form.get("Action"), form.get("PlanId")])).toEqual([
      ["GetProvisionedProductPlan", "plan-1"],
      ["GetProvisionedProductPlan", "plan-1"],
    ]);
    await gateway.close();
  });
});
