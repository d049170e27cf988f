import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TaskId } from "../../lib/model/brand.ts";
import type { TerraformLog } from "../../lib/model/task.ts";
import { explainFailure } from "../../lib/text/failure-extract.ts";
import { FAILED_RUNS } from "./failed-runs.data.ts";

const apply = (content: string, stream = "stderr"): TerraformLog => ({ command: "apply", stream, content });
const none = { statusMessage: undefined };

describe("a log of a failed run", () => {
  it.each(FAILED_RUNS)("tells $about", ({ log, lines, code, requestId }) => {
    expect(explainFailure({ logs: [apply(log)], ...none })).toEqual({
      lines,
      source: "task-log",
      ...(code === undefined ? {} : { code }),
      ...(requestId === undefined ? {} : { requestId }),
    });
  });
});

describe("several logs of one run", () => {
  const error = (what: string) => `Error: ${what}\n`;

  it("are told by apply rather than plan, whatever their order", () => {
    const plan = { command: "plan", stream: "stderr", content: error("from plan") };
    expect(explainFailure({ logs: [plan, apply(error("from apply"), "stdout")], ...none }).lines).toEqual([
      "Error: from apply",
    ]);
  });

  it("are told by stderr rather than stdout", () => {
    const logs = [apply(error("on stdout"), "stdout"), apply(error("on stderr"))];
    expect(explainFailure({ logs, ...none }).lines).toEqual(["Error: on stderr"]);
  });

  it("are told by plan when apply holds no error", () => {
    const plan = { command: "plan", stream: "stdout", content: error("from plan") };
    expect(
      explainFailure({ logs: [apply("alicloud_vpc.main: Creating...\n", "stdout"), plan], ...none }).lines,
    ).toEqual(["Error: from plan"]);
  });
});

describe("a failure without an error in its logs", () => {
  const statusMessage =
    "Create stack failed: Resource CREATE failed: terraform stack failure. Code: QuotaExceeded.Vpc, " +
    "RequestId: 7FBF738E-C773-42FA-B7CC-38E26D885255";

  it("is told by the status message, code and request id included", () => {
    expect(explainFailure({ logs: [apply("Apply complete!\n", "stdout")], statusMessage })).toEqual({
      lines: [statusMessage],
      source: "status-message",
      code: "QuotaExceeded.Vpc",
      requestId: "7FBF738E-C773-42FA-B7CC-38E26D885255",
    });
  });

  it.each([
    ["Resource CREATE failed: ResponseException: resources.Nat: No address is left Code: QuotaExceeded.Eip"],
    ["Resource UPDATE failed: resources.Nat: code: QuotaExceeded.Eip, no address is left"],
    ["资源栈创建失败：弹性公网 IP 已达上限，错误码：QuotaExceeded.Eip"],
    ["资源栈更新失败，错误代码: QuotaExceeded.Eip"],
  ])("has the code of the message of Resource Orchestration: %s", (statusMessage) => {
    expect(explainFailure({ logs: [], statusMessage })).toEqual({
      lines: [statusMessage],
      source: "status-message",
      code: "QuotaExceeded.Eip",
    });
  });

  it.each([
    "RequestId: 6298866A9A89BAF33B94B877",
    "请求 ID：6298866A9A89BAF33B94B877",
    "请求ID: 6298866A9A89BAF33B94B877",
  ])("has the request id of its message: %s", (said) => {
    const statusMessage = `The project is gone Code: ProjectNotExist ${said}`;
    expect(explainFailure({ logs: [], statusMessage }).requestId).toBe("6298866A9A89BAF33B94B877");
  });

  it("is told by its status message when the log holds a warning only", () => {
    const warning =
      "╷\n│ Warning: Argument is deprecated\n│ \n│   with alicloud_vpc.main,\n│   on main.tf line 3:\n╵\n";
    expect(explainFailure({ logs: [apply(warning)], statusMessage: "No quota" }).lines).toEqual(["No quota"]);
  });

  it("is told by the last lines of the log when there is no status message either", () => {
    const log = "one\ntwo\nthree\n\nfour\nfive\npassword = hunter2\n\n";
    expect(explainFailure({ logs: [apply(log)], statusMessage: " \n" })).toEqual({
      lines: ["two", "three", "four", "five", "password = ••••••"],
      source: "task-log",
    });
  });

  it("is told by nothing when there is nothing", () => {
    expect(explainFailure({ logs: [apply("  \n")], statusMessage: undefined })).toEqual({ lines: [], source: "none" });
  });

  it("keeps the task it came from", () => {
    const taskId = "task-bp1dmg242c0001" as TaskId;
    expect(explainFailure({ logs: [], statusMessage: undefined, taskId })).toEqual({
      lines: [],
      source: "none",
      taskId,
    });
  });
});

describe("a hostile log", () => {
  const size = (lines: readonly string[]) => lines.join("\n").length;

  it("never gives more than 5 lines and 500 characters", () => {
    const piece = fc.constantFrom(
      "Error: ",
      "│ ",
      "╷\n",
      "╵\n",
      "\n",
      "with a.b,\n",
      "x".repeat(300),
      "on m.tf line 3\n",
      "👩‍👩‍👧",
      "Code: A.B\n",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.string(), (pieces, statusMessage) => {
        const { lines } = explainFailure({ logs: [apply(pieces.join(""))], statusMessage });
        expect(lines.length).toBeLessThanOrEqual(5);
        expect(size(lines)).toBeLessThanOrEqual(500);
        expect(lines.every((line) => line.trim() !== "")).toBe(true);
      }),
    );
  });

  it("shows no secret that was cut in half", () => {
    const log = `Error: ${"x".repeat(230)} password="hunter2hunter2"\n`;
    expect(explainFailure({ logs: [apply(log)], ...none }).lines.join("\n")).not.toContain("hunter");
  });

  it("shows no secret that was cut in half behind characters that nobody sees", () => {
    const log = `Error: a${"\u200B".repeat(8_176)} LTAI5tCanaryCanary0003\n`;
    expect(explainFailure({ logs: [apply(log)], ...none }).lines).toEqual(["Error: a ••••••"]);
  });

  it("of five megabytes, coloured, in Chinese and with Windows line ends, is told by the error at its end", () => {
    const progress = "\u001B[0m\u001B[1m正在创建 alicloud_instance.web：请稍候……\u001B[0m\r\n".repeat(110_000);
    const log = `${progress}\u001B[31m│\u001B[0m \u001B[1mError: \u001B[0m配额不足\u001B[0m\r\n`;
    expect(log.length).toBeGreaterThan(5_000_000);
    expect(explainFailure({ logs: [apply(log)], ...none }).lines).toEqual(["Error: 配额不足"]);
  });

  it.each([
    "request id: a ",
    "&common.Error{",
    'Data: "AuthAction":"',
    "错误码：",
    "请求 id：",
    "│ ",
    "│ Message:\n",
    "panic: \n",
    "1 error(s) occurred:\n",
    "[ERROR] terraform-provider-a.go:1:",
    "on a line 1 ",
    "with a.b ",
    " . , ; ",
    "<Message>",
    'password is "',
    "Error: SDKError: Code: ",
  ])("of five megabytes of %j is told in little", (piece) => {
    const log = piece.repeat(Math.ceil(5_000_000 / piece.length));
    for (const content of [log, `Error: ${log}`, `│ Error: ${log}`]) {
      expect(size(explainFailure({ logs: [apply(content)], ...none }).lines)).toBeLessThanOrEqual(500);
    }
  });

  it("of five megabytes is still told by the error at its end", () => {
    const log = `${"alicloud_instance.web: Still creating... Errors so far: 0\n".repeat(90_000)}Error: at last\n`;
    expect(explainFailure({ logs: [apply(log)], ...none }).lines).toEqual(["Error: at last"]);
  });

  it("of one line of five megabytes is told by its beginning", () => {
    const { lines } = explainFailure({ logs: [apply(`Error: ${"y".repeat(5_000_000)}`)], ...none });
    expect(lines).toEqual([`Error: ${"y".repeat(492)}…`]);
  });

  it("of a hundred thousand errors is told by the first ones", () => {
    const { lines } = explainFailure({ logs: [apply("Error: again\nError: and again\n".repeat(50_000))], ...none });
    expect(lines).toEqual(["Error: again", "Error: and again"]);
  });

  it("of many errors, each with a megabyte of dots, is told by the first lines", () => {
    const log = `Error: first\n${`${".".repeat(8_000)}\n`.repeat(119)}`.repeat(20);
    expect(explainFailure({ logs: [apply(log)], ...none }).lines).toEqual(["Error: first", `${".".repeat(239)}…`]);
  });

  it.each([";?", "#;", "?;"])("of lines of %j after an escape is told by its errors", (piece) => {
    const log = `Error: first\n${`\u001B${piece.repeat(4_000)}\n`.repeat(500)}Error: second\n`;
    const { lines } = explainFailure({ logs: [apply(log)], ...none });
    expect([lines[0], lines.at(-1)]).toEqual(["Error: first", "Error: second"]);
  });

  it("with a dump in its first error is told by the next one's headline, not by what stands behind the dump", () => {
    const log = `Error: first\n${`${"y".repeat(8_000)}\n`.repeat(9)}  with a.b,\nError: second\n`;
    expect(explainFailure({ logs: [apply(log)], ...none }).lines).toEqual([
      "Error: first",
      `${"y".repeat(239)}…`,
      "Error: second",
    ]);
  });

  it("with a dump in its second error is told by the headlines", () => {
    const log = `Error: first\nError: second\n${`${"y".repeat(8_000)}\n`.repeat(100)}Error: third\n`;
    expect(explainFailure({ logs: [apply(log)], ...none }).lines).toEqual([
      "Error: first",
      "Error: second",
      "Error: third",
    ]);
  });
});
