import { beforeEach, describe, expect, it } from "vitest";
import { donePlanKey, putRecord } from "../../lib/app/records.ts";
import { earlier, hours, type PlanId, type ProvisionedProductId, type TaskId } from "../../lib/model/brand.ts";
import { aFailure, aPlanFacts } from "../build/facts.ts";
import { anInstanceFacts } from "../build/instances.ts";
import { aPlanRecord } from "../build/records.ts";
import { at } from "../build/rows.ts";
import { literal } from "../slack/messages/hostile.ts";
import { aPerson, CommandStage, SHARD } from "./command-stage.ts";

let stage: CommandStage;
beforeEach(async () => {
  stage = new CommandStage();
  await stage.polled();
});

const failedPlan = { name: "vpc-prod", status: "ExecuteFailed", since: at("17:00:00"), failure: aFailure() } as const;
const failedOnce = (when: string) =>
  ({ events: [{ at: at(when), kind: "plan.failed", status: "ExecuteFailed" }] }) as const;

describe("failed", () => {
  it("lists plans and provisioned products, the newest first, with why and what helps", async () => {
    await stage.knows(failedPlan, {
      name: "preview",
      status: "PreviewFailed",
      since: at("17:30:00"),
      failure: aFailure({ lines: [], source: "none", code: "Forbidden" }),
    });
    await stage.knowsInstance({ facts: anInstanceFacts({ name: "net-other", since: at("17:45:00") }) });
    const message = await stage.ask("failed");
    const WHY = [
      "Error: Resource alicloud_vpc CreateVpc Failed!!!",
      "A quota of the account is used up.",
      "Release what is no longer needed, or ask for more in Quota Center; then run the plan again.",
    ];
    expect(message.text.split("\n")).toEqual([
      "3 failed within 1 d",
      "net-other (pp-bp1ddg1n2a0001): Failed · 2026-11-23 17:45 UTC",
      ...WHY,
      "preview (plan-1): Preview failed · 2026-11-23 17:30 UTC",
      "Service Catalog gave no reason.",
      "The role or user that runs the plan lacks a permission.",
      "A RAM administrator can grant it to the launch role of the product; then run the plan again.",
      "vpc-prod (plan-0): Failed · 2026-11-23 17:00 UTC",
      ...WHY,
      "As of 12 s ago",
    ]);
    expect(literal(message.blocks)).toContain("Error: Resource alicloud_vpc CreateVpc Failed!!!");
  });

  it("says in the reader's language that nothing did", async () => {
    expect(await stage.says("failed 30m")).toBe("Nothing failed within 30 min\nAs of 12 s ago");
    stage.person = aPerson({ locale: "zh" });
    expect(await stage.says("failed 7d")).toBe("最近 7 天内没有失败\n数据更新于 12 秒前");
  });

  it("lists what failed within that time alone", async () => {
    await stage.knows(failedPlan);
    expect(await stage.says("failed 30m")).toMatch(/^Nothing failed/);
    expect(await stage.says("failed 61m")).toMatch(/^1 failed within 1 h 1 min\nvpc-prod/);
  });

  it("lists what has gone on since, and how", async () => {
    await stage.knows(
      { name: "running", status: "ExecuteInProgress", record: failedOnce("17:20:00") },
      { name: "long-ago", status: "ExecuteSuccess", record: failedOnce("10:00:00") },
    );
    expect(await stage.says("failed 1h")).toBe(
      "1 failed within 1 h\nrunning (plan-0): Failed · 2026-11-23 17:20 UTC\nNow: Running\nAs of 12 s ago",
    );
  });

  it("tells a failure once: with its plan", async () => {
    const taskId = "task-2" as TaskId;
    const pp = "pp-bp1ddg1n2a0001" as ProvisionedProductId;
    await stage.knows({ ...failedPlan, provisionedProductId: pp, failure: aFailure({ taskId }) });
    await stage.knowsInstance();
    expect(await stage.says("failed")).toMatch(/^1 failed within 1 d\nvpc-prod /);
    await stage.knowsInstance({
      id: "pp-2" as ProvisionedProductId,
      facts: anInstanceFacts({ id: "pp-2" as ProvisionedProductId }),
    });
    expect(await stage.says("failed")).toMatch(/^2 failed /);
  });

  it.each<[string, number, Partial<Parameters<typeof aPlanFacts>[0]>]>([
    ["in another task", 2, { failure: aFailure({ taskId: "task-1" as TaskId }), since: at("17:45:00") }],
    ["nobody knows in which task, a while later", 2, {}],
    ["nobody knows in which task, at the same time", 1, { since: at("17:44:00") }],
    ["after a preview that failed", 2, { status: "PreviewFailed", since: at("17:44:00") }],
  ])("tells a failure of the instance besides, or not: %s", async (_, count, over) => {
    await stage.knows({ ...failedPlan, ...over });
    await stage.knowsInstance();
    expect(await stage.says("failed")).toMatch(new RegExp(`^${count} failed `));
  });

  it("looks among what is over when that is asked for, and tells nothing twice", async () => {
    const put = (id: string, over: Partial<Parameters<typeof aPlanFacts>[0]>) => {
      const facts = aPlanFacts({ id: id as PlanId, ...failedPlan, ...over });
      return putRecord(stage.store, donePlanKey(SHARD, facts.id), aPlanRecord({ id: facts.id, facts }), "absent");
    };
    await stage.knows(failedPlan);
    await put("plan-0", { name: "before" });
    await put("plan-7", { name: "yesterday", since: earlier(stage.now, hours(30)) });
    expect(await stage.says("failed")).toMatch(/^1 failed /);
    const text = await stage.says("failed 2d");
    expect(text).toMatch(/^2 failed within 2 d\nvpc-prod /);
    expect(text).toContain("\nyesterday (plan-7): Failed · 2026-11-22 12:00 UTC\n");
  });

  it("lists 20 at most, and counts the others", async () => {
    await stage.knows(...Array.from({ length: 30 }, () => ({ ...failedPlan, failure: aFailure({ code: "x" }) })));
    const { blocks } = await stage.ask("failed");
    expect(literal(blocks).slice(-2)).toEqual(["and 10 more", "As of 12 s ago"]);
  });
});
