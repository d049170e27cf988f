import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quickJson } from "../../lib/catalog/bundled/quick-json.ts";
import { plainJson } from "../../lib/catalog/plain-json.ts";

/** The one that pop-core brings along. */
const JsonBigint = createRequire(import.meta.url)("json-bigint") as { parse(text: unknown): unknown };
let exactly = 0;
const quick = quickJson(() => {
  exactly++;
  return JsonBigint;
});
/** Whether the exact parser was asked, and what came of it. */
function read(text: string): { readonly exact: boolean; readonly value: unknown } {
  const before = exactly;
  const value = plainJson(quick.parse(Buffer.from(text)));
  return { exact: exactly > before, value };
}

describe("an answer", () => {
  it.each([
    ['{"Uid":"1466115886170001","OwnerPrincipalId":"277401963826230001"}'],
    ['{"ProductArn":"acs:servicecatalog:cn-hangzhou:1466115886170001:product/prod-1"}'],
    ['{"TemplateUrl":"oss://bucket/1466115886170001/template.json"}'],
    ['{"StatusMessage":"stack sc-1466115886170001-pp-1 failed"}'],
    ['{"TotalCount":123456789012345,"CreateTime":"2026-01-02T03:04:05.678Z"}'],
    ['{"Comment":"a \\u003c b, \\n \\\\ \\" 中"}'],
  ])("without long integers is read by the built-in parser: %s", (text) => {
    expect(read(text)).toEqual({ exact: false, value: JSON.parse(text) });
  });

  it.each([
    ['{"A":1234567890123456}', { A: "1234567890123456" }],
    ['{"A": -1234567890123456 }', { A: "-1234567890123456" }],
    ['{"A" \n:\t1234567890123456}', { A: "1234567890123456" }],
    ["[1234567890123456]", ["1234567890123456"]],
    ["[1,1234567890123456]", [1, "1234567890123456"]],
    ["[1, \n 1234567890123456]", [1, "1234567890123456"]],
    ["1234567890123456", "1234567890123456"],
    ['{"A":"1466115886170001","B":277401963826231234}', { A: "1466115886170001", B: "277401963826231234" }],
    [`{"A":"${"1".repeat(40)}","B":[${"2".repeat(40)}]}`, { A: "1".repeat(40), B: ["2".repeat(40)] }],
  ])("with a long integer keeps all its digits: %s", (text, value) => {
    expect(read(text)).toEqual({ exact: true, value });
  });

  it.each(["__proto__", "constructor", "\\u005f_proto__", "c\\u006Fnstructor", "\\u005F\\u005Fproto__"])(
    "with a key %s is refused, as json-bigint does",
    (key) => {
      expect(() => read(`{"A":{"${key}":{"polluted":1}}}`)).toThrow();
    },
  );

  it("that merely speaks of such a key is read", () => {
    expect(read('{"PlanName":"constructor"}').value).toEqual({ PlanName: "constructor" });
  });

  it("that is not quite JSON is read as json-bigint reads it", () => {
    expect(read('{"Content":"a\ttab"}')).toEqual({ exact: true, value: { Content: "a\ttab" } });
    expect(() => read('{"Content":')).toThrow();
  });

  it("is what json-bigint makes of it, whatever it holds", () => {
    const number = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.bigInt());
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.bigInt().map(String), fc.string());
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: "small" }, tie("leaf"), fc.array(tie("tree")), fc.dictionary(text, tie("tree"))),
      leaf: fc.oneof(number, text, fc.boolean(), fc.constant(null)),
    }));
    const pairs = fc.tuple(tree, fc.constantFrom("", " ", "\n  "));
    fc.assert(
      fc.property(pairs, ([value, space]) => {
        const written = spelled(value, space);
        const expected = outcome(() => plainJson(JsonBigint.parse(written)));
        expect(outcome(() => read(written).value)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("is scanned in time that grows with its length alone", () => {
    const digits = `{"A":"${"1".repeat(4_000_000)}"}`;
    expect(read(digits).exact).toBe(false);
    const blanks = `{"A":[${`${" ".repeat(1_000)}1${"0".repeat(15)}a`.repeat(10)}]}`;
    expect(() => read(blanks)).toThrow();
  });
});

/** JSON with integers of any length. */
function spelled(value: unknown, space: string): string {
  if (Array.isArray(value)) return `[${value.map((one) => spelled(one, space)).join(`,${space}`)}]`;
  if (typeof value !== "object" || value === null) {
    return typeof value === "bigint" ? String(value) : JSON.stringify(value);
  }
  const fields = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}:${space}${spelled(one, space)}`);
  return `{${fields.join(`,${space}`)}}`;
}

/** A number and its digits count as the same: readers take both as text. */
function outcome(read: () => unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(read(), (_, one) => (typeof one === "number" ? String(one) : one)));
  } catch {
    return "refused";
  }
}
