import { describe, expect, it } from "vitest";
import { stripAnsi } from "../../lib/text/ansi.ts";

describe("text with terminal escapes", () => {
  it.each([
    ["colours", "a\u001B[1;31mb\u001B[0mc", "abc"],
    ["a private mode", "a\u001B[?25lb", "ab"],
    ["the one-character introducer", "a\u009B31mb", "ab"],
    ["a title", "a\u001B]0;title\u0007b", "ab"],
    ["a title with the longer end", "a\u001B]0;title\u001B\\b", "ab"],
    ["a link, but not its text", "\u001B]8;;https://example.com\u0007text\u001B]8;;\u0007", "text"],
    ["a device's string", "a\u001BPq#0\u001B\\b", "ab"],
    ["a character set", "a\u001B(Bb", "ab"],
    ["saving and restoring the cursor", "\u001B7a\u001B8", "a"],
  ])("loses %s", (_, text, expected) => {
    expect(stripAnsi(text)).toBe(expected);
  });

  it("keeps the text of a title that does not end on its line", () => {
    expect(stripAnsi("a\u001B]0;Error: b\nError: c\u0007d")).toBe("a0;Error: b\nError: c\u0007d");
  });

  it("keeps what follows a sequence that was cut off", () => {
    expect(stripAnsi("a\u001B[12\nb")).toBe("a12\nb");
  });

  it("of megabytes of titles that never end keeps the text", () => {
    const text = `\u001B]${"a".repeat(1_000_000)}`.repeat(4);
    expect(stripAnsi(text) === "a".repeat(4_000_000)).toBe(true);
  });
});
