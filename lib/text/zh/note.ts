import type { Effect } from "../../model/effect.ts";
import type { ChangedThing, DigestTexts, NoteTexts } from "../catalogue.ts";
import { thing } from "./danger.ts";
import { said } from "./said.ts";

const VERB: Readonly<Record<Exclude<Effect, "unclear">, string>> = {
  removes: "删除",
  replaces: "替换",
  "may-replace": "可能替换",
  modifies: "修改",
  adds: "新增",
  nothing: "保留",
};

/** What is done, without to what. */
function verb({ effect, action, replacement }: ChangedThing): string {
  if (effect !== "unclear") return VERB[effect];
  return action === "Modify" ? `修改（替换方式：“${replacement ?? ""}”）` : `执行“${action}”`;
}

/** What is done to it: `删除数据库 orders（alicloud_db_instance）`. */
const done = (of: ChangedThing): string =>
  of.effect === "unclear" ? said`对${thing(of)}${verb(of)}` : said`${verb(of)}${thing(of)}`;

const arrow = (before: string | undefined, after: string | undefined): string =>
  before === undefined && after === undefined ? "已变更" : `${before ?? "未知"} → ${after ?? "未知"}`;

function changedParameter(key: string, before: string | undefined, after: string | undefined): string {
  if ((before === undefined) === (after === undefined)) return said`参数${key}：${arrow(before, after)}`;
  return after === undefined ? said`参数${key}：不再指定，原为${before ?? ""}` : said`参数${key}：新增，值为${after}`;
}

function changedResource(before: ChangedThing | undefined, after: ChangedThing | undefined): string {
  if (after === undefined) return before === undefined ? "" : said`不再${done(before)}`;
  if (before === undefined) return said`现在还会${done(after)}`;
  return said`现在会${done(after)}，原为：${verb(before)}`;
}

export const note: NoteTexts = {
  awaitingApproval: "待审批",
  handedOver: "审批已流转",
  approved: "已批准",
  rejected: "已拒绝",
  canceled: "已取消",
  changed: "内容已变更",
  vanished: "已删除",
  succeeded: "执行成功",
  moved: "状态已变更",
  executing: "执行中",
  previewFailed: "预览失败",
  failed: "执行失败",

  by: (who, comment) => `操作人：${who}${comment && `，备注：“${comment}”`}`,
  inSlack: (who) => said`由${who}在 Slack 中操作`,
  runIt: (requester) => `${requester}，请前往控制台执行该计划：计划获批后不会自动执行。`,
  afterRejection: (requester) => `${requester}，该计划不会执行。请修改后重新提交，或将其删除。`,
  changedParameter,
  changedOperation: (before, after) => `操作：${arrow(before, after)}`,
  changedVersion: (before, after) => `产品版本：${arrow(before, after)}`,
  changedResource,
  changedResources: "资源变更的内容与之前不同。",
  readAgain: "审批前请重新查看卡片。",
  vanishedMeans: "该计划已从服务目录中删除。",
  fromTo: (from, to) => `由“${from}”变为“${to}”`,
};

export const digest: DigestTexts = {
  waiting: (count) => said`另有${count}个计划待审批`,
  changed: (count) => said`${count}个计划有变化`,
  line: (id, state, approvers, dangerous) =>
    `（${id}）：${state}${dangerous ? "（危险）" : ""}${approvers && `，审批人：${approvers}`}`,
};
