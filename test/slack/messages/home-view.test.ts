import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EpochMs, PlanId } from "../../../lib/model/brand.ts";
import { homeView } from "../../../lib/slack/messages/home-view.ts";
import { validateView } from "../../../lib/slack/validate-view.ts";
import { textsFor } from "../../../lib/text/pick.ts";
import { aFailure, aPlanFacts, dangerousChanges } from "../../build/facts.ts";
import { hostileLike } from "./hostile.ts";

const ASOF = Date.UTC(2026, 10, 24, 12, 0, 0) as EpochMs;
const plan = aPlanFacts();
const none = { waiting: [], asked: [], failed: [], asOf: ASOF, isMapped: true };
const view = (facts: Partial<Parameters<typeof homeView>[0]>, locale: "en" | "zh" = "en") =>
  homeView(
    { ...none, ...facts },
    { texts: textsFor(locale), label: "prod", consoleUrl: () => "https://console/plans" },
  );
/** All words of the view, in their order; dates as `<date>`. */
function wordsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  if (typeof value !== "object" || value === null) return [];
  const { type, text } = value as { type?: unknown; text?: unknown };
  if (type === "date") return ["<date>"];
  return [...(typeof text === "string" ? [text] : []), ...Object.values(value).flatMap(wordsOf)];
}
const lineOf = (shown: unknown, name: string): string => {
  const all = wordsOf(shown);
  return all.slice(all.indexOf(name), all.indexOf(name) + 4).join("");
};

describe("the Home of a person", () => {
  it("says when nothing waits, nothing is under way and nothing failed", () => {
    expect(wordsOf(view({}))).toEqual([
      "Waits for you [prod]",
      "No plan waits for you.",
      "You asked for",
      "Nothing of yours is under way.",
      "Failed in the last 24 hours",
      "Nothing failed.",
      "Service Catalog was last read <!date^1795521600^{date_short_pretty} {time}|2026-11-24 12:00 UTC>",
    ]);
  });

  it("lists what waits, with its danger, its age and its id", () => {
    const shown = view({ waiting: [aPlanFacts({ changes: dangerousChanges() })] });
    expect(wordsOf(shown)[0]).toBe("Waits for you: 1 [prod]");
    expect(lineOf(shown, "vpc-prod")).toBe("vpc-prod (dangerous) · Waiting since <date> · plan-bp1jvmdk2k0001");
  });

  it("lists what they asked for with its state, and what failed with its reason", () => {
    expect(lineOf(view({ asked: [aPlanFacts({ status: "ExecuteInProgress" })] }), "vpc-prod")).toBe(
      "vpc-prod · Running · <date> · plan-bp1jvmdk2k0001",
    );
    const failed = aPlanFacts({ status: "ExecuteFailed", failure: aFailure(), pending: [] });
    expect(lineOf(view({ failed: [failed] }), "vpc-prod")).toBe(
      "vpc-prod · Failed · <date> · plan-bp1jvmdk2k0001 · Error: Resource alicloud_vpc CreateVpc Failed!!!",
    );
  });

  it("tells somebody whom the settings do not know what to do", () => {
    expect(wordsOf(view({ isMapped: false }))).toContain(
      "Planbell does not know who you are in Alibaba Cloud: ask whoever runs it to list you among its people.",
    );
  });

  it("speaks Chinese", () => {
    expect(wordsOf(view({ asOf: undefined }, "zh"))).toEqual([
      "等待您审批 [prod]",
      "没有计划等待您审批。",
      "您提交的计划",
      "没有进行中的计划。",
      "最近 24 小时内的失败",
      "没有失败。",
      "尚未读取服务目录。",
    ]);
  });

  it("counts what there is no room for", () => {
    const many = Array.from({ length: 18 }, (_, n) => aPlanFacts({ id: `plan-${n}` as PlanId }));
    const shown = view({ waiting: many, asked: many, failed: many });
    expect(validateView(shown)).toEqual([]);
    expect(wordsOf(shown).filter((words) => words === "and 3 more")).toHaveLength(3);
  });

  it("is taken by Slack, whatever the plans hold", () => {
    fc.assert(
      fc.property(hostileLike(plan), (hostile) => {
        const shown = view({ waiting: [hostile], asked: [hostile], failed: [hostile] });
        expect(validateView(shown)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
