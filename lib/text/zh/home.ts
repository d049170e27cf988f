import type { HomeTexts } from "../catalogue.ts";

export const home: HomeTexts = {
  waiting: (count) => (count === 0 ? "等待您审批" : `等待您审批：${count} 个`),
  nothingWaits: "没有计划等待您审批。",
  asked: "您提交的计划",
  nothingAsked: "没有进行中的计划。",
  failed: "最近 24 小时内的失败",
  nothingFailed: "没有失败。",
  notMapped: "Planbell 不知道您在阿里云中的身份：请管理员把您加入人员映射配置。",
  asOf: (when) => `服务目录最近读取时间：${when}`,
  neverRead: "尚未读取服务目录。",
};
