import { describe, expect, it } from "vitest";
import { LOCALES } from "../../lib/model/locale.ts";
import type { Texts } from "../../lib/text/catalogue.ts";
import { textsFor } from "../../lib/text/pick.ts";
import { HOSTILE } from "../slack/messages/hostile.ts";
import { type AllCalls, callsWith } from "./texts.data.ts";

type Said = readonly [from: string, text: string];

/** Everything a catalogue says, with where it stands; functions are called as the table says. */
function everything(texts: Texts, calls: AllCalls): readonly Said[] {
  return Object.entries(texts).flatMap(([group, value]): Said[] =>
    group === "hint"
      ? calls.hint.flatMap(([key]) => texts.hint(key).map((line): Said => [`hint ${key}`, line]))
      : Object.entries(value).flatMap(([key, one]): Said[] =>
          saidBy(`${group}.${key}`, one, argsOf(calls, group, key)),
        ),
  );
}

function saidBy(from: string, value: unknown, calls: readonly (readonly unknown[])[]): Said[] {
  if (typeof value !== "function") return [[from, value as string]];
  return calls.map((args) => [
    `${from}(${JSON.stringify(args, (_, one) => (typeof one === "string" ? one.slice(0, 20) : one))})`,
    value(...args),
  ]);
}

const argsOf = (calls: AllCalls, group: string, key: string): readonly (readonly unknown[])[] =>
  (calls as unknown as Record<string, Record<string, readonly (readonly unknown[])[]>>)[group]?.[key] ?? [];

/** The same tree with the kind of every leaf in its place. */
const shapeOf = (texts: Texts) =>
  Object.entries(texts).map(([group, value]) => [
    group,
    typeof value === "function"
      ? "function"
      : Object.entries(value)
          .map(([key, one]) => [key, typeof one])
          .sort(),
  ]);

const where = (all: readonly Said[], odd: RegExp): readonly Said[] => all.filter(([, text]) => odd.test(text));

/** A sign that belongs to no language, in place of all that comes from outside. */
const SIGN = "◆";
/** Names that are the same in every language. */
const NAMES =
  /\/planbell(?: [a-z]+)?(?: task-1 2)?|npm run poll -- --replay KEY|Planbell|Slack|Terraform|Provider|Kubernetes|files:write|usergroups:read|(?:ram|ros):\w+|\b(?:RAM|ECS|KMS|DNS|NAT|VPN|IP|ID|KB|30m|24h|7d|30d)\b/g;
const CHINESE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’]/u;

describe.each(LOCALES)("the words of %s", (locale) => {
  const texts = textsFor(locale);
  const plain = everything(texts, callsWith(SIGN));

  it("are all that there are in English", () => {
    expect(shapeOf(texts)).toEqual(shapeOf(textsFor("en")));
  });

  it.each([SIGN, "", "alice", "订单库", "0", ...HOSTILE])("are texts whatever stands in them: %j", (words) => {
    const all = everything(texts, callsWith(words));
    expect(all.length).toBeGreaterThan(600);
    expect(all.filter(([, text]) => typeof text !== "string")).toEqual([]);
    expect(where(all, /undefined|\bnull\b|NaN|Infinity|\[object|\$\{/)).toEqual([]);
  });

  it("are never empty, but for what is nothing", () => {
    const empty = plain.filter(([, text]) => text.trim() === "").map(([from]) => from);
    expect(
      empty.filter((from) => !/^(plan\.anyOneOf|join\.list)\(\[\[\]\]\)$/.test(from) && !isCountOfNone(from)),
    ).toEqual([]);
  });

  it("have no markup, no line breaks and no blanks too many", () => {
    expect(where(plain, /[<&*_~`\n]|(?<!-)>| {2}/)).toEqual([]);
  });

  it("are short without what stands in them", () => {
    expect(plain.filter(([from, text]) => text.length > 150 && !from.startsWith("plan.counts"))).toEqual([]);
  });

  it("end with a blank only where nothing but a name can follow", () => {
    expect(where(plain, / $/).map(([from]) => from.split("(")[0])).toEqual(
      locale === "en" ? ["join.label", "join.comma"] : [],
    );
  });
});

/** Counts of nothing at all are no words; the card then says so itself. */
const isCountOfNone = (from: string): boolean => from.startsWith('plan.counts([{"removed":0,');

describe("the words of English", () => {
  it("are not Chinese", () => {
    expect(where(everything(textsFor("en"), callsWith(SIGN)), CHINESE)).toEqual([]);
  });
});

describe("the words of Chinese", () => {
  const zh = textsFor("zh");
  const plain = everything(zh, callsWith(SIGN));

  it("are not English, but for names", () => {
    expect(
      where(
        plain.map(([from, text]): Said => [from, text.replace(NAMES, "")]),
        /[A-Za-z]/,
      ),
    ).toEqual([]);
  });

  it("have Chinese punctuation", () => {
    const own = plain.map(([from, text]): Said => [from, text.replace(NAMES, "")]);
    expect(where(own, /[,;:?!()[\]"'.]/)).toEqual([]);
  });

  it.each(["alice", "vpc-1", "42", "订单库", "（未命名）"])(
    "stand one blank away from what is not Chinese: %s",
    (words) => {
      const all = everything(zh, callsWith(words)).map(([from, text]): Said => [from, text.replaceAll(" → ", "→")]);
      expect(where(all, /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u)).toEqual([]);
      expect(where(all, /\p{Script=Han} \p{Script=Han}/u)).toEqual([]);
      expect(where(all, / [\u3000-\u303f\uff00-\uffef”]|[\u3000-\u303f\uff00-\uffef“] /u)).toEqual([]);
    },
  );
});
