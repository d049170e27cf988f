import { describe, expect, it } from "vitest";
import { tasksKnown } from "../../lib/app/look/look-instance.ts";
import { tasksSince } from "../../lib/watch/instance-diff.ts";
import { anInstanceFacts, anInstanceRecord, taskId } from "../build/instances.ts";
import { aTask, at } from "../build/rows.ts";

describe("an instance whose tasks could not be read when it was seen", () => {
  const tasks = [
    aTask({ id: taskId("task-3"), createdAt: at("17:50:00") }),
    aTask({ id: taskId("task-2"), createdAt: at("17:40:00"), status: "Failed" }),
  ];
  const seen = (status: string) => {
    const { task: _task, ...facts } = anInstanceFacts({ status });
    return anInstanceRecord({ facts });
  };
  const since = (status: string) => tasksSince(tasks, tasksKnown(seen(status), undefined)).map(({ id }) => id);

  it("tells how the task ended that went on then", () => {
    expect(since("UnderChange")).toEqual(["task-2", "task-3"]);
  });

  it("was told to be in error where it was, and tells only what came later", () => {
    expect(since("Error")).toEqual(["task-3"]);
  });
});
