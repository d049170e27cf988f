import type { Scenario, StoryPlan } from "./scenario/scenario.ts";

/** What stories expect Planbell to say, and how that reads in Chinese. What people and the cloud said stays as it is. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/^Waiting for approval: /, "待审批："],
  [/^Approved, not run yet: /, "已批准，待执行："],
  [/^Approved: /, "已批准："],
  [/^Rejected: /, "已拒绝："],
  [/^Canceled: /, "已取消："],
  [/^Succeeded: /, "执行成功："],
  [/^Failed: /, "执行失败："],
  [/^Handed over: /, "审批已流转："],
  [/^Error code: /, "错误码："],
  [/^Log of (\S+)/, "$1 的日志"],
  [/^Planbell sees nothing/, "Planbell 无法获知计划状态"],
  [/^Planbell sees again/, "Planbell 已恢复"],
  [
    /^Danger: Replaces the database (\S+) \((\w+)\): its data is lost unless it is saved elsewhere$/,
    "危险：替换数据库 $1（$2）：未另行保存的数据将丢失",
  ],
  [/^Danger: Removes the backup policy (\S+) \((\w+)\)$/, "危险：删除备份策略 $1（$2）"],
  [/\bremoves (\d+)/, "删除 $1 个"],
  [/, replaces (\d+)/, "，替换 $1 个"],
  [/ \(RAM user\)/, "（RAM 用户）"],
  [/ \(RAM user, not in Slack\)/, "（RAM 用户，不在 Slack 中）"],
  [/ \(dangerous\)/, "（危险）"],
];

/** One thing that a story expects, as a Planbell that speaks Chinese says it. */
export const inChinese = (part: string): string =>
  PHRASES.reduce((said, [english, chinese]) => said.replace(english, chinese), part);

/** The same of what belongs to no plan: what failed there is a provisioned product. */
const inChineseOfNoPlan = (part: string): string => inChinese(part.replace(/^Failed: /, "异常："));

/** The scenario with its ends as a Planbell that speaks Chinese reaches them. */
export const endsInChinese = (scenario: Scenario): Scenario => ({
  ...scenario,
  parts: scenario.parts.map(({ at, story }) => ({
    at,
    story: {
      ...story,
      plans: story.plans.map((one) => ({ ...one, ends: ended(one.ends) })),
      ...(story.channel === undefined ? {} : { channel: story.channel.map(inChineseOfNoPlan) }),
    },
  })),
});

const ended = ({ status, card, shows = [], notes = [] }: StoryPlan["ends"]): StoryPlan["ends"] => ({
  status,
  card: inChinese(card),
  shows: shows.map(inChinese),
  notes: notes.map(inChinese),
});
