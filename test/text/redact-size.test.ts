import { describe, expect, it } from "vitest";
import { redact } from "../../lib/text/redact.ts";

describe("a long text made to be slow", () => {
  const same = (piece: string, times: number): string => piece.repeat(times);
  const M = "••••••";

  it.each<[piece: string, left: (piece: string, times: number) => string]>([
    ["a", same],
    ["password", same],
    ["password \t", same],
    ["password:\n", same],
    ["eyJ-", same],
    ["://", same],
    ["://a:", same],
    ["https://a:", same],
    ["-", same],
    ["--pass", same],
    ["bearer aaaaaaa", same],
    ["authorization ", same],
    ['?signature="', same],
    ['"aKey" : "', same],
    ["name=password,", same],
    ["value: ", same],
    ["STS.", same],
    ["\\", same],
    ["a:", same],
    ["<password>", same],
    ["•••••• -> ", same],
    // Every second piece is the value of the one before.
    ['password="', (_, times) => `password="${M}"`.repeat(times / 2)],
    ['password=\\"', (_, times) => `password=\\"${M}\\"`.repeat(times / 2)],
    ["token: |\n  a\n", (_, times) => `token: ${M}\n`.repeat(times)],
    ['password is "', (_, times) => `password is "${M}"`.repeat(times / 2)],
    ["mysql -p", (_, times) => `mysql -p${`${M} -p`.repeat(times - 1)}`],
    // What does not end hides the rest.
    ["password=<<A\n", () => `password=${M}`],
    ["secret={", () => `secret=${M}`],
    ["secret=[", () => `secret=${M}`],
    ["password:\n ", () => `password:\n ${M}\n `],
    ["-----BEGIN A-----", () => M],
    ["eyJa.", () => `${M}.`],
    ["LTAI", () => M],
    ["CAIS", () => M],
    // Compared by `===`, since a difference of this size takes too long to print.
  ])("%j, repeated, is redacted", (piece, left) => {
    const times = Math.ceil(100_000 / piece.length) * 2;
    expect(redact(piece.repeat(times)) === left(piece, times)).toBe(true);
  });

  it.each([
    ["password = ", "a'a", "password = ••••••"],
    ["eyJa.b.c", ".d", "••••••"],
  ])("of twelve megabytes, after %j of %j, is redacted without running out of stack", (start, piece, expected) => {
    expect(redact(start + piece.repeat(12_000_000 / piece.length)) === expected).toBe(true);
  });
});
