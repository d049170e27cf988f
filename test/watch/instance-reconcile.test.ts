import { describe, expect, it } from "vitest";
import type { InstanceRow } from "../../lib/model/instance.ts";
import {
  type InstanceLook,
  type PlannedChanges,
  reconcileInstances,
  type WatchedInstance,
} from "../../lib/watch/instance-reconcile.ts";
import { anInstanceRow, aWatchedInstance, instanceId, taskId } from "../build/instances.ts";
import { at } from "../build/rows.ts";

const A = instanceId("pp-a");
const B = instanceId("pp-b");
const C = instanceId("pp-c");
const NO_PLANS: PlannedChanges = { running: new Set(), told: new Set() };
const T1 = taskId("task-1");
const T2 = taskId("task-2");

const looks = (
  watched: readonly WatchedInstance[],
  rows: readonly InstanceRow[],
  plans: Partial<PlannedChanges> = {},
  unmet: readonly (typeof A)[] = [],
): InstanceLook[] =>
  reconcileInstances(
    new Map(watched.map((one) => [one.id, one])),
    new Map(rows.map((row) => [row.id, row])),
    { ...NO_PLANS, ...plans },
    new Set(unmet),
  );
const asked = (...given: Parameters<typeof looks>): string[] => looks(...given).map(({ id, ask }) => `${ask} of ${id}`);
const running = (over: Partial<WatchedInstance> = {}): WatchedInstance =>
  aWatchedInstance({ id: A, running: true, mark: { status: "UnderChange", task: T2, successful: T1 }, ...over });
const underChange = (over: Partial<InstanceRow> = {}): InstanceRow =>
  anInstanceRow({ id: A, status: "UnderChange", lastTaskId: T2, ...over });
const inError = (over: Partial<InstanceRow> = {}): InstanceRow =>
  anInstanceRow({ id: A, status: "Error", lastTaskId: T2, ...over });

describe("an instance that is not remembered", () => {
  it("is no news while it is idle, whatever its tasks were", () => {
    expect(asked([], [anInstanceRow({ id: A }), anInstanceRow({ id: B, lastTaskId: T2 })])).toEqual([]);
  });

  it("is looked at with its tasks when it is under change or in error, oldest first", () => {
    const row = underChange({ id: C, createdAt: at("16:01:00") });
    expect(looks([], [row, inError()])).toEqual([
      { id: A, row: inError(), ask: "tasks" },
      { id: C, row, ask: "tasks" },
    ]);
  });

  it("is looked at in a state that nobody knows when its last task did not succeed", () => {
    const odd = anInstanceRow({ id: A, status: "Tainted" });
    expect(asked([], [odd])).toEqual([]);
    expect(asked([], [{ ...odd, lastTaskId: T2 }])).toEqual([`tasks of ${A}`]);
  });

  it("is left to the plan that runs on it, as long as it is not in error", () => {
    const plans = { running: new Set([A]) };
    expect(asked([], [underChange()], plans)).toEqual([]);
    expect(asked([], [inError()], plans)).toEqual([`tasks of ${A}`]);
  });

  it("has its tasks looked at, and not its stack, when a plan has told of the one that failed last", () => {
    const plans = { told: new Set([T2]) };
    expect(looks([], [inError()], plans)).toEqual([{ id: A, row: inError(), ask: "tasks", told: true }]);
    const other = inError({ lastTaskId: taskId("task-3") });
    expect(looks([], [other], plans)).toEqual([{ id: A, row: other, ask: "tasks" }]);
  });

  it("has no tasks to be asked for where its row names none", () => {
    expect(asked([], [inError({ lastTaskId: undefined })])).toEqual([`nothing of ${A}`]);
  });
});

describe("an instance that is remembered", () => {
  it("costs nothing when its row says what is known already, also while it is under change", () => {
    expect(asked([aWatchedInstance({ id: A })], [inError()])).toEqual([]);
    expect(asked([running()], [underChange()])).toEqual([]);
  });

  it.each([
    ["another task", { lastTaskId: taskId("task-3") }],
    ["another state", { status: "Available" }],
    ["a task that succeeded", { lastSuccessfulTaskId: T2 }],
  ])("is looked at with its tasks when its row has %s", (_what, over) => {
    expect(asked([aWatchedInstance({ id: A })], [inError(over)])).toEqual([`tasks of ${A}`]);
  });

  it("is followed by its task while it is under change and in no list, whoever waits longest first", () => {
    const later = running({ id: B, readAt: at("17:50:00") });
    expect(asked([later, running(), aWatchedInstance({ id: C })], [])).toEqual([`task of ${A}`, `task of ${B}`]);
  });

  it("is asked for when a whole sweep did not meet it, and again when it was not found", () => {
    const error = aWatchedInstance({ id: B });
    const missed = aWatchedInstance({ id: C, missed: true });
    expect(asked([error, missed], [], {}, [B])).toEqual([`instance of ${B}`, `instance of ${C}`]);
    expect(asked([error], [])).toEqual([]);
    expect(asked([error], [inError({ id: B })], {}, [B])).toEqual([]);
  });

  it("is asked for by its task while it is under change, also when no sweep met it, until it was not found", () => {
    expect(asked([running()], [], {}, [A])).toEqual([`task of ${A}`]);
    expect(asked([running({ missed: true })], [], {}, [A])).toEqual([`instance of ${A}`]);
  });

  it("is looked at when it was missed and is listed again", () => {
    expect(asked([aWatchedInstance({ id: A, missed: true })], [inError()])).toEqual([`tasks of ${A}`]);
  });

  it("for its card is looked for as long as it is there, and is news when its row differs in anything", () => {
    const mark = { status: "Available", task: T1, successful: T1 };
    const shown = aWatchedInstance({ id: A, closed: true, shown: true, mark });
    const idle = anInstanceRow({ id: A });
    expect(asked([shown], [])).toEqual([]);
    expect(asked([shown], [idle])).toEqual([]);
    expect(asked([shown], [], {}, [A])).toEqual([`instance of ${A}`]);
    expect(asked([{ ...shown, missed: true }], [])).toEqual([`instance of ${A}`]);
    expect(asked([{ ...shown, missed: true }], [idle])).toEqual([`tasks of ${A}`]);
    expect(asked([shown], [{ ...idle, lastTaskId: T2, lastSuccessfulTaskId: T2 }])).toEqual([`tasks of ${A}`]);
  });

  it("for its messages alone is no news until it is under change or in error again", () => {
    const closed = aWatchedInstance({ id: A, closed: true, mark: { status: "Available", task: T1, successful: T1 } });
    expect(asked([closed], [], {}, [A])).toEqual([]);
    expect(asked([closed], [anInstanceRow({ id: A })])).toEqual([]);
    expect(asked([closed], [inError()])).toEqual([`tasks of ${A}`]);
  });
});
