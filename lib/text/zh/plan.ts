import type { ChangeCounts, PlanTexts } from "../catalogue.ts";
import { danger } from "./danger.ts";
import { join } from "./join.ts";
import { said } from "./said.ts";

const RECORD: ReadonlyMap<string, string> = new Map([
  ["Submit", "已提交"],
  ["Approve", "已批准"],
  ["Reject", "已拒绝"],
  ["Cancel", "已取消"],
]);

const ACTION: ReadonlyMap<string, string> = new Map([
  ["Add", "新增"],
  ["Modify", "修改"],
  ["Remove", "删除"],
  ["None", "无变更"],
]);

export const plan: PlanTexts = {
  operation: "操作",
  product: "产品",
  provisionedProduct: "产品实例",
  requester: "申请人",
  account: "账号",
  region: "地域",
  plan: "计划",
  waitingSince: "开始等待时间",
  since: "状态更新时间",

  waitingFor: "审批人",
  anyOneOf: (names) => (names.length > 1 ? `${join.list(names)}（任意一人审批即可）` : names.join("")),
  nobody: "无（服务目录未列出审批人）",
  atNode: (node, approvers) => `【${node}】${approvers}`,
  next: "下一步",
  runsIt: (requester) => said`由${requester}在控制台执行该计划`,

  dangerLabel: "危险",
  danger,
  terminatesUnseen: (name) => said`删除产品实例${name}，其中的资源未列出`,
  moreDangers: (count) => said`另有${count}项危险变更`,
  dangerous: "（危险）",

  changes: "资源变更",
  noChanges: "无",
  changesUnknown: "尚未获知",
  counts,
  action,
  otherActions: "其他操作",
  actionColumn: "操作",
  resourceColumn: "资源",
  typeColumn: "类型",
  parameters: "参数",
  andMore: (count) => said`另有${count}项`,
  otherPeople: (count) => said`另外${count}人`,

  record: (action, who, comment) => {
    const done = RECORD.get(action) ?? said`执行了${action}`;
    return said`${who}${done}${comment && `：“${comment}”`}`;
  },
  noReason: "服务目录未给出原因。",
  errorCode: "错误码",
  requestId: "请求 ID",
  openInConsole: "在控制台查看",
};

function counts(of: ChangeCounts): string {
  const [least, most] = of.atLeast ? ["至少", "最多"] : ["", ""];
  const counted: readonly (readonly [string, number])[] = [
    ["删除", of.removed],
    [`${least}替换`, of.replaced],
    [`可能替换${least}`, of.perhapsReplaced],
    ...of.others,
    [`${most}修改`, of.modified],
    ["新增", of.added],
  ];
  return counted
    .filter(([, count]) => count > 0)
    .map(([verb, count]) => said`${verb}${/[!-~]$/.test(verb) ? " " : ""}${count}个`)
    .join(join.comma);
}

function action(name: string, replacement: string | undefined): string {
  const done = ACTION.get(name) ?? name;
  if (replacement === "True") return `${done}（将被替换）`;
  if (replacement === "Conditional") return `${done}（可能被替换）`;
  return replacement === undefined || replacement === "False" ? done : `${done}（替换方式：“${replacement}”）`;
}
