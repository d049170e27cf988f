import { describe, expect, it } from "vitest";
import { shown, shownLines } from "../../lib/text/shown.ts";

describe("text from outside in a message", () => {
  it("is clean, without secrets and on one line", () => {
    expect(shown("a\nb\u202E password=hunter2", 100)).toBe("a b password=••••••");
  });

  it("keeps its lines where there is room for them", () => {
    expect(shownLines("a\n  b\u202E", 100)).toBe("a\n  b");
  });

  it("loses its secret before it is cut", () => {
    expect(shown("LTAI5tQwertyuiop1234", 8)).toBe("••••••");
    expect(shownLines("a\nLTAI5tQwertyuiop1234", 10)).toBe("a\n••••••");
  });

  it.each(["", " \n\t", "\u200B\u202E"])("that says nothing (%j) is never empty", (text) => {
    expect(shown(text, 10)).toBe("-");
    expect(shown(text, 10, "nothing")).toBe("nothing");
  });

  it.each([shown, shownLines])("is looked at in its first 65,536 units only", (show) => {
    expect(show(`${"\u200B".repeat(65_535)}ab`, 10)).toBe("a");
    expect(show("\u200B".repeat(65_536) + "b".repeat(10), 10)).toBe("-");
  });
});
