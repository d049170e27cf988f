import { describe, expect, it } from "vitest";
import { readCommandLine } from "../../lib/app/command-line.ts";

describe("what is typed behind the command", () => {
  it.each([
    ["", { kind: "help" }],
    ["   ", { kind: "help" }],
    ["help", { kind: "help" }],
    ["help me", { kind: "help" }],
    ["pending", { kind: "pending" }],
    ["  PENDING\n", { kind: "pending" }],
    ["pending mine", { kind: "argument", word: "pending" }],
    ["pending VPC baseline", { kind: "argument", word: "pending" }],
    ["approve plan-1 fine", { kind: "not-built", word: "approve" }],
  ])("is read: %j", (text, asked) => expect(readCommandLine(text)).toEqual(asked));

  it.each(["plan", "task", "failed", "approve", "reject", "mute", "unmute", "whoami", "why", "status"])(
    "is known, though not built: %s",
    (word) => expect(readCommandLine(word)).toEqual({ kind: "not-built", word }),
  );

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
    expect(readCommandLine(`${typed} x y`)).toEqual({ kind: "unknown", typed, nearest });
  });

  it("may be as long as Slack lets it be", () => {
    expect(readCommandLine("x".repeat(1_000_000))).toMatchObject({ kind: "unknown" });
  });
});
