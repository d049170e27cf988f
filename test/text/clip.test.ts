import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clip } from "../../lib/text/clip.ts";
import { escapeMrkdwn } from "../../lib/text/escape.ts";

describe("a text that is too long", () => {
  it.each([
    ["is cut with an ellipsis", "abcdefgh", 5, "abcd…"],
    ["is left alone when it just fits", "abcde", 5, "abcde"],
    ["loses the space before the ellipsis", "abc defgh", 5, "abc…"],
    ["never loses half of an emoji", "ab👩‍👩‍👧cd", 6, "ab…"],
    ["never loses half of a flag", "a🇨🇳🇩🇪b", 6, "a🇨🇳…"],
    ["never loses an accent", "cafe\u0301s", 5, "caf…"],
    ["never ends within an entity", "ab&amp;cdef", 6, "ab…"],
    ["keeps a whole entity", "a&lt;bcdef", 6, "a&lt;…"],
    ["keeps an ampersand that begins no entity", "ab&cdefgh", 5, "ab&c…"],
    ["becomes nothing where there is no room", "abc", 0, ""],
    ["becomes the ellipsis where there is room for that only", "abc", 1, "…"],
  ])("%s", (_, text, max, expected) => {
    expect(clip(text, max)).toBe(expected);
  });

  it("takes another ellipsis", () => {
    expect(clip("abcdefgh", 6, "...")).toBe("abc...");
  });

  it("of many megabytes is looked at only where it is cut", () => {
    expect(clip("👩‍👩‍👧".repeat(1_000_000), 10)).toBe("👩‍👩‍👧…");
  });

  it("always fits, never holds half a character or half an entity", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), fc.integer({ min: 1, max: 60 }), (text, max) => {
        const cut = clip(escapeMrkdwn(text), max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(cut).not.toMatch(/\p{Surrogate}/u);
        expect(cut.replace(/&(?:amp|lt|gt);/g, "")).not.toMatch(/[&<>]/);
      }),
    );
  });
});

describe("text for mrkdwn", () => {
  it("has its three special characters escaped, once", () => {
    expect(escapeMrkdwn("<!channel> & <@U123> &lt; *x*")).toBe("&lt;!channel&gt; &amp; &lt;@U123&gt; &amp;lt; *x*");
  });
});
