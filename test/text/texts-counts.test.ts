import { describe, expect, it } from "vitest";
import type { Texts } from "../../lib/text/catalogue.ts";
import { textsFor } from "../../lib/text/pick.ts";

const en = textsFor("en");
const zh = textsFor("zh");

const NONE = { removed: 0, replaced: 0, perhapsReplaced: 0, modified: 0, added: 0, others: [], atLeast: false };

/** How many, in each language. */
const COUNTED: readonly (readonly [(texts: Texts) => string, english: string, chinese: string])[] = [
  [(t) => t.digest.waiting(0), "0 more plans wait for approval", "另有 0 个计划待审批"],
  [(t) => t.digest.waiting(1), "1 more plan waits for approval", "另有 1 个计划待审批"],
  [(t) => t.digest.waiting(2), "2 more plans wait for approval", "另有 2 个计划待审批"],
  [(t) => t.digest.waiting(11), "11 more plans wait for approval", "另有 11 个计划待审批"],
  [(t) => t.digest.waiting(1_000), "1000 more plans wait for approval", "另有 1000 个计划待审批"],
  [(t) => t.digest.changed(0), "0 plans changed", "0 个计划有变化"],
  [(t) => t.digest.changed(1), "1 plan changed", "1 个计划有变化"],
  [(t) => t.digest.changed(2), "2 plans changed", "2 个计划有变化"],
  [(t) => t.digest.changed(11), "11 plans changed", "11 个计划有变化"],
  [(t) => t.digest.changed(1_000), "1000 plans changed", "1000 个计划有变化"],
  [(t) => t.instance.digest(1), "1 provisioned product changed", "1 个产品实例有变化"],
  [(t) => t.instance.digest(11), "11 provisioned products changed", "11 个产品实例有变化"],
  [(t) => t.instance.mixedDigest(2), "2 plans and provisioned products changed", "2 个计划和产品实例有变化"],
  [(t) => t.command.waiting(0), "0 plans wait for approval", "0 个计划待审批"],
  [(t) => t.command.waiting(1), "1 plan waits for approval", "1 个计划待审批"],
  [(t) => t.command.waiting(2), "2 plans wait for approval", "2 个计划待审批"],
  [(t) => t.command.waiting(11), "11 plans wait for approval", "11 个计划待审批"],
  [(t) => t.command.waiting(1_000), "1000 plans wait for approval", "1000 个计划待审批"],
  [(t) => t.plan.moreDangers(0), "and 0 more dangerous changes", "另有 0 项危险变更"],
  [(t) => t.plan.moreDangers(1), "and 1 more dangerous change", "另有 1 项危险变更"],
  [(t) => t.plan.moreDangers(2), "and 2 more dangerous changes", "另有 2 项危险变更"],
  [(t) => t.plan.moreDangers(11), "and 11 more dangerous changes", "另有 11 项危险变更"],
  [(t) => t.plan.moreDangers(1_000), "and 1000 more dangerous changes", "另有 1000 项危险变更"],
  [(t) => t.plan.andMore(1), "and 1 more", "另有 1 项"],
  [(t) => t.plan.andMore(1_000), "and 1000 more", "另有 1000 项"],
  [(t) => t.plan.otherPeople(1), "and 1 more", "另外 1 人"],
  [(t) => t.plan.otherPeople(11), "and 11 more", "另外 11 人"],
  [(t) => t.log.part(1, 2), ", part 1 of 2", "（第 1 部分，共 2 部分）"],
  [(t) => t.log.part(11, 1_000), ", part 11 of 1000", "（第 11 部分，共 1000 部分）"],
  [(t) => t.log.leftOut(1), "[The first 1 KB are left out.]", "【开头 1 KB 已省略】"],
  [(t) => t.log.leftOut(1_000), "[The first 1000 KB are left out.]", "【开头 1000 KB 已省略】"],
];

/** How long, in each language. */
const LASTING: readonly (readonly [(texts: Texts) => string, english: string, chinese: string])[] = [
  [(t) => t.command.asOf(0), "As of 0 s ago", "数据更新于 0 秒前"],
  [(t) => t.command.asOf(1), "As of 1 s ago", "数据更新于 1 秒前"],
  [(t) => t.command.asOf(59), "As of 59 s ago", "数据更新于 59 秒前"],
  [(t) => t.command.asOf(61), "As of 1 min ago", "数据更新于 1 分钟前"],
  [(t) => t.command.asOf(11 * 60), "As of 11 min ago", "数据更新于 11 分钟前"],
  [(t) => t.command.asOf(3 * 3_600 + 5 * 60), "As of 3 h 5 min ago", "数据更新于 3 小时 5 分钟前"],
  [(t) => t.command.asOf(2 * 86_400 + 59), "As of 2 d ago", "数据更新于 2 天前"],
  [(t) => t.command.asOf(1_000 * 86_400 + 7_200), "As of 1000 d 2 h ago", "数据更新于 1000 天 2 小时前"],
  [
    (t) => t.command.waits("plan-1", 3_600, "bob", false),
    " (plan-1) has waited 1 h for bob",
    "（plan-1）已等待 1 小时，审批人：bob",
  ],
  [
    (t) => t.watch.wasBlind(0),
    "Nothing was seen for less than a minute, since",
    "曾有不到 1 分钟无法获知计划状态，开始于",
  ],
  [(t) => t.watch.wasBlind(1), "Nothing was seen for 1 min, since", "曾有 1 分钟无法获知计划状态，开始于"],
  [(t) => t.watch.wasBlind(125), "Nothing was seen for 2 h 5 min, since", "曾有 2 小时 5 分钟无法获知计划状态，开始于"],
  [(t) => t.watch.wasBlind(3_000), "Nothing was seen for 50 h, since", "曾有 2 天 2 小时无法获知计划状态，开始于"],
];

describe("a count", () => {
  it.each(COUNTED.map(([say, english, chinese]) => ({ say, english, chinese })))(
    "reads right in both languages: $english, $chinese",
    ({ say, english, chinese }) => {
      expect([say(en), say(zh)]).toEqual([english, chinese]);
    },
  );
});

describe("a length of time", () => {
  it.each(LASTING.map(([say, english, chinese]) => ({ say, english, chinese })))(
    "reads right in both languages: $english, $chinese",
    ({ say, english, chinese }) => {
      expect([say(en), say(zh)]).toEqual([english, chinese]);
    },
  );
});

describe("the counts of changes", () => {
  it.each([
    [NONE, "", ""],
    [{ ...NONE, added: 1 }, "adds 1", "新增 1 个"],
    [{ ...NONE, modified: 1_000, added: 11 }, "modifies 1000, adds 11", "修改 1000 个，新增 11 个"],
    [
      { ...NONE, removed: 2, replaced: 1, perhapsReplaced: 1, modified: 5, atLeast: true },
      "removes 2, replaces at least 1, may replace at least 1, modifies at most 5",
      "删除 2 个，至少替换 1 个，可能替换至少 1 个，最多修改 5 个",
    ],
    [{ ...NONE, others: [["Import", 2] as const] }, "Import 2", "Import 2 个"],
  ])("read right in both languages: %j", (counts, english, chinese) => {
    expect([en.plan.counts(counts), zh.plan.counts(counts)]).toEqual([english, chinese]);
  });

  it("name in each language what was left out, and a replacement that nobody knows", () => {
    const counts = (t: Texts) =>
      t.plan.counts({
        ...NONE,
        others: [
          [t.plan.action("Modify", "Maybe"), 2],
          [t.plan.otherActions, 3],
        ],
      });
    expect(counts(en)).toBe('Modify, replacement "Maybe" 2, other actions 3');
    expect(counts(zh)).toBe("修改（替换方式：“Maybe”）2 个，其他操作 3 个");
  });
});
