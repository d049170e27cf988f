import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PollReport } from "../../lib/app/report.ts";
import { minutes, seconds } from "../../lib/model/brand.ts";
import type { PlanSpec } from "../../local/catalog/plan-state.ts";
import { DEMO_KEY } from "../../local/catalog/server.ts";
import { CHANNEL, openStage, type Stage } from "./stage.ts";

const GENERIC = "Terraform command failed";
const PLANS = ["servicecatalog:ListProvisionedProductPlans", "servicecatalog:GetProvisionedProductPlan"];
const PROGRESS = "web: Still creating, patience please...\n";
const logs = (content: string) => [{ command: "apply", stream: "stderr", content }];
const RESOURCES = [
  { logicalId: "db", type: "alicloud_db_instance", reason: "Resource CREATE cancelled" },
  { logicalId: "web", type: "alicloud_instance", reason: "The zone is sold out. Code: OperationDenied.NoStock" },
];

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
  await stage.poll();
});
afterEach(() => stage.close());

/** A plan that has failed so by the next poll. */
function failing(executeFails: PlanSpec["executeFails"], name = "orders-vpc"): string {
  const { world } = stage.catalog;
  const id = world.createPlan({
    name,
    approvers: [],
    previewMs: 1_000,
    executeMs: 1_000,
    ...(executeFails && { executeFails }),
  });
  stage.pass(seconds(5));
  world.execute(id);
  stage.pass(seconds(5));
  return id;
}

/** How often each was asked for explanations since it was asked for last. */
let before: Record<string, number> = {};
beforeEach(() => {
  before = {};
});
function asked(): string {
  const now = stage.catalog.calls.byAction;
  const names = ["ListTasks", "GetStack", "ListStackEvents"];
  const more = names.map((name) => (now[name] ?? 0) - (before[name] ?? 0));
  before = { ...now };
  return names.flatMap((name, n) => (more[n] === 0 ? [] : [`${name} ${more[n]}`])).join(", ");
}
const card = (id: string): string => stage.cards(id)[0]?.text ?? "";
const thread = (id: string): string[] =>
  stage.slack.workspace
    .thread(CHANNEL, stage.cards(id)[0]?.ts ?? "")
    .slice(1)
    .map(({ text }) => text.split("\n")[0] ?? "");
const codes = ({ warnings }: PollReport): string[] => warnings.map(({ code }) => code);

describe("a plan whose task has no log", () => {
  it("is explained by its stack's log, which stands in the thread", async () => {
    const id = failing({ statusMessage: GENERIC, stackLogs: logs(`${PROGRESS}Error: no stock\n`) });
    expect(await stage.poll()).toMatchObject({ posted: 1, replied: 2, waiting: 0, warnings: [] });
    expect(card(id)).toContain("Error: no stock");
    expect(thread(id)).toEqual(["Failed: orders-vpc", "Log of orders-vpc"]);
    // Once to explain, once to be sent.
    expect(asked()).toBe("ListTasks 1, GetStack 2");
    expect(await stage.poll()).toMatchObject({ posted: 0, updated: 0, replied: 0, warnings: [] });
    expect(asked()).toBe("");
  });

  it("has its stack's log in the thread also when the message says why", async () => {
    const statusMessage = "Resource CREATE failed: sold out Code: OperationDenied.NoStock";
    const id = failing({ statusMessage, stackLogs: logs(PROGRESS) });
    await stage.poll();
    expect(card(id)).toContain("OperationDenied.NoStock");
    expect(thread(id)).toEqual(["Failed: orders-vpc", "Log of orders-vpc"]);
    expect(asked()).toBe("ListTasks 1, GetStack 2");
  });

  it("has a long log of its stack as a file, named after the task", async () => {
    const id = failing({ statusMessage: GENERIC, stackLogs: logs(`${PROGRESS.repeat(400)}Error: no stock\n`) });
    expect(await stage.poll()).toMatchObject({ uploaded: 1, waiting: 0, warnings: [] });
    const [file] = stage.slack.workspace.thread(CHANNEL, stage.cards(id)[0]?.ts ?? "").flatMap((m) => m.files ?? []);
    expect(file?.name).toBe(`${stage.catalog.world.plan(id).taskId}.log`);
    expect(file?.text).toMatch(/Error: no stock$/);
  });

  it("is explained by what failed in the stack, causes first, where there is no log at all", async () => {
    const id = failing({ statusMessage: GENERIC, resources: RESOURCES });
    expect(await stage.poll()).toMatchObject({ posted: 1, replied: 1, waiting: 0, warnings: [] });
    const [web, db] = ["web (alicloud_instance): The zone is sold out", "db (alicloud_db_instance)"].map((part) =>
      card(id).indexOf(part),
    );
    expect(web).toBeGreaterThan(0);
    expect(db).toBeGreaterThan(web ?? 0);
    expect(asked()).toBe("ListTasks 1, GetStack 1, ListStackEvents 1");
  });

  it("is not told with the log of the operation that came after it", async () => {
    const id = failing({ statusMessage: GENERIC, stackLogs: logs("Error: of the first\n"), resources: RESOURCES });
    const { provisionedProductId } = stage.catalog.world.plan(id);
    stage.pass(minutes(5));
    const other = stage.catalog.world.createPlan({
      name: "the next",
      operation: "UpdateProvisionedProduct",
      provisionedProductId,
      approvers: [],
      previewMs: 1_000,
      executeMs: 1_000,
      executeFails: { statusMessage: GENERIC, stackLogs: logs("Error: of the second\n") },
    });
    stage.pass(seconds(5));
    stage.catalog.world.execute(other);
    stage.pass(seconds(5));
    await stage.poll();
    expect(card(id)).not.toMatch(/of the (first|second)/);
    expect(card(id)).toContain("The zone is sold out");
    expect(card(other)).toContain("of the second");
    expect(thread(id)).toEqual(["Failed: orders-vpc"]);
  });
});

describe("a plan whose preview failed", () => {
  const preview = async (statusMessage: string): Promise<string> => {
    const { world } = stage.catalog;
    world.createPlan({
      name: "change",
      operation: "UpdateProvisionedProduct",
      previewMs: 1_000,
      previewFails: { statusMessage },
    });
    stage.pass(seconds(5));
    expect(await stage.poll()).toMatchObject({ posted: 1, warnings: [] });
    return asked();
  };

  it("is asked of nobody when its message says why", async () => {
    expect(await preview("Error: Invalid count argument")).toBe("");
  });

  it("is asked of its stack when it does not, and never of its tasks", async () => {
    expect(await preview("preview failed")).toBe("GetStack 1, ListStackEvents 1");
  });
});

describe("a bot that may not read stacks", () => {
  it("tells every failure with what there is, and warns once a run", async () => {
    stage.catalog.ram.allow(DEMO_KEY.principal, ["servicecatalog:*"]);
    const ids = ["one", "two", "three"].map((name) => failing({ statusMessage: GENERIC, resources: RESOURCES }, name));
    const report = await stage.poll();
    expect(report).toMatchObject({ ok: true, posted: 3, replied: 3, waiting: 0 });
    expect(codes(report)).toEqual(["ros-NoPermission"]);
    expect(report.warnings[0]?.text).toContain("permission ros:GetStack is missing: grant it to the caller in RAM");
    expect(report.warnings[0]?.text).toContain("ros:ListStackEvents");
    expect(ids.map((id) => card(id).includes(GENERIC))).toEqual([true, true, true]);
    expect(asked()).toBe("ListTasks 3, GetStack 1, ListStackEvents 1");
    stage.pass(minutes(30));
    expect(await stage.poll()).toMatchObject({ updated: 0, replied: 0, warnings: [] });
    // Something may have failed on their instances before, without a plan.
    expect(asked()).toBe("ListTasks 3");
    stage.pass(minutes(30));
    await stage.poll();
    expect(asked()).toBe("");
  });

  it("still has what failed in the stack when only its log is refused", async () => {
    stage.catalog.ram.allow(DEMO_KEY.principal, ["servicecatalog:*", "ros:ListStackEvents"]);
    const id = failing({ statusMessage: GENERIC, resources: RESOURCES });
    expect(codes(await stage.poll())).toEqual(["ros-NoPermission"]);
    expect(card(id)).toContain("The zone is sold out");
  });

  it("explains failures by their stacks where it may not read tasks", async () => {
    stage.catalog.ram.allow(DEMO_KEY.principal, [...PLANS, "ros:*"]);
    const id = failing({ statusMessage: GENERIC, stackLogs: logs(`${PROGRESS}Error: no stock\n`) });
    const report = await stage.poll();
    expect(codes(report)).toEqual(["catalog-NoPermission"]);
    expect(card(id)).toContain("Error: no stock");
    expect(thread(id)).toEqual(["Failed: orders-vpc", "Log of orders-vpc"]);
  });
});

describe("a Resource Orchestration that does not answer", () => {
  it.each(["throttle", "down", "reset"] as const)(
    "(%s) delays nothing, and is asked again after five minutes",
    async (kind) => {
      const back = stage.catalog.faults.next(kind, { action: "GetStack", times: 99 });
      const id = failing({ statusMessage: GENERIC, stackLogs: logs("Error: no stock\n"), resources: RESOURCES });
      const report = await stage.poll();
      expect(report).toMatchObject({ ok: true, posted: 1, replied: 1, waiting: 0 });
      expect(codes(report)).toHaveLength(1);
      expect(report.warnings[0]).toMatchObject({ code: expect.stringMatching(/^ros-/) });
      expect(card(id)).toContain(GENERIC);
      back();
      for (let polls = 0; polls < 4; polls++) expect(await stage.poll()).toMatchObject({ updated: 0, warnings: [] });
      expect(await stage.poll()).toMatchObject({ posted: 0, updated: 1, warnings: [] });
      expect(card(id)).toContain("Error: no stock");
      stage.pass(minutes(10));
      expect(await stage.poll()).toMatchObject({ updated: 0, warnings: [] });
    },
  );

  it("at all is a warning that names the variable, and is asked for an hour", async () => {
    const env = { ROS_ENDPOINT: "http://127.0.0.1:9/", PLANBELL_POLL_SECONDS: "86400" };
    const id = failing({ statusMessage: GENERIC, resources: RESOURCES });
    const report = await stage.bot(env).poll();
    expect(codes(report)).toEqual(["ros-Network"]);
    expect(report.warnings[0]?.text).toContain("check ROS_ENDPOINT");
    expect(card(id)).toContain(GENERIC);
    stage.pass(minutes(30));
    expect(codes(await stage.bot(env).poll())).toEqual(["ros-Network"]);
    stage.pass(minutes(31));
    expect(await stage.bot(env).poll()).toMatchObject({ posted: 0, updated: 0, warnings: [] });
  });
});
