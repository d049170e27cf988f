import type { StateTexts } from "../catalogue.ts";

const STATUS: ReadonlyMap<string, string> = new Map([
  ["PreviewInProgress", "预览中"],
  ["PreviewSuccess", "待执行"],
  ["PreviewFailed", "预览失败"],
  ["ApplicationInProgress", "待审批"],
  ["ApplicationApproved", "已批准，待执行"],
  ["ApplicationRejected", "已拒绝"],
  ["ExecuteInProgress", "执行中"],
  ["ExecuteSuccess", "执行成功"],
  ["ExecuteFailed", "执行失败"],
  ["Canceled", "已取消"],
]);

const OPERATION: ReadonlyMap<string, string> = new Map([
  ["LaunchProduct", "启动产品"],
  ["UpdateProvisionedProduct", "更新产品实例"],
  ["TerminateProvisionedProduct", "终止产品实例"],
]);

const KIND: ReadonlyMap<string, string> = new Map([
  ["RamUser", "RAM 用户"],
  ["RamRole", "RAM 角色"],
]);

export const state: StateTexts = {
  status: (status) => STATUS.get(status) ?? status,
  gone: "已删除",
  operation: (operation) => OPERATION.get(operation) ?? operation,
  principal: (kind, name) => (kind === "" ? name : `${name}（${KIND.get(kind) ?? kind}）`),
  unnamed: "（未命名）",
};
