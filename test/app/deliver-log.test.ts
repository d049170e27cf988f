import { beforeEach, describe, expect, it } from "vitest";
import { logReader, type TaskLog } from "../../lib/app/deliver/deliver-log.ts";
import { instant, type StackId, type TaskId } from "../../lib/model/brand.ts";
import { CatalogError } from "../../lib/model/errors.ts";
import type { Catalog } from "../../lib/ports.ts";
import { PLAIN_REDACTOR } from "../../lib/text/redactor.ts";
import { aTask } from "../build/rows.ts";

const id = (number: number): { task: TaskId } => ({ task: `task-${number}` as TaskId });

const MOVED = instant(1_772_438_400_000);
const STACK = { id: "c754d2a4" as StackId, region: "cn-hangzhou" };
const LOGS = [{ command: "apply", stream: "stderr", content: "Error in the stack" }];

describe("the logs of a run", () => {
  let asked: string[];
  let failing: boolean;
  let read: TaskLog;
  beforeEach(() => {
    asked = [];
    failing = false;
    const catalog: Pick<Catalog, "task" | "stack"> = {
      async stack() {
        asked.push("the stack");
        return { status: "CREATE_FAILED", reason: undefined, updatedAt: MOVED, logs: LOGS };
      },
      async task(task) {
        asked.push(task);
        if (failing) throw new CatalogError("down", { code: "Timeout", retryable: true });
        return aTask({ id: task, logs: [{ command: "apply", stream: "stderr", content: `Error in ${task}` }] });
      },
    };
    read = logReader(catalog, PLAIN_REDACTOR);
  });

  it("are read once, also by many at the same time", async () => {
    const [one, other] = await Promise.all([read(id(1)), read(id(1))]);
    expect(one).toEqual({ text: "--- apply stderr ---\nError in task-1", leftOut: 0 });
    expect(other).toBe(one);
    expect(await read(id(1))).toBe(one);
    expect(asked).toEqual(["task-1"]);
  });

  it("are asked for again when they could not be read", async () => {
    failing = true;
    await expect(read(id(1))).rejects.toThrow("down");
    failing = false;
    expect((await read(id(1))).text).toContain("task-1");
    expect(asked).toEqual(["task-1", "task-1"]);
  });

  it("are the stack's where one is named, also beside a task", async () => {
    const of = { ...id(1), stack: { ...STACK, updatedAt: MOVED } };
    expect((await read(of)).text).toBe("--- apply stderr ---\nError in the stack");
    expect((await read(id(1))).text).toContain("task-1");
    await read(of);
    expect(asked).toEqual(["the stack", "task-1"]);
  });

  it.each([
    ["another time", { ...STACK, updatedAt: instant(MOVED - 1_000) }],
    ["no time", STACK],
  ])("say nothing when the stack had %s when its log was promised: it is another operation's", async (_, stack) => {
    expect(await read({ stack })).toEqual({ text: "", leftOut: 0 });
  });

  it("are not kept without end: the last four, those that were wanted last", async () => {
    for (const number of [1, 2, 3, 4, 1, 5]) await read(id(number));
    await read(id(1));
    expect(asked).toHaveLength(5);
    await read(id(2));
    expect(asked.slice(5)).toEqual(["task-2"]);
  });
});
