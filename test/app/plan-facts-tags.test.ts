import { describe, expect, it } from "vitest";
import { redactorOf } from "../../lib/text/redactor.ts";
import { aPlanRow } from "../build/rows.ts";
import { byRow } from "./seen-facts.ts";

const tagsOf = (...tags: readonly (readonly [key: string, value: string])[]) =>
  byRow(aPlanRow({ tags: tags.map(([key, value]) => ({ key, value })) })).tags;

describe("the tags of a plan", () => {
  it("are kept as they are, for rules to compare", () => {
    expect(tagsOf(["env", "prod"], ["成本中心", "网络 1"])).toEqual([
      { key: "env", value: "prod" },
      { key: "成本中心", value: "网络 1" },
    ]);
  });

  it("are clean, and hold nothing secret", () => {
    expect(
      tagsOf(["env\u202E", "pr\u0000od"], ["db_password", "hunter2"], ["note", "LTAI5tCanary000000000001"]),
    ).toEqual([
      { key: "env", value: "prod" },
      { key: "db_password", value: "••••••" },
      { key: "note", value: "••••••" },
    ]);
  });

  it("hold nothing secret over several lines", () => {
    const redactor = redactorOf({ keys: [], values: ["project-bluebird"] });
    const tags = [{ key: "note", value: "│ project-\n│ bluebird" }];
    expect(byRow(aPlanRow({ tags }), { redactor }).tags).toEqual([{ key: "note", value: "│ ••••••" }]);
  });

  it("are 20 at most", () => {
    const many = Array.from({ length: 25 }, (_, n) => [`key-${n}`, "x"] as const);
    expect(tagsOf(...many)?.map(({ key }) => key)).toEqual(many.slice(0, 20).map(([key]) => key));
  });
});
