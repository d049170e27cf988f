import { describe, expect, it } from "vitest";
import { type EpochMs, later, minutes, seconds } from "../../lib/model/brand.ts";
import { type Doubt, judgeFailure, type PlanClaim, type Verdict } from "../../lib/watch/instance-verdict.ts";
import { aTaskFact, taskId } from "../build/instances.ts";
import { at } from "../build/rows.ts";

/** The task ran from 17:40 to 17:45 and was seen to have failed at 17:46. */
const SEEN = at("17:46:00");
const PATIENCE = seconds(90);
const failed: Doubt = { transition: { kind: "task.failed", task: aTaskFact() }, seen: SEEN };
const inError: Doubt = { transition: { kind: "instance.error" }, seen: SEEN };

/** A plan that has run and failed, and does not know its task. */
const claim = (over: Partial<PlanClaim> = {}): PlanClaim => ({
  operation: "UpdateProvisionedProduct",
  status: "ExecuteFailed",
  createdAt: at("17:00:00"),
  since: at("17:45:00"),
  failures: [],
  ...over,
});
const verdict = (claims: readonly PlanClaim[], listed: EpochMs, doubt = failed, complete = true): Verdict =>
  judgeFailure(doubt, claims, { listed, complete, patience: PATIENCE });
const SOON = later(SEEN, seconds(60));
const PATIENT = later(SEEN, seconds(120));
const LATE = later(SEEN, minutes(11));

describe("a failed task of an instance without any plan", () => {
  it("is nobody else's when plans were listed for long enough after it was seen", () => {
    expect(verdict([], SEEN)).toBe("wait");
    expect(verdict([], SOON)).toBe("wait");
    expect(verdict([], PATIENT)).toBe("direct");
  });

  it("that began long before is so at the next list: a plan would have been listed long ago", () => {
    const old: Doubt = { transition: { kind: "task.failed", task: aTaskFact({ began: at("17:35:59") }) }, seen: SEEN };
    expect(verdict([], SEEN, old)).toBe("wait");
    expect(verdict([], SOON, old)).toBe("direct");
  });
});

describe("a failed task while the lists of plans are cut short", () => {
  it("waits for as long as lists ever lag, and no longer", () => {
    const old: Doubt = { transition: { kind: "task.failed", task: aTaskFact({ began: at("12:00:00") }) }, seen: SEEN };
    expect(verdict([], PATIENT, failed, false)).toBe("wait");
    expect(verdict([], PATIENT, old, false)).toBe("wait");
    expect(verdict([], LATE, failed, false)).toBe("direct");
  });
});

describe("a plan that failed", () => {
  it("has told of the task that it names", () => {
    expect(verdict([claim({ taskId: taskId("task-2"), since: at("12:00:00") })], SEEN)).toBe("plan");
  });

  it("that names another task has not", () => {
    expect(verdict([claim({ taskId: taskId("task-9") })], PATIENT)).toBe("direct");
  });

  it("that names none has when it failed at the same time, of the same operation, and was there before", () => {
    expect(verdict([claim()], SEEN)).toBe("plan");
    expect(verdict([claim({ since: at("17:46:01") })], PATIENT)).toBe("direct");
    expect(verdict([claim({ operation: "LaunchProduct" })], PATIENT)).toBe("direct");
    expect(verdict([claim({ createdAt: at("17:41:01") })], PATIENT)).toBe("direct");
  });

  it("that names another task has told of this when it named it before", () => {
    const named = (id: string) => ({ at: at("17:46:00"), taskId: taskId(id) });
    const again = { taskId: taskId("task-9"), since: at("17:50:00") };
    expect(verdict([claim({ ...again, failures: [named("task-2"), named("task-9")] })], SEEN)).toBe("plan");
    expect(verdict([claim({ ...again, failures: [named("task-9")] })], PATIENT)).toBe("direct");
    const succeeded = { status: "ExecuteSuccess", failures: [named("task-9")] };
    expect(verdict([claim(succeeded)], PATIENT)).toBe("direct");
  });

  it("and was submitted again since has told of it, too", () => {
    const again = { status: "ExecuteSuccess", since: at("18:30:00") };
    expect(verdict([claim({ ...again, failures: [{ at: at("17:46:00") }] })], LATE)).toBe("plan");
    expect(verdict([claim({ ...again, failures: [{ at: at("12:00:00") }] })], LATE)).toBe("direct");
  });
});

describe("a plan that is not over", () => {
  it.each(["ApplicationApproved", "ExecuteInProgress", "PreviewSuccess", "OnHold"])(
    "in %s may turn out to have started it, for as long as lists may lag",
    (status) => {
      expect(verdict([claim({ status })], PATIENT)).toBe("wait");
      expect(verdict([claim({ status })], LATE)).toBe("direct");
    },
  );

  it.each(["PreviewInProgress", "ApplicationInProgress", "Canceled", "ExecuteSuccess"])("in %s has not", (status) => {
    expect(verdict([claim({ status })], PATIENT)).toBe("direct");
  });

  it("of another operation has not", () => {
    expect(verdict([claim({ status: "ExecuteInProgress", operation: "LaunchProduct" })], PATIENT)).toBe("direct");
  });
});

describe("an error that no task explains", () => {
  it("is a plan's that failed, may be one's that runs, and else is told", () => {
    expect(verdict([claim()], SEEN, inError)).toBe("plan");
    expect(verdict([claim({ status: "ExecuteInProgress" })], PATIENT, inError)).toBe("wait");
    expect(verdict([claim({ status: "ExecuteSuccess" })], PATIENT, inError)).toBe("direct");
    expect(verdict([], SOON, inError)).toBe("wait");
  });

  it("is not that of a plan that failed before the instance was seen well again, lists' lag allowed for", () => {
    const again: Doubt = { ...inError, sound: at("17:40:00") };
    expect(verdict([claim({ since: at("12:00:00") })], SEEN, inError)).toBe("plan");
    expect(verdict([claim({ since: at("12:00:00") })], PATIENT, again)).toBe("direct");
    expect(verdict([claim({ since: at("17:30:00") })], PATIENT, again)).toBe("plan");
  });
});
