import { beforeEach, describe, expect, it } from "vitest";
import { downTheLadder, type Failed, type Told } from "../../lib/app/look/failure-ladder.ts";
import { StackReader } from "../../lib/app/look/stack-reader.ts";
import { Tally } from "../../lib/app/report.ts";
import { CatalogError, NotThere } from "../../lib/model/errors.ts";
import type { Stack, StackFailure } from "../../lib/model/stack.ts";
import type { Task } from "../../lib/model/task.ts";
import { PLAIN_REDACTOR } from "../../lib/text/redactor.ts";
import { aPlanRow, aTask, at } from "../build/rows.ts";

const GENERIC = "Terraform command failed";
const TELLING = "Resource UPDATE failed: sold out Code: OperationDenied.NoStock";
const logs = (content: string) => [{ command: "apply", stream: "stderr", content }];
const ERROR = logs("Error: no stock\n");
const PROGRESS = logs("web: Still creating...\n");

const aStack = (over: Partial<Stack> = {}): Stack => ({
  status: "UPDATE_FAILED",
  reason: GENERIC,
  updatedAt: at("17:44:00"),
  logs: [],
  ...over,
});
const anEvent = (over: Partial<StackFailure> = {}): StackFailure => ({
  logicalId: "web",
  type: "alicloud_instance",
  reason: "sold out",
  at: at("17:43:00"),
  ...over,
});

let failed: Failed;
let tasks: readonly Task[] | Error;
let stack: Stack | Error;
let events: readonly StackFailure[] | Error;
let asked: string[];
let left: number;
let tally: Tally;
let reader: StackReader;
beforeEach(() => {
  const plan = aPlanRow({
    status: "ExecuteFailed",
    statusMessage: GENERIC,
    updatedAt: at("17:46:00"),
    stackId: "stack-1",
  });
  failed = { ...plan, since: plan.createdAt, until: plan.updatedAt, task: "unread" };
  tasks = [aTask({ statusMessage: GENERIC })];
  stack = aStack();
  events = [];
  asked = [];
  left = 40;
  tally = new Tally(PLAIN_REDACTOR);
  const answer = <T>(name: string, what: T | Error): Promise<T> => {
    asked.push(name);
    return what instanceof Error ? Promise.reject(what) : Promise.resolve(what);
  };
  reader = new StackReader(
    {
      stack: ({ id, region }) => answer(`stack ${id} ${region}`, stack),
      stackFailures: (_, pages) => answer(`${pages} pages of events`, events),
    },
    tally,
  );
});

function descend(over: Partial<Failed> = {}): Promise<Told> {
  const spend = (calls: number): boolean => {
    if (calls > left) return false;
    left -= calls;
    return true;
  };
  const read = async (): Promise<readonly Task[]> => {
    asked.push("tasks");
    if (tasks instanceof Error) throw tasks;
    return tasks;
  };
  return downTheLadder({ tasks: read, stacks: reader, spend }, { ...failed, ...over });
}

const TASKS = "tasks";
const STACK = "stack stack-1 cn-hangzhou";
const EVENTS = "2 pages of events";
const refusal = (code: string, retryable = false) => new CatalogError(`${code}!`, { code, retryable });

describe("the rungs that are asked", () => {
  it.each<[string, string, readonly Task[], Stack, readonly string[]]>([
    ["the tasks alone, when their log says why", GENERIC, [aTask({ logs: ERROR })], aStack(), [TASKS]],
    [
      "the tasks for their log, also when the message says why",
      TELLING,
      [aTask({ logs: PROGRESS })],
      aStack(),
      [TASKS],
    ],
    ["the stack for its log, when the task has none", TELLING, [aTask()], aStack({ logs: ERROR }), [TASKS, STACK]],
    ["no events when the message says why", TELLING, [aTask()], aStack(), [TASKS, STACK]],
    [
      "no events when the task's message says why",
      GENERIC,
      [aTask({ statusMessage: TELLING })],
      aStack(),
      [TASKS, STACK],
    ],
    ["no events when the stack's log says why", GENERIC, [aTask()], aStack({ logs: ERROR }), [TASKS, STACK]],
    ["no events when the stack's reason says why", GENERIC, [aTask()], aStack({ reason: TELLING }), [TASKS, STACK]],
    [
      "the stack, when the log is progress alone",
      GENERIC,
      [aTask({ logs: PROGRESS })],
      aStack({ reason: TELLING }),
      [TASKS, STACK],
    ],
    ["all, when nothing says why", GENERIC, [aTask()], aStack(), [TASKS, STACK, EVENTS]],
    ["all, when there is no task", GENERIC, [], aStack(), [TASKS, STACK, EVENTS]],
  ])("are %s", async (_, statusMessage, found, told, rungs) => {
    tasks = found;
    stack = told;
    await descend({ statusMessage });
    expect(asked).toEqual(rungs);
  });

  it("are none for a preview whose message says why, and never its tasks", async () => {
    await descend({ task: "none", statusMessage: TELLING });
    expect(asked).toEqual([]);
    await descend({ task: "none" });
    expect(asked).toEqual([STACK, EVENTS]);
  });

  it("begin below a task that was read already", async () => {
    const { task } = await descend({ task: aTask({ logs: ERROR }) });
    expect([asked, task?.id]).toEqual([[], "task-bp1dmg242c0001"]);
  });

  it.each([
    ["is none", undefined, "cn-hangzhou"],
    ["has an address for its id", "https://example.com/", "cn-hangzhou"],
    ["has a secret for its id", "LTAI5tYz8Qw3Vn6Rk1Tb", "cn-hangzhou"],
    ["has no region", "stack-1", ""],
    ["has a secret for its region", "stack-1", "cn-hangzhou password=hunter2"],
  ])("are the tasks where the stack %s", async (_, stackId, stackRegionId) => {
    expect((await descend({ stackId, stackRegionId })).stack).toBeUndefined();
    expect(asked).toEqual([TASKS]);
  });
});

describe("the task of a failure", () => {
  it("is the newest failed one of the operation in its time", async () => {
    tasks = [
      aTask({ id: "other" as Task["id"], type: "LaunchProduct" }),
      aTask({ id: "good" as Task["id"], status: "Succeeded" }),
      aTask({ id: "ours" as Task["id"] }),
      aTask({ id: "older" as Task["id"] }),
    ];
    expect((await descend()).task?.id).toBe("ours");
    tasks = [aTask({ createdAt: at("15:58:59") })];
    expect((await descend()).task).toBeUndefined();
  });

  it("is none that began when the plan had failed already: somebody tried again", async () => {
    tasks = [
      aTask({ id: "again" as Task["id"], createdAt: at("17:46:02"), updatedAt: at("17:48:00") }),
      aTask({ id: "ours" as Task["id"] }),
    ];
    expect((await descend()).task?.id).toBe("ours");
    // The plan's time may be cut to the second in which its task began and failed.
    tasks = [aTask({ createdAt: at("17:46:00.900") })];
    expect((await descend()).task?.id).toBe("task-bp1dmg242c0001");
  });

  it("is none where the provisioned product is gone, which says nothing of its plan", async () => {
    tasks = new NotThere("no such product", { code: "InvalidProvisionedProduct.NotFound", retryable: false });
    events = [anEvent()];
    expect(await descend()).toMatchObject({ task: undefined, stack: { failures: [{ logicalId: "web" }] } });
  });
});

describe("what the stack says of its newest operation", () => {
  const taken = async (over: Partial<Stack>, operation: string): Promise<boolean> => {
    stack = aStack(over);
    tasks = [aTask({ type: operation })];
    return (await descend({ operation })).stack?.stack !== undefined;
  };

  it.each([
    ["LaunchProduct", "CREATE_FAILED", true],
    ["LaunchProduct", "CREATE_ROLLBACK_COMPLETE", true],
    ["LaunchProduct", "UPDATE_FAILED", false],
    ["LaunchProduct", "DELETE_FAILED", false],
    ["UpdateProvisionedProduct", "UPDATE_FAILED", true],
    ["UpdateProvisionedProduct", "ROLLBACK_FAILED", true],
    ["UpdateProvisionedProduct", "CREATE_FAILED", true],
    ["UpdateProvisionedProduct", "UPDATE_COMPLETE", false],
    ["UpdateProvisionedProduct", "UPDATE_IN_PROGRESS", false],
    ["UpdateProvisionedProduct", "ROLLBACK_IN_PROGRESS", false],
    ["UpdateProvisionedProduct", "DELETE_FAILED", false],
    ["TerminateProvisionedProduct", "DELETE_FAILED", true],
    ["TerminateProvisionedProduct", "UPDATE_FAILED", false],
    ["SomethingNew", "IMPORT_UPDATE_FAILED", true],
    ["SomethingNew", "UPDATE_COMPLETE", false],
  ])("is of a %s when it is %s: %s", async (operation, status, ours) => {
    expect(await taken({ status }, operation)).toBe(ours);
  });

  it.each([
    ["a little before the task began", at("17:39:00"), true],
    ["long before", at("17:38:59"), false],
    ["a little after all had ended", at("17:47:00"), true],
    ["later, by another operation", at("17:47:01"), false],
    ["nobody knows when", undefined, true],
  ])("is of the failure when it came %s: %s", async (_, updatedAt, ours) => {
    expect(await taken({ updatedAt }, "UpdateProvisionedProduct")).toBe(ours);
  });

  it.each([
    ["a second before the plan was made", at("15:59:59"), false],
    ["since", at("16:00:00"), true],
  ])("that came %s is that of a preview: %s", async (_, updatedAt, ours) => {
    stack = aStack({ updatedAt });
    const told = await descend({ task: "none" });
    expect(told.stack?.stack !== undefined).toBe(ours);
  });

  it("is dropped with its log when it is of another, and its events are chosen by their own times", async () => {
    stack = aStack({ status: "UPDATE_IN_PROGRESS", updatedAt: at("18:00:00"), reason: TELLING, logs: ERROR });
    events = [anEvent({ at: at("17:30:00") }), anEvent({ logicalId: "db" }), anEvent({ at: at("18:00:01") })];
    expect((await descend()).stack).toMatchObject({ stack: undefined, failures: [{ logicalId: "db" }], unread: false });
  });
});

describe("a stack that cannot be read", () => {
  it("is told of without, with one warning that names the permissions, and is not asked again in the run", async () => {
    stack = refusal("NoPermission");
    events = refusal("NoPermission");
    expect((await descend()).stack).toMatchObject({ stack: undefined, failures: [], unread: false });
    await descend();
    await descend();
    expect(asked).toEqual([TASKS, STACK, EVENTS, TASKS, TASKS]);
    expect(tally.warnings).toEqual([
      {
        code: "ros-NoPermission",
        text: "failures are told without what their stacks say: NoPermission!; both ros:GetStack and ros:ListStackEvents are made use of (and 1 more like it)",
      },
    ]);
  });

  it("still has its events, which are another permission", async () => {
    stack = refusal("Forbidden.RAM");
    events = [anEvent()];
    expect((await descend()).stack?.failures).toHaveLength(1);
    expect((await descend()).stack?.failures).toHaveLength(1);
    expect(asked).toEqual([TASKS, STACK, EVENTS, TASKS, EVENTS]);
  });

  it.each(["Throttling.User", "Network", "Timeout", "ServiceUnavailable"])(
    "for now (%s) is marked to be asked later, and none other is asked in the run",
    async (code) => {
      stack = refusal(code, true);
      expect((await descend()).stack).toMatchObject({ stack: undefined, failures: [], unread: true });
      expect((await descend()).stack?.unread).toBe(true);
      expect(asked).toEqual([TASKS, STACK, TASKS]);
      expect(tally.warnings).toMatchObject([{ code: `ros-${code}`, text: expect.stringContaining("asked again") }]);
    },
  );

  it("because it is not there warns nobody", async () => {
    stack = new NotThere("no stack", { code: "StackNotFound", retryable: false });
    events = stack;
    expect((await descend()).stack).toMatchObject({ stack: undefined, failures: [], unread: false });
    expect(tally.warnings).toEqual([]);
  });

  it("because its answer was of another shape keeps nobody from asking for others", async () => {
    stack = refusal("BadResponse");
    await descend();
    stack = aStack({ logs: ERROR });
    expect((await descend()).stack?.stack?.logs).toEqual(ERROR);
    expect(tally.warnings).toMatchObject([{ code: "ros-BadResponse" }]);
  });

  it("for want of calls is asked later, without a warning", async () => {
    left = 0;
    expect((await descend()).stack?.unread).toBe(true);
    left = 1;
    expect((await descend()).stack?.unread).toBe(true);
    expect(asked).toEqual([TASKS, TASKS, STACK]);
    expect(tally.warnings).toEqual([]);
  });

  it("is asked by one first, when many fail at once, and the others learn from that", async () => {
    stack = refusal("NoPermission");
    events = refusal("NoPermission");
    await Promise.all([descend(), descend(), descend(), descend()]);
    expect(asked.filter((name) => name !== TASKS)).toEqual([STACK, EVENTS]);
  });
});
