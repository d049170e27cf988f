import { describe, expect, it } from "vitest";
import { isFailed } from "../../lib/app/look/plan-facts.ts";
import type { TaskId } from "../../lib/model/brand.ts";
import { aFailure, aPlanFacts } from "../build/facts.ts";
import { aPlanRow, aTask } from "../build/rows.ts";
import { byRow } from "./seen-facts.ts";

const ESC = "\u001b";

describe("a failure", () => {
  const failedRow = aPlanRow({ status: "ExecuteFailed", statusMessage: "Stack creation failed: no quota" });
  const log = (content: string) => aTask({ logs: [{ command: "apply", stream: "stderr", content }] });

  it("is told from the log of the task that ran the plan", () => {
    expect(byRow(failedRow, { task: log("Error: VPC quota exceeded\n") }).failure).toMatchObject({
      lines: [expect.stringContaining("VPC quota exceeded")],
      source: "task-log",
      taskId: "task-bp1dmg242c0001",
    });
  });

  it("says how many messages the rest of the log takes, and nothing when there is no more", () => {
    const line = "alicloud_instance.web: Still creating...\n";
    expect(byRow(failedRow, { task: log(`Error: no quota\n${line}`) }).failure?.log).toBe(1);
    expect(byRow(failedRow, { task: log(`Error: no quota\n${line.repeat(1_000)}`) }).failure?.log).toBe(0);
    expect(byRow(failedRow, { task: log("Error: no quota\n") }).failure).not.toHaveProperty("log");
    expect(byRow(failedRow, { task: aTask() }).failure).not.toHaveProperty("log");
  });

  it("is kept without the hint, which is found anew each time it is shown", () => {
    const content = "Error: no quota\nCode: QuotaExceeded.Vpc\n";
    expect(byRow(failedRow, { task: log(content) }).failure).toEqual({
      lines: ["Error: no quota"],
      source: "task-log",
      taskId: "task-bp1dmg242c0001",
      code: "QuotaExceeded.Vpc",
      log: 1,
    });
  });

  it("is told from the status message where there is no task", () => {
    const { failure } = byRow(failedRow);
    expect(failure).toMatchObject({ lines: ["Stack creation failed: no quota"], source: "status-message" });
    expect(failure).not.toHaveProperty("taskId");
  });

  it("is told from the task's status message where the plan has none", () => {
    const row = { ...failedRow, statusMessage: undefined };
    const task = aTask({ statusMessage: "Terraform exited with code 1" });
    expect(byRow(row, { task }).failure?.lines).toEqual(["Terraform exited with code 1"]);
  });

  it("is redacted", () => {
    const { failure } = byRow({ ...failedRow, statusMessage: `${ESC}[31mpassword=hunter2hunter2` });
    expect(JSON.stringify(failure)).not.toMatch(/hunter2|\\u001b/);
  });

  it("is of a failed state only", () => {
    expect(byRow(aPlanRow({ status: "ExecuteSuccess", statusMessage: "done" }))).not.toHaveProperty("failure");
    expect(["PreviewFailed", "ExecuteFailed", "ExecuteSuccess"].map(isFailed)).toEqual([true, true, false]);
  });

  it("found in a log is kept when the task is not read again", () => {
    const failure = aFailure({ taskId: "task-1" as TaskId });
    const before = aPlanFacts({ status: "ExecuteFailed", failure });
    expect(byRow(failedRow, { before }).failure).toEqual(failure);
  });

  it("is kept when the row says nothing about it", () => {
    const failure = aFailure({ source: "status-message" });
    const before = aPlanFacts({ status: "ExecuteFailed", failure });
    expect(byRow({ ...failedRow, statusMessage: undefined }, { before }).failure).toEqual(failure);
  });

  it("of a retry replaces the one before, from its own task", () => {
    const failure = aFailure({ taskId: "task-1" as TaskId });
    const before = aPlanFacts({ status: "ExecuteFailed", failure });
    const retried = byRow(failedRow, { before, task: log("Error: subnet is gone\n") });
    expect(retried.failure?.lines.join("\n")).toContain("subnet is gone");
    expect(retried.failure?.taskId).toBe("task-bp1dmg242c0001");
  });

  it("of another preview replaces the one before, from its own message", () => {
    const failure = aFailure({ source: "status-message", lines: ["wrong zone"] });
    const before = aPlanFacts({ status: "PreviewFailed", failure });
    const row = aPlanRow({ status: "PreviewFailed", statusMessage: "wrong image" });
    expect(byRow(row, { before }).failure?.lines).toEqual(["wrong image"]);
  });

  it("is forgotten when the plan goes on", () => {
    const before = aPlanFacts({ status: "ExecuteFailed", failure: aFailure() });
    expect(byRow(aPlanRow({ status: "PreviewInProgress" }), { before })).not.toHaveProperty("failure");
  });
});
