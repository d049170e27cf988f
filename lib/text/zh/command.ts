import type { CommandTexts } from "../catalogue-commands.ts";
import { said } from "./said.ts";
import { lasting } from "./units.ts";

const meant = (nearest: string): string => (nearest === "" ? "" : said`您要找的是${nearest}吗？`);

export const command: CommandTexts = {
  waiting: (count) => said`${count}个计划待审批`,
  nothingWaits: "没有待审批的计划",
  waitingForYou: (count) => said`${count}个计划待您审批`,
  nothingWaitsForYou: "没有待您审批的计划",
  waitingOf: (count, product) => said`产品${product}有${count}个计划待审批`,
  nothingWaitsOf: (product) => said`产品${product}没有待审批的计划`,
  waits: (id, seconds, approvers, dangerous) =>
    `（${id}${dangerous ? "，危险" : ""}）已等待 ${lasting(seconds)}，审批人：${approvers}`,
  asOf: (seconds) => `数据更新于 ${lasting(seconds)}前`,
  readNow: "刚刚从服务目录读取",
  neverRead: "Planbell 尚未读取服务目录，请 1 分钟后重试。",
  closedGroups: (count) => said`无法获知${count}个用户组的成员：请为应用授予 usergroups:read 权限。`,

  noPlan: (typed, nearest) => `Planbell 没有找到计划“${typed}”。${meant(nearest)}`,
  noTask: (typed, nearest) => `Planbell 没有找到任务“${typed}”。${meant(nearest)}`,
  noProduct: (typed, nearest) => `Planbell 没有找到产品“${typed}”的计划。${meant(nearest)}`,
  nothing: (typed, nearest) => `Planbell 没有找到名为“${typed}”的计划或产品。${meant(nearest)}`,
  several: (count, typed) => said`有${count}项名为“${typed}”，请改用 ID。`,
  catalogFails: (code) => `服务目录未能返回结果（${code}），请稍后重试。`,

  noLog: "服务目录没有保存该任务的日志。",
  nextPage: (usage) => `下一页：${usage}`,
  failures: (count, seconds) => said`最近 ${lasting(seconds)}内有${count}项失败`,
  noFailures: (seconds) => `最近 ${lasting(seconds)}内没有失败`,
  nowIn: (state) => `当前状态：${state}`,

  unknown: (typed, name, nearest) => said`没有命令“${typed}”。您要找的是${name} ${nearest}吗？`,
  lacks: (usage) => `请补充内容：${usage}`,
  takesNothing: (usage) => said`${usage}不带参数，请去掉后面的内容。`,
  noLength: (typed) => said`“${typed}”不是时长：请使用 30m、24h 或 7d 这样的写法，最长 30d。`,
  noForm: (usage) => said`${usage}会打开表单，但 Slack 未能显示，请重试。`,
  otherName: (name) => said`Planbell 在这里响应的命令是${name}：其配置与 Slack 中的命令名称不一致。`,
  stranger: "此按钮只回答 Planbell 所在工作区的成员，而 Slack 未确认您是其成员。如果您是，请再点一次。",
  stateFails: "Planbell 暂时无法读取已保存的状态，原因见其日志。请稍后重试。",
  tooSlow: "Planbell 读取状态超时，请重试。",
  failed: "Planbell 内部出错，详情见其日志。",
};
