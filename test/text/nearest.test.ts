import { describe, expect, it } from "vitest";
import { nearest } from "../../lib/text/nearest.ts";
import { readLength } from "../../lib/text/read-length.ts";

describe("the nearest word", () => {
  it.each([
    ["vpc-prdo", ["db", "vpc-prod", "vpc-test"], "vpc-prod"],
    ["abc", ["abd", "abe"], "abd"],
    ["vpc", ["vpd", "vpc-prod-of-somebody"], "vpc-prod-of-somebody"],
    ["", ["a"], "a"],
    ["x", [], undefined],
  ])("to %j among %j", (typed, known, best) => expect(nearest(typed, known)).toBe(best));

  it.each([
    ["abcd", "abxy", 2],
    ["abcd", "abc", 1],
    ["abcd", "aabbccdd", 4],
    ["abcd", "badc", 3],
  ])("is one within so many letters put in, taken out or exchanged: %s, %s, %d", (typed, known, slips) => {
    expect(nearest(typed, [known], slips)).toBe(known);
    expect(nearest(typed, [known], slips - 1)).toBeUndefined();
  });

  it("is found of long words by their beginnings", () => {
    expect(nearest("x".repeat(100_000), ["y", "x".repeat(80)])).toBe("x".repeat(80));
  });
});

describe("a length of time as it is typed", () => {
  it.each([
    ["30m", 1_800_000],
    ["30min", 1_800_000],
    ["24H", 86_400_000],
    ["7d", 604_800_000],
    ["2w", 1_209_600_000],
    ["0h", undefined],
    ["1.5h", undefined],
    ["-1h", undefined],
    ["24", undefined],
    ["h", undefined],
    ["24 h", undefined],
    ["9999999h", undefined],
    ["1h\n", undefined],
  ])("is read: %j", (typed, length) => expect(readLength(typed)).toBe(length));

  it("may be too long", () => {
    expect(readLength("24h", 86_400_000 as never)).toBe(86_400_000);
    expect(readLength("25h", 86_400_000 as never)).toBeUndefined();
  });
});
