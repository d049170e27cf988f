import { describe, expect, it } from "vitest";
import { instanceFacts, taskSight } from "../../lib/app/look/instance-facts.ts";
import type { InstanceRow } from "../../lib/model/instance.ts";
import type { Task } from "../../lib/model/task.ts";
import { PLAIN_REDACTOR } from "../../lib/text/redactor.ts";
import type { InstanceFacts } from "../../lib/watch/instance-facts.ts";
import { anInstanceFacts, anInstanceRow, aTaskFact, taskId } from "../build/instances.ts";
import { aTask, at } from "../build/rows.ts";

const LOG = [
  { command: "apply", stream: "stdout", content: "alicloud_vpc.main: Creating...\n" },
  { command: "apply", stream: "stderr", content: "Error: no stock\n  with alicloud_vpc.main\n" },
];
const task = (over: Partial<Task> = {}): Task => aTask({ id: taskId("task-2"), ...over });
const row = (over: Partial<InstanceRow> = {}): InstanceRow =>
  anInstanceRow({ status: "Error", lastTaskId: taskId("task-2"), ...over });
const facts = (
  given: Partial<InstanceRow> | undefined,
  read: Task | undefined,
  before?: InstanceFacts,
): InstanceFacts | undefined => instanceFacts({ before, row: given && row(given), task: read }, PLAIN_REDACTOR);
const state = (...given: Parameters<typeof facts>): string | undefined => facts(...given)?.status;
const withoutTask = (): InstanceFacts => {
  const { task: _task, failure: _failure, ...rest } = anInstanceFacts();
  return rest;
};

describe("the facts of an instance", () => {
  it("are those of its row and its newest task, with the reason from the log", () => {
    expect(facts({}, task({ logs: LOG }))).toEqual({
      ...anInstanceFacts(),
      task: aTaskFact(),
      failure: {
        lines: ["Error: no stock", "with alicloud_vpc.main"],
        source: "task-log",
        taskId: "task-2",
        log: 1,
      },
    });
  });

  it("are cleaned and redacted wherever a text comes from outside", () => {
    const nasty = `a\u0000\u202Eb password=hunter22`;
    const all = facts(
      {
        name: nasty,
        productName: nasty,
        productVersionName: nasty,
        portfolioId: nasty,
        stackRegionId: nasty,
        account: nasty,
        owner: { kind: nasty, name: nasty },
      },
      task({ type: nasty, statusMessage: nasty, logs: [{ command: "apply", stream: "stderr", content: nasty }] }),
    );
    expect(JSON.stringify(all)).not.toMatch(/hunter22|\\u0000|\u202E/);
  });

  it("are those of before where nothing else is known", () => {
    expect(facts(undefined, undefined, anInstanceFacts())).toEqual(anInstanceFacts());
    expect(facts(undefined, undefined)).toBeUndefined();
  });
});

describe("the state of an instance", () => {
  it.each([
    ["InProgress", "UnderChange"],
    ["Succeeded", "Available"],
    ["Failed", "Error"],
  ])("is told by its newest task where the row is older, or there is none: %s", (status, expected) => {
    expect(state({ lastTaskId: taskId("task-1"), status: "Available" }, task({ status }))).toBe(expected);
    expect(state(undefined, task({ status }), anInstanceFacts())).toBe(expected);
  });

  it.each(["Available", "Error", "Tainted"])(
    "is the row's, %s, where that knows of the task and that it is over",
    (status) => {
      expect(state({ status }, task({ status: "Succeeded" }))).toBe(status);
      expect(state({ status }, task({ status: "InProgress" }))).toBe("UnderChange");
    },
  );

  it("is not under change any more when the task is over, whatever the row says", () => {
    expect(state({ status: "UnderChange" }, task())).toBe("Error");
  });

  it("is the row's where no task was read; a task that the row no longer names is not kept", () => {
    expect(facts({ lastTaskId: taskId("task-9") }, undefined, anInstanceFacts())?.task).toBeUndefined();
    expect(facts({}, undefined, anInstanceFacts())?.task).toEqual(aTaskFact());
  });

  it("is the row's where that says that a task is over which went on, and the task cannot be read", () => {
    const before = anInstanceFacts({ status: "UnderChange", task: aTaskFact({ status: "InProgress" }) });
    const over = facts({ statusMessage: "no stock" }, undefined, before);
    expect(over).toMatchObject({ status: "Error", failure: { lines: ["no stock"] } });
    expect(over?.task).toBeUndefined();
    expect(facts({ status: "UnderChange" }, undefined, before)?.task).toEqual(before.task);
  });

  it("is that it is gone when it was terminated", () => {
    const over = { type: "TerminateProvisionedProduct", status: "Succeeded" };
    expect(facts(undefined, task(over), anInstanceFacts())?.gone).toBe(true);
    expect(facts({}, task({ ...over, status: "Failed" }))?.gone).toBeUndefined();
  });
});

describe("why an instance is in error", () => {
  it("stays as it was told for the same task, and is gone with the error", () => {
    expect(facts({}, task(), anInstanceFacts())?.failure).toEqual(anInstanceFacts().failure);
    expect(facts({ status: "Available" }, task({ status: "Succeeded" }), anInstanceFacts())?.failure).toBeUndefined();
  });

  it("is the row's message where no task says why", () => {
    const told = facts({ statusMessage: "Create stack failed: no money" }, undefined, withoutTask());
    expect(told?.failure).toMatchObject({ source: "status-message", lines: ["Create stack failed: no money"] });
    expect(facts({}, task({ status: "Succeeded", id: taskId("task-2") }))?.failure).toMatchObject({ source: "none" });
  });

  it("may be in the row's message beside a task without one", () => {
    const message = "Update stack failed: no quota";
    expect(taskSight(task(), row({ statusMessage: message }), undefined, PLAIN_REDACTOR).failure).toMatchObject({
      lines: [message],
    });
    const other = row({ statusMessage: message, lastTaskId: taskId("task-3") });
    expect(taskSight(task(), other, undefined, PLAIN_REDACTOR).failure).toMatchObject({ source: "none" });
    expect(taskSight(task({ status: "Succeeded" }), other, undefined, PLAIN_REDACTOR).failure).toBeUndefined();
  });

  it("depends on no present time", () => {
    expect(facts({}, task())?.since).toBe(at("17:45:00"));
    expect(facts({ status: "Error" }, undefined, undefined)?.since).toBe(at("16:00:00"));
  });
});
