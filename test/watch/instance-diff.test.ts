import { describe, expect, it } from "vitest";
import type { Task } from "../../lib/model/task.ts";
import { diffInstance, isCutOff, tasksSince } from "../../lib/watch/instance-diff.ts";
import type { TaskFact, TaskSight } from "../../lib/watch/instance-facts.ts";
import { aFailure } from "../build/facts.ts";
import { anInstanceFacts, aTaskFact, taskId } from "../build/instances.ts";
import { aTask, at } from "../build/rows.ts";

const WATCH = { began: at("16:00:00"), swept: true };
const failure = aFailure();
const failed = (over: Partial<TaskFact> = {}): TaskSight => ({ task: aTaskFact(over), failure });
const succeeded = aTaskFact({ status: "Succeeded", id: taskId("task-3") });
const started = aTaskFact({ status: "InProgress", id: taskId("task-4") });
const idle = anInstanceFacts({ status: "Available", task: aTaskFact({ id: taskId("task-1"), status: "Succeeded" }) });

const task = (n: number, over: Partial<Task> = {}): Task =>
  aTask({ id: taskId(`task-${n}`), createdAt: at(`17:0${n}:00`), updatedAt: at(`17:0${n}:30`), ...over });
const ids = (tasks: readonly Task[]): string[] => tasks.map(({ id }) => id);

describe("the tasks to tell of", () => {
  const listed = [task(4, { status: "InProgress" }), task(3), task(2), task(1, { status: "Succeeded" })];

  it("are those since the one that is remembered, oldest first", () => {
    expect(ids(tasksSince(listed, { id: taskId("task-2"), status: "Failed", began: at("17:02:00") }))).toEqual([
      "task-3",
      "task-4",
    ]);
  });

  it("begin with the remembered one when it has ended since", () => {
    expect(ids(tasksSince(listed, { id: taskId("task-3"), status: "InProgress" }))).toEqual(["task-3", "task-4"]);
  });

  it("of an instance that is not remembered are those since the newest that succeeded; all where none did", () => {
    expect(ids(tasksSince(listed, { id: taskId("task-1") }))).toEqual(["task-2", "task-3", "task-4"]);
    expect(ids(tasksSince(listed, { id: undefined }))).toEqual(["task-1", "task-2", "task-3", "task-4"]);
  });

  it("are told by their times where the remembered one is not listed", () => {
    const known = { id: taskId("task-0"), status: "Failed", began: at("17:02:00") };
    expect(ids(tasksSince(listed, known))).toEqual(["task-3", "task-4"]);
    expect(isCutOff(listed, known)).toBe(true);
    expect(isCutOff(listed, { id: taskId("task-1") })).toBe(false);
    expect(isCutOff(listed, { id: undefined })).toBe(false);
  });

  it("are none where nothing has come", () => {
    expect(tasksSince(listed, { id: taskId("task-4"), status: "InProgress" })).toEqual([]);
  });
});

describe("what changed in an instance", () => {
  it("is nothing between two looks that saw the same", () => {
    expect(diffInstance(anInstanceFacts(), anInstanceFacts(), [], WATCH)).toEqual([]);
    expect(diffInstance(idle, idle, [], WATCH)).toEqual([]);
  });

  it("is each task by what became of it, in the order they came", () => {
    const tasks = [failed(), { task: succeeded }, { task: started }];
    const after = anInstanceFacts({ status: "UnderChange", task: started });
    expect(diffInstance(idle, after, tasks, WATCH)).toEqual([
      { kind: "task.failed", task: aTaskFact(), failure },
      { kind: "task.succeeded", task: succeeded },
      { kind: "task.started", task: started },
    ]);
  });

  it("is an error that no failed task explains", () => {
    const unread = anInstanceFacts({ task: succeeded, failure });
    expect(diffInstance(idle, unread, [], WATCH)).toEqual([{ kind: "instance.error", failure }]);
    expect(diffInstance(unread, unread, [], WATCH)).toEqual([]);
    expect(diffInstance(idle, anInstanceFacts(), [failed()], WATCH)).toHaveLength(1);
    // In error before, too, but by another task, which cannot be read.
    const { task: _task, ...another } = anInstanceFacts({ failure });
    expect(diffInstance(anInstanceFacts(), another, [], WATCH)).toEqual([{ kind: "instance.error", failure }]);
    expect(diffInstance(another, another, [], WATCH)).toEqual([]);
  });

  it("is that it is gone, once", () => {
    const gone = anInstanceFacts({ gone: true });
    expect(diffInstance(anInstanceFacts(), gone, [], WATCH)).toEqual([{ kind: "instance.vanished" }]);
    expect(diffInstance(gone, gone, [], WATCH)).toEqual([]);
    expect(diffInstance(undefined, gone, [], WATCH)).toEqual([]);
  });
});

describe("an instance that was not remembered", () => {
  const first = { began: at("17:45:00"), swept: false };

  it("is news when it failed since the watch began, also before all were seen", () => {
    const tasks = [failed({ since: at("17:44:59") }), failed({ since: at("17:45:00") })];
    expect(diffInstance(undefined, anInstanceFacts(), tasks, first)).toEqual([
      { kind: "task.failed", task: aTaskFact({ since: at("17:45:00") }), failure },
    ]);
  });

  it("in an error that nothing explains is news only when all had been seen before", () => {
    const { task: _task, ...unread } = anInstanceFacts();
    expect(diffInstance(undefined, unread, [], first)).toEqual([]);
    expect(diffInstance(undefined, unread, [], WATCH)).toMatchObject([{ kind: "instance.error" }]);
  });
});
