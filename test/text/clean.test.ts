import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clean } from "../../lib/text/clean.ts";

describe("a name from outside", () => {
  it.each([
    ["colours", "\u001B[1;31mred\u001B[0m", "red"],
    ["a terminal title", "\u001B]0;title\u0007name", "name"],
    ["control characters", "a\u0000b\u0007c\u007Fd\u0090e", "abcde"],
    ["a trailing line feed", "DEMO-ECS instance\n", "DEMO-ECS instance"],
    ["lines and tabs", "a\r\nb\tc\u2028d\u2029e\rf", "a b c d e f"],
    ["direction overrides", "safe\u202Egnp.exe\u202C", "safegnp.exe"],
    ["direction marks and isolates", "\u200Ea\u200F\u2066b\u2069\u061C", "ab"],
    ["invisible characters", "ad\u200Bmin\u200C\u2060\uFEFF\u00AD", "admin"],
    ["a joiner between letters", "ad\u200Dmin", "admin"],
    ["hidden tag characters", "a\u{E0041}\u{E0042}", "a"],
    ["half a surrogate pair", "a\uD83Db\uDE00", "a\uFFFDb\uFFFD"],
  ])("loses %s", (_, text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  it.each(["👩‍👩‍👧", "👩🏽‍💻", "🏳️‍🌈", "❤️", "vpc-生产", "café"])("keeps %s", (text) => {
    expect(clean(text)).toBe(text);
  });

  it("is well formed, on one line and unchanged by a second cleaning, whatever it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.array(fc.integer({ min: 0, max: 0xffff })), (text, units) => {
        const once = clean(text + String.fromCharCode(...units));
        expect(once).not.toMatch(/\p{Cc}|\u202E|\p{Surrogate}/u);
        expect(clean(once)).toBe(once);
      }),
    );
  });
});

describe("a log from outside", () => {
  it("keeps its lines and indentation", () => {
    expect(clean("  a\r\n\tb\rc\u2028\u001B[0md\n", { lines: true })).toBe("  a\n  b\nc\nd\n");
  });

  const WOMAN = "\u{1F469}\u200D";

  // Strings of this size are compared by `===`: a printed difference would take longer than all the tests.
  it.each<[piece: string, left: (times: number) => string]>([
    ["\u001B", () => ""],
    ["\u001B[", () => ""],
    ["\u001B]", () => ""],
    ["\u001B[1;", (times) => "1;".repeat(times)],
    ["\u001B;a", (times) => "a".repeat(times)],
    ["\u001B]0;a", (times) => "0;a".repeat(times)],
    ["\u009B1;", (times) => "1;".repeat(times)],
    ["\u009Da", (times) => "a".repeat(times)],
    ["\u200D", () => ""],
    [WOMAN, (times) => `${WOMAN.repeat(times - 1)}\u{1F469}`],
    ["\uD800", (times) => "\uFFFD".repeat(times)],
    ["\r", (times) => "\n".repeat(times)],
  ])("of a megabyte of %j loses just that", (piece, left) => {
    expect(clean(piece.repeat(300_000), { lines: true }) === left(300_000)).toBe(true);
  });

  it.each([
    [";?", "?;"],
    ["?;", ";?"],
  ])("of four megabytes of %j after one escape loses the escape", (piece, turned) => {
    const left = `${turned.repeat(1_999_999)}${turned[0]}`;
    expect(clean(`\u001B${piece.repeat(2_000_000)}`, { lines: true }) === left).toBe(true);
  });

  it("of four megabytes of '#;' after one escape loses the escape", () => {
    expect(clean(`\u001B${"#;".repeat(2_000_000)}`, { lines: true }) === "#;".repeat(1_999_999)).toBe(true);
  });
});
