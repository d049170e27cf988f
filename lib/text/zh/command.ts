import type { CommandTexts } from "../catalogue.ts";
import { said } from "./said.ts";
import { lasting } from "./units.ts";

export const command: CommandTexts = {
  canDo: (name) => said`${name}支持的命令`,
  help: "列出所有命令",
  pending: "列出待审批的计划，等待最久的在前",

  waiting: (count) => said`${count}个计划待审批`,
  nothingWaits: "没有待审批的计划",
  waits: (id, seconds, approvers) => `（${id}）已等待 ${lasting(seconds)}，审批人：${approvers}`,
  asOf: (seconds) => `数据更新于 ${lasting(seconds)}前`,
  neverRead: "Planbell 尚未读取服务目录，请 1 分钟后重试。",

  unknown: (typed, name, nearest) => said`没有命令“${typed}”。您要找的是${name} ${nearest}吗？`,
  notBuilt: (name, word) => said`${name} ${word}尚未支持。`,
  noArgument: (name, word) => said`${name} ${word}暂不支持参数，请去掉后面的内容。`,
  otherName: (name) => said`Planbell 在这里响应的命令是${name}：其配置与 Slack 中的命令名称不一致。`,
  stateFails: "Planbell 暂时无法读取已保存的状态，原因见其日志。请稍后重试。",
  tooSlow: "Planbell 读取状态超时，请重试。",
  failed: "Planbell 内部出错，详情见其日志。",
};
