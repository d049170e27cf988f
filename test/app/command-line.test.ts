import { describe, expect, it } from "vitest";
import { COMMAND_WORDS, isImmediate, readCommandLine } from "../../lib/app/commands/command-line.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe("what is typed behind the command", () => {
  it.each([
    ["", { kind: "help" }],
    ["   ", { kind: "help" }],
    ["help me", { kind: "help" }],
    ["  PENDING\n", { kind: "pending" }],
    ["pending all", { kind: "pending" }],
    ['pending "all"', { kind: "pending", product: "all" }],
    ["pending MINE", { kind: "pending", mine: true }],
    ["pending VPC baseline", { kind: "pending", product: "VPC baseline" }],
    ["pending “VPC baseline”", { kind: "pending", product: "VPC baseline" }],
    ["plan plan-bp1", { kind: "plan", plan: "plan-bp1" }],
    ["plan `plan-bp1`", { kind: "plan", plan: "plan-bp1" }],
    ["plan Web shop  of Lin", { kind: "plan", plan: "Web shop  of Lin" }],
    ["plan R&amp;D &lt;1&gt;", { kind: "plan", plan: "R&D <1>" }],
    ["plan &amp;lt;", { kind: "plan", plan: "&lt;" }],
    ['plan "a" and "b"', { kind: "plan", plan: '"a" and "b"' }],
    ["why plan-bp1", { kind: "why", plan: "plan-bp1" }],
    ["task task-bp1", { kind: "task", task: "task-bp1", page: 1 }],
    ["task task-bp1 12", { kind: "task", task: "task-bp1", page: 12 }],
    ["task 7", { kind: "task", task: "7", page: 1 }],
    ["task task-bp1 0", { kind: "task", task: "task-bp1", page: 1 }],
    ["failed", { kind: "failed", within: DAY }],
    ["failed 30m", { kind: "failed", within: HOUR / 2 }],
    ["failed 7 D", { kind: "failed", within: 7 * DAY }],
    ["failed 30d", { kind: "failed", within: 30 * DAY }],
    ["mute plan-bp1", { kind: "mute", what: "plan-bp1", length: DAY }],
    ["mute VPC baseline 2h", { kind: "mute", what: "VPC baseline", length: 2 * HOUR }],
    ["mute 'VPC 2h'", { kind: "mute", what: "VPC 2h", length: DAY }],
    ["mute VPC 2x", { kind: "mute", what: "VPC 2x", length: DAY }],
    ["mute 2h", { kind: "mute", what: "2h", length: DAY }],
    ["mute VPC 0m", { kind: "mute", what: "VPC 0m", length: DAY }],
    ["mute VPC 4w", { kind: "mute", what: "VPC", length: 28 * DAY }],
    ["unmute VPC baseline", { kind: "unmute", what: "VPC baseline" }],
    ["whoami", { kind: "whoami" }],
    ["status", { kind: "status" }],
  ])("is read: %j", (text, asked) => expect(readCommandLine(text)).toEqual(asked));

  it.each([
    ["approve plan-1", { action: "approve", plan: "plan-1", comment: "" }],
    ["REJECT plan-1 too  big, sorry", { action: "reject", plan: "plan-1", comment: "too  big, sorry" }],
    ['approve "Web shop" fine &amp; good', { action: "approve", plan: "Web shop", comment: "fine & good" }],
    ['approve "" fine', { action: "approve", plan: '""', comment: "fine" }],
  ])("is decided in a modal: %j", (text, form) => {
    const asked = readCommandLine(text);
    expect(asked).toEqual({ kind: "form", ...form });
    expect(isImmediate(asked)).toBe(false);
  });

  it.each([
    ["plan", "plan", "lacks", ""],
    ["why ", "why", "lacks", ""],
    ["task", "task", "lacks", ""],
    ["approve", "approve", "lacks", ""],
    ["reject", "reject", "lacks", ""],
    ["mute", "mute", "lacks", ""],
    ["unmute", "unmute", "lacks", ""],
    ["status now", "status", "takes-nothing", "now"],
    ["whoami root", "whoami", "takes-nothing", "root"],
    ["failed yesterday", "failed", "length", "yesterday"],
    ["failed 0h", "failed", "length", "0h"],
    ["failed 31d", "failed", "length", "31d"],
    ["mute VPC 5w", "mute", "length", "5w"],
  ])("cannot be meant: %j", (text, word, fault, typed) => {
    const asked = readCommandLine(text);
    expect(asked).toEqual({ kind: "argument", word, fault, typed });
    expect(isImmediate(asked)).toBe(true);
  });

  it.each([
    ["pnding", "pending"],
    ["pendign", "pending"],
    ["p", "pending"],
    ["pl", "plan"],
    ["hlep", "help"],
    ["?", "why"],
    ["aprove", "approve"],
    ["stat", "status"],
    ["un", "unmute"],
    ["/planbell", "plan"],
    ["list", "task"],
  ])("is unknown, and the nearest is named: %s", (typed, nearest) => {
    const asked = readCommandLine(`${typed} x y`);
    expect(asked).toEqual({ kind: "unknown", typed, nearest });
    expect(isImmediate(asked)).toBe(true);
  });

  it("may be as long as Slack lets it be", () => {
    expect(readCommandLine("x".repeat(1_000_000))).toMatchObject({ kind: "unknown" });
    for (const word of COMMAND_WORDS) {
      const asked = readCommandLine(`${word} ${" \u201c1 ".repeat(100_000)}`);
      expect(["unknown", undefined]).not.toContain(asked.kind);
    }
  });

  it("needs a look at the state for all that is not immediate", () => {
    for (const text of ["pending", "plan x", "task x", "failed", "mute x", "unmute x", "whoami", "why x", "status"]) {
      expect(isImmediate(readCommandLine(text))).toBe(false);
    }
  });
});
