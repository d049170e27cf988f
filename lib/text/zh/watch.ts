import type { WatchTexts } from "../catalogue.ts";
import { said } from "./said.ts";
import { lasting } from "./units.ts";

/** What mends it, by Slack's word. */
function cureOf(code: string): string {
  if (code === "is_archived") return "请取消归档该频道，或在路由中改用其他频道。";
  if (code === "not_in_channel" || code === "channel_not_found") return "请邀请应用加入该频道，或更正 ID。";
  if (code.startsWith("user_")) return "请在路由中改用其他人员。";
  return "请允许应用在该处发送消息，或在路由中改用其他目标。";
}

export const watch: WatchTexts = {
  blind: "Planbell 无法获知计划状态",
  sinceWhen: "开始于",
  listsFail: (code) => `服务目录未能列出计划（${code}）。`,
  nobodyPolls: "没有程序在查询服务目录：轮询函数未运行。",
  blindMeans: "在此期间的待审批、执行和失败将在恢复后通知；恢复前请前往控制台查看。",
  recovered: "Planbell 已恢复",
  wasBlind: (minutes) => said`曾有${minutes < 1 ? "不到 1 分钟" : lasting(minutes * 60)}无法获知计划状态，开始于`,
  recoveredMeans: "在此期间发生的变化现在补发。",
  refused: (destination) => said`Slack 不允许 Planbell 向${destination}发送消息`,
  refusedWhy: (code) => said`Slack 返回的错误码为${code}。`,
  refusedMeans: (code) => `发往该处的消息将改发到这里；恢复后也会补发到该处。${cureOf(code)}`,
};
