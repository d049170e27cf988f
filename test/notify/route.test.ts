import { describe, expect, it } from "vitest";
import { destinationsOf } from "../../lib/notify/route.ts";
import { NET, OPS } from "../build/records.ts";

describe("the destinations of the routes", () => {
  it("come in their order, each once", () => {
    expect(destinationsOf([{ to: [OPS, NET, OPS] }, { to: [NET] }])).toEqual(["C0DEFAULT0", "C0123ABCD"]);
  });

  it("are none without routes", () => {
    expect(destinationsOf([])).toEqual([]);
  });
});
