import { describe, expect, it } from "vitest";
import { redact } from "../../lib/text/redact.ts";
import { ORDINARY } from "./redact-kept.data.ts";

describe("ordinary text", () => {
  it.each(ORDINARY)("is left alone: %s", (line) => {
    expect(redact(line)).toBe(line);
  });

  it("is left alone as one log", () => {
    expect(redact(ORDINARY.join("\n"))).toBe(ORDINARY.join("\n"));
  });
});

describe("5 MB of ordinary log", () => {
  it("is left alone", () => {
    const lines = `${ORDINARY.join("\n")}\n`;
    const log = lines.repeat(Math.ceil(5_000_000 / lines.length));
    expect(redact(log) === log).toBe(true);
  });
});
