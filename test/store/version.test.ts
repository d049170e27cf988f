import { describe, expect, it } from "vitest";
import { drawVersion } from "../../lib/store/version.ts";

describe("the version of a write", () => {
  it("is drawn anew when it is the expected one", () => {
    const drawn = [7, 7, 9];
    expect(drawVersion(7, () => drawn.shift() as number)).toBe(9);
  });

  it("is a whole number above zero of at most 48 bits, seldom a short one", () => {
    const versions = Array.from({ length: 1_000 }, () => drawVersion("absent"));
    expect(versions.every((one) => Number.isInteger(one) && one > 0 && one < 2 ** 48)).toBe(true);
    expect(new Set(versions).size).toBe(1_000);
    // Half of them have the highest bit.
    expect(versions.filter((one) => one >= 2 ** 47).length).toBeGreaterThan(350);
  });
});
