import type { WhyTexts } from "../catalogue-commands.ts";
import { said } from "./said.ts";

export const why: WhyTexts = {
  seen: "所见的变化，最新的在前",
  nothingSeen: "自 Planbell 首次看到该计划以来没有变化，因此没有通知任何人。",
  rules: (kind) => `“${kind}”的路由匹配`,
  takes: (place, to) => said`路由${place}匹配：${to}`,
  differs: (place, key, found, expected) =>
    said`路由${place}不匹配：${key}为${found === "" ? "空" : found}，要求为${expected}`,
  notAsked: (place) => said`路由${place}未判断：前面的路由已匹配`,
  people: "对应的 Slack 用户",
  notInPeople: "不在配置的人员映射中",
  sent: "已发送",
  nothingSent: "Slack 中没有相关消息。",
  card: "卡片",
  inDigest: "摘要中的一行",
  editOwed: "待更新",
  owed: "待发送",
  note: "通知",
  logPart: "日志",
  notTried: "尚未发送",
  underWay: "正在发送",
  inDoubt: "可能已发送，正在查找",
  givenUp: "已放弃",
  tries: (count, reason) => said`已尝试${count}次${reason && `，${reason}`}`,
  nextTry: "下次尝试",
  decided: "已在 Slack 中审批",
  deciding: "正在 Slack 中审批",
};
