import type { InstanceTexts } from "../catalogue.ts";
import { said } from "./said.ts";

const STATUS: ReadonlyMap<string, string> = new Map([
  ["Available", "可用"],
  ["UnderChange", "变更中"],
  ["Error", "异常"],
]);

const TASK: ReadonlyMap<string, string> = new Map([
  ["InProgress", "进行中"],
  ["Succeeded", "成功"],
  ["Failed", "失败"],
]);

const OPERATION: ReadonlyMap<string, string> = new Map([
  ["LaunchProduct", "启动"],
  ["UpdateProvisionedProduct", "更新"],
  ["TerminateProvisionedProduct", "终止"],
]);

const operationOf = (operation: string): string => OPERATION.get(operation) ?? operation;

export const instance: InstanceTexts = {
  status: (status) => STATUS.get(status) ?? status,
  gone: "已终止",
  instance: "产品实例",
  owner: "所有者",
  portfolio: "产品组合",
  lastTask: "最近任务",
  task: (operation, status, id) => said`${operationOf(operation)}${TASK.get(status) ?? status}（${id}）`,

  taskFailed: (operation) => said`${operationOf(operation)}失败`,
  error: "异常",
  taskStarted: (operation) => said`${operationOf(operation)}已开始`,
  taskSucceeded: (operation) => said`${operationOf(operation)}成功`,
  vanished: "已终止",

  digest: (count) => said`${count}个产品实例有变化`,
  mixedDigest: (count) => said`${count}个计划和产品实例有变化`,
};
