import { beforeEach, describe, expect, it } from "vitest";
import type { StackId, TaskId } from "../../lib/model/brand.ts";
import { CatalogError } from "../../lib/model/errors.ts";
import type { TerraformLog } from "../../lib/model/task.ts";
import { aFailure } from "../build/facts.ts";
import { anInstanceFacts } from "../build/instances.ts";
import { aTask, at } from "../build/rows.ts";
import { literal } from "../slack/messages/hostile.ts";
import { CommandStage } from "./command-stage.ts";

let stage: CommandStage;
beforeEach(async () => {
  stage = new CommandStage();
  await stage.polled();
});

const log = (content: string): readonly TerraformLog[] => [{ command: "apply", stream: "stdout", content }];
const task = (id: string, content: string, over: Partial<Parameters<typeof aTask>[0]> = {}) =>
  stage.tasks.set(id, aTask({ id: id as TaskId, logs: content === "" ? [] : log(content), ...over }));
/** Three pages of short lines. */
const LONG = Array.from({ length: 700 }, (_, n) => `line ${n + 1}`).join("\n");

describe("task", () => {
  it("shows what became of it, and its log", async () => {
    task("task-1", "Apply complete!", { status: "Succeeded" });
    const message = await stage.ask("task task-1");
    expect(message.text).toBe(
      "Log of net-prod\nUpdate succeeded (task-1) · 2026-11-23 17:45 UTC\n--- apply stdout ---\nApply complete!",
    );
    expect(literal(message.blocks)).toEqual([
      "Log of net-prod",
      "Update succeeded (task-1) · ",
      "--- apply stdout ---\nApply complete!",
    ]);
  });

  it("says why it failed, and what helps", async () => {
    task("task-1", "Error: Resource alicloud_vpc CreateVpc Failed!!!\nErrorCode: QuotaExceeded.Vpc\n");
    const text = await stage.says("task task-1");
    expect(text.split("\n").slice(0, 3)).toEqual([
      "Log of net-prod",
      "Update failed (task-1) · 2026-11-23 17:45 UTC",
      "Error: Resource alicloud_vpc CreateVpc Failed!!!",
    ]);
    expect(text).toContain("\nError code: QuotaExceeded.Vpc");
  });

  it("shows the pages one by one, and which command shows the next", async () => {
    task("task-1", LONG, { status: "Succeeded" });
    const first = await stage.ask("task task-1");
    expect(first.text).toMatch(/^Log of net-prod, part 1 of 3\n/);
    expect(first.text).toMatch(/\nNext page: \/planbell task task-1 2$/);
    expect(literal(first.blocks).at(-1)).toBe("Next page: /planbell task task-1 2");
    expect((await stage.says("task task-1 2")).split("\n")[0]).toBe("Log of net-prod, part 2 of 3");
    const last = await stage.ask("task task-1 3");
    expect(literal(last.blocks).at(-1)).toMatch(/\nline 700$/);
    expect(await stage.says("task task-1 99")).toBe(last.text);
    const pages = [first, await stage.ask("task task-1 2"), last];
    const all = pages.map(({ blocks }) => literal(blocks).find((text) => text.includes("line "))).join("");
    expect(all).toBe(`--- apply stdout ---\n${LONG}`);
  });

  it("hides secrets, as the log in a thread does", async () => {
    task("task-1", 'password = "hunter2-hunter2"', { status: "Succeeded" });
    expect(JSON.stringify(await stage.ask("task task-1"))).not.toContain("hunter2");
  });

  it("says when there is no log", async () => {
    task("task-1", "", { status: "InProgress" });
    expect(await stage.says("task task-1")).toBe(
      "Log of net-prod\nUpdate running (task-1) · 2026-11-23 17:45 UTC\nService Catalog keeps no log of this task.",
    );
  });

  it("shows the stack's log where the task has none and its failure is known", async () => {
    const stack = {
      id: "5a2b1c3d-0000-4000-8000-1234567890ab" as StackId,
      region: "cn-hangzhou",
      updatedAt: at("17:44:00"),
    };
    await stage.knows({ status: "ExecuteFailed", failure: aFailure({ taskId: "task-1" as TaskId, stack }) });
    task("task-1", "");
    stage.stacks.set(stack.id, { updatedAt: at("17:44:00"), logs: log("from the stack") } as never);
    const text = await stage.says("task task-1");
    expect(text).toContain("\nError: Resource alicloud_vpc CreateVpc Failed!!!\n");
    expect(text).toMatch(/\n--- apply stdout ---\nfrom the stack$/);
  });

  it("takes a plan for the task in which it failed", async () => {
    await stage.knows(
      { name: "vpc-prod", status: "ExecuteFailed", failure: aFailure({ taskId: "task-1" as TaskId }) },
      { name: "again", record: { events: [event("task-2")] } },
    );
    task("task-1", "one");
    task("task-2", "two");
    expect(await stage.says("task vpc-prod")).toMatch(/\none$/);
    expect(await stage.says("task plan-1")).toMatch(/\ntwo$/);
  });

  it.each([
    ["task-bp1dmg242c0002", "task-bp1dmg242c0001"],
    ["tsk-bp1dmg242c0001", "task-bp1dmg242c0001"],
    ["task-bp9", "task-bp9known"],
  ])("suggests the nearest: %s", async (typed, nearest) => {
    await stage.knows({ failure: aFailure({ taskId: "task-bp1dmg242c0001" as TaskId }) });
    await stage.knowsInstance({ facts: anInstanceFacts({ failure: aFailure({ taskId: "task-bp9known" as TaskId }) }) });
    expect(await stage.says(`task ${typed}`)).toBe(`Planbell knows no task "${typed}". Did you mean ${nearest}?`);
  });

  it("is the one of that id, also when a plan has it for a name that failed in another", async () => {
    task("task-victim", "the log that was asked for", { status: "Failed" });
    task("task-attacker", "another log", { status: "Failed" });
    const failure = aFailure({ taskId: "task-attacker" as TaskId });
    await stage.knows({ name: "task-victim", status: "ExecuteFailed", failure });
    expect(await stage.says("task task-victim")).toContain("the log that was asked for");
  });

  it("asks the catalog for nothing but ids", async () => {
    expect(await stage.says("task <!channel>")).toBe('Planbell knows no task "&lt;!channel&gt;".');
    expect(await stage.says("task vpc")).toBe('Planbell knows no task "vpc".');
    expect(stage.asked).toEqual([]);
  });

  it("says when the catalog does not tell", async () => {
    const refused = () => Promise.reject(new CatalogError("no", { code: "NoPermission", retryable: false }));
    stage.catalog = { ...stage.catalog, task: refused };
    expect(await stage.says("task task-1")).toBe("Service Catalog did not tell (NoPermission). Try again later.");
  });
});

const event = (taskId: string) =>
  ({ at: at("17:00:00"), kind: "plan.failed", status: "ExecuteFailed", taskId: taskId as TaskId }) as const;
