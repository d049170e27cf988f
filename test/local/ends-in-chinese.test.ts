import { describe, expect, it } from "vitest";
import { endsInChinese, inChinese } from "../../local/ends-in-chinese.ts";
import { scenarios } from "../../local/scenario/all.ts";

const stories = [...new Set(scenarios().flatMap(({ parts }) => parts.map(({ story }) => story)))];

describe("what a story expects of Planbell", () => {
  it.each([
    ["Succeeded: orders-vpc", "执行成功：orders-vpc"],
    ["Canceled: orders-db (dangerous)", "已取消：orders-db（危险）"],
    ["carol (RAM user)", "carol（RAM 用户）"],
    ["removes 1, replaces 1", "删除 1 个，替换 1 个"],
    ["Certificate checked.", "Certificate checked."],
  ])("reads in Chinese: %s", (english, chinese) => expect(inChinese(english)).toBe(chinese));

  it.each(stories.map((story) => [story.name, story] as const))(
    "has Chinese words in %s, but for what is quoted",
    (_, story) => {
      const quoted = JSON.stringify([story.acts, story.launches, story.plans.map(({ plan }) => plan)]);
      const [part] = endsInChinese({ name: "", title: "", parts: [{ at: 0, story }], lasts: 0 }).parts;
      const expected = [
        ...(part?.story.plans ?? []).flatMap(({ ends }) => [ends.card, ...(ends.shows ?? []), ...(ends.notes ?? [])]),
        ...(part?.story.channel ?? []),
      ];
      expect(expected.filter((words) => !/\p{Script=Han}/u.test(words) && !quoted.includes(words))).toEqual([]);
    },
  );
});
