import { describe, expect, it } from "vitest";
import { failureFacts } from "../../lib/app/look/failure-facts.ts";
import type { StackTold } from "../../lib/app/look/failure-ladder.ts";
import type { StackId } from "../../lib/model/brand.ts";
import type { Stack, StackFailure } from "../../lib/model/stack.ts";
import type { Task } from "../../lib/model/task.ts";
import { PLAIN_REDACTOR } from "../../lib/text/redactor.ts";
import type { Failure } from "../../lib/watch/plan-facts.ts";
import { aTask, at } from "../build/rows.ts";

const GENERIC = "Terraform command failed";
const logs = (content: string) => [{ command: "apply", stream: "stderr", content }];
const PROGRESS = "web: Still creating...\n".repeat(3);

const ref = { id: "stack-1" as StackId, region: "cn-hangzhou" };
const told = (
  stack: Partial<Stack> | undefined,
  failures: readonly StackFailure[] = [],
  unread = false,
): StackTold => ({
  ref,
  stack: stack && { status: "UPDATE_FAILED", reason: GENERIC, updatedAt: at("17:44:00"), logs: [], ...stack },
  failures,
  unread,
});
const failing = (stack: StackTold | undefined, task: Task | undefined = aTask(), statusMessage = GENERIC): Failure =>
  failureFacts({ statusMessage, task, stack }, PLAIN_REDACTOR);
const event = (logicalId: string, reason: string, type = "alicloud_instance"): StackFailure => ({
  logicalId,
  type,
  reason,
  at: at("17:43:00"),
});

describe("a failure that the stack explains", () => {
  it("has the errors of the stack's log, which is found again by stack and time", () => {
    expect(failing(told({ logs: logs(`${PROGRESS}Error: no stock\nCode: OperationDenied.NoStock\n`) }))).toEqual({
      lines: ["Error: no stock"],
      source: "stack-log",
      code: "OperationDenied.NoStock",
      taskId: "task-bp1dmg242c0001",
      log: 1,
      stack: { ...ref, updatedAt: at("17:44:00") },
    });
  });

  it("has the stack's log without a task, and without a time where there is none", () => {
    const failure = failureFacts(
      { statusMessage: undefined, task: undefined, stack: told({ updatedAt: undefined, logs: logs(PROGRESS) }) },
      PLAIN_REDACTOR,
    );
    expect(failure).toMatchObject({ source: "stack-reason", lines: [GENERIC], log: 1, stack: ref });
    expect(failure).not.toHaveProperty("taskId");
    expect(failure.stack).not.toHaveProperty("updatedAt");
  });

  it("has its reason before a message that says less", () => {
    const reason = "Resource UPDATE failed: sold out Code: OperationDenied.NoStock";
    expect(failing(told({ reason }))).toEqual({
      lines: [reason],
      source: "stack-reason",
      code: "OperationDenied.NoStock",
      taskId: "task-bp1dmg242c0001",
    });
  });

  it("keeps the task's log where both have one that says as much", () => {
    const task = aTask({ logs: logs(`${PROGRESS}Error: from the task\n`) });
    const failure = failing(told({ logs: logs(`${PROGRESS}Error: from the stack\n`) }), task);
    expect(failure).toMatchObject({ lines: ["Error: from the task"], source: "task-log", log: 1 });
    expect(failure).not.toHaveProperty("stack");
  });

  it("has the log in its thread that says why, not the one that was first", () => {
    const task = aTask({ logs: logs(PROGRESS) });
    const failure = failing(told({ logs: logs(`${PROGRESS}Error: from the stack\n`) }), task);
    expect(failure).toMatchObject({ lines: ["Error: from the stack"], source: "stack-log", stack: ref });
  });
});

describe("a failure that only the stack's failures explain", () => {
  it("has a line for each resource, causes first and what followed last, and the stack itself not at all", () => {
    const events = [
      event("db", "Resource CREATE cancelled", "alicloud_db_instance"),
      event(
        "web",
        "The zone is sold out. Code: OperationDenied.NoStock RequestId: A1D6C6D2-9B65-4013-B802-B6D4649E71F3",
      ),
      event("slb", "CREATE aborted", "ALIYUN::SLB::LoadBalancer"),
      event("web", "sold out, again"),
      event("vpc", "", "alicloud_vpc"),
      event("sc-1-pp-1", "Resource UPDATE failed: resources.web: sold out Code: Other", "ALIYUN::ROS::Stack"),
    ];
    expect(failing(told({}, events))).toEqual({
      lines: [
        "web (alicloud_instance): The zone is sold out. Code: OperationDenied.NoStock RequestId: A1D6C6D2-9B65-4013-B802-B6D4649E71F3",
        "vpc (alicloud_vpc)",
        "db (alicloud_db_instance): Resource CREATE cancelled",
        "slb (ALIYUN::SLB::LoadBalancer): CREATE aborted",
      ],
      source: "stack-events",
      code: "OperationDenied.NoStock",
      requestId: "A1D6C6D2-9B65-4013-B802-B6D4649E71F3",
      taskId: "task-bp1dmg242c0001",
    });
  });

  it("is not taken for a cascade because a dependency was violated", () => {
    const events = [event("db", "cancelled"), event("group", "Code: DependencyViolation")];
    expect(failing(told({}, events)).lines[0]).toContain("group");
  });

  it("has the stack's own line where no resource is named, and it says why", () => {
    const own = (reason: string) => failing(told(undefined, [event("sc-1-pp-1", reason, "ALIYUN::ROS::Stack")]));
    expect(own("quota Code: QuotaExceeded")).toMatchObject({
      lines: ["quota Code: QuotaExceeded"],
      source: "stack-events",
    });
    expect(own(GENERIC)).toMatchObject({ lines: [GENERIC], source: "status-message" });
  });

  it("still has the task's log in its thread", () => {
    const task = aTask({ logs: logs(PROGRESS) });
    expect(failing(told({}, [event("web", "sold out")]), task)).toMatchObject({ source: "stack-events", log: 1 });
  });

  it("has at most 5 lines and 500 characters", () => {
    const { lines } = failing(
      told(
        {},
        Array.from({ length: 20 }, (_, n) => event(`web-${n}`, "x".repeat(300))),
      ),
    );
    expect(lines.length).toBeLessThanOrEqual(5);
    expect(lines.join("\n").length).toBeLessThanOrEqual(500);
  });

  it("is clean and redacted, also a secret over several lines", () => {
    const key = `-----BEGIN PRIVATE KEY-----\n${"canary0canary0canary0canary\n".repeat(9)}-----END PRIVATE KEY-----`;
    const reason = `\u001b[31mpassword = "canary1"\u001b[0m\n${key}\nno stock`;
    const shown = JSON.stringify(failing(told({}, [event("LTAI5tcanary2canary2", reason)])));
    expect(shown).not.toMatch(/canary|u001b/);
    expect(shown).toContain("no stock");
  });
});

describe("a failure whose stack could not be asked", () => {
  it("is told with what there is, and marked", () => {
    expect(failing(told(undefined, [], true))).toEqual({
      lines: [GENERIC],
      source: "status-message",
      taskId: "task-bp1dmg242c0001",
      stackUnread: true,
    });
  });
});
