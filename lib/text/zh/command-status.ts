import type { StatusTexts } from "../catalogue-commands.ts";
import { said } from "./said.ts";
import { lasting } from "./units.ts";

export const status: StatusTexts = {
  title: "Planbell 的状态",
  read: (seconds, every) => `服务目录于 ${lasting(seconds)}前读取，每 ${lasting(every)}读取一次`,
  blindSince: "无法获知计划状态，开始于",
  wasBlind: (seconds) => `曾有 ${lasting(seconds)}无法获知计划状态，结束于`,
  neverBlind: "据 Planbell 所知，从未中断过读取",
  lag: (seconds) => `最近一次变化在发生 ${lasting(seconds)}后被发现`,
  watched: (plans, waiting) => said`已记录${plans}个计划，其中${waiting}个待审批`,
  instances: (count) => said`${count}个产品实例处于变更中或异常状态`,
  paused: "已暂停：只读取，不发送消息",

  queue: "待发送",
  nothingOwed: "无：应发送的消息均已在 Slack 中",
  owed: (count) => said`${count}条消息待发送`,
  edits: (count) => said`${count}张卡片待更新`,
  inDoubt: (count) => said`${count}条消息可能已发送，正在查找`,
  oldest: "最早的产生于",

  dead: "已放弃的消息",
  replay: "如需重新发送，请 Planbell 的运维人员执行 npm run poll -- --replay KEY",
  refused: "Slack 拒收消息的目标",
  lastTold: "最近提醒于",

  warnings: "请注意",
  filterBroken: "服务目录的列表遗漏了进行中的计划，现改为按状态逐一列出",
  filterDoubted: (plans) => said`服务目录的列表曾遗漏${plans}个进行中的计划`,
  cut: "计划数量超过单次读取的上限，其余将在下次读取",
  catchingUp: "Planbell 仍在处理中断期间发生的变化",
  stacksUnread: (count) => said`${count}项失败的资源栈无法读取，可能缺少 ros:GetStack 权限`,
};
