import { describe, expect, it } from "vitest";
import { scrub } from "../../lib/catalog/scrub.ts";

const credentials = {
  accessKeyId: "LTAI5tCanary4711",
  accessKeySecret: "canary/Secret+4711",
  securityToken: undefined,
};

describe("text of the gateway in an error message", () => {
  it.each([
    ["an address", "see https://error-center.aliyun.com/x?y=z now", "see [url] now"],
    ["the key id", "key LTAI5tCanary4711 is bad", "key [redacted] is bad"],
    ["the key secret, encoded", "got canary%2FSecret%2B4711 here", "got [redacted] here"],
    ["another key id", "key LTAI5tOther0815 is bad", "key [redacted] is bad"],
    ["a signature", "Signature=abc%3D was wrong", "Signature=[redacted] was wrong"],
    ["colours and lines", "\u001B[31mno\u001B[0m\r\nway", "no way"],
  ])("loses %s", (_, text, expected) => {
    expect(scrub(text, credentials)).toBe(expected);
  });

  it("has at most 300 characters", () => {
    expect(scrub("no ".repeat(200), undefined)).toBe(`${"no ".repeat(99)}no…`);
  });

  it("is shortened in no time when it has megabytes made to be slow", () => {
    expect(scrub(`\u001B${";?".repeat(2_000_000)}`, undefined)).toBe(`${";?".repeat(149)};…`);
  });
});

describe("a secret where a long text is cut", () => {
  const address = `https://example.com/${"a".repeat(4_065)} `;

  it("is gone when it is ours", () => {
    expect(scrub(`${address}canary/Secret+4711 ${"b ".repeat(500)}`, credentials)).toBe("[url] [redacted]");
  });

  it("is gone when it is unknown, though half of it would look harmless", () => {
    expect(scrub(`${address}${"q".repeat(60)}`, credentials)).toBe("[url] [redacted]");
  });
});
